"""Whether a window can be opened, and how large the screen is: asked before OpenCV's Qt does."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ctypes import c_uint8, c_uint16, c_uint32
from importlib.util import find_spec
from pathlib import Path

from formcheck.errors import MachineError
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


class _Screen(ctypes.Structure):
    """The beginning of xcb_screen_t of xproto.h."""

    _fields_ = (
        ("root", c_uint32),
        ("numbers", c_uint32 * 4),
        ("width_px", ctypes.c_uint16),
        ("height_px", ctypes.c_uint16),
    )


class _Screens(ctypes.Structure):
    """xcb_screen_iterator_t of xproto.h."""

    _fields_ = (
        ("first", ctypes.POINTER(_Screen)),
        ("remaining", ctypes.c_int),
        ("index", ctypes.c_int),
    )


def server_answers() -> bool:
    """Connect to the server that DISPLAY names, as Qt will, and hang up.

    Raises
    ------
    MissingLibraryError
        If the library of X11 is missing.
    """
    with _connected() as (_, connection):
        return connection is not None


def screen_size_px() -> tuple[int, int] | None:
    """Return width and height of the screen, of all monitors together; None without one.

    Raises
    ------
    MissingLibraryError
        If the library of X11 is missing.
    """
    with _connected() as (xcb, connection):
        screen = None if connection is None else _first_screen(xcb, connection)
        return None if screen is None else (screen.width_px, screen.height_px)


def has_window_manager() -> bool:
    """Tell whether somebody manages the windows of the screen: without, they stay as they are.

    Raises
    ------
    MissingLibraryError
        If the library of X11 is missing.
    """
    with _connected() as (xcb, connection):
        screen = None if connection is None else _first_screen(xcb, connection)
        if screen is None:
            return False
        # Every window manager of today sets this on the root window (EWMH).
        name = b"_NET_SUPPORTING_WM_CHECK"
        atom = _ask(xcb, connection, "xcb_intern_atom", (c_uint8(1), c_uint16(len(name)), name))
        whole = (c_uint8(0), *map(c_uint32, (screen.root, atom.second, 0, 0, 1)))
        # The type of a property that is not there is 0.
        return bool(atom.second and _ask(xcb, connection, "xcb_get_property", whole).second)


class _Reply(ctypes.Structure):
    """The beginning of the replies that are asked for here (xproto.h)."""

    _fields_ = (("head", c_uint32), ("length", c_uint32), ("second", c_uint32))


def _ask(
    xcb: ctypes.CDLL, connection: int | None, request: str, arguments: tuple[object, ...]
) -> _Reply:
    """Send a request and wait for its answer; all nought if there is none."""
    cookie = getattr(xcb, request)(ctypes.c_void_p(connection), *arguments)
    answer = getattr(xcb, f"{request}_reply")
    answer.restype = ctypes.POINTER(_Reply)
    found = answer(ctypes.c_void_p(connection), c_uint32(cookie), None)
    if not found:
        return _Reply()
    copy = _Reply.from_buffer_copy(found.contents)
    ctypes.CDLL(None).free(found)
    return copy


def _first_screen(xcb: ctypes.CDLL, connection: int | None) -> _Screen | None:
    xcb.xcb_get_setup.restype = ctypes.c_void_p
    xcb.xcb_get_setup.argtypes = (ctypes.c_void_p,)
    xcb.xcb_setup_roots_iterator.restype = _Screens
    xcb.xcb_setup_roots_iterator.argtypes = (ctypes.c_void_p,)
    first = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).first
    return _Screen.from_buffer_copy(first.contents) if first else None


@contextmanager
def _connected() -> Iterator[tuple[ctypes.CDLL, int | None]]:
    """Yield the library and a connection, None if nobody answers or lets us in."""
    with naming_missing_library("the window"):
        xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(None, None)
    try:
        yield xcb, None if xcb.xcb_connection_has_error(connection) else connection
    finally:
        xcb.xcb_disconnect(connection)
