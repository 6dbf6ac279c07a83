"""How a stored picture becomes an upright one with square pixels and a bounded size."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

import numpy as np

from formcheck.arrays import Pixels

#: Width and height, pixels.
Size: TypeAlias = tuple[int, int]

_DISPLAY_MATRIX = struct.Struct("=9i")


@dataclass(frozen=True)
class Orientation:
    """The turn that makes a stored picture upright.

    Attributes
    ----------
    clockwise_deg : int
        0, 90, 180 or 270.
    mirrored : bool
        Whether left and right are swapped before the turn.
    """

    clockwise_deg: int = 0
    mirrored: bool = False

    @classmethod
    def from_display_matrix(cls, matrix: bytes) -> Orientation:
        """Read the 3x3 display matrix that phones write into a clip.

        Parameters
        ----------
        matrix : bytes
            Nine native 32-bit integers ``a b u c d v x y w``; a stored point (p, q)
            is shown at (a p + c q, b p + d q), y down.
        """
        a, b, _, c, d, *_ = _DISPLAY_MATRIX.unpack_from(matrix)
        mirrored = a * d - b * c < 0
        if mirrored:
            a, b = -a, -b
        clockwise_deg = round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360
        return cls(clockwise_deg, mirrored)

    def turned(self, clockwise_deg: int) -> Orientation:
        """Return this turn with a further one after it."""
        return Orientation((self.clockwise_deg + clockwise_deg) % 360, self.mirrored)

    @property
    def swaps_sides(self) -> bool:
        """Whether width and height change places."""
        return self.clockwise_deg in (90, 270)

    def apply(self, rgb: Pixels) -> Pixels:
        """Return the (H, W, 3) picture upright, contiguous in memory."""
        if not self.mirrored and self.clockwise_deg == 0:
            return rgb
        # One three-byte item a pixel: numpy turns these more than twice as fast as single bytes.
        pixels = np.ascontiguousarray(rgb).view("V3")[..., 0]
        if self.mirrored:
            pixels = pixels[:, ::-1]
        turned = np.ascontiguousarray(np.rot90(pixels, -self.clockwise_deg // 90))
        return turned.view(np.uint8).reshape(*turned.shape, 3)


def display_size(width_px: int, height_px: int, pixel_aspect: Fraction | None) -> tuple[int, int]:
    """Return the size of a stored picture once its pixels are made square.

    Parameters
    ----------
    width_px, height_px : int
        Size as stored.
    pixel_aspect : Fraction or None
        Width of a stored pixel over its height; None or 0 means square.
    """
    if not pixel_aspect or pixel_aspect == 1:
        return width_px, height_px
    return max(1, round(width_px * pixel_aspect)), height_px


def limited_size(width_px: int, height_px: int, max_side_px: int) -> tuple[int, int]:
    """Return the size after shrinking so that no side exceeds ``max_side_px``; never enlarges."""
    longest_px = max(width_px, height_px)
    if longest_px <= max_side_px:
        return width_px, height_px
    scale = max_side_px / longest_px
    return max(1, round(width_px * scale)), max(1, round(height_px * scale))


@dataclass(frozen=True)
class Place:
    """Where a picture lies in a frame: its corner and its size, pixels; it may reach beyond."""

    left_px: int
    top_px: int
    width_px: int
    height_px: int

    def scaled(self, scale: float) -> Place:
        """Return the place in a frame of another size."""
        if scale == 1.0:
            return self
        return Place(
            round(scale * self.left_px),
            round(scale * self.top_px),
            max(1, round(scale * self.width_px)),
            max(1, round(scale * self.height_px)),
        )

    def columns_within(self, frame: Pixels) -> slice:
        """Return the columns of an (H, W, 3) frame that the picture covers."""
        return slice(max(0, self.left_px), min(frame.shape[1], self.left_px + self.width_px))

    def rows_within(self, frame: Pixels) -> slice:
        """Return the rows of an (H, W, 3) frame that the picture covers."""
        return slice(max(0, self.top_px), min(frame.shape[0], self.top_px + self.height_px))


def fitting_place(size_px: tuple[int, int], frame_px: tuple[int, int]) -> Place:
    """Return the place in the middle of a frame that a picture fills without being squeezed.

    Parameters
    ----------
    size_px, frame_px : (int, int)
        Width and height of the picture, and of the frame.
    """
    scale = min(frame_px[0] / size_px[0], frame_px[1] / size_px[1])
    width_px, height_px = (max(1, round(scale * side_px)) for side_px in size_px)
    return Place((frame_px[0] - width_px) // 2, (frame_px[1] - height_px) // 2, width_px, height_px)


@dataclass(frozen=True)
class Layout:
    """Where pictures of each size lie.

    Attributes
    ----------
    frame_px : (int, int)
        Width and height of what holds all that is not black.
    places : mapping of (width, height) to Place
        Of a whole picture; it may reach beyond the frame where it is black.
    """

    frame_px: Size
    places: Mapping[Size, Place]
