"""A film while it comes in: written part by part, private, bounded, its hash taken on the way."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from formcheck.errors import DiskFullError, UsageError
from formcheck.history.films.film import FILM_FOLDER
from formcheck.history.private_files import FILE_MODE, age_s, make_private_folder

#: An hour of a telephone's finest film is less.
LARGEST_FILM_BYTES = 20_000_000_000
#: What stays free on the disk: the history and everybody else need some.
_LEFT_FREE_BYTES = 500_000_000
_PARTIAL = "incoming.partial"
#: Longer than any pause that is waited for.
_ABANDONED_S = 3600.0


class Receiving:
    """What a film is written to; a ``with`` block that ends in an error leaves nothing behind.

    Parameters
    ----------
    folder : Path
        Is made, and becomes the film's own.

    Attributes
    ----------
    folder : Path
    size_bytes : int
        So far.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.size_bytes = 0
        make_private_folder(folder)
        self._path = folder / _PARTIAL
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        self._file = open(os.open(self._path, flags, FILE_MODE), "wb")  # noqa: PTH123, SIM115
        self._hash = hashlib.sha256()

    @staticmethod
    def is_under_way(folder: Path) -> bool:
        """Whether a film may still be coming into a folder.

        Also where it has none of its bytes yet, or all of them but is not listed yet: whoever
        receives it does that in a process of its own, beside who asks.
        """
        written = [path for path in (folder, folder / _PARTIAL) if path.exists()]
        return any(age_s(path) < _ABANDONED_S for path in written)

    def check_room(self, size_bytes: int) -> None:
        """Refuse what is larger than any film, or than the disk has room for.

        Raises
        ------
        UsageError, DiskFullError
        """
        if size_bytes > LARGEST_FILM_BYTES:
            raise UsageError(
                f"Films of up to {LARGEST_FILM_BYTES // 10**9} GB are taken in; this one is "
                "larger.",
                "Cut out the part with the exercise on the telephone or computer, and choose that.",
            )
        # A set keeps a copy, and for a moment both are there.
        if shutil.disk_usage(self.folder).free < 2 * size_bytes + _LEFT_FREE_BYTES:
            raise DiskFullError(
                "There is not enough space left for this film.",
                "Free some space on the disk, then choose it again.",
            )

    def write(self, data: bytes) -> None:
        """Add a part.

        Raises
        ------
        OSError
        """
        self._file.write(data)
        self._hash.update(data)
        self.size_bytes += len(data)

    def end(self, modified_s: float | None) -> None:
        """Put the film on the disk; ``modified_s`` is the date of the file that it came from."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        if modified_s is not None:
            with suppress(OSError, OverflowError, ValueError):
                os.utime(self._path, (modified_s, modified_s))

    @property
    def sha256(self) -> str:
        """The hash of all that was written."""
        return self._hash.hexdigest()

    def keep_as(self, name: str) -> None:
        """Give the film its name, inside its folder."""
        inside = self.folder / FILM_FOLDER
        make_private_folder(inside)
        self._path.rename(inside / name)

    def discard(self) -> None:
        """Remove all of it."""
        self._file.close()
        shutil.rmtree(self.folder, ignore_errors=True)
