"""The look that all screens share: sizes, colours of the tones, places of the main parts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.drawing.palette import ANGLE, GOOD, SEVERITY, Colour, Icon
from formcheck.live.screens.states import Tone

Size = tuple[int, int]

#: Ground of the screens: darker than that of the annotated video, as it fills a room at night.
NIGHT: Colour = (13, 20, 29)
#: Letters on a bright ground.
INK: Colour = (10, 16, 24)

TONE_COLOURS: dict[Tone, Colour] = {
    "calm": ANGLE,
    "good": GOOD,
    "warning": SEVERITY[1],
    "urgent": SEVERITY[3],
}
TONE_ICONS: dict[Tone, Icon] = {
    "calm": "info",
    "good": "tick",
    "warning": "warning",
    "urgent": "stop",
}


@dataclass(frozen=True)
class Type:
    """The sizes of letters of one screen, pixels.

    Attributes
    ----------
    large : int
        Is read from the mat.
    middle : int
        Is read from a step away.
    small : int
        Is read at the laptop.
    """

    large: int
    middle: int
    small: int


def unit_of(size_px: Size) -> float:
    """Return how many pixels one pixel of a 1280 by 720 screen takes."""
    width, height = size_px
    return max(min(width / 960, height / 720), 0.2)


def type_of(size_px: Size) -> Type:
    """Return the sizes of letters for a window."""
    unit = unit_of(size_px)
    return Type(large=round(60 * unit), middle=round(36 * unit), small=round(27 * unit))


def share_of(value: float) -> float:
    """Return a value as a share from 0 to 1; what is not a number counts as nothing."""
    return min(max(value, 0.0), 1.0) if math.isfinite(value) else 0.0
