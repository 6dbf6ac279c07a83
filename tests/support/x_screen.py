"""A screen that nobody sees (Xvfb), and a hand for its keys, its mouse and its close buttons."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

_CLIENT_MESSAGE = 33
_WHOLE_PIXELS, _ALL_PLANES = 2, 0xFFFFFF
#: A screen with so few different bytes shows nothing yet.
_BLANK = 16


def has_x_screen() -> bool:
    """Tell whether this machine has the programs."""
    return all(shutil.which(program) for program in ("Xvfb", "xdotool"))


@contextmanager
def x_screen(size: str = "1500x900") -> Iterator[str]:
    """Run a screen, and yield the value of DISPLAY that leads to it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


@contextmanager
def window_manager(display: str) -> Iterator[None]:
    """Run openbox on a screen; it manages windows once this has begun."""
    environment = {**os.environ, "DISPLAY": display}
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 30
        while subprocess.run(
            # Answered by a window manager only.
            ["xdotool", "get_desktop"],
            env=environment,
            capture_output=True,
            check=False,
        ).returncode:
            assert time.monotonic() < end, "openbox did not start"
            time.sleep(0.05)
        yield
    finally:
        manager.terminate()
        manager.wait(10)


class Hand:
    """Presses keys and buttons in the window of a title."""

    def __init__(self, display: str, title: str, *, deadline_s: float = 30.0) -> None:
        self._display = display
        end = time.monotonic() + deadline_s
        self.window = ""
        while not self.window:
            assert time.monotonic() < end, "no window came up"
            found = self._run("search", "--onlyvisible", "--name", title, check=False)
            self.window = found.split()[-1] if found else ""
            time.sleep(0.05)

    def key(self, name: str, *, check: bool = True) -> None:
        """Press a key, by its name in X11; without `check` the window may be gone."""
        self._run("key", "--window", self.window, name, check=check)

    def turn_page(self, key: str, *, deadline_s: float = 60.0, left_share: float = 1.0) -> None:
        """Press a key on a page, and wait until another one is shown.

        Only so much of the screen is looked at, from the left: beside it the camera's picture
        may go on.
        """
        before = self._settled(deadline_s, left_share)
        self.key(key)
        end = time.monotonic() + deadline_s
        while screen_picture(self._display, left_share) == before:
            assert time.monotonic() < end, f"the key {key} changed nothing"
            time.sleep(0.05)

    def _settled(self, deadline_s: float, left_share: float) -> bytes:
        """Wait until there is a picture that stays as it is; return it."""
        end = time.monotonic() + deadline_s
        before = b""
        while True:
            picture = screen_picture(self._display, left_share)
            if picture == before and len(set(picture)) > _BLANK:
                return picture
            assert time.monotonic() < end, _describe_unrest(before, picture)
            before = picture
            time.sleep(0.15)

    def click(self, x: int, y: int) -> None:
        """Press the left button of the mouse at a point of the window."""
        self._run("mousemove", "--window", self.window, str(x), str(y))
        self._run("click", "1")

    def wheel(self, x: int, y: int, notches: int) -> None:
        """Turn the mouse wheel away from oneself at a point of the window."""
        self._run("mousemove", "--window", self.window, str(x), str(y))
        self._run("click", "--repeat", str(notches), "4")

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._run("windowsize", self.window, str(width), str(height))

    def close(self) -> None:
        """Do what the close button of a window manager does."""
        _send_close(self._display, int(self.window))

    def _run(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self._display},
            capture_output=True,
            text=True,
            check=check,
        )
        return done.stdout.strip()


def _describe_unrest(before: bytes, picture: bytes) -> str:
    """Say why a screen is not a page that stays as it is."""
    if picture == before:
        return f"no page is shown: the screen has {len(set(picture))} different bytes"
    other = sum(one != two for one, two in zip(before, picture, strict=True))
    return f"the page never stays the same: {other} of {len(picture)} bytes are other ones"


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib.h, filled up to the size of XEvent."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("filling", ctypes.c_long * 24),
    )


def _send_close(display_name: str, window: int) -> None:
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(xlib.XOpenDisplay(display_name.encode()))
    protocols = xlib.XInternAtom(display, b"WM_PROTOCOLS", 0)
    message = _ClientMessage(_CLIENT_MESSAGE, 0, 1, display, window, protocols, 32)
    message.data[0] = xlib.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    xlib.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    xlib.XCloseDisplay(display)


class _Image(ctypes.Structure):
    """The beginning of XImage of Xlib.h."""

    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("orders", ctypes.c_int * 5),
        ("bytes_per_line", ctypes.c_int),
    )


def screen_picture(display_name: str, left_share: float = 1.0) -> bytes:
    """Return what the screen shows, or so much of it from the left, four bytes a pixel."""
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XDefaultRootWindow.restype = ctypes.c_ulong
    xlib.XGetImage.restype = ctypes.POINTER(_Image)
    display = ctypes.c_void_p(xlib.XOpenDisplay(display_name.encode()))
    root = ctypes.c_ulong(xlib.XDefaultRootWindow(display))
    width = round(left_share * xlib.XDisplayWidth(display, 0))
    height = xlib.XDisplayHeight(display, 0)
    planes = ctypes.c_ulong(_ALL_PLANES)
    image = xlib.XGetImage(display, root, 0, 0, width, height, planes, _WHOLE_PIXELS)
    data = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * height)
    xlib.XDestroyImage(image)
    xlib.XCloseDisplay(display)
    return data
