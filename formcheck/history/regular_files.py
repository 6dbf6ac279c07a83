"""Files that others wrote: only plain ones are read, and none larger than it may be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from formcheck.errors import InputError

_MEGABYTE = 1_000_000
# A link is not followed, and a pipe does not keep us waiting; where the system knows these flags.
_CAREFUL = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


def is_regular(path: Path) -> bool:
    """Tell whether a path is a plain file itself: no link, folder, pipe or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def check_regular(path: Path, most_bytes: int | None = None) -> None:
    """Raise `InputError` if a path is there and is no plain file, or a larger one than it may be.

    Parameters
    ----------
    path : Path
    most_bytes : int, optional
    """
    try:
        facts = path.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unreadable(path) from error
    _check(path, facts, most_bytes)


def read_regular(path: Path, most_bytes: int) -> bytes:
    """Read a plain file that is no larger than it may be; its size is asked before it is read.

    Parameters
    ----------
    path : Path
    most_bytes : int

    Raises
    ------
    InputError
        It cannot be read, is no plain file, or is too large.
    """
    check_regular(path, most_bytes)
    try:
        with open(os.open(path, _CAREFUL), "rb") as file:  # noqa: PTH123  a descriptor
            # Once more: it may be another one by now, or have grown.
            _check(path, os.fstat(file.fileno()), most_bytes)
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise _unreadable(path) from error
    if len(data) > most_bytes:
        raise _too_large(path, most_bytes)
    return data


def _check(path: Path, facts: os.stat_result, most_bytes: int | None) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise InputError(
            f"“{path}” is a link."
            if stat.S_ISLNK(facts.st_mode)
            else f"“{path}” is no plain file.",
            "Put a copy of the file itself there.",
        )
    if most_bytes is not None and facts.st_size > most_bytes:
        raise _too_large(path, most_bytes)


def _too_large(path: Path, most_bytes: int) -> InputError:
    return InputError(
        f"“{path}” is larger than {most_bytes // _MEGABYTE} MB: no result of formcheck is.",
        "Score its clip again.",
    )


def _unreadable(path: Path) -> InputError:
    return InputError(f"“{path}” cannot be read.", "Check your rights to it.")
