"""What every picture is drawn with: colours, boxes, and the stage that a body stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Colour = tuple[int, int, int]

GROUND: Colour = (19, 28, 38)
RAISED: Colour = (32, 45, 58)
RULE: Colour = (58, 74, 90)

TEXT: Colour = (243, 246, 248)
QUIET_TEXT: Colour = (168, 184, 197)

BONE: Colour = (246, 248, 250)
OUTLINE: Colour = (16, 24, 33)

ANGLE: Colour = (98, 190, 240)
GOOD: Colour = (72, 205, 165)

#: From information (0) to safety (3).
SEVERITY: tuple[Colour, Colour, Colour, Colour] = (
    (150, 190, 220),
    (242, 204, 84),
    (248, 158, 58),
    (244, 104, 76),
)


def mix(ground: Colour, colour: Colour, share: float) -> Colour:
    """Return ``ground`` with ``share`` (0 to 1) of ``colour`` in it."""
    first, second, third = (
        round(low + (high - low) * share) for low, high in zip(ground, colour, strict=True)
    )
    return first, second, third


Icon = Literal["info", "attention", "warning", "stop", "tick", "dash"]


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels; ``right`` and ``bottom`` lie just outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self.bottom - self.top

    def inset(self, margin: float) -> Box:
        """Return the box smaller by ``margin`` pixels on each side."""
        edge = round(margin)
        return Box(self.left + edge, self.top + edge, self.right - edge, self.bottom - edge)


@dataclass(frozen=True)
class Stage:
    """The picture on the canvas, for what is drawn onto the body.

    Attributes
    ----------
    width, height : int
        Size of the picture on the canvas, pixels.
    scale : (x, y)
        Canvas pixels for one landmark pixel.
    unit : float
        Size unit of the layout, pixels.
    """

    width: int
    height: int
    scale: tuple[float, float]
    unit: float

    @property
    def mean_scale(self) -> float:
        """Scale for lengths, where the two directions differ by rounding only."""
        return (self.scale[0] + self.scale[1]) / 2
