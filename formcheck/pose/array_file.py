"""Archives of arrays that anybody may have written: how much they unpack to is asked first."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tokenize import TokenError
from typing import IO, TYPE_CHECKING

import numpy as np
from numpy.lib import format as npy

if TYPE_CHECKING:
    from numpy.lib.npyio import NpzFile

#: Two hours of a whole track, or six of what is drawn, at thirty frames a second.
LARGEST_UNPACKED_BYTES = 256_000_000
_MOST_ARRAYS = 64
#: No array of ours has more.
_MOST_AXES = 4
#: Yes or no, whole numbers, fractions and text.
_KINDS = "biufU"
_READ_HEADER = {
    (1, 0): npy.read_array_header_1_0,
    (2, 0): npy.read_array_header_2_0,
}
# A pipe does not keep us waiting, where the system knows this flag.
_CAREFUL = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def open_arrays(path: Path) -> Iterator[NpzFile]:
    """Open an archive of arrays; none of it is unpacked before its size is known.

    Parameters
    ----------
    path : Path
        An ``.npz`` file.

    Yields
    ------
    NpzFile
        Arrays by name; each is unpacked when it is asked for.

    Raises
    ------
    ValueError
        It is no plain file or no archive of arrays, or unpacks to more than it may.
    OSError or another of `formcheck.pose.track_file.UNREADABLE`
    """
    with open(os.open(path, _CAREFUL), "rb") as file:  # noqa: PTH123  a descriptor
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ValueError("no plain file")
        _check_sizes(file)
        file.seek(0)
        with np.load(file, allow_pickle=False) as arrays:
            yield arrays


def _check_sizes(file: IO[bytes]) -> None:
    """Raise `ValueError` if an archive unpacks to too much, or an array claims to be larger."""
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if len(members) > _MOST_ARRAYS:
            raise ValueError("too many arrays")
        if sum(member.file_size for member in members) > LARGEST_UNPACKED_BYTES:
            raise ValueError("too large when unpacked")
        for member in members:
            _check_claim(archive, member)


def _check_claim(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Raise `ValueError` if an array says that it has more values than its member holds bytes."""
    with archive.open(member) as packed:
        read_header = _READ_HEADER.get(npy.read_magic(packed))
        if read_header is None:
            raise ValueError("an array of an unknown kind")
        try:
            shape, _, kind = read_header(packed)
        except (TokenError, SyntaxError) as error:
            raise ValueError("an array without a shape") from error
        values = 1
        for length in shape:
            values *= length
        if kind.kind not in _KINDS:
            raise ValueError("an array of neither numbers nor text")
        if len(shape) > _MOST_AXES or values * max(kind.itemsize, 1) > member.file_size:
            raise ValueError("an array that is larger than its file")
