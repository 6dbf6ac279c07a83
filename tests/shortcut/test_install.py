"""Where the shortcut goes on each system."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from formcheck.shortcut.install import install


def test_linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    entry, icon, kind = install(system="linux")
    assert entry == tmp_path / "applications" / "formcheck.desktop"
    assert stat.S_IMODE(entry.stat().st_mode) == 0o755
    assert f"Icon={icon}" in entry.read_text()
    assert icon.read_bytes().startswith(b"<svg")
    assert kind == tmp_path / "mime" / "packages" / "formcheck.xml"
    assert "MimeType=application/x-formcheck;" in entry.read_text()
    if checker := shutil.which("desktop-file-validate"):
        done = subprocess.run([checker, str(entry)], capture_output=True, text=True, check=False)
        assert done.stdout == ""


def test_macos(tmp_path: Path) -> None:
    (path,) = install(tmp_path, "darwin")
    assert path.name == "formcheck.command"
    assert path.stat().st_mode & stat.S_IXUSR


def test_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APPDATA", str(tmp_path))
    (path,) = install(system="win32")
    assert path == tmp_path / "Microsoft/Windows/Start Menu/Programs/formcheck.lnk"
    assert path.read_bytes()[:4] == b"L\0\0\0"
