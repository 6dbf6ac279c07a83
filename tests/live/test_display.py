"""Whether a window can be opened."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from formcheck.errors import MachineError, MissingLibraryError
from formcheck.live import display
from formcheck.live.display import check_display, load_window_libraries
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
    monkeypatch.setattr("ctypes.CDLL", absent)
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
def test_a_screen_that_answers_is_good() -> None:
    # In a process of its own: in this one FFmpeg may have been loaded first.
    code = "from formcheck.live.display import check_display\ncheck_display()\n"
    with x_screen("640x480") as name:
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "DISPLAY": name},
            capture_output=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note down every library that is loaded instead of loading it; nothing was loaded before."""
    names: list[str] = []
    monkeypatch.setattr(display._Loaded, "first", False)
    monkeypatch.delitem(sys.modules, "av", raising=False)
    monkeypatch.setattr("ctypes.CDLL", names.append)
    return names


def test_the_libraries_of_windows_are_loaded_before_those_of_films(loaded: list[str]) -> None:
    load_window_libraries()
    assert [name.rpartition("/")[2] for name in loaded] == ["libqxcb.so"]
    assert display._Loaded.first


def test_after_those_of_films_it_is_too_late(
    loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window would hang then; that must not wait for somebody to see it."""
    monkeypatch.setitem(sys.modules, "av", sys)
    load_window_libraries()
    assert loaded == []
    with pytest.raises(RuntimeError, match="before av"):
        display._check_plugin()


def test_films_after_windows_are_fine(loaded: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load_window_libraries()
    monkeypatch.setitem(sys.modules, "av", sys)
    display._check_plugin()
    assert len(loaded) == 2


def test_a_library_that_is_missing_is_named_later(
    loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(_: str) -> None:
        raise OSError("libxkbcommon-x11.so.0: cannot open shared object file: No such file")

    monkeypatch.setattr("ctypes.CDLL", absent)
    load_window_libraries()
    assert not display._Loaded.first
    with pytest.raises(MissingLibraryError, match="libxkbcommon"):
        display._check_plugin()


def test_the_command_loads_them_first() -> None:
    """Neither FFmpeg nor OpenCV itself is needed for that."""
    code = (
        "import sys\n"
        "import formcheck.cli.live\n"
        "assert 'av' not in sys.modules and 'cv2' not in sys.modules\n"
        "from formcheck.live.display import _Loaded, load_window_libraries\n"
        "load_window_libraries()\n"
        "assert 'av' not in sys.modules and 'cv2' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
