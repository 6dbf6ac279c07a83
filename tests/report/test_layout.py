from __future__ import annotations

from itertools import combinations

import pytest

from formcheck.drawing.palette import Box
from formcheck.drawing.text import BOLD, TextRenderer
from formcheck.exercises.prone_press_up.rules import EXERCISE as PRESS_UP
from formcheck.report.layout import Layout, plan_layout
from formcheck.report.notice_card import _set_words
from formcheck.report.notices import Notice

SIZES = [(640, 480), (1280, 720), (480, 854), (720, 720), (320, 240), (641, 361), (176, 144)]


def boxes(layout: Layout) -> dict[str, Box]:
    names = ("picture", "title", "reps", "phase", "angle", "notice", "timeline")
    return {name: getattr(layout, name) for name in names}


@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_and_all_lies_on_the_canvas(size: tuple[int, int]) -> None:
    layout = plan_layout(*size)
    for box in boxes(layout).values():
        assert 0 <= box.left < box.right <= layout.width
        assert 0 <= box.top < box.bottom <= layout.height
    for (_, one), (_, other) in combinations(boxes(layout).items(), 2):
        apart = (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top
            or other.bottom <= one.top
        )
        assert apart


@pytest.mark.parametrize("size", SIZES)
def test_sizes_are_even_and_the_picture_keeps_its_shape(size: tuple[int, int]) -> None:
    layout = plan_layout(*size)
    picture = layout.picture
    assert layout.width % 2 == layout.height % 2 == 0
    assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.02)
    assert picture.width >= size[0] - 1


def test_words_stand_below_a_wide_picture_and_beside_others() -> None:
    wide, tall = plan_layout(1280, 720), plan_layout(480, 854)
    assert wide.notice.top >= wide.picture.bottom
    assert tall.notice.left >= tall.picture.right


def test_small_pictures_are_enlarged() -> None:
    assert plan_layout(176, 144).picture.height >= 400


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("fault", PRESS_UP.faults, ids=lambda fault: fault.id)
def test_every_cue_fits_its_box(size: tuple[int, int], fault: object) -> None:
    layout, text = plan_layout(*size), TextRenderer()
    notice = Notice(0, 1, 1, fault.name, fault.cue, (0, 0, 0), "warning")  # type: ignore[attr-defined]
    setting = _set_words(notice, "", layout.notice, layout.unit, text)
    assert setting.height <= layout.notice.height
    widths = [text.width_px(line, setting.text_size, BOLD) for line in setting.lines]
    assert max(widths) <= layout.notice.width
