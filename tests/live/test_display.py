from __future__ import annotations

import os
import subprocess
import sys

import pytest

from formcheck.errors import MachineError, MissingLibraryError
from formcheck.live import display
from formcheck.live.display import check_display
from tests.support.x_screen import has_x_screen, x_screen

pytestmark = pytest.mark.skipif(
    sys.platform in ("darwin", "win32"), reason="these systems always have a screen"
)


def test_without_a_screen_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(MachineError, match="no screen") as caught:
        check_display()
    assert caught.value.exit_code == 5
    assert caught.value.hint


def test_a_desktop_without_x11_is_told_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    with pytest.raises(MachineError) as caught:
        check_display()
    assert "xwayland" in caught.value.hint


@pytest.mark.parametrize("name", [":98765", "nonsense", "localhost:94"])
def test_a_screen_that_does_not_answer_is_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", name)
    with pytest.raises(MachineError, match="does not answer"):
        check_display()


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise OSError(f"{name}: cannot open shared object file: No such file or directory")

    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(display.ctypes, "CDLL", absent)
    with pytest.raises(MissingLibraryError, match="libxcb"):
        check_display()


def test_no_window_is_tried_without_a_screen() -> None:
    """Qt would end the process with a signal; the exception proves that it was not asked."""
    code = (
        "from formcheck.errors import MachineError\n"
        "from formcheck.live.window import LiveWindow\n"
        "try:\n    LiveWindow('x')\n"
        "except MachineError as error:\n    raise SystemExit(error.exit_code)\n"
    )
    environment = {**os.environ, "DISPLAY": ":98765"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 5
    assert done.stderr == b""


@pytest.mark.skipif(not has_x_screen(), reason="needs Xvfb")
def test_a_screen_that_answers_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    with x_screen("640x480") as name:
        monkeypatch.setenv("DISPLAY", name)
        check_display()
