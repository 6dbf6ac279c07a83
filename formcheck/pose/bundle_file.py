"""A bundle file on the disk: what it is, whether it is whole, and putting one there."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import DiskFullError, ModelError
from formcheck.files import is_disk_full
from formcheck.pose.metadata import DAMAGED_ARCHIVE, DETECTOR_MEMBER, LANDMARKS_MEMBER
from formcheck.pose.storage import MODELS_VARIABLE, write_whole

_TFLITE_MARK = b"TFL3"


@dataclass(frozen=True)
class Bundle:
    """A pose model bundle on the disk.

    Attributes
    ----------
    variant : str
        ``lite``, ``full`` or ``heavy``.
    path : Path
        The ``.task`` file.
    sha256 : str
        Hash of its bytes: two results are comparable if it is the same.
    pruned : Path or None
        The same model without its segmentation mask, proved to give the same
        landmarks; None if there is none.
    """

    variant: str
    path: Path
    sha256: str
    pruned: Path | None = None

    @property
    def run_path(self) -> Path:
        """The file that MediaPipe is given."""
        return self.pruned or self.path


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_sound_bundle(path: Path) -> bool:
    """Whether a file is a complete pose bundle: a zip of both networks, undamaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in (DETECTOR_MEMBER, LANDMARKS_MEMBER):
                # Reading to the end checks the member's CRC.
                if archive.read(member)[4:8] != _TFLITE_MARK:
                    return False
    except DAMAGED_ARCHIVE:
        return False
    return True


def store_bundle(data: bytes, path: Path) -> None:
    """Write a bundle under its final name, only once it is complete.

    Raises
    ------
    ModelError
        If the folder cannot be written.
    DiskFullError
        If there is no space left.
    """
    try:
        write_whole(data, path)
    except OSError as error:
        if is_disk_full(error):
            raise DiskFullError(
                f"No space is left in {path.parent} for the pose model.",
                f"Free some space, or name another folder in the variable {MODELS_VARIABLE}.",
            ) from error
        raise ModelError(
            f"The pose model cannot be stored in {path.parent}.",
            f"Name a folder that you may write to in the variable {MODELS_VARIABLE}.",
        ) from error
