"""What is asked of, and told by, the X server."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import c_uint8, c_uint16, c_uint32

import pytest

from formcheck.live.x11 import (
    has_window_manager,
    screen_size_px,
    server_answers,
    tell_windows_that_they_show,
)
from tests.support.x_screen import has_x_screen, window_manager, x_screen

pytestmark = pytest.mark.skipif(
    sys.platform in ("darwin", "win32"), reason="these systems have no such server"
)

_CARDINAL, _COPY_FROM_PARENT, _EVENT_MASK = 6, 0, 0x800
_EXPOSURES, _CHANGES = 1 << 15, 1 << 17
_EXPOSE, _MAP_NOTIFY, _SENT = 12, 19, 0x80


@pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb")
def test_a_screen_tells_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    with x_screen("800x600") as name:
        monkeypatch.setenv("DISPLAY", name)
        assert server_answers()
        assert screen_size_px() == (800, 600)


def test_no_screen_has_no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":98765")
    assert not server_answers()
    assert screen_size_px() is None


@pytest.mark.skipif(
    not has_x_screen() or shutil.which("openbox") is None, reason="needs Xvfb and openbox"
)
def test_a_window_manager_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    with x_screen("640x480") as name:
        monkeypatch.setenv("DISPLAY", name)
        assert not has_window_manager()
        with window_manager(name):
            assert has_window_manager()


@contextmanager
def _window_of(process: int) -> Iterator[tuple[ctypes.CDLL, ctypes.c_void_p]]:
    """Make a window that says whose it is and asks for what Qt asks for; it is never mapped."""
    xcb = ctypes.CDLL("libxcb.so.1")
    for name in ("connect", "get_setup", "setup_roots_iterator", "intern_atom_reply"):
        getattr(xcb, f"xcb_{name}").restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    setup = ctypes.c_void_p(xcb.xcb_get_setup(connection))
    root = c_uint32.from_address(xcb.xcb_setup_roots_iterator(setup))
    cookie = xcb.xcb_intern_atom(connection, c_uint8(0), c_uint16(11), b"_NET_WM_PID")
    atom = c_uint32.from_address(xcb.xcb_intern_atom_reply(connection, c_uint32(cookie), None) + 8)
    window = c_uint32(xcb.xcb_generate_id(connection))
    size = (c_uint16(300), c_uint16(200), c_uint16(0))
    kind = (c_uint16(1), c_uint32(_COPY_FROM_PARENT), c_uint32(_EVENT_MASK))
    place = (c_uint8(_COPY_FROM_PARENT), window, root, c_uint16(0), c_uint16(0))
    wanted = (c_uint32 * 1)(_EXPOSURES | _CHANGES)
    xcb.xcb_create_window(connection, *place, *size, *kind, wanted)
    said = (c_uint32 * 1)(process)
    kind = (c_uint8(0), window, atom, c_uint32(_CARDINAL), c_uint8(32), c_uint32(1))
    xcb.xcb_change_property(connection, *kind, said)
    xcb.xcb_flush(connection)
    try:
        yield xcb, connection
    finally:
        xcb.xcb_disconnect(connection)


@pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb")
def test_own_windows_are_told_that_they_show_and_how_much_is_to_be_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with x_screen("800x600") as name:
        monkeypatch.setenv("DISPLAY", name)
        with _window_of(os.getpid()) as (xcb, connection), _window_of(os.getppid()):
            assert tell_windows_that_they_show() == 1
            xcb.xcb_poll_for_event.restype = ctypes.c_void_p
            events: list[bytes] = []
            end = time.monotonic() + 30
            while len(events) < 2 and time.monotonic() < end:
                if event := xcb.xcb_poll_for_event(connection):
                    events.append(ctypes.string_at(event, 32))
                time.sleep(0.01)
    assert [event[0] for event in events] == [_MAP_NOTIFY | _SENT, _EXPOSE | _SENT]
    assert int.from_bytes(events[1][12:14], sys.byteorder) == 300
    assert int.from_bytes(events[1][14:16], sys.byteorder) == 200


def test_without_a_screen_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":98765")
    assert tell_windows_that_they_show() == 0
