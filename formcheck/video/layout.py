"""One frame for a film whose pictures change their size: each lies where it shows the same room.

The largest picture keeps its size. Another one is laid over it by what both show at the
moment of the change, so that a person stays in place and as tall as before; where
that cannot be told, it fills the frame's middle without being squeezed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.video.geometry import Layout, Place, Size, fitting_place

#: Pictures are compared so small: a fiftieth of a person's height is exact enough.
_COMPARED_SIDE_PX = 240
#: Darker edges are bars that a recorder has put around a picture.
_BLACK_LEVEL = 16
_SMALLEST_SCALE, _LARGEST_SCALE = 0.2, 5.0
#: Scales are tried in steps that miss the best by little, then finely around the best.
_SCALE_STEP, _FINE_STEP = 1.02, 1.0025
#: What reaches so little beyond the largest picture, as a share of its side, is rounding.
_ROUNDING_SHARE = 0.02
#: How much of the smaller of two pictures must lie in both, for a likeness to mean anything.
_LEAST_COMMON_SHARE = 0.3
_LEAST_LIKENESS = 0.8
#: An even picture, as while a phone changes over, is like any other; grey levels.
_LEAST_CONTRAST = 4.0


@dataclass(frozen=True)
class SizeChange:
    """The last picture of one size and the first of the next, upright grey pixels."""

    before: Pixels
    after: Pixels


def lay_out(changes: Iterable[SizeChange]) -> Layout:
    """Find a place for pictures of every size.

    Parameters
    ----------
    changes : iterable of SizeChange
        In order of time, at least one.
    """
    waiting = list(changes)
    sizes = {_size(picture) for change in waiting for picture in (change.before, change.after)}
    largest = max(sorted(sizes), key=lambda size: size[0] * size[1])
    places = {largest: Place(0, 0, *largest)}
    shown = {largest: places[largest]}
    for change in _outward(waiting, largest):
        for new, known in ((change.before, change.after), (change.after, change.before)):
            if _size(new) not in places and _size(known) in places:
                place, content = _place_beside(new, known, places[_size(known)])
                places[_size(new)], shown[_size(new)] = place, content
    return _in_one_frame(places, list(shown.values()), largest)


def _size(picture: Pixels) -> Size:
    return picture.shape[1], picture.shape[0]


def _outward(changes: list[SizeChange], largest: Size) -> list[SizeChange]:
    """Return the changes so that each has a neighbour that was placed before."""
    known, ordered, waiting = {largest}, [], changes
    while reached := [item for item in waiting if known & {_size(item.before), _size(item.after)}]:
        ordered += reached
        known |= {_size(picture) for item in reached for picture in (item.before, item.after)}
        waiting = [item for item in waiting if not any(item is other for other in reached)]
    return ordered


def _place_beside(new: Pixels, known: Pixels, known_place: Place) -> tuple[Place, Place]:
    """Return the place of a whole picture, and of what of it is not black."""
    left, top, right, bottom = _find_content(new)
    found = register(new[top:bottom, left:right], known)
    if found is None:
        place = fitting_place(_size(new), (known_place.width_px, known_place.height_px))
        place = _shifted(place, known_place.left_px, known_place.top_px)
        return place, place
    scale, x_px, y_px = found
    to_frame = known_place.width_px / known.shape[1]
    scale, x_px, y_px = scale * to_frame, x_px * to_frame, y_px * to_frame
    content = Place(
        round(known_place.left_px + x_px),
        round(known_place.top_px + y_px),
        round(scale * (right - left)),
        round(scale * (bottom - top)),
    )
    width_px, height_px = (round(scale * side_px) for side_px in _size(new))
    corner = content.left_px - round(scale * left), content.top_px - round(scale * top)
    return Place(*corner, width_px, height_px), content


def _shifted(place: Place, x_px: int, y_px: int) -> Place:
    return Place(place.left_px + x_px, place.top_px + y_px, place.width_px, place.height_px)


def _in_one_frame(places: Mapping[Size, Place], shown: list[Place], largest: Size) -> Layout:
    columns = [(place.left_px, place.left_px + place.width_px) for place in shown]
    rows = [(place.top_px, place.top_px + place.height_px) for place in shown]
    (left, right), (top, bottom) = _span(columns, largest[0]), _span(rows, largest[1])
    moved = {size: _shifted(place, -left, -top) for size, place in places.items()}
    return Layout((right - left, bottom - top), moved)


def _span(stretches: list[tuple[int, int]], largest_px: int) -> tuple[int, int]:
    """Return what covers all stretches, the largest picture's own where they hardly exceed it."""
    first, last = min(start for start, _ in stretches), max(end for _, end in stretches)
    slack_px = _ROUNDING_SHARE * largest_px
    return (
        0 if first >= -slack_px else first,
        largest_px if last <= largest_px + slack_px else last,
    )


