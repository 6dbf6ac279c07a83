"""The bytes of a Windows shortcut, read back by the format's own rules ([MS-SHLLINK])."""

from __future__ import annotations

import struct

import pytest

from formcheck.shortcut.windows import shell_link


def _read_counted(data: bytes, at: int) -> tuple[str, int]:
    (count,) = struct.unpack_from("<H", data, at)
    end = at + 2 + 2 * count
    return data[at + 2 : end].decode("utf-16-le"), end


def _read_wide(data: bytes, at: int) -> str:
    end = at
    while data[end : end + 2] != b"\0\0":
        end += 2
    return data[at:end].decode("utf-16-le")


@pytest.mark.parametrize("name", ["Anna", "Zoë Ł", "长"])
def test_it_reads_back(name: str) -> None:
    program = f"C:\\Users\\{name}\\formcheck\\Scripts\\python.exe"
    folder = f"C:\\Users\\{name}"
    data = shell_link([program, "-m", "formcheck", "home"], folder)
    assert data[:4] == b"L\0\0\0"
    assert data[4:20] == bytes.fromhex("0114020000000000c000000000000046")
    (flags,) = struct.unpack_from("<I", data, 20)
    assert flags == 0x02 | 0x04 | 0x10 | 0x20 | 0x80
    info = 0x4C
    size, head, kind, volume, path, network, suffix, wide_path, wide_suffix = struct.unpack_from(
        "<9I", data, info
    )
    assert (head, kind, network) == (0x24, 1, 0)
    assert struct.unpack_from("<I", data, info + volume)[0] == path - volume
    assert data[info + path : info + suffix - 1] == program.encode("ascii", "replace")
    assert data[info + suffix] == 0
    assert _read_wide(data, info + wide_path) == program
    assert _read_wide(data, info + wide_suffix) == ""
    comment, at = _read_counted(data, info + size)
    assert comment.startswith("formcheck")
    working, at = _read_counted(data, at)
    assert working == folder
    arguments, at = _read_counted(data, at)
    assert arguments == "-m formcheck home"
    assert data[at:] == b"\0\0\0\0"
