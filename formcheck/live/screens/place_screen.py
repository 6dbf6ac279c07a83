"""Placing camera and body: a drawn room, the live picture, and the one thing to change.

The room is drawn as from behind the laptop, which looks at the person's side: only
from there one picture shows the posture, the side that the camera must see, and the
distance.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.drawing.figure import Inks, draw_figure, draw_figure_within
from formcheck.drawing.palette import (
    ANGLE,
    GOOD,
    GROUND,
    OUTLINE,
    QUIET_TEXT,
    RAISED,
    RULE,
    TEXT,
    Box,
    Colour,
    mix,
)
from formcheck.drawing.shapes import draw_card
from formcheck.drawing.skeleton import SUBPIXEL_BITS, draw_dot, draw_lines, to_subpixel
from formcheck.drawing.text import BOLD
from formcheck.exercises.base import Exercise, Placement
from formcheck.exercises.loading import get_pictures
from formcheck.exercises.registry import find_exercise
from formcheck.live.screens.badges import draw_banner, draw_notice, draw_pill
from formcheck.live.screens.buttons import Button, draw_keys, draw_stop
from formcheck.live.screens.lettering import CAPITAL_SHARE, renderer, write
from formcheck.live.screens.live_view import LiveView, draw_mirrored, draw_no_picture
from formcheck.live.screens.split import Split, split_screen
from formcheck.live.screens.states import PlaceScreen
from formcheck.live.screens.style import Size, Type, share_of, type_of
from formcheck.words import format_number


def still_part(state: PlaceScreen) -> PlaceScreen:
    """Return the state without what changes with every picture."""
    return replace(state, progress=0.0)


def draw_still(state: PlaceScreen, scene: Pixels, size_px: Size) -> tuple[Button, ...]:
    """Draw what stays the same from picture to picture; return the buttons."""
    split, letters = split_screen(size_px), type_of(size_px)
    title, drawing, advice = _panel(split, letters)
    write(scene, state.title, title, (letters.middle, letters.small), TEXT, BOLD)
    if state.posture_towards:
        draw_posture(scene, state.exercise, drawing, state.posture_towards)
    else:
        draw_placement(scene, state.exercise, drawing, letters.small)
    write(
        scene,
        state.advice,
        advice,
        (round(letters.small * 1.1), round(letters.small * 0.6)),
        TEXT,
        place="middle",
    )
    draw_no_picture(scene, split.picture, split.unit)
    if state.problem:
        draw_banner(scene, state.problem, "warning", split.banner, letters)
    else:
        draw_banner(scene, state.instruction, "calm", split.banner, letters)
    keys = draw_keys(scene, state.keys, split.keys, letters)
    return (draw_stop(scene, state.stop_label, split.stop, letters), *keys)


def draw_moving(state: PlaceScreen, scene: Pixels, view: LiveView | None, size_px: Size) -> None:
    """Draw the live picture, and how much of the start pose is done."""
    split = split_screen(size_px)
    if view is not None:
        draw_mirrored(scene, view, split.picture, split.unit)
    if state.notice:
        corners, small = split.picture.inset(12 * split.unit), type_of(size_px).small
        draw_notice(scene, state.notice, corners, small, beside_chip=False)
    if state.progress > 0 and not state.problem:
        _draw_progress(scene, state.progress, split.strip)


def _draw_progress(scene: Pixels, progress: float, box: Box) -> None:
    bar = Box(
        box.left, round(box.top + 0.2 * box.height), box.right, round(box.bottom - 0.2 * box.height)
    )
    draw_pill(scene, bar, RAISED)
    filled = max(bar.height, round(share_of(progress) * bar.width))
    draw_pill(scene, Box(bar.left, bar.top, bar.left + filled, bar.bottom), GOOD)


def _panel(split: Split, letters: Type) -> tuple[Box, Box, Box]:
    """Return the places of title, drawing and advice."""
    panel, gap = split.panel, round(12 * split.unit)
    title = Box(panel.left, panel.top, panel.right, panel.top + round(letters.middle * 1.3))
    top = title.bottom + gap
    if split.upright:
        half = panel.left + panel.width // 2
        return (
            title,
            Box(panel.left, top, half, panel.bottom),
            Box(half + 2 * gap, top, panel.right, panel.bottom),
        )
    advice = Box(panel.left, panel.bottom - round(letters.small * 5.2), panel.right, panel.bottom)
    return title, Box(panel.left, top, panel.right, advice.top - gap), advice


_FLOOR: Colour = (30, 42, 54)
_MAT: Colour = (46, 92, 118)
_LAPTOP: Colour = (150, 166, 178)
_INKS = Inks(body=(226, 233, 238), behind=(132, 150, 164), rim=_FLOOR)


def draw_placement(scene: Pixels, exercise: str, box: Box, size_px: int) -> None:
    """Draw the room for an exercise into a box.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    exercise : str
        API name; the room stays empty for one that is not known.
    box : Box
    size_px : int
        Of the letters of the distance.
    """
    room = scene[box.top : box.bottom, box.left : box.right]
    draw_card(scene, box, size_px * 0.5, GROUND)
    declared = find_exercise(exercise)
    if not declared.installed or box.width < 40 or box.height < 40:
        return
    _Room(room, size_px).draw(declared)


#: A lying start position is drawn with the head at the left, a standing one facing the right.
_DRAWN_TOWARDS = {"supine": -1, "prone": -1, "standing": 1}


def draw_posture(scene: Pixels, exercise: str, box: Box, towards: int) -> None:
    """Draw the start position of an exercise as large as a box allows.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    exercise : str
        API name; the box stays empty for one that is not known.
    box : Box
    towards : {-1, 1}
        Where head or face point, as the person's own do in the picture beside it.
    """
    draw_card(scene, box, box.height * 0.05, GROUND)
    declared = find_exercise(exercise)
    if not declared.installed or box.width < 40 or box.height < 40:
        return
    room = scene[box.top : box.bottom, box.left : box.right]
    own = room.copy()
    inner = Box(0, 0, box.width, box.height).inset(0.07 * min(box.width, box.height))
    draw_figure_within(own, get_pictures(declared)[0].body, inner, _INKS)
    room[:] = own if towards == _DRAWN_TOWARDS[declared.stance] else own[:, ::-1]


def _distance_words(placement: Placement) -> str:
    nearest, farthest = (
        format_number(metres, 1) for metres in (placement.nearest_m, placement.farthest_m)
    )
    return f"{nearest}–{farthest} m"


class _Room:
    """Places of the drawing, all from the size of its box."""

    def __init__(self, room: Pixels, size_px: int) -> None:
        self._room, self._size = room, size_px
        self._height, self._width = room.shape[:2]
        self._unit = min(self._width / 480, self._height / 378)
        self._middle = self._width / 2

    def draw(self, exercise: Exercise) -> None:
        body, placement = get_pictures(exercise)[0].body, exercise.placement
        unit, table = self._unit, placement.on_table
        # The drawing keeps its shape, and stands in the middle of a taller box.
        bottom = self._height / 2 + 189 * unit
        feet = bottom - (196 if table else 212) * unit
        scale, half_mat = (0.58 * unit, 70 * unit) if table else (1.22 * unit, 208 * unit)
        lens = np.array([self._middle, bottom - 84 * unit])
        self._floor(feet - (34 if table else 52) * unit)
        ends = self._mat(feet, half_mat)
        self._view(lens, ends)
        across = [body.head[0], body.near_leg.toe[0], body.far_leg.toe[0]]
        origin = (self._middle - scale * (min(across) + max(across)) / 2, feet)
        draw_figure(self._room, body, origin, scale, _INKS)
        self._distance(_distance_words(placement), feet + 34 * unit, float(lens[1]) - 16 * unit)
        if table:
            self._table(bottom - 28 * unit)
        self._laptop(lens, 62 * unit if table else 72 * unit)

    def _floor(self, horizon: float) -> None:
        height, width = self._height, self._width
        radius, line = 0.5 * self._size, round(horizon)
        draw_card(self._room, Box(0, line, width, height), radius, _FLOOR)
        self._room[line : min(line + round(2 * radius), height - round(radius))] = _FLOOR

    def _mat(self, feet: float, half: float) -> FloatArray:
        """Draw the mat and return the ends of its front edge."""
        unit, x = self._unit, self._middle
        back, front = feet - 16 * unit, feet + 22 * unit
        slant = 14 * unit
        corners = np.array(
            [
                [x - half + slant, back],
                [x + half - slant, back],
                [x + half, front],
                [x - half, front],
            ]
        )
        cv2.fillPoly(self._room, [to_subpixel(corners)], _MAT, cv2.LINE_AA, SUBPIXEL_BITS)
        return np.array([[x - half, front], [x + half, front]])

    def _view(self, lens: FloatArray, ends: FloatArray) -> None:
        """Draw what the camera sees as a faint wedge."""
        wedge = to_subpixel(np.vstack([ends, lens]))
        cv2.fillPoly(self._room, [wedge], mix(_FLOOR, ANGLE, 0.16), cv2.LINE_AA, SUBPIXEL_BITS)
        edges = [to_subpixel(np.vstack([end, lens])) for end in ends]
        draw_lines(self._room, edges, mix(_FLOOR, ANGLE, 0.45), 1.6 * self._unit)

    def _distance(self, words: str, top: float, bottom: float) -> None:
        """Draw an arrow between mat and laptop, and beside it how long it is."""
        unit, x = self._unit, self._middle
        width = 3.4 * unit
        draw_lines(self._room, [to_subpixel(np.array([[x, top], [x, bottom]]))], TEXT, width)
        for y, turn in ((top, 1.0), (bottom, -1.0)):
            barb = y + turn * 10 * unit
            head = np.array([[x - 8 * unit, barb], [x, y], [x + 8 * unit, barb]])
            draw_lines(self._room, [to_subpixel(head)], TEXT, width)
        size = round(34 * unit)
        baseline = (top + bottom) / 2 + 0.5 * CAPITAL_SHARE * size
        renderer().draw(self._room, words, (x + 18 * unit, baseline), size, TEXT, BOLD)

    def _laptop(self, lens: FloatArray, height: float) -> None:
        """Draw the back of the lid, the lens at the middle of its upper edge."""
        unit, x = self._unit, float(lens[0])
        half, top = 0.8 * height, float(lens[1]) - 7 * unit
        lid = Box(round(x - half), round(top), round(x + half), round(top + height))
        draw_card(self._room, lid, 8 * unit, _LAPTOP)
        draw_card(self._room, lid.inset(4 * unit), 5 * unit, mix(GROUND, _LAPTOP, 0.62))
        edge = round(8 * unit)
        hinge = Box(lid.left - edge, lid.bottom - 2, lid.right + edge, lid.bottom + edge)
        draw_pill(self._room, hinge, _LAPTOP)
        draw_dot(self._room, to_subpixel(lens), 6.5 * unit, OUTLINE)
        draw_dot(self._room, to_subpixel(lens), 4 * unit, ANGLE)

    def _table(self, top: float) -> None:
        unit, x = self._unit, self._middle
        for leg_x in (x - 118 * unit, x + 118 * unit):
            leg = np.array([[leg_x, top + 6 * unit], [leg_x, self._height]])
            draw_lines(self._room, [to_subpixel(leg)], RULE, 12 * unit)
        half = 136 * unit
        board = Box(round(x - half), round(top), round(x + half), round(top + 13 * unit))
        draw_pill(self._room, board, mix(RULE, QUIET_TEXT, 0.35))
