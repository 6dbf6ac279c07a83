from __future__ import annotations

import sys
from pathlib import Path

import pytest

from formcheck import machine
from formcheck.errors import MachineError
from formcheck.live.speaker import ProcessSpeaker
from formcheck.machine import Finding, examine_machine, has_display


@pytest.fixture(autouse=True)
def _no_screen_no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test say itself whether there is a screen and a voice."""

    def refuse() -> None:
        raise MachineError("There is no screen.", "Sit down at one.")

    monkeypatch.setattr(machine, "check_display", refuse)
    monkeypatch.setattr(ProcessSpeaker, "is_there", lambda _: False)


def _find(key: str) -> Finding:
    return next(finding for finding in examine_machine() if finding.key == key)


def test_every_lack_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path))
    monkeypatch.setenv("FORMCHECK_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr("formcheck.video.writer.find_h264_encoder", lambda: None)
    monkeypatch.setattr(machine, "_CAMERAS", tmp_path)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    findings = examine_machine()
    lacks = {finding.key for finding in findings if finding.state != "good"}
    assert {"model", "encoder", "cache", "screen", "voice"} <= lacks
    assert all(finding.remedy for finding in findings if finding.state != "good")
    assert {finding.key for finding in findings if finding.state == "lacking"} == {"model"}


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "libGL.so.1: cannot open shared object file: No such file or directory"

    def fail(module: str) -> None:
        raise ImportError(message)

    monkeypatch.setattr(machine, "import_module", fail)
    finding = _find("cv2")
    assert finding.state == "lacking"
    assert "libGL.so" in finding.said
    assert "libgl1" in finding.remedy


def test_a_package_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_PACKAGES", ("no-such-package-at-all",))
    finding = _find("no-such-package-at-all")
    assert (finding.state, finding.said) == ("lacking", "not installed")
    assert "pip install" in finding.remedy


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_display_is_known_by_its_variable(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_display()
    monkeypatch.setenv(variable, ":0")
    assert has_display()


def test_a_screen_and_a_voice_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _find("screen").said == "There is no screen."
    assert _find("screen").remedy.startswith("Sit down at one.")
    assert "formcheck live" in _find("voice").said
    monkeypatch.setattr(machine, "check_display", lambda: None)
    monkeypatch.setattr(ProcessSpeaker, "is_there", lambda _: True)
    assert _find("screen").state == _find("voice").state == "good"


@pytest.mark.skipif(sys.platform != "linux", reason="cameras are looked for on Linux only")
def test_cameras_are_listed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "_CAMERAS", tmp_path)
    assert _find("camera").state == "optional"
    monkeypatch.setattr("formcheck.video.sources.listing.takes_pictures", lambda _: True)
    (tmp_path / "video0").touch()
    assert _find("camera").state == "good"
    assert f"0 ({tmp_path / 'video0'})" in _find("camera").said
    monkeypatch.setattr("os.access", lambda *_: False)
    assert _find("camera").state == "optional"
    assert "usermod" in _find("camera").remedy
