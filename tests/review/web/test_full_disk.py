"""On a full disk the pages can be looked at, and say what happened to whatever would write."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.review.web.routes import exports
from tests.support.review_site import ReviewSite

ROOT = Path(__file__).parents[3]
_UNSHARE = shutil.which("unshare") or ""
_MOUNT = 'mount -t tmpfs -o size=16m tmpfs "$1" && exec "$2" -m tests.review.web.full_disk "$1"'


def _can_mount(folder: Path) -> bool:
    if not _UNSHARE:
        return False
    mount = [_UNSHARE, "-rm", "mount", "-t", "tmpfs", "tmpfs", str(folder)]
    return subprocess.run(mount, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_download_for_which_there_is_no_room_is_told(
    site: ReviewSite, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "no room")

    monkeypatch.setattr(exports, "write_tables", fail)
    answer = site.therapist.get("/exports/tables.zip", accept="application/json")
    assert answer.status == 507
    assert "no space left" in answer.json["message"]
    assert "Free some space on the disk of" in answer.json["hint"]


def test_a_download_whose_place_cannot_be_written_is_told(
    site: ReviewSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "not yours")

    monkeypatch.setattr(exports, "write_tables", fail)
    answer = site.therapist.get("/exports/tables.zip", accept="application/json")
    assert answer.status == 503
    assert "temporary files cannot be written" in answer.json["message"]


@pytest.mark.slow
def test_every_write_of_the_pages_on_a_full_disk_is_told_and_works_again_after(
    tmp_path: Path,
) -> None:
    if not _can_mount(tmp_path):
        pytest.skip("no file system of one's own can be mounted here")
    done = subprocess.run(
        [_UNSHARE, "-rm", "sh", "-c", _MOUNT, "sh", str(tmp_path), sys.executable],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    looked = {"look", "progress"}
    assert {name: status for name, (status, _) in said["full"].items()} == {
        name: 200 if name in looked else 507 for name in said["full"]
    }
    for name, (_, words) in said["full"].items():
        assert name in looked or "Free some space" in words, name
    assert said["left"] == [], "nothing half made is left behind"
    assert {status for status, _ in said["again"].values()} <= {200, 303}
