"""Putting the shortcut where this system looks for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import platformdirs

from formcheck.files import write_bytes
from formcheck.own_command import own_command
from formcheck.shortcut.linux import FILE_NAME as DESKTOP_ENTRY
from formcheck.shortcut.linux import MIME_FILE_NAME, desktop_entry, mime_package
from formcheck.shortcut.macos import FILE_NAME as COMMAND_FILE
from formcheck.shortcut.macos import command_file
from formcheck.shortcut.windows import FILE_NAME as SHELL_LINK
from formcheck.shortcut.windows import shell_link

_EXECUTABLE = 0o755
_REFRESH_S = 20.0
_START_MENU = "Microsoft/Windows/Start Menu/Programs"


def install(folder: Path | None = None, system: str = sys.platform) -> list[Path]:
    """Write the shortcut and return the files that were written.

    Parameters
    ----------
    folder : Path, optional
        Where to put it; by default where the system lists programs.
    system : str
        As `sys.platform` names it.

    Raises
    ------
    OutputError, DiskFullError
        It cannot be written there.
    """
    command = own_command("home")
    if system == "win32":
        place = folder or Path(os.environ.get("APPDATA", Path.home())) / _START_MENU
        return [_write(place / SHELL_LINK, shell_link(command, str(Path.home())))]
    if system == "darwin":
        place = folder or Path.home() / "Desktop"
        path = _write(place / COMMAND_FILE, command_file(command).encode())
        path.chmod(_EXECUTABLE)
        return [path]
    data = platformdirs.user_data_path(appauthor=False)
    icon = _write(data / "icons" / "hicolor" / "scalable" / "apps" / "formcheck.svg", _icon())
    entry = (folder or data / "applications") / DESKTOP_ENTRY
    _write(entry, desktop_entry(command, str(icon)).encode())
    # Desktops start what lies on them only if it is executable.
    entry.chmod(_EXECUTABLE)
    kind = _write(data / "mime" / "packages" / MIME_FILE_NAME, mime_package().encode())
    _refresh("update-mime-database", data / "mime")
    _refresh("update-desktop-database", entry.parent)
    return [entry, icon, kind]


def _refresh(program: str, folder: Path) -> None:
    """Have the desktop read its lists again; where it has no such program, it does so by itself."""
    found = shutil.which(program)
    if found is not None:
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(
                [found, str(folder)], check=False, capture_output=True, timeout=_REFRESH_S
            )


def _icon() -> bytes:
    return (files("formcheck.review.web") / "static" / "icon.svg").read_bytes()


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, data)
    return path
