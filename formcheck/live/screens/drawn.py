"""A screen as it is shown: its picture, and where it can be clicked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.drawing.palette import Box
from formcheck.live.screens.states import Action


@dataclass(frozen=True)
class Button:
    """A place to click, in pixels of the picture, and what it asks for."""

    action: Action
    x: int
    y: int
    w: int
    h: int

    def contains(self, x: float, y: float) -> bool:
        """Tell whether a point lies on the button."""
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h


@dataclass(frozen=True)
class Drawn:
    """A drawn screen.

    Attributes
    ----------
    picture : (H, W, 3) uint8
        Blue, green, red, as windows want it.
    buttons : tuple of Button
    """

    picture: NDArray[np.uint8]
    buttons: tuple[Button, ...]

    def action_at(self, x: float, y: float) -> Action | None:
        """Return what a click at a point asks for, None if nothing is there."""
        for button in self.buttons:
            if button.contains(x, y):
                return button.action
        return None


def button_of(action: Action, box: Box) -> Button:
    """Return a button as large as a box."""
    return Button(action, box.left, box.top, box.width, box.height)
