"""What tells how far: the count, the hold ring, the range bar, a line that closes."""

from __future__ import annotations

import math

import cv2
import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.drawing.palette import ANGLE, GOOD, QUIET_TEXT, RAISED, RULE, TEXT, Box, Colour
from formcheck.drawing.shapes import draw_icon, draw_ring
from formcheck.drawing.skeleton import SUBPIXEL_BITS, to_subpixel
from formcheck.drawing.text import BOLD, MEDIUM
from formcheck.judge.scored import Phase
from formcheck.live.screens.badges import draw_pill
from formcheck.live.screens.lettering import (
    CAPITAL_SHARE,
    fit_text,
    measure_px,
    renderer,
    write_fitted,
)
from formcheck.live.screens.style import NIGHT, Type, share_of

# More marks than this would be too narrow to be told apart.
_MOST_MARKS = 20


def draw_count(scene: Pixels, reps: int, target: int, box: Box, letters: Type) -> None:
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


def _draw_marks(scene: Pixels, reps: int, target: int, box: Box, letters: Type) -> None:
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


# The voice says "one" until the last second is over, not a frame longer.
_SLACK_S = 0.05


def draw_hold_ring(scene: Pixels, phase: Phase, hold_s: float, target_s: float, box: Box) -> None:
    """Draw the ring into the middle of a box.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    phase : str
        Outside ``hold`` and ``return`` the ring is empty, and tells how long to hold.
    hold_s, target_s : float
        Held so far, and wanted.
    box : Box
    """
    side = min(box.width, box.height)
    centre = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    held_s = hold_s if phase in ("hold", "return") and math.isfinite(hold_s) else 0.0
    width = 0.12 * side
    share = share_of(held_s / target_s)
    draw_ring(scene, centre, (side - width) / 2 - 1, width, share, (RAISED, GOOD))
    if share >= 1.0:
        draw_icon(scene, "tick", centre, side * 0.5, GOOD)
        return
    number = f"{max(0, math.ceil(target_s - held_s - _SLACK_S))}"
    widest = measure_px(number, 100, BOLD) / 100
    size = round(min(0.5 * side, 0.6 * side / widest))
    at = centre[0], centre[1] + 0.5 * CAPITAL_SHARE * size
    ink = TEXT if phase == "hold" else QUIET_TEXT
    renderer().draw(scene, number, at, size, ink, BOLD, align="centre")


#: Where the target stands on the bar.
TARGET_SHARE = 0.8


def draw_range_bar(scene: Pixels, reach: float, caption: str, box: Box, size_px: int) -> None:
    """Draw a bar that fills towards a mark.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    reach : float
        0 at rest, 1 at the target; more than the bar holds fills it.
    caption : str
    box : Box
    size_px : int
        Of the caption.
    """
    taken = 0
    if caption:
        words = fit_text(
            caption, round(box.width * 0.3), box.height, size_px, round(size_px * 0.6), MEDIUM
        )
        write_fitted(scene, words, box, QUIET_TEXT, MEDIUM, place="middle")
        taken = words.width_px + round(size_px * 0.6)
    edge = round(box.height * 0.16)
    bar = Box(box.left + taken, box.top + edge, box.right, box.bottom - edge)
    draw_pill(scene, bar, RAISED)
    share = share_of(reach * TARGET_SHARE)
    if share > 0:
        filled = max(bar.height, round(share * bar.width))
        colour = GOOD if reach >= 1 else ANGLE
        draw_pill(scene, Box(bar.left, bar.top, bar.left + filled, bar.bottom), colour)
    _draw_mark(scene, bar.left + round(TARGET_SHARE * bar.width), box)


def _draw_mark(scene: Pixels, x: int, box: Box) -> None:
    """Draw the target as a bright upright that stands out of the bar, with a dark rim."""
    half = max(2, round(box.height * 0.1))
    rim = max(1, round(box.height * 0.06))
    draw_pill(scene, Box(x - half - rim, box.top, x + half + rim, box.bottom), NIGHT)
    draw_pill(scene, Box(x - half, box.top, x + half, box.bottom), TEXT)


def draw_progress_line(
    scene: Pixels,
    box: Box,
    width_px: float,
    share: float,
    colours: tuple[Colour, Colour],
) -> None:
    """Draw the outline of a box with round ends, filled clockwise from the top.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    box : Box
        Middle of the line; a square gives a ring.
    width_px : float
    share : float
        Filled part, 0 to 1.
    colours : (ground, filled)
    """
    outline, done = _outline(box), share_of(share)
    width = max(2, round(width_px))
    cv2.polylines(
        scene, [to_subpixel(outline)], True, colours[0], width, cv2.LINE_AA, SUBPIXEL_BITS
    )
    if done > 0:
        cv2.polylines(
            scene,
            [to_subpixel(_start_of(outline, done))],
            done >= 1,
            colours[1],
            width,
            cv2.LINE_AA,
            SUBPIXEL_BITS,
        )


def _outline(box: Box) -> FloatArray:
    """Return points along the line, clockwise from the middle of the top."""
    radius = min(box.width, box.height) / 2
    centres = (
        (box.right - radius, box.top + radius, -90.0),
        (box.right - radius, box.bottom - radius, 0.0),
        (box.left + radius, box.bottom - radius, 90.0),
        (box.left + radius, box.top + radius, 180.0),
    )
    points = [((box.left + box.right) / 2, float(box.top))]
    for x, y, first_deg in centres:
        for step in range(19):
            angle = math.radians(first_deg + 5.0 * step)
            points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return np.asarray(points)


def _start_of(outline: FloatArray, share: float) -> FloatArray:
    """Return the first part of a closed line."""
    closed = np.vstack([outline, outline[:1]])
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    end = share * along[-1]
    kept = closed[along < end]
    last = [np.interp(end, along, closed[:, axis]) for axis in (0, 1)]
    return np.vstack([kept, last])
