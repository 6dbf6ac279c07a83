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

    def key(self, name: str) -> None:
        """Press a key, by its name in X11."""
        self._run("key", "--window", self.window, name)

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
