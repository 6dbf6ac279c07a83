"""Archives of arrays: how much they unpack to is known before anything is unpacked."""

from __future__ import annotations

import io
import os
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from formcheck.pose import array_file
from formcheck.pose.array_file import open_arrays
from formcheck.pose.track_file import UNREADABLE


def _save(path: Path, **arrays: object) -> Path:
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    return path


def test_arrays_come_back_as_they_were(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.npz", a=np.arange(6.0).reshape(2, 3), words="text", one=np.array(3))
    with open_arrays(path) as arrays:
        assert arrays["a"].tolist() == [[0, 1, 2], [3, 4, 5]]
        assert str(arrays["words"]) == "text"
        assert int(arrays["one"]) == 3


def test_what_unpacks_to_too_much_is_refused_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f8", "fortran_order": False, "shape": (40_000_000,)}
    )
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("time_s.npy", "w") as member,
    ):
        member.write(header.getvalue())
        for _ in range(320):
            member.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    tracemalloc.start()
    with pytest.raises(ValueError, match="too large when unpacked"), open_arrays(path):
        pass
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_an_array_cannot_claim_more_than_its_file_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "<f8", "fortran_order": False, "shape": (2**40, 33)}
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xy_px.npy", header.getvalue() + bytes(64))
    with pytest.raises(ValueError, match="larger than its file"), open_arrays(path):
        pass


@pytest.mark.parametrize("kind", ["c16", "M8[s]", "V3", "S4"])
def test_only_numbers_and_texts_are_arrays_of_ours(tmp_path: Path, kind: str) -> None:
    path = _save(tmp_path / "a.npz", a=np.zeros(3, kind))
    with pytest.raises(ValueError, match="neither numbers nor text"), open_arrays(path):
        pass


def test_a_spoilt_shape_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (3,"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.npy", b"\x93NUMPY\x01\x00" + bytes([len(header), 0]) + header)
    with pytest.raises(ValueError), open_arrays(path):  # noqa: PT011  numpy says it in many ways
        pass


def test_too_many_arrays_are_refused(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.npz", **{f"a{n}": np.zeros(1) for n in range(70)})
    with pytest.raises(ValueError, match="too many"), open_arrays(path):
        pass


def test_the_sum_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _save(tmp_path / "a.npz", a=np.zeros(100), b=np.zeros(100))
    monkeypatch.setattr(array_file, "LARGEST_UNPACKED_BYTES", 1_500)
    with pytest.raises(ValueError, match="too large"), open_arrays(path):
        pass


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 500, b"\x93NUMPY\x01\x00" + b"x" * 200])
def test_anything_else_is_no_archive(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.npz"
    path.write_bytes(content)
    with pytest.raises(UNREADABLE), open_arrays(path):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.timeout(20)
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.npz")
    with pytest.raises(ValueError, match="no plain file"), open_arrays(tmp_path / "a.npz"):
        pass
