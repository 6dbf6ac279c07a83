"""Words drawn once and laid over many pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import Colour
from formcheck.live.screens.style import Size

T = TypeVar("T")

_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True)
class Layer:
    """A drawing with gaps.

    Attributes
    ----------
    light : (H, W, 3) uint8
        What it adds.
    passing : (H, W, 3) uint8
        How much of the picture below passes, 255 for all.
    """

    light: NDArray[np.uint8]
    passing: NDArray[np.uint8]


def make_layer(draw: Callable[[NDArray[np.uint8]], T], size_px: Size) -> tuple[Layer, T]:
    """Return a drawing as a layer, and what the drawing function returned.

    What a drawing lets pass is the difference between drawing it on white and on black.
    """
    light, on_white = filled(size_px, _BLACK), filled(size_px, _WHITE)
    returned = draw(light)
    draw(on_white)
    passing: NDArray[np.uint8] = np.asarray(cv2.subtract(on_white, light), np.uint8)
    for part in (light, passing):
        part.flags.writeable = False
    return Layer(light, passing), returned


def lay_over(scene: NDArray[np.uint8], layer: Layer) -> None:
    """Draw a layer over a scene of its size."""
    cv2.multiply(scene, layer.passing, dst=scene, scale=1 / 255)
    cv2.add(scene, layer.light, dst=scene)


def filled(size_px: Size, colour: Colour) -> NDArray[np.uint8]:
    """Return a new picture of one colour."""
    scene = np.empty((size_px[1], size_px[0], 3), np.uint8)
    scene[:] = colour
    return scene
