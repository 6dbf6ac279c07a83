"""Words made to fit."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.drawing.palette import Box
from formcheck.live.screens.lettering import ELLIPSIS, fit_text, measure_px, shorten, wrap, write

_TEXTS = st.text(alphabet="abMWil ÄÖß-…°,éЖ0189", max_size=300)


@settings(deadline=None, max_examples=60)
@given(_TEXTS, st.integers(30, 900), st.integers(10, 400), st.sampled_from([400, 500, 650]))
def test_fitted_text_stays_within_its_place(
    text: str, width_px: int, height_px: int, weight: int
) -> None:
    fitted = fit_text(text, width_px, height_px, 60, 12, weight)
    widest = measure_px("W", fitted.size_px, weight)
    assert all(
        measure_px(line, fitted.size_px, weight) <= max(width_px, widest) for line in fitted.lines
    )
    assert len(fitted.lines) <= 1 or fitted.height_px <= height_px + 1
    assert 12 <= fitted.size_px <= 60
    kept = "".join("".join(fitted.lines).split())
    whole = "".join(text.split())
    if fitted.cut:
        assert kept.endswith(ELLIPSIS)
        assert whole.startswith(kept.rstrip("…"))
    else:
        assert kept == whole


@settings(deadline=None, max_examples=30)
@given(_TEXTS)
def test_ink_stays_within_its_place(text: str) -> None:
    scene = np.zeros((220, 420, 3), np.uint8)
    write(scene, text, Box(60, 60, 360, 160), (60, 10), (255, 255, 255))
    # A letter may lean over its line by a hair, and a tail may hang below the last line.
    outside = scene.copy()
    outside[54:166, 54:366] = 0
    assert outside.max() < 128


def test_a_short_text_keeps_the_largest_size() -> None:
    fitted = fit_text("Hold", 500, 100, 60, 12)
    assert fitted.size_px == 60
    assert fitted.lines == ("Hold",)


def test_lines_of_one_sentence_are_about_equally_long() -> None:
    fitted = fit_text("Lie down again as at the start and we go on then", 700, 200, 40, 12)
    widths = [measure_px(line, fitted.size_px) for line in fitted.lines]
    assert len(widths) == 2
    assert min(widths) > 0.75 * max(widths)


def test_a_word_too_long_makes_the_letters_smaller_before_it_is_broken() -> None:
    word = "Wiederholungsgeschwindigkeit"
    fitted = fit_text(word, 300, 200, 60, 12)
    assert fitted.lines == (word,)
    assert fitted.size_px < 60
    broken = fit_text(word * 4, 300, 900, 60, 30)
    assert len(broken.lines) > 1
    assert "".join(broken.lines) == word * 4


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    fitted = fit_text("word " * 200, 300, 100, 40, 20)
    assert fitted.cut
    assert fitted.lines[-1].endswith(ELLIPSIS)
    assert shorten("word", 300, 20) == "word"
    assert shorten("word " * 30, 300, 20).endswith(ELLIPSIS)


def test_a_line_does_not_end_at_a_no_break_space() -> None:
    text = "2,3\u00a0m weit\u00a0?"
    width = max(measure_px(part, 20) for part in text.split(" "))
    assert wrap(text, width, 20) == ["2,3\u00a0m", "weit\u00a0?"]


def test_wrapping_refuses_to_break_words_unless_told() -> None:
    assert wrap("x" * 200, 100, 20) is None
    assert wrap("", 100, 20) == []
    assert "".join(wrap("x" * 200, 100, 20, breaking=True) or []) == "x" * 200
