"""Writing a file: its parts, then what it says of itself, signed; locked on wish."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from formcheck.exchange.keys import OwnKey
from formcheck.exchange.manifest import (
    CONTENT_NAME,
    MANIFEST_NAME,
    SIGNATURE_NAME,
    SIGNED_BEFORE,
    Manifest,
    Part,
)
from formcheck.exchange.sealing import lock
from formcheck.files import open_for_replacing

_PART_BYTES = 1 << 20
#: What is packed already does not become smaller.
_PACKED = (".npz", ".mp4", ".mov", ".webm", ".mkv", ".avi")
#: The oldest that a zip can tell; when a set was done stands in the content.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def write_parcel(
    target: Path,
    key: OwnKey,
    content: bytes,
    files: Mapping[str, Path],
    describe: Callable[[dict[str, Part]], Manifest],
    passphrase: str = "",
) -> Manifest:
    """Write a file; it appears when it is whole, and nobody else may read it.

    Parameters
    ----------
    target : Path
    key : OwnKey
    content : bytes
        The content as JSON.
    files : mapping of str to Path
        What else goes in, by its name inside.
    describe : callable
        Returns what the file says of itself, given its parts.
    passphrase : str
        Empty locks nothing.

    Returns
    -------
    Manifest

    Raises
    ------
    OutputError, DiskFullError
        It cannot be written.
    OSError
        A file that goes in cannot be read.
    """
    with open_for_replacing(target, private=True) as file:
        if not passphrase:
            with zipfile.ZipFile(file, "w", allowZip64=False) as archive:
                return _fill(archive, key, content, files, describe)
        with tempfile.TemporaryDirectory(prefix="formcheck-parcel-") as folder:
            plain = Path(folder) / "plain"
            with zipfile.ZipFile(plain, "w", allowZip64=False) as archive:
                manifest = _fill(archive, key, content, files, describe)
            lock(plain, file, passphrase)
        return manifest


def _fill(
    archive: zipfile.ZipFile,
    key: OwnKey,
    content: bytes,
    files: Mapping[str, Path],
    describe: Callable[[dict[str, Part]], Manifest],
) -> Manifest:
    _write_bytes(archive, CONTENT_NAME, content)
    parts = {CONTENT_NAME: Part(size_bytes=len(content), sha256=_sha256(content))}
    for name, path in files.items():
        parts[name] = _copy(archive, name, path)
    manifest = describe(parts)
    said = manifest.model_dump_json(indent=1).encode()
    _write_bytes(archive, MANIFEST_NAME, said)
    _write_bytes(archive, SIGNATURE_NAME, key.sign(SIGNED_BEFORE + said))
    return manifest


def _write_bytes(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_entry(name), data)


def _copy(archive: zipfile.ZipFile, name: str, path: Path) -> Part:
    """Copy a file into the archive; what is told of it is what was copied."""
    digest, size_bytes = hashlib.sha256(), 0
    with path.open("rb") as reading, archive.open(_entry(name), "w") as writing:
        while part := reading.read(_PART_BYTES):
            digest.update(part)
            size_bytes += len(part)
            writing.write(part)
    return Part(size_bytes=size_bytes, sha256=digest.hexdigest())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    is_packed = Path(name).suffix in _PACKED
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    return entry


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
