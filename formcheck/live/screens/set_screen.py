"""During the set: a count that is read from the mat, what to do now, and the one cue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from formcheck.arrays import Pixels
from formcheck.drawing.palette import ANGLE, GOOD, QUIET_TEXT, TEXT, Box, Colour
from formcheck.drawing.text import BOLD, MEDIUM
from formcheck.live.screens.badges import draw_banner, draw_chip, draw_notice
from formcheck.live.screens.buttons import Button, draw_keys, draw_stop
from formcheck.live.screens.gauges import draw_count, draw_hold_ring, draw_range_bar
from formcheck.live.screens.lettering import write
from formcheck.live.screens.live_view import LiveView, draw_mirrored, draw_no_picture
from formcheck.live.screens.split import Split, split_screen
from formcheck.live.screens.states import SetScreen
from formcheck.live.screens.style import Size, Type, type_of

_PHASE_COLOURS: dict[str, Colour] = {"hold": GOOD, "out": ANGLE, "return": ANGLE}


def still_part(state: SetScreen) -> SetScreen:
    """Return the state without what changes with every picture."""
    return replace(state, hold_s=0.0, reach=None)


def draw_still(state: SetScreen, scene: Pixels, size_px: Size) -> tuple[Button, ...]:
    """Draw what stays the same from picture to picture; return the buttons."""
    split, letters = split_screen(size_px, state.cue), type_of(size_px)
    places = _places(split, letters, has_ring=state.hold_target_s > 0)
    small = letters.small, round(letters.small * 0.6)
    write(scene, state.title, places.title, small, TEXT, MEDIUM, place="middle")
    write(scene, state.set_word, places.set_word, small, QUIET_TEXT, MEDIUM, place="middle")
    draw_count(scene, state.reps, state.reps_target, places.count, letters)
    _draw_phase(scene, state, places, letters, align="centre" if split.upright else "left")
    draw_banner(scene, state.cue, state.cue_tone, split.banner, letters)
    draw_no_picture(scene, split.picture, split.unit)
    keys = draw_keys(scene, state.keys, split.keys, letters)
    return (draw_stop(scene, state.stop_label, split.stop, letters), *keys)


def draw_moving(state: SetScreen, scene: Pixels, view: LiveView | None, size_px: Size) -> None:
    """Draw the live picture, the hold clock and the range bar."""
    split, letters = split_screen(size_px, state.cue), type_of(size_px)
    if view is not None:
        draw_mirrored(scene, view, split.picture, split.unit)
    corners = split.picture.inset(12 * split.unit)
    if state.side_word:
        draw_chip(scene, state.side_word, corners, letters.middle, TEXT, "left")
    if state.notice:
        draw_notice(scene, state.notice, corners, letters.small, beside_chip=bool(state.side_word))
    ring = _places(split, letters, has_ring=state.hold_target_s > 0).ring
    if ring:
        draw_hold_ring(scene, state.phase, state.hold_s, state.hold_target_s, ring)
    if state.reach is not None:
        draw_range_bar(scene, state.reach, state.reach_word, split.strip, letters.small)


#: What of the place of the phase the words about the number in the ring take.
_HOLD_WORD_SHARE = 0.38


def _draw_phase(
    scene: Pixels,
    state: SetScreen,
    places: _Places,
    letters: Type,
    *,
    align: Literal["left", "centre"],
) -> None:
    """Write the phase, and beside the ring what its number means."""
    phase, words = places.phase, state.hold_word if places.ring else ""
    sizes = letters.large, round(letters.large * 0.4)
    ink = _PHASE_COLOURS.get(state.phase, TEXT)
    at = align if places.ring else "centre"
    if not words:
        write(scene, state.phase_word, phase, sizes, ink, BOLD, align=at, place="middle")
        return
    line = round(phase.bottom - _HOLD_WORD_SHARE * phase.height)
    above = Box(phase.left, phase.top, phase.right, line)
    below = Box(phase.left, line, phase.right, phase.bottom)
    write(scene, state.phase_word, above, sizes, ink, BOLD, align=at, place="middle")
    small = letters.middle, round(letters.small * 0.6)
    write(scene, words, below, small, QUIET_TEXT, MEDIUM, align=at, place="middle")


@dataclass(frozen=True)
class _Places:
    """Where the parts of the panel stand."""

    title: Box
    set_word: Box
    count: Box
    ring: Box | None
    phase: Box


def _places(split: Split, letters: Type, *, has_ring: bool) -> _Places:
    panel, line = split.panel, round(letters.small * 1.3)
    gap = round(14 * split.unit)
    if split.upright:
        half = (panel.left + panel.right) // 2
        title = Box(panel.left, panel.top, half - gap, panel.top + line)
        set_word = Box(half + gap, panel.top, panel.right, panel.top + line)
        top, across = title.bottom + gap, panel.left + round(panel.width * 0.56)
        count = Box(panel.left, top, across, panel.bottom)
        rest = Box(across + 2 * gap, top, panel.right, panel.bottom)
        ring = None
        if has_ring:
            side = min(rest.width, round(0.6 * rest.height))
            left = (rest.left + rest.right - side) // 2
            ring = Box(left, rest.top, left + side, rest.top + side)
            rest = Box(rest.left, ring.bottom + gap, rest.right, rest.bottom)
        return _Places(title, set_word, count, ring, rest)
    title = Box(panel.left, panel.top, panel.right, panel.top + line)
    set_word = Box(panel.left, title.bottom, panel.right, title.bottom + line)
    side = round(min(0.235 * panel.height, 0.42 * panel.width))
    foot = Box(panel.left, panel.bottom - side, panel.right, panel.bottom)
    count = Box(panel.left, set_word.bottom + gap, panel.right, foot.top - gap)
    if not has_ring:
        return _Places(title, set_word, count, None, foot)
    ring = Box(foot.left, foot.top, foot.left + side, foot.bottom)
    phase = Box(ring.right + 2 * gap, foot.top, foot.right, foot.bottom)
    return _Places(title, set_word, count, ring, phase)
