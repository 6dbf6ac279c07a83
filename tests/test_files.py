from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from formcheck.errors import DiskFullError, OutputError
from formcheck.files import (
    exchange,
    explain_write_error,
    open_for_replacing,
    partial_path,
    replacing,
    write_bytes,
    write_text,
)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _write_half(path: Path, error: type[BaseException]) -> None:
    with open_for_replacing(path) as file:
        file.write(b"half")
        raise error


def test_a_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", "é\n47°\r\n")
    assert (tmp_path / "a.csv").read_bytes() == b"\xc3\xa9\n47\xc2\xb0\r\n"
    assert _names(tmp_path) == ["a.csv"]


def test_a_broken_character_does_not_stop_the_writing(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "clip\udcff.mp4")
    assert (tmp_path / "a").read_bytes() == b"clip?.mp4"


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a longer old one")
    write_bytes(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_the_final_name_appears_only_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with open_for_replacing(path) as file:
        file.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_an_interruption_keeps_the_old_file_and_leaves_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(error):
        _write_half(path, error)
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["a"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a"
    partial_path(path).symlink_to("/dev/full")
    with pytest.raises(DiskFullError, match="no space left to write a") as caught:
        write_bytes(path, b"x" * 100_000)
    assert "another folder" in caught.value.hint
    assert _names(tmp_path) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_every_kind_of_full_disk_is_one(number: int) -> None:
    error = explain_write_error(OSError(number, os.strerror(number)), Path("a"))
    assert isinstance(error, DiskFullError)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"absent.a cannot be written: no such file"):
        write_bytes(tmp_path / "absent" / "a", b"x")


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="not a directory"):
        write_bytes(tmp_path / "file" / "a", b"x")


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="is a directory"):
        write_bytes(tmp_path / "a", b"x")
    assert _names(tmp_path) == ["a"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="permission denied"):
        write_bytes(tmp_path / "a", b"x")


@pytest.mark.skipif(os.name != "posix", reason="rights of owner and others")
def test_a_private_file_is_its_owners_alone_from_the_first_byte(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o644)
    with replacing(path, private=True) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600
        file.write(b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="rights of owner and others")
def test_other_files_have_the_rights_that_the_user_gives(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_bytes(tmp_path / "a", b"x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sizes = tmp_path / "a", []

    def note(descriptor: int) -> None:
        assert not path.exists()
        sizes.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "fsync", note)
    with replacing(path) as file:
        file.write(b"whole")
    assert sizes == [5]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges names for us")
def test_two_folders_are_exchanged_and_what_is_not_there_is_not(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(name)
    assert exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one" / "a").read_text() == "other"
    assert not exchange(tmp_path / "one", tmp_path / "nothing")
    assert (tmp_path / "one" / "a").read_text() == "other"


def test_threads_that_write_the_same_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with replacing(path) as mine:
        mine.write(b"mine")
        other = threading.Thread(target=write_bytes, args=(path, b"the other's"))
        other.start()
        other.join()
        assert path.read_bytes() == b"the other's"
    assert path.read_bytes() == b"mine"
    assert _names(tmp_path) == ["a"]
