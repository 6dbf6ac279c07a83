"""The big count, and how far it is towards the last repetition."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import GOOD, QUIET_TEXT, RULE, TEXT, Box
from formcheck.drawing.text import BOLD, MEDIUM
from formcheck.live.screens.fitting import measure_px
from formcheck.live.screens.lettering import CAPITAL_SHARE, renderer
from formcheck.live.screens.pill import draw_pill
from formcheck.live.screens.style import Type

# More marks than this would be too narrow to be told apart.
_MOST_MARKS = 20


def draw_count(scene: NDArray[np.uint8], reps: int, target: int, box: Box, letters: Type) -> None:
    """Draw a count as large as its box allows, and a mark for every wanted repetition.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    reps : int
    target : int
        0 for none.
    box : Box
    letters : Type
    """
    row = round(letters.small * 1.3) if target > 0 else 0
    digits = f"{reps}"
    room = box.height - row
    # As wide as two digits from the start: the size must not jump at the tenth.
    widest = measure_px("0" * max(2, len(digits)), 200, BOLD) / 200
    size = round(min(room / (CAPITAL_SHARE * 1.1), box.width / widest))
    centre = (box.left + box.right) / 2
    baseline = box.top + (room + CAPITAL_SHARE * size) / 2
    renderer().draw(scene, digits, (centre, baseline), size, TEXT, BOLD, align="centre")
    if target > 0:
        place = Box(box.left, box.bottom - row, box.right, box.bottom)
        _draw_marks(scene, reps, target, place, letters)


def _draw_marks(scene: NDArray[np.uint8], reps: int, target: int, box: Box, letters: Type) -> None:
    words = f"{target}"
    taken = measure_px(words, letters.small, MEDIUM)
    renderer().draw(
        scene,
        words,
        (box.right, box.top + box.height * 0.5 + letters.small * 0.37),
        letters.small,
        QUIET_TEXT,
        MEDIUM,
        align="right",
    )
    bar = Box(box.left, box.top, box.right - taken - round(letters.small * 0.6), box.bottom)
    half = round(letters.small * 0.22)
    middle = (box.top + box.bottom) // 2
    marks = min(target, _MOST_MARKS)
    gap = round(letters.small * 0.25) if target <= _MOST_MARKS else 0
    done = min(reps, target) / target
    for mark in range(marks):
        left = bar.left + round(mark * bar.width / marks)
        right = bar.left + round((mark + 1) * bar.width / marks) - gap
        filled = (mark + 1) / marks <= done + 1e-9
        place = Box(left, middle - half, max(right, left + 2), middle + half)
        draw_pill(scene, place, GOOD if filled else RULE)
