"""What the window shows: drawn when there is something new to see, and at no other time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from formcheck.arrays import Pixels
from formcheck.live.live_camera import NewestFrame
from formcheck.live.moment import PosedFrame
from formcheck.live.screens.draw import Drawn, draw_screen
from formcheck.live.screens.live_view import LiveView, inside_picture
from formcheck.live.screens.states import (
    Action,
    PlaceScreen,
    PromptScreen,
    ScreenState,
    SetScreen,
)
from formcheck.live.screens.style import Size
from formcheck.live.window import WindowEvent
from formcheck.pose.landmarks import Side

#: What was judged since a picture was drawn is drawn with the next one, if that comes in time.
_NEXT_PICTURE_S = 0.06
#: A page on which nothing moves is drawn so often, for a window that was resized or covered.
_STILL_PAGE_S = 0.5
_MOVING = (PlaceScreen, PromptScreen, SetScreen)

#: Told of every picture that is shown: the state that it shows, and the frame in it, if any.
OnScreen = Callable[[ScreenState, PosedFrame | None], None]


class Window(Protocol):
    """What the session needs of a window; `formcheck.live.window.LiveWindow` is one."""

    @property
    def size_px(self) -> Size:
        """Width and height of the inside."""

    def show(self, picture: Pixels) -> None:
        """Show a picture."""

    def poll(self) -> list[WindowEvent]:
        """Return what happened since the last time."""

    def close(self) -> None:
        """Close the window."""


@dataclass(frozen=True)
class _Shown:
    """What the window shows, and since when."""

    state: ScreenState
    newest: NewestFrame | None
    size_px: Size
    drawn: Drawn
    at_s: float

    def is_due(
        self, state: ScreenState, newest: NewestFrame | None, size_px: Size, now_s: float
    ) -> bool:
        """Tell whether to draw anew; drawing what is shown makes the next picture older."""
        # A window stretches what was drawn for another size.
        if newest is not self.newest or size_px != self.size_px:
            return True
        if state == self.state:
            return now_s - self.at_s >= _STILL_PAGE_S
        goes_on = newest is not None and type(state) is type(self.state)
        return not goes_on or now_s - self.at_s >= _NEXT_PICTURE_S


class Showing:
    """Draws the screens of a session into a window.

    Parameters
    ----------
    window : Window
    on_screen : callable, optional
        See `OnScreen`.
    """

    def __init__(self, window: Window, on_screen: OnScreen | None = None) -> None:
        self._window, self._on_screen = window, on_screen
        self._shown: _Shown | None = None

    def draw(
        self,
        state: ScreenState,
        newest: NewestFrame | None,
        near_side: Side | None,
        now_s: float,
    ) -> None:
        """Draw a screen, if it is time to.

        Parameters
        ----------
        state : ScreenState
        newest : NewestFrame or None
            The newest picture of the camera, for screens that show it.
        near_side : {"left", "right"} or None
            The side whose bones are drawn; None draws both.
        now_s : float
            Monotonic.
        """
        size_px = self._window.size_px
        newest = newest if isinstance(state, _MOVING) else None
        if self._shown is not None and not self._shown.is_due(state, newest, size_px, now_s):
            return
        view = None if newest is None else _view(newest, near_side)
        drawn = draw_screen(state, view, size_px)
        self._window.show(drawn.picture)
        self._shown = _Shown(state, newest, size_px, drawn, now_s)
        if self._on_screen is not None:
            self._on_screen(state, None if newest is None else newest.posed)

    def action_at(self, x: float, y: float) -> Action | None:
        """Return what a click at a point of what is shown asks for, None if nothing is there."""
        return None if self._shown is None else self._shown.drawn.action_at(x, y)


def _view(newest: NewestFrame, near_side: Side | None) -> LiveView:
    pose, rgb = newest.posed.pose, newest.posed.rgb
    return LiveView(
        rgb,
        None if pose is None else inside_picture(pose.xy_px, rgb.shape[1], rgb.shape[0]),
        near_side,
        bool(newest.sight.problems),
    )
