"""Files that appear under their final name only when they are complete."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from formcheck.errors import DiskFullError, OutputError


@contextmanager
def open_for_replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that takes its final name when the block ends.

    The bytes go to a temporary name in the same folder. When the block ends
    with an error or Ctrl-C, the temporary file is removed and a file that was
    there before stays as it was.

    Parameters
    ----------
    path : Path
        The file to write; one that exists is replaced.

    Yields
    ------
    BinaryIO
        The open temporary file.

    Raises
    ------
    OutputError
        The folder does not exist, or it may not be written.
    DiskFullError
        There is no space left.
    """
    partial = partial_path(path)
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    except OSError as error:
        remove_partial(partial)
        raise explain_write_error(error, path) from error
    except BaseException:
        remove_partial(partial)
        raise


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file at once; see `open_for_replacing` for the errors."""
    with open_for_replacing(path) as file:
        file.write(data)


def write_text(path: Path, text: str) -> None:
    """Write a whole UTF-8 file at once; see `open_for_replacing` for the errors.

    Line ends are written as they are. What UTF-8 cannot hold (half a character
    in a broken file name) becomes a question mark.
    """
    write_bytes(path, text.encode("utf-8", errors="replace"))


def partial_path(path: Path) -> Path:
    """Return the temporary name beside ``path`` that this process writes to."""
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def remove_partial(partial: Path) -> None:
    """Remove a temporary file if it is there; what cannot be removed hides no other error."""
    with suppress(OSError):
        partial.unlink()


def explain_write_error(error: OSError, path: Path) -> OutputError | DiskFullError:
    """Turn a system error into one that names the fix.

    Parameters
    ----------
    error : OSError
        What the system said while ``path`` was written.
    path : Path
        The file under its final name.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFullError(
            f"There is no space left to write {path.name}.",
            f"Free some space on the disk of {path.parent}, or choose another folder with -o.",
        )
    return OutputError(
        f"{path} cannot be written: {(error.strerror or str(error)).lower()}.",
        "Check that the folder exists and that you may write there, or choose another with -o.",
    )
