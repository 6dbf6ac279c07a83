"""The window: shows pictures of any shape, and tells of keys, clicks and its closing.

Keys have the same names on Linux, macOS and Windows.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.errors import MachineError
from formcheck.live.display import check_display
from formcheck.live.screen_mode import ScreenMode, Size
from formcheck.live.x11 import has_window_manager, screen_size_px, tell_windows_that_they_show

DEFAULT_SIZE_PX: Size = (1280, 720)
#: Changes between the whole screen and a window; never reported.
FULL_SCREEN_KEY = "f11"

#: Qt may miss that its window is on the screen; it is told again so long after it came up.
_TOLD_AFTER_S = (0.2, 1.0, 3.0)
#: Where the window comes up, and what its frame and the desktop's bars may take.
_CORNER_PX: Size = (10, 10)
_FRAME_PX: Size = (40, 90)

_FLAGS = cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL

_ON_X11 = sys.platform not in ("darwin", "win32")

_ARROWS = ("left", "up", "right", "down")
_NAMES = {
    8: "backspace",
    9: "tab",
    13: "enter",
    10: "enter",
    27: "escape",
    32: "space",
    127: "backspace",
    # X11: keysymdef.h
    0xFF08: "backspace",
    0xFF0D: "enter",
    0xFF1B: "escape",
    0xFF8D: "enter",
    0xFFC8: "f11",
    **{0xFF51 + number: name for number, name in enumerate(_ARROWS)},
    **{0xFF96 + number: name for number, name in enumerate(_ARROWS)},
    **{0xFFB0 + number: f"{number}" for number in range(10)},
    # macOS: NSEvent's function keys
    **{0xF700 + number: name for number, name in enumerate(("up", "down", "left", "right"))},
    0xF70E: "f11",
    # Windows: virtual-key codes in the upper half
    **{(0x25 + number) << 16: name for number, name in enumerate(_ARROWS)},
    0x7A << 16: "f11",
}


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
    first : callable, optional
        Draws for a width and a height what is shown until the first `show`: an empty
        window would flash white or black.

    Raises
    ------
    MachineError
        If there is no screen, or OpenCV was built without windows.
    """

    def __init__(
        self,
        title: str,
        full_screen: bool = False,
        size_px: Size = DEFAULT_SIZE_PX,
        first: Callable[[Size], Pixels] | None = None,
    ) -> None:
        check_display()
        _quieten_qt()
        self._title = title
        self._keys: list[str] = []
        self._clicks: list[tuple[int, int]] = []
        self._zoomed = False
        self._closed = False
        self._canvas_px = size_px
        self._shown_px = size_px
        size_px = _fitting(size_px)
        self._mode = ScreenMode(full_screen, size_px, screen_size_px(), managed=_is_managed())
        # Drawn before there is a window: until then nobody waits in front of an empty one.
        self._picture = (first or _black)(size_px)
        try:
            self._open(size_px)
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

    def show(self, picture: Pixels) -> None:
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
        self._picture = picture
        cv2.imshow(self._title, place_within(picture, self._canvas_px))
        # It paints only when it may work: at the next poll it would be a picture too late.
        self._work()

    def poll(self) -> list[WindowEvent]:
        """Let the window work for a moment, and return what happened since the last time.

        Returns
        -------
        list of Key, Click or Closed
            ``Closed`` comes once, as the last.
        """
        if self._closed:
            return []
        self._work()
        events: list[WindowEvent] = []
        for name in self._keys:
            if name == FULL_SCREEN_KEY:
                self.toggle_full_screen()
            else:
                events.append(Key(name))
        self._keys.clear()
        for x, y in self._clicks:
            events.append(Click(*to_picture((x, y), self._shown_px, self._canvas_px)))
        self._clicks.clear()
        if self._is_gone():
            events.append(Closed())
            self.close()
        elif self._zoomed:
            self._reopen()
        else:
            self._follow_mode()
            self._tell_that_it_shows()
        return events

    def toggle_full_screen(self) -> None:
        """Change between the whole screen and a window."""
        self._mode.toggle()
        self._follow_mode()

    def close(self) -> None:
        """Close the window, if it is still open."""
        self._closed = True
        with suppress(cv2.error):
            cv2.destroyWindow(self._title)
            cv2.waitKey(1)

    def _work(self) -> None:
        """Let the window paint itself and take keys, which are kept for `poll`."""
        while (code := _next_key()) != -1:
            if name := key_name_of(code):
                self._keys.append(name)

    def _open(self, size_px: Size) -> None:
        cv2.namedWindow(self._title, _FLAGS)
        # Before anything lets the window paint itself.
        cv2.imshow(self._title, place_within(self._picture, size_px))
        cv2.resizeWindow(self._title, *size_px)
        cv2.setMouseCallback(self._title, self._on_mouse)
        self._mode.opened()
        self._follow_mode()
        self._opened_s, self._times_told = time.monotonic(), 0

    def _tell_that_it_shows(self) -> None:
        """Tell Qt again that the window is on the screen, a few times after it came up."""
        if not _ON_X11 or self._times_told == len(_TOLD_AFTER_S):
            return
        if time.monotonic() - self._opened_s >= _TOLD_AFTER_S[self._times_told]:
            self._times_told += 1
            tell_windows_that_they_show()

    def _reopen(self) -> None:
        """Undo the zoom of a mouse wheel, which OpenCV can neither prevent nor take back."""
        left, top, width, height = cv2.getWindowImageRect(self._title)
        cv2.destroyWindow(self._title)
        self._zoomed = False
        self._open((width, height))
        if not self._mode.full_screen:
            cv2.moveWindow(self._title, left, top)

    def _follow_mode(self) -> None:
        """Ask the desktop for the mode that is wished, if it must be asked now."""
        full_screen = self._mode.next_request(self.size_px, time.monotonic())
        if full_screen is not None:
            mode = cv2.WINDOW_FULLSCREEN if full_screen else cv2.WINDOW_NORMAL
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


