"""A computer that lacks something: exit 5, one clear line, nothing left behind."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.command import EXECUTABLE, Command

_NO_LIBRARY = '''
import sys


class _Hidden:
    """Fails the import of OpenCV as the loader does when libGL is not installed."""

    def find_spec(self, name, path=None, target=None):
        if name == "cv2":
            raise ImportError(
                "libGL.so.1: cannot open shared object file: No such file or directory"
            )
        return None


sys.meta_path.insert(0, _Hidden())
'''


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk with room for the tables but not for the video."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "formcheck-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only an administrator may mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_disk_that_fills_up(formcheck: Command, short_clip: Path, small_disk: Path) -> None:
    ended = formcheck.run("score", short_clip, "-e", "press-up", "-o", small_disk / "out")
    assert ended.exit_code == 5
    assert "no space left" in ended.complaint[0]
    assert list(small_disk.iterdir()) == []


def test_file_that_may_not_grow(formcheck: Command, short_clip: Path) -> None:
    largest = 20_000
    done = subprocess.run(
        [EXECUTABLE, "score", short_clip, "-e", "press-up"],
        cwd=formcheck.folder,
        env=dict(formcheck.environment),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 5
    assert "no space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert formcheck.left_behind() == []


@pytest.mark.parametrize("arguments", [("demo", "--no-open"), ("score", "x.mp4", "-e", "tilt")])
def test_system_library_that_is_not_installed(
    formcheck: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(_NO_LIBRARY)
    ended = formcheck.run(*arguments, PYTHONPATH=str(tmp_path))
    assert ended.exit_code == 5
    assert "libGL" in ended.complaint[0]
    assert "sudo apt install libgl1" in ended.complaint[1]
    assert formcheck.left_behind() == []


def test_doctor_names_the_missing_library(formcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_NO_LIBRARY)
    ended = formcheck.run("doctor", PYTHONPATH=str(tmp_path))
    assert ended.exit_code == 5
    assert "sudo apt install libgl1" in ended.stdout


def test_no_model_and_no_network(formcheck: Command, short_clip: Path, tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    ended = formcheck.run(
        *("score", short_clip, "-e", "press-up"),
        FORMCHECK_MODELS=str(tmp_path / "models"),
        https_proxy=nowhere,
        http_proxy=nowhere,
        PIP_INDEX_URL=nowhere,
        PIP_CONFIG_FILE=os.devnull,
    )
    assert ended.exit_code == 5
    assert "cannot be fetched" in ended.complaint[0]
    assert "Connect to the internet once" in ended.complaint[1]
    assert formcheck.left_behind() == []


def test_damaged_model(formcheck: Command, short_clip: Path) -> None:
    (formcheck.folder / "bad.task").write_bytes(b"PK not really")
    ended = formcheck.run("score", short_clip, "-e", "press-up", "--model", "bad.task")
    assert ended.exit_code == 5
    assert "damaged" in ended.complaint[0]
