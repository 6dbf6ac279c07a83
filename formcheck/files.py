"""Files and folders that appear under their final name only when they are complete and safe.

Safe is what a power cut does not harm: bytes, and then names, are on the disk before we go on.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from formcheck.errors import DiskFullError, OutputError

#: Rights of a new file, before the user's mask: everybody's, and its owner's alone.
_USUAL, _PRIVATE = 0o666, 0o600
#: Whether `exchange` may be possible.
CAN_EXCHANGE = sys.platform == "linux"
#: As Linux numbers them: names are no more relative than usual; both exist and change places.
_HERE, _RENAME_EXCHANGE = -100, 2


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its final name when the block ends.

    The bytes go to a temporary name in the same folder, and are on the disk before
    they take the final one. When the block ends with an error or Ctrl-C, the
    temporary file is removed and a file that was there before stays as it was.

    Parameters
    ----------
    path : Path
        The file to write; one that exists is replaced.
    private : bool
        Nobody but its owner may read it, at no moment.

    Yields
    ------
    BinaryIO
        The open temporary file.

    Raises
    ------
    OSError
        It cannot be written.
    """
    partial = partial_path(path)

    def create(name: str, flags: int) -> int:
        return os.open(name, flags, _PRIVATE if private else _USUAL)

    try:
        with open(partial, "wb", opener=create) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        remove_partial(partial)
        raise


@contextmanager
def open_for_replacing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Do what `replacing` does, with errors that name the fix.

    Raises
    ------
    OutputError
        The folder does not exist, or it may not be written.
    DiskFullError
        There is no space left.
    """
    try:
        with replacing(path, private=private) as file:
            yield file
    except OSError as error:
        raise explain_write_error(error, path) from error


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a whole file at once; see `open_for_replacing` for the errors."""
    with open_for_replacing(path, private=private) as file:
        file.write(data)


def write_text(path: Path, text: str, *, private: bool = False) -> None:
    """Write a whole UTF-8 file at once; see `open_for_replacing` for the errors.

    Line ends are written as they are. What UTF-8 cannot hold (half a character
    in a broken file name) becomes a question mark.
    """
    write_bytes(path, text.encode("utf-8", errors="replace"), private=private)


def partial_path(path: Path) -> Path:
    """Return the temporary name beside ``path`` that this thread writes to."""
    return path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.partial")


def remove_partial(partial: Path) -> None:
    """Remove a temporary file if it is there; what cannot be removed hides no other error."""
    with suppress(OSError):
        partial.unlink()


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk; on systems that cannot do that, do nothing."""
    with suppress(OSError):
        _sync(folder)


def sync_tree(folder: Path) -> None:
    """Put all files of a folder on the disk, and their names.

    Raises
    ------
    OSError
        A file cannot be written.
    """
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
        elif path.is_file():
            _sync(path)
    sync_folder(folder)


def _sync(path: Path) -> None:
    # Some systems put on the disk only what is open for writing.
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def exchange(one: Path, other: Path) -> bool:
    """Give two files or folders each other's name at once; False where the system cannot do that.

    Both must be there, on one file system. Only Linux offers it to us.
    """
    if not CAN_EXCHANGE:
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    names = (os.fsencode(one.absolute()), os.fsencode(other.absolute()))
    return bool(rename(_HERE, names[0], _HERE, names[1], _RENAME_EXCHANGE) == 0)


def is_disk_full(error: OSError) -> bool:
    """Whether an error says that no space is left, or none for this user or file."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def explain_write_error(error: OSError, path: Path) -> OutputError | DiskFullError:
    """Turn a system error into one that names the fix.

    Parameters
    ----------
    error : OSError
        What the system said while ``path`` was written.
    path : Path
        The file under its final name.
    """
    if is_disk_full(error):
        return DiskFullError(
            f"There is no space left to write {path.name}.",
            f"Free some space on the disk of {path.parent}, or choose another folder with -o.",
        )
    return OutputError(
        f"{path} cannot be written: {(error.strerror or str(error)).lower()}.",
        "Check that the folder exists and that you may write there, or choose another with -o.",
    )
