"""The shortcut of Windows, byte by byte ([MS-SHLLINK], Shell Link Binary File Format)."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Sequence

from formcheck.words import read_words

FILE_NAME = "formcheck.lnk"
#: 00021401-0000-0000-C000-000000000046, as it lies in the file.
_CLASS_ID = bytes.fromhex("0114020000000000c000000000000046")
_HAS_LINK_INFO, _HAS_NAME, _HAS_FOLDER = 0x02, 0x04, 0x10
_HAS_ARGUMENTS, _IS_UNICODE = 0x20, 0x80
_FILE_ATTRIBUTE_ARCHIVE = 0x20
#: No black window behind the pages: it comes up small, in the bar of tasks.
_SHOW_MINIMISED = 7
_HEADER_BYTES = 0x4C
_INFO_HEADER_BYTES = 0x24
_VOLUME_AND_PATH = 0x01
_FIXED_DISK = 3


def shell_link(command: Sequence[str], folder: str) -> bytes:
    r"""Return the bytes of the shortcut.

    Parameters
    ----------
    command : sequence of str
        The program, by its whole path such as ``C:\\Program Files\\…``, and its arguments.
    folder : str
        Where the program is started.
    """
    program, *arguments = command
    flags = _HAS_LINK_INFO | _HAS_NAME | _HAS_FOLDER | _HAS_ARGUMENTS | _IS_UNICODE
    header = struct.pack(
        "<I16sIIQQQIiIHHII",
        _HEADER_BYTES,
        _CLASS_ID,
        flags,
        _FILE_ATTRIBUTE_ARCHIVE,
        0,  # created
        0,  # read
        0,  # written
        0,  # size of the program
        0,  # number of the icon
        _SHOW_MINIMISED,
        0,  # key
        0,
        0,
        0,
    )
    comment = read_words("formcheck.shortcut").text("tip")
    told = (comment, folder, subprocess.list2cmdline(arguments))
    return header + _link_info(program) + b"".join(map(_counted, told)) + struct.pack("<I", 0)


def _link_info(program: str) -> bytes:
    """Return where the program lies: on a disk of this computer, under this path."""
    # Without a serial number and a name of the disk, the path alone counts.
    volume = struct.pack("<IIII", 0x11, _FIXED_DISK, 0, 0x10) + b"\0"
    narrow = program.encode("ascii", "replace") + b"\0"
    wide = program.encode("utf-16-le") + b"\0\0"
    volume_at = _INFO_HEADER_BYTES
    path_at = volume_at + len(volume)
    suffix_at = path_at + len(narrow)
    wide_path_at = suffix_at + 1
    wide_suffix_at = wide_path_at + len(wide)
    size = wide_suffix_at + 2
    header = struct.pack(
        "<IIIIIIIII",
        size,
        _INFO_HEADER_BYTES,
        _VOLUME_AND_PATH,
        volume_at,
        path_at,
        0,  # no network
        suffix_at,
        wide_path_at,
        wide_suffix_at,
    )
    return header + volume + narrow + b"\0" + wide + b"\0\0"


def _counted(text: str) -> bytes:
    """Return a text behind the number of its UTF-16 units."""
    encoded = text.encode("utf-16-le")
    return struct.pack("<H", len(encoded) // 2) + encoded