def _find_content(picture: Pixels) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what lies between black bars."""
    light = picture > _BLACK_LEVEL
    columns, rows = np.flatnonzero(light.any(axis=0)), np.flatnonzero(light.any(axis=1))
    if columns.size == 0:
        return 0, 0, picture.shape[1], picture.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def register(new: Pixels, known: Pixels) -> tuple[float, float, float] | None:
    """Find out where one picture lies in another of the same room.

    Parameters
    ----------
    new, known : (H, W) uint8
        Upright; of any two sizes.

    Returns
    -------
    (scale, x_px, y_px) or None
        `new` enlarged by `scale`, with its corner at (x, y) of `known`, shows the same;
        None if nothing fits.
    """
    if min(float(new.std()), float(known.std())) < _LEAST_CONTRAST:
        return None
    shrink = min(1.0, _COMPARED_SIDE_PX / max(known.shape))
    small = _resized(known, shrink)

    def try_out(scale: float) -> tuple[float, float, float, float]:
        likeness, x_px, y_px = _match(_resized(new, scale * shrink), small)
        return likeness, scale, x_px / shrink, y_px / shrink

    steps = int(np.log(_LARGEST_SCALE / _SMALLEST_SCALE) / np.log(_SCALE_STEP)) + 1
    rough = max(try_out(_SMALLEST_SCALE * _SCALE_STEP**step) for step in range(steps))
    likeness, scale, x_px, y_px = max(try_out(rough[1] * _FINE_STEP**step) for step in range(-8, 9))
    return (scale, x_px, y_px) if likeness >= _LEAST_LIKENESS else None


def _resized(picture: Pixels, scale: float) -> Pixels:
    width_px, height_px = (max(1, round(scale * side_px)) for side_px in _size(picture))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (width_px, height_px), interpolation=way), np.uint8)


def _match(picture: Pixels, known: Pixels) -> tuple[float, float, float]:
    """Return likeness, x and y of the best place of a picture over another, common part by part."""
    height_px = min(picture.shape[0], known.shape[0])
    width_px = min(picture.shape[1], known.shape[1])
    common = width_px * height_px
    if min(height_px, width_px) < 8 or common < _LEAST_COMMON_SHARE * min(picture.size, known.size):
        return 0.0, 0.0, 0.0
    # Whichever side is longer in one of them is cut to its middle before it is looked for.
    cut_x, cut_y = (picture.shape[1] - width_px) // 2, (picture.shape[0] - height_px) // 2
    middle = picture[cut_y : cut_y + height_px, cut_x : cut_x + width_px]
    likeness = cv2.matchTemplate(known, middle, cv2.TM_CCOEFF_NORMED)
    if not np.isfinite(likeness).all():
        return 0.0, 0.0, 0.0
    _, highest, _, (x_px, y_px) = cv2.minMaxLoc(likeness)
    return float(highest), float(x_px - cut_x), float(y_px - cut_y)