def _next_key() -> int:
    """Let all windows work, without waiting where that can be; return a key's code or -1."""
    # Elsewhere this may leave out half of the code, and with it the arrows.
    return cv2.pollKey() if _ON_X11 else cv2.waitKeyEx(1)


def _is_managed() -> bool:
    return not _ON_X11 or has_window_manager()


def _black(size_px: Size) -> Pixels:
    return np.zeros((size_px[1], size_px[0], 3), np.uint8)


def _fitting(size_px: Size) -> Size:
    """Return the size, or a smaller one of its shape that the screen has room for."""
    if not _ON_X11:
        return size_px
    screen_px = screen_size_px() or size_px
    room = max(screen_px[0] - _FRAME_PX[0], 1), max(screen_px[1] - _FRAME_PX[1], 1)
    share = min(1.0, room[0] / size_px[0], room[1] / size_px[1])
    return round(share * size_px[0]), round(share * size_px[1])


def _quieten_qt() -> None:
    """Keep Qt's notes off the terminal, and to the one kind of screen that OpenCV's can use."""
    if not _ON_X11:
        return
    os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")
    os.environ["QT_QPA_PLATFORM"] = "xcb"


def place_within(picture: Pixels, size_px: Size) -> Pixels:
    """Return the picture enlarged or shrunk onto a black ground, its shape kept.

    Parameters
    ----------
    picture : (H, W, 3) uint8
    size_px : (width, height)

    Returns
    -------
    (height, width, 3) uint8
        The picture itself if it has that size.
    """
    shape = picture.shape[1], picture.shape[0]
    if shape == size_px:
        return picture
    left, top, width, height = _inner(shape, size_px)
    canvas = np.zeros((size_px[1], size_px[0], 3), np.uint8)
    method = cv2.INTER_AREA if width < shape[0] else cv2.INTER_LINEAR
    canvas[top : top + height, left : left + width] = cv2.resize(
        picture, (width, height), interpolation=method
    )
    return canvas


def to_picture(
    point: tuple[float, float], picture_px: Size, window_px: Size
) -> tuple[float, float]:
    """Return the point of the picture that is seen at a point of the window."""
    left, top, width, height = _inner(picture_px, window_px)
    return (
        (point[0] - left) * picture_px[0] / width,
        (point[1] - top) * picture_px[1] / height,
    )


def _inner(picture_px: Size, window_px: Size) -> tuple[int, int, int, int]:
    scale = min(window_px[0] / picture_px[0], window_px[1] / picture_px[1])
    width = min(window_px[0], max(1, round(picture_px[0] * scale)))
    height = min(window_px[1], max(1, round(picture_px[1] * scale)))
    return (window_px[0] - width) // 2, (window_px[1] - height) // 2, width, height


def key_name_of(code: int) -> str:
    """Return the name of a key, empty if it has none here.

    Parameters
    ----------
    code : int
        As ``cv2.waitKeyEx`` returns it. Letters come out small.
    """
    found = _NAMES.get(code) or _NAMES.get(code & 0xFFFF)
    if found:
        return found
    character = code & 0xFFFF
    if character > 0x7F:
        return ""
    text = chr(character)
    return text.lower() if text.isalnum() else ""
