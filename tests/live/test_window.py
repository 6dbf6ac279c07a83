"""The window on a virtual screen; shapes of pictures and names of keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.live import window as window_module
from formcheck.live.window import key_name_of, place_within, to_picture
from tests.live.window_program import TITLE
from tests.support.x_screen import Hand, has_x_screen, window_manager, x_screen

pytestmark = pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb and xdotool")


class _Program:
    """The window program, and what it has said so far."""

    def __init__(self, display: str, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.live.window_program", *words],
            env={**os.environ, "DISPLAY": display, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(
        self, line: str, doing: Callable[[], None] | None = None, deadline_s: float = 60.0
    ) -> None:
        """Wait until the program says this; meanwhile do something again and again."""
        end = time.monotonic() + deadline_s
        due = 0.0
        while line not in self.lines:
            if doing is not None and time.monotonic() >= due:
                doing()
                due = time.monotonic() + 0.5
            assert time.monotonic() < end, f"no “{line}” in {self.lines}"
            assert self.process.poll() is None or self._reader.is_alive(), self.lines
            time.sleep(0.02)

    def finish(self) -> tuple[int, str]:
        """Wait until the program is over; return its exit code and its complaints."""
        assert self.process.stderr is not None
        complaints = self.process.stderr.read()
        self._reader.join(30)
        return self.process.wait(30), complaints

    def end(self) -> None:
        """End the program, whatever it is doing."""
        self.process.kill()
        self._reader.join(30)
        with self.process:
            pass

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self._line, ""))

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_screen() as name:
        yield name


@contextmanager
def _running(display: str, *words: str) -> Iterator[tuple[_Program, Hand]]:
    program = _Program(display, *words)
    try:
        hand = Hand(display, TITLE)
        program.wait_for("up")
        yield program, hand
    finally:
        program.end()


def test_keys_and_clicks_arrive_and_closing_ends_it_quietly(display: str) -> None:
    keys = {
        "space": "space",
        "Return": "enter",
        "KP_Enter": "enter",
        "Escape": "escape",
        "BackSpace": "backspace",
        "Left": "left",
        "Up": "up",
        "Right": "right",
        "Down": "down",
        "7": "7",
        "KP_5": "5",
        "f": "f",
        "s": "s",
        "Q": "q",
    }
    with _running(display, "follow-size") as (program, hand):
        for pressed, told in keys.items():
            program.lines.clear()
            hand.key(pressed)
            program.wait_for(f"key {told}")
        hand.click(100, 300)
        program.wait_for("click 100 300")
        hand.close()
        program.wait_for("closed")
        assert program.finish() == (0, "")
        assert program.lines[-2:] == ["closed", "after []"]


def test_a_resized_window_tells_its_size_and_where_it_is_clicked(display: str) -> None:
    with _running(display, "follow-size") as (program, hand):
        hand.resize(900, 700)
        program.wait_for("size 900 700")
        hand.click(850, 650)
        program.wait_for("click 850 650")


def test_a_picture_of_another_shape_keeps_it_and_its_places(display: str) -> None:
    with _running(display) as (program, hand):
        hand.resize(640, 720)
        program.wait_for("size 640 720")
        # The picture of 640 by 360 stands in the middle: from row 180 to row 540.
        hand.click(320, 360)
        program.wait_for("click 320 180")


def test_a_window_is_no_larger_than_the_screen() -> None:
    with x_screen("480x360") as small:
        program = _Program(small, "follow-size")
        try:
            program.wait_for("size 440 248")
        finally:
            program.end()


class _FakeWindows:
    """Notes what is asked of OpenCV's windows."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.shown: list[np.ndarray] = []

    def imshow(self, _title: str, picture: np.ndarray) -> None:
        self.calls.append("imshow")
        self.shown.append(picture)

    def getWindowImageRect(self, _title: str) -> tuple[int, int, int, int]:  # noqa: N802
        return 0, 0, 1280, 678

    def __getattr__(self, name: str) -> object:
        def note(*_: object) -> None:
            self.calls.append(name)

        return getattr(cv2, name) if name.isupper() or name == "error" else note


