"""From the state of the session to a picture with buttons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.live.screens import place_screen, prompt_screen, set_screen
from formcheck.live.screens.buttons import Button
from formcheck.live.screens.live_view import LiveView, filled
from formcheck.live.screens.menu_screen import draw_menu
from formcheck.live.screens.pain_screen import draw_pain
from formcheck.live.screens.states import (
    Action,
    MenuScreen,
    PainScreen,
    PlaceScreen,
    PromptScreen,
    ScreenState,
    SetScreen,
)
from formcheck.live.screens.style import NIGHT, Size
from formcheck.live.screens.text_screen import draw_text_screen

#: Windows smaller than this are drawn at this size.
SMALLEST_PX = (160, 120)


@dataclass(frozen=True)
class Drawn:
    """A drawn screen.

    Attributes
    ----------
    picture : (H, W, 3) uint8
        Blue, green, red, as windows want it.
    buttons : tuple of Button
    """

    picture: Pixels
    buttons: tuple[Button, ...]

    def action_at(self, x: float, y: float) -> Action | None:
        """Return what a click at a point asks for, None if nothing is there."""
        for button in self.buttons:
            if button.contains(x, y):
                return button.action
        return None


def draw_screen(state: ScreenState, view: LiveView | None, size_px: Size) -> Drawn:
    """Draw a screen.

    Parameters
    ----------
    state : ScreenState
        What to show.
    view : LiveView or None
        The newest picture, for the screens that show one; None shows that there is none.
    size_px : (width, height)
        Of the window; any shape.

    Returns
    -------
    Drawn
        The picture is new memory at every call.
    """
    size = max(size_px[0], SMALLEST_PX[0]), max(size_px[1], SMALLEST_PX[1])
    if isinstance(state, SetScreen):
        still, buttons = _still(set_screen.still_part(state), size)
        scene = still.copy()
        set_screen.draw_moving(state, scene, view, size)
    elif isinstance(state, PlaceScreen):
        still, buttons = _still(place_screen.still_part(state), size)
        scene = still.copy()
        place_screen.draw_moving(state, scene, view, size)
    elif isinstance(state, PromptScreen):
        still, buttons = _still(prompt_screen.still_part(state), size)
        scene = still.copy()
        prompt_screen.draw_moving(state, scene, view, size)
    else:
        still, buttons = _still(state, size)
        scene = still.copy()
    cv2.cvtColor(scene, cv2.COLOR_RGB2BGR, dst=scene)
    return Drawn(scene, buttons)


def draw_ground(size_px: Size) -> Pixels:
    """Return the bare ground of the screens, for a window in which nothing is shown yet."""
    return cv2.cvtColor(filled(size_px, NIGHT), cv2.COLOR_RGB2BGR).astype(np.uint8)


# The phases of a repetition come back with the next one, and the words before when a cue is
# over; more would only take memory.
@lru_cache(maxsize=6)
def _still(state: ScreenState, size: Size) -> tuple[Pixels, tuple[Button, ...]]:
    """Return what does not change from one picture to the next."""
    scene = filled(size, NIGHT)
    if isinstance(state, SetScreen):
        buttons = set_screen.draw_still(state, scene, size)
    elif isinstance(state, PlaceScreen):
        buttons = place_screen.draw_still(state, scene, size)
    elif isinstance(state, PromptScreen):
        buttons = prompt_screen.draw_still(state, scene, size)
    elif isinstance(state, MenuScreen):
        buttons = draw_menu(state, scene, size)
    elif isinstance(state, PainScreen):
        buttons = draw_pain(state, scene, size)
    else:
        buttons = draw_text_screen(state, scene, size)
    scene.flags.writeable = False
    return scene, buttons


def forget() -> None:
    """Drop the parts that are kept between pictures."""
    _still.cache_clear()
