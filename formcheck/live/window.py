"""The window: shows pictures, and tells of keys, clicks and its closing."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import MachineError
from formcheck.live.display import check_display
from formcheck.live.keys import key_name_of
from formcheck.live.letterbox import place_within, to_picture
from formcheck.live.x_server import screen_size_px

Size = tuple[int, int]
Picture = NDArray[np.uint8]

DEFAULT_SIZE_PX: Size = (1280, 720)
#: Changes between the whole screen and a window; never reported.
FULL_SCREEN_KEY = "f11"

#: Where the window comes up, and what its frame and the desktop's bars may take.
_CORNER_PX: Size = (10, 10)
_FRAME_PX: Size = (40, 90)

_FLAGS = cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL


@dataclass(frozen=True)
class Key:
    """A key was pressed: ``space``, ``enter``, ``escape``, ``left``, ``7``, ``q``, …."""

    name: str


@dataclass(frozen=True)
class Click:
    """The left button was pressed at a point of the shown picture."""

    x: float
    y: float


@dataclass(frozen=True)
class Closed:
    """The window is gone; it will not come back."""


WindowEvent = Key | Click | Closed


class LiveWindow:
    """One window, to be used from the thread that opened it.

    Parameters
    ----------
    title : str
        Stands in the title bar.
    full_screen : bool
    size_px : (width, height)
        Of the picture at first.

    Raises
    ------
    MachineError
        If there is no screen, or OpenCV was built without windows.
    """

    def __init__(
        self, title: str, full_screen: bool = False, size_px: Size = DEFAULT_SIZE_PX
    ) -> None:
        check_display()
        _quieten_qt()
        self._title = title
        self._full_screen = full_screen
        self._clicks: list[tuple[int, int]] = []
        self._zoomed = False
        self._closed = False
        self._canvas_px = size_px
        self._shown_px = size_px
        try:
            self._open(_fitting(size_px))
            # Where a window manager puts a window that grows afterwards, it may end off the screen.
            cv2.moveWindow(self._title, *_CORNER_PX)
        except cv2.error as error:
            raise MachineError(
                "This build of OpenCV cannot open windows.",
                "Install it anew: pip uninstall opencv-python-headless, "
                "then pip install --force-reinstall opencv-python",
            ) from error

    @property
    def closed(self) -> bool:
        """Whether the window is gone."""
        return self._closed

    @property
    def size_px(self) -> Size:
        """Width and height of the inside of the window: the best size of a picture."""
        if self._closed:
            return self._canvas_px
        try:
            _, _, width, height = cv2.getWindowImageRect(self._title)
        except cv2.error:
            return self._canvas_px
        return (width, height) if width > 0 and height > 0 else self._canvas_px

    def show(self, picture: Picture) -> None:
        """Show a picture; one of another shape than the window keeps its own.

        Parameters
        ----------
        picture : (H, W, 3) uint8
            Blue, green, red.
        """
        if self._is_gone():
            return
        self._canvas_px = self.size_px
        self._shown_px = picture.shape[1], picture.shape[0]
        cv2.imshow(self._title, place_within(picture, self._canvas_px))

    def poll(self) -> list[WindowEvent]:
        """Let the window work for a moment, and return what happened since the last time.

        Returns
        -------
        list of Key, Click or Closed
            ``Closed`` comes once, as the last.
        """
        if self._closed:
            return []
        events: list[WindowEvent] = []
        code = cv2.waitKeyEx(1)
        while code != -1:
            name = key_name_of(code)
            if name == FULL_SCREEN_KEY:
                self.toggle_full_screen()
            elif name:
                events.append(Key(name))
            code = cv2.pollKey()
        for x, y in self._clicks:
            events.append(Click(*to_picture((x, y), self._shown_px, self._canvas_px)))
        self._clicks.clear()
        if self._is_gone():
            events.append(Closed())
            self.close()
        elif self._zoomed:
            self._reopen()
        return events

    def toggle_full_screen(self) -> None:
        """Change between the whole screen and a window."""
        self._full_screen = not self._full_screen
        self._apply_full_screen()

    def close(self) -> None:
        """Close the window, if it is still open."""
        self._closed = True
        with suppress(cv2.error):
            cv2.destroyWindow(self._title)
            cv2.waitKey(1)

    def _open(self, size_px: Size) -> None:
        cv2.namedWindow(self._title, _FLAGS)
        cv2.resizeWindow(self._title, *size_px)
        cv2.setMouseCallback(self._title, self._on_mouse)
        self._apply_full_screen()
        cv2.imshow(self._title, np.zeros((size_px[1], size_px[0], 3), np.uint8))

    def _reopen(self) -> None:
        """Undo the zoom of a mouse wheel, which OpenCV can neither prevent nor take back."""
        left, top, width, height = cv2.getWindowImageRect(self._title)
        cv2.destroyWindow(self._title)
        self._zoomed = False
        self._open((width, height))
        if not self._full_screen:
            cv2.moveWindow(self._title, left, top)

    def _apply_full_screen(self) -> None:
        mode = cv2.WINDOW_FULLSCREEN if self._full_screen else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, mode)

    def _is_gone(self) -> bool:
        if self._closed:
            return True
        try:
            return bool(cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) < 1)
        except cv2.error:
            return True

    def _on_mouse(self, event: int, x: int, y: int, _flags: int, _data: object) -> None:
        if event == cv2.EVENT_LBUTTONDOWN:
            self._clicks.append((x, y))
        elif event in (cv2.EVENT_MOUSEWHEEL, cv2.EVENT_MOUSEHWHEEL):
            self._zoomed = True


def _fitting(size_px: Size) -> Size:
    """Return the size, or a smaller one of its shape that the screen has room for."""
    if sys.platform in ("darwin", "win32"):
        return size_px
    screen_px = screen_size_px() or size_px
    room = max(screen_px[0] - _FRAME_PX[0], 1), max(screen_px[1] - _FRAME_PX[1], 1)
    share = min(1.0, room[0] / size_px[0], room[1] / size_px[1])
    return round(share * size_px[0]), round(share * size_px[1])


def _quieten_qt() -> None:
    """Keep Qt's notes off the terminal, and to the one kind of screen that OpenCV's can use."""
    if sys.platform in ("darwin", "win32"):
        return
    os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")
    os.environ["QT_QPA_PLATFORM"] = "xcb"
