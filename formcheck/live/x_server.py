"""What the X server says, asked without Qt: whether it answers, and how large its screen is."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.native import naming_missing_library


class _Screen(ctypes.Structure):
    """The beginning of xcb_screen_t of xproto.h."""

    _fields_ = (
        ("numbers", ctypes.c_uint32 * 5),
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
        if connection is None:
            return None
        xcb.xcb_get_setup.restype = ctypes.c_void_p
        xcb.xcb_get_setup.argtypes = (ctypes.c_void_p,)
        xcb.xcb_setup_roots_iterator.restype = _Screens
        xcb.xcb_setup_roots_iterator.argtypes = (ctypes.c_void_p,)
        first = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).first
        return (first.contents.width_px, first.contents.height_px) if first else None


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
