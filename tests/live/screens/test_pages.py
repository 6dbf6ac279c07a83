from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.live.phrases import load_phrases
from formcheck.live.screens.buttons import plan_rows
from formcheck.live.screens.draw import draw_screen
from formcheck.live.screens.states import Choice, PromptScreen, TextScreen
from formcheck.live.screens.style import type_of
from formcheck.live.screens.text_screen import plan_page
from formcheck.safety import ask_first, urgent
from formcheck.words import languages
from tests.live.screens.examples import LONG_CUE, choices, pain_scale, safety_page
from tests.live.screens.ink import catch_ink

_LETTERS = type_of((1280, 720))


def test_the_whole_safety_page_can_be_read_at_the_laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters of 24 of 720 rows are as large as those of a printed book at half a metre."""
    page = safety_page()
    planned = plan_page(page.paragraphs, 1208, 500, _LETTERS)
    lines = [line for column in planned.columns for item in column for line in item.lines]
    said = " ".join(lines)
    for text in (*urgent(), *ask_first()):
        assert text in said
    ink = catch_ink(monkeypatch)
    draw_screen(page, None, (1280, 720))
    sizes = [bottom - top for left, top, right, bottom in ink if right - left > 300]
    assert np.median(sizes) >= 22


@pytest.mark.parametrize("language", languages())
def test_when_a_pause_ends_is_read_from_the_mat(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At three metres, as at a quarter of the size: letters below 30 rows are lost."""
    words = load_phrases(language)
    ink = catch_ink(monkeypatch)
    pause = PromptScreen("", "", "", 0.5, words.count("pause.ends_in", 48), stop_label="")
    draw_screen(pause, None, (1280, 720))
    sizes = [bottom - top for left, top, right, bottom in ink if left < 480]
    assert len(sizes) == 2
    assert min(sizes) >= 30


def test_few_words_stand_large_and_in_one_column() -> None:
    planned = plan_page((("", ("Stop this exercise for today.",)),), 1200, 500, _LETTERS)
    assert len(planned.columns) == 1
    assert planned.size_px > _LETTERS.middle
    (item,) = planned.columns[0]
    assert not item.bullet


def test_columns_part_between_headings() -> None:
    paragraphs = (("First", ("a " * 60,) * 6), ("Second", ("b " * 60,) * 6))
    planned = plan_page(paragraphs, 1200, 400, _LETTERS)
    assert len(planned.columns) == 2
    assert planned.columns[0][0].lines == ("First",)
    assert planned.columns[1][0].lines == ("Second",)


def test_a_page_that_cannot_fit_says_that_there_is_more() -> None:
    paragraphs = tuple((LONG_CUE, (LONG_CUE,) * 9) for _ in range(9))
    planned = plan_page(paragraphs, 600, 200, _LETTERS)
    assert planned.columns[0][-1].lines[-1].endswith("…")


def test_buttons_share_a_row_only_where_their_words_fit() -> None:
    short = (Choice("enter", "Go on", "", "go"), Choice("q", "Finish", "", "quit"))
    assert len(plan_rows(short, 1200, _LETTERS).widths_px) == 1
    long = tuple(replace(choice, title="A very long answer indeed" * 2) for choice in short)
    assert len(plan_rows(long, 1200, _LETTERS).widths_px) == 2
    assert plan_rows((), 1200, _LETTERS).height_px == 0


def test_what_is_not_offered_cannot_be_clicked_and_looks_different() -> None:
    page = TextScreen("Title", "calm", (), choices(2))
    off = replace(page, choices=(page.choices[0], replace(page.choices[1], enabled=False)))
    on_drawn, off_drawn = (draw_screen(state, None, (1280, 720)) for state in (page, off))
    assert [button.action for button in off_drawn.buttons] == ["take:0"]
    assert not np.array_equal(on_drawn.picture, off_drawn.picture)


def test_the_selected_number_stands_out() -> None:
    drawn = draw_screen(pain_scale(3), None, (1280, 720))
    assert [button.action for button in drawn.buttons] == [f"pain:{n}" for n in range(11)]

    def ground(number: int) -> list[int]:
        button = drawn.buttons[number]
        return [int(v) for v in drawn.picture[button.y + 30, button.x + button.w // 2]]

    assert ground(2) == ground(4)
    assert sum(abs(a - b) for a, b in zip(ground(3), ground(2), strict=True)) > 200
