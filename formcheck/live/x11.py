"""What is asked of, and told by, the X server that DISPLAY names, on a connection beside Qt's."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_uint8, c_uint16, c_uint32

from formcheck.native import naming_missing_library

# Numbers of the protocol: X.h, Xatom.h.
_EXPOSE, _MAP_NOTIFY = 12, 19
_EXPOSURE_MASK, _STRUCTURE_NOTIFY_MASK = 1 << 15, 1 << 17
_ANY_TYPE = 0
#: Every reply and event has so many bytes, a reply perhaps more.
_HEAD_BYTES = 32
#: A window manager may put frames around a window, and a frame into a desktop.
_DEEPEST = 4


def server_answers() -> bool:
    """Connect to the server, as Qt will, and hang up.

    Raises
    ------
    MissingLibraryError
        If the library of X11 is missing.
    """
    with _connected() as server:
        return server is not None


def screen_size_px() -> tuple[int, int] | None:
    """Return width and height of the screen, of all monitors together; None without one.

    Raises
    ------
    MissingLibraryError
        If the library of X11 is missing.
    """
    with _connected() as server:
        return None if server is None else (server.screen.width_px, server.screen.height_px)


def has_window_manager() -> bool:
    """Tell whether somebody manages the windows of the screen: without, they stay as they are.

    Raises
    ------
    MissingLibraryError
        If the library of X11 is missing.
    """
    with _connected() as server:
        # Every window manager of today sets this on the root window (EWMH).
        name = b"_NET_SUPPORTING_WM_CHECK"
        return server is not None and server.number(server.screen.root, name) != 0


def tell_windows_that_they_show() -> int:
    """Tell the windows of this program anew that they are on the screen and are to be painted.

    Qt 5 loses what the server says in the milliseconds in which a window comes up, now and then
    (seen with OpenCV 5.0: up to one start of six on two busy cores). Then it holds the window for
    hidden and never paints it. Where nothing was lost, the window is painted once more.

    Returns
    -------
    int
        How many windows were told.
    """
    with _connected() as server:
        if server is None:
            return 0
        own = list(server.windows_of(os.getpid(), server.screen.root))
        for window in own:
            mapped = struct.pack("=BxHIIB", _MAP_NOTIFY, 0, window, window, 0)
            server.send(window, _STRUCTURE_NOTIFY_MASK, mapped)
            place = (0, 0, *server.size_px(window), 0)
            exposed = struct.pack("=BxHIHHHHH", _EXPOSE, 0, window, *place)
            server.send(window, _EXPOSURE_MASK, exposed)
        server.wait()
        return len(own)


class _Screen(ctypes.Structure):
    """The beginning of xcb_screen_t of xproto.h."""

    _fields_ = (
        ("root", c_uint32),
        ("numbers", c_uint32 * 4),
        ("width_px", c_uint16),
        ("height_px", c_uint16),
    )


class _Screens(ctypes.Structure):
    """xcb_screen_iterator_t of xproto.h."""

    _fields_ = (
        ("first", ctypes.POINTER(_Screen)),
        ("remaining", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class _Server:
    """A server that has let us in."""

    def __init__(self, xcb: ctypes.CDLL, connection: int) -> None:
        self._xcb, self._connection = xcb, ctypes.c_void_p(connection)
        xcb.xcb_get_setup.restype = ctypes.c_void_p
        xcb.xcb_setup_roots_iterator.restype = _Screens
        xcb.xcb_setup_roots_iterator.argtypes = (ctypes.c_void_p,)
        # A server has one screen at least (X11 protocol, connection setup).
        first = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(self._connection)).first
        self.screen = _Screen.from_buffer_copy(first.contents)

    def number(self, window: int, name: bytes) -> int:
        """Return the first number that a window has under a name, 0 if there is none."""
        atom = self._ask("intern_atom", c_uint8(1), c_uint16(len(name)), name)
        wanted = map(c_uint32, (window, *_words(atom, 8, 1), _ANY_TYPE, 0, 1))
        found = self._ask("get_property", c_uint8(0), *wanted)
        return _words(found, _HEAD_BYTES, 1)[0] if len(found) > _HEAD_BYTES else 0

    def size_px(self, window: int) -> tuple[int, int]:
        geometry = self._ask("get_geometry", c_uint32(window))
        width_px, height_px = struct.unpack_from("=HH", geometry, 16)
        return width_px, height_px

    def windows_of(self, process: int, above: int, depth: int = 0) -> Iterator[int]:
        """Yield the windows that a process has said to be its own, below another."""
        tree = self._ask("query_tree", c_uint32(above))
        (count,) = struct.unpack_from("=H", tree, 16)
        for window in _words(tree, _HEAD_BYTES, count):
            if self.number(window, b"_NET_WM_PID") == process:
                yield window
            elif depth < _DEEPEST:
                yield from self.windows_of(process, window, depth + 1)

    def send(self, window: int, mask: int, event: bytes) -> None:
        whole = event.ljust(_HEAD_BYTES, b"\0")
        to = (c_uint8(0), c_uint32(window), c_uint32(mask))
        self._xcb.xcb_send_event(self._connection, *to, whole)

    def wait(self) -> None:
        """Wait until all that was sent has been done: who hangs up first is not always heard."""
        self._ask("get_input_focus")

    def _ask(self, request: str, *arguments: object) -> bytes:
        """Send a request and wait for its answer; all nought if there is none."""
        cookie = getattr(self._xcb, f"xcb_{request}")(self._connection, *arguments)
        answer = getattr(self._xcb, f"xcb_{request}_reply")
        answer.restype = ctypes.c_void_p
        found = answer(self._connection, c_uint32(cookie), None)
        if not found:
            return bytes(_HEAD_BYTES)
        head = ctypes.string_at(found, _HEAD_BYTES)
        whole = ctypes.string_at(found, _HEAD_BYTES + 4 * _words(head, 4, 1)[0])
        ctypes.CDLL(None).free(ctypes.c_void_p(found))
        return whole


def _words(reply: bytes, start: int, count: int) -> tuple[int, ...]:
    return struct.unpack_from(f"={count}I", reply, start)


@contextmanager
def _connected() -> Iterator[_Server | None]:
    """Yield the server, None if nobody answers or lets us in."""
    with naming_missing_library("the window"):
        xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(None, None)
    try:
        yield None if xcb.xcb_connection_has_error(connection) else _Server(xcb, connection)
    finally:
        xcb.xcb_disconnect(connection)
