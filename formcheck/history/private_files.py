"""Files and folders that only their owner may read, and that are on the disk before we go on."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from formcheck.files import replacing, sync_folder

FILE_MODE = 0o600
FOLDER_MODE = 0o700


def make_private_folder(folder: Path) -> None:
    """Make a folder that nobody else may enter; parents that are missing too.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        make_private_folder(folder.parent)
    # Another process may have made it just now.
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    sync_folder(folder.parent)


def create_private_file(path: Path) -> None:
    """Make an empty file that only the owner may read, unless there is one already."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))


def keep_private(path: Path) -> None:
    """Take the rights of others away; where that is not possible it stays as it is."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)


def write_private(path: Path, data: bytes) -> None:
    """Write a file whole: it appears under its name only when it is safe on the disk.

    Raises
    ------
    OSError
        If it cannot be written; nothing is left behind.
    """
    with replacing(path, private=True) as file:
        file.write(data)


def copy_private(source: Path, target: Path) -> None:
    """Copy a file's bytes, not its rights, onto the disk.

    Raises
    ------
    OSError
        If it cannot be read or written.
    """
    with (
        source.open("rb") as reading,
        open(os.open(target, _NEW, FILE_MODE), "wb") as writing,  # noqa: PTH123  a descriptor
    ):
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())


def remove_files(paths: Iterable[Path]) -> list[Path]:
    """Remove files for good; return those that the system would not remove."""
    paths, stayed = list(paths), []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            stayed.append(path)
    for folder in {path.parent for path in paths}:
        sync_folder(folder)
    return stayed


def age_s(path: Path) -> float:
    """Return for how long a file has not been written to, 0 if it is gone; seconds."""
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except OSError:
        return 0.0


_NEW = os.O_CREAT | os.O_TRUNC | os.O_WRONLY | getattr(os, "O_BINARY", 0)