def test_a_new_window_shows_the_first_picture_before_it_can_paint_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake = _FakeWindows()
    monkeypatch.setattr(window_module, "cv2", fake)
    monkeypatch.setattr(window_module, "check_display", lambda: None)
    monkeypatch.setattr(window_module, "screen_size_px", lambda: (1366, 768))
    monkeypatch.setattr(window_module, "has_window_manager", lambda: True)
    window_module.LiveWindow(
        "formcheck", True, first=lambda size: np.full((size[1], size[0], 3), 60, np.uint8)
    )
    assert fake.calls[:2] == ["namedWindow", "imshow"]
    assert all((picture == 60).all() for picture in fake.shown)
    assert fake.calls.count("imshow") == 1


def test_the_mouse_wheel_does_not_zoom(display: str) -> None:
    with _running(display, "follow-size") as (program, hand):
        hand.wheel(600, 300, notches=5)
        # The window comes up anew: a hand may still find the old one.
        program.wait_for("click 100 300", doing=lambda: Hand(display, TITLE).click(100, 300))
        Hand(display, TITLE).close()
        program.wait_for("closed")
        assert program.finish() == (0, "")


@pytest.mark.skipif(shutil.which("openbox") is None, reason="needs a window manager, openbox")
def test_the_whole_screen_can_be_filled_and_left_by_a_key(display: str) -> None:
    with (
        window_manager(display),
        _running(display, "full-screen", "follow-size") as (program, hand),
    ):
        # The window may still be coming up when it is large enough for the first time.
        program.wait_for("click 1400 850", doing=lambda: hand.click(1400, 850))
        for size in ("640 360", "1500 900"):
            program.lines.clear()
            hand.key("F11")
            program.wait_for(f"size {size}")
            assert not any(line.startswith("key") for line in program.lines)


def test_a_picture_is_on_the_screen_when_show_returns(display: str) -> None:
    """Without that it comes up with the next poll, which is a whole picture later."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.live.shown_at_once"],
        env={**os.environ, "DISPLAY": display, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["True", "True", "True"]


def test_qt_settings_of_the_desktop_do_not_end_the_program(
    display: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without care Qt aborts: OpenCV brings no part for Wayland."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "wayland")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    with _running(display, "follow-size") as (program, hand):
        hand.close()
        program.wait_for("closed")
        assert program.finish() == (0, "")


_SIDES = st.integers(8, 900)


def test_a_picture_of_the_right_size_is_not_copied() -> None:
    picture = np.ones((20, 30, 3), np.uint8)
    assert place_within(picture, (30, 20)) is picture


@given(st.tuples(_SIDES, _SIDES), st.tuples(_SIDES, _SIDES))
def test_the_shape_is_kept_in_any_window(
    picture_px: tuple[int, int], window_px: tuple[int, int]
) -> None:
    picture = np.full((picture_px[1], picture_px[0], 3), 255, np.uint8)
    placed = place_within(picture, window_px)
    assert placed.shape == (window_px[1], window_px[0], 3)
    lit = placed[..., 0] == 255
    width, height = int(lit.any(axis=0).sum()), int(lit.any(axis=1).sum())
    assert width == window_px[0] or height == window_px[1]
    assert abs(width * picture_px[1] - height * picture_px[0]) <= max(picture_px)
    corners = [to_picture(at, picture_px, window_px) for at in ((0, 0), window_px)]
    assert corners[0][0] <= 0
    assert corners[0][1] <= 0
    assert corners[1][0] >= picture_px[0] - 0.001
    assert corners[1][1] >= picture_px[1] - 0.001


def test_the_middle_stays_the_middle() -> None:
    assert to_picture((320, 360), (640, 360), (640, 720)) == pytest.approx((320, 180))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (ord("q"), "q"),
        (ord("Q"), "q"),
        (ord("0"), "0"),
        (0xFFB9, "9"),
        (32, "space"),
        (13, "enter"),
        (0xFF8D, "enter"),
        (27, "escape"),
        (8, "backspace"),
        (65361, "left"),
        (65362, "up"),
        (65363, "right"),
        (65364, "down"),
        # macOS
        (0xF700, "up"),
        (0xF703, "right"),
        # Windows
        (0x250000, "left"),
        (0x260000, "up"),
        (0x270000, "right"),
        (0x280000, "down"),
        # With a lock key on, as some systems report it
        (0x100000 | ord("s"), "s"),
        (-1, ""),
        (0, ""),
        (ord("?"), ""),
        (0xFFE1, ""),
    ],
)
def test_keys_have_the_same_names_on_all_systems(code: int, name: str) -> None:
    assert key_name_of(code) == name
