"""Only plain files, and none larger than it may be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formcheck.errors import InputError
from formcheck.history.regular_files import check_regular, is_regular, read_regular

no_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


def test_a_plain_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_regular(path, 5) == b"12345"
    with pytest.raises(InputError, match="larger than 0 MB"):
        read_regular(path, 4)
    assert is_regular(path)
    check_regular(path, 5)


@no_pipes
@pytest.mark.timeout(20)
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert not is_regular(path)
    for read in (lambda: read_regular(path, 5), lambda: check_regular(path)):
        with pytest.raises(InputError, match="no plain file"):
            read()


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"secret")
    for name, target in (("link", "target"), ("dangling", "nowhere"), ("loop", "loop")):
        path = tmp_path / name
        path.symlink_to(target)
        assert not is_regular(path)
        with pytest.raises(InputError, match="is a link"):
            read_regular(path, 100)
        with pytest.raises(InputError, match="is a link"):
            check_regular(path)


def test_what_is_not_there_passes_the_check_but_cannot_be_read(tmp_path: Path) -> None:
    check_regular(tmp_path / "absent")
    assert not is_regular(tmp_path / "absent")
    assert not is_regular(tmp_path / "nul\0")
    with pytest.raises(InputError, match="cannot be read"):
        read_regular(tmp_path / "absent", 5)
