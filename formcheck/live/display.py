"""Whether a window can be opened: asked before OpenCV's Qt does, which ends the program if not."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from formcheck.errors import MachineError
from formcheck.live.x11 import server_answers
from formcheck.native import naming_missing_library

_HINT = "Run formcheck live in a desktop session on the computer that has the camera."


def check_display() -> None:
    """Make sure that there is a screen that a window can be opened on.

    Raises
    ------
    MachineError
        If there is none, or it does not answer, or lets nobody in.
    """
    if sys.platform in ("darwin", "win32"):
        return
    display = os.environ.get("DISPLAY", "")
    if not display:
        if os.environ.get("WAYLAND_DISPLAY"):
            raise MachineError(
                "This desktop opens no windows of the X11 kind, which formcheck live needs.",
                "Install “xwayland”, log in again, and start once more.",
            )
        raise MachineError("There is no screen to open a window on.", _HINT)
    if not server_answers():
        raise MachineError(
            f"The screen “{display}” (environment variable DISPLAY) does not answer.", _HINT
        )
    _check_plugin()


def load_window_libraries() -> None:
    """Load what windows need, before anything else does.

    To be called before the first ``import av``: FFmpeg's wheel brings libraries of X11
    under the same names as OpenCV's Qt. Whichever come first serve both, and with the
    former Qt waits for ever. A library that is missing is named later, by `check_display`.
    """
    if sys.platform not in ("darwin", "win32") and "av" not in sys.modules:
        with suppress(OSError, ImportError):
            _load_plugin()
            _Loaded.first = True


class _Loaded:
    """Whether the libraries of windows came before FFmpeg's."""

    first = False


def _check_plugin() -> None:
    """Load Qt's part for screens: what it lacks would end the program later."""
    if "av" in sys.modules and not _Loaded.first:
        raise RuntimeError("load_window_libraries must be called before av is imported")
    with naming_missing_library("the window"):
        _load_plugin()


def _load_plugin() -> None:
    package = find_spec("cv2")
    if package is None or package.origin is None:
        return
    plugin = Path(package.origin).parent / "qt" / "plugins" / "platforms" / "libqxcb.so"
    if plugin.is_file():
        ctypes.CDLL(str(plugin))
