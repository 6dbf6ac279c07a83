"""Reading a file that somebody else made: nothing of it is believed before it is checked.

In this order: what it is, how large, the lock, what it says of itself and the signature of that,
room on the disk, then each part against its size and hash. Parts are written to a private folder
under names of ours, and no more of any than was said.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from formcheck.errors import DiskFullError, ExchangeFileError, HalfFileError, PassphraseError
from formcheck.exchange.keys import is_signed_by
from formcheck.exchange.manifest import (
    CONTENT_NAME,
    FORMAT,
    LARGEST_FILE_BYTES,
    LARGEST_MANIFEST_BYTES,
    MANIFEST_NAME,
    MOST_PARTS,
    SIGNATURE_BYTES,
    SIGNATURE_NAME,
    SIGNED_BEFORE,
    SUFFIX,
    VERSION,
    Manifest,
    Part,
    largest_bytes,
)
from formcheck.exchange.refusals import refusal
from formcheck.exchange.sealing import MAGIC, unlock
from formcheck.history.regular_files import is_regular

_ZIP_BEGINS = b"PK\x03\x04"
#: The last 22 bytes of a zip without a comment (APPNOTE 4.3.16), and what stands before them in
#: one that uses the extensions for large files (4.3.15).
_END = struct.Struct("<4s4H2LH")
_END_BEGINS, _LARGE_END_BEGINS = b"PK\x05\x06", b"PK\x06\x07"
_LARGE_END_BYTES = 20
_LARGEST_LIST_BYTES = 1_000_000
_PART_BYTES = 1 << 20
_SPARE_BYTES = 100_000_000
_MEGABYTE = 1_000_000
#: What the zip module may say of one that is damaged.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    OverflowError,
    OSError,
)


@dataclass(frozen=True)
class Parcel:
    """A file whose signature and parts are right.

    Attributes
    ----------
    file_name : str
    manifest : Manifest
    folder : Path
        Holds its parts under their names.
    """

    file_name: str
    manifest: Manifest
    folder: Path

    def read_content(self) -> bytes:
        """Return the content as it came."""
        return (self.folder / CONTENT_NAME).read_bytes()


def is_locked(path: Path) -> bool:
    """Whether a file needs a passphrase.

    Raises
    ------
    ExchangeFileError
        It cannot be read.
    """
    with _opened(path) as (file, _):
        return file.read(len(MAGIC)) == MAGIC


def is_exchange_file(path: Path) -> bool:
    """Whether a file calls itself one of ours, or begins like one that is locked."""
    if path.suffix.lower() == SUFFIX:
        return True
    return is_regular(path) and is_locked(path)


@contextmanager
def opened_parcel(path: Path, passphrases: tuple[str, ...] = ()) -> Iterator[Parcel]:
    """Give a file's parts, checked, in a folder that is gone afterwards.

    Parameters
    ----------
    path : Path
    passphrases : tuple of str
        Tried one after the other, if it is locked.

    Raises
    ------
    HalfFileError
        Its end is missing.
    PassphraseError
        It is locked, and none of them opens it.
    ExchangeFileError
        It is damaged, too large, of a newer program, or something else.
    DiskFullError
        There is no room for it.
    """
    name = path.name
    with (
        _opened(path) as (file, size_bytes),
        tempfile.TemporaryDirectory(prefix="formcheck-parcel-") as made,
    ):
        folder = Path(made)
        if size_bytes > LARGEST_FILE_BYTES:
            raise refusal(ExchangeFileError, "too_large", name=name)
        begins = file.read(len(MAGIC))
        file.seek(0)
        if begins == MAGIC:
            _check_room(folder, size_bytes, name)
            plain = folder / "plain"
            _unlock(file, size_bytes, plain, passphrases, name)
            with plain.open("rb") as opened:
                manifest = _unpack(opened, folder / "parts", name, is_whole=True)
            plain.unlink()
        elif begins.startswith(_ZIP_BEGINS):
            manifest = _unpack(file, folder / "parts", name, is_whole=False)
        elif len(begins) < len(MAGIC) and _may_become_one(begins):
            raise refusal(HalfFileError, "half", name=name)
        else:
            raise refusal(ExchangeFileError, "other", name=name)
        yield Parcel(name, manifest, folder / "parts")


def _may_become_one(begins: bytes) -> bool:
    return MAGIC.startswith(begins) or _ZIP_BEGINS.startswith(begins)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Give a plain file and its size; never a link, a folder or a pipe."""
    if not path.exists():
        raise refusal(ExchangeFileError, "missing", name=path.name)
    if not is_regular(path):
        raise refusal(ExchangeFileError, "other", name=path.name)
    try:
        file = path.open("rb")
    except OSError as error:
        raise refusal(ExchangeFileError, "unreadable", name=path.name) from error
    with file:
        file.seek(0, 2)
        size_bytes = file.tell()
        file.seek(0)
        yield file, size_bytes


def _unlock(
    file: BinaryIO, size_bytes: int, plain: Path, passphrases: tuple[str, ...], name: str
) -> None:
    if not passphrases:
        raise refusal(PassphraseError, "locked", name=name)
    for at, passphrase in enumerate(passphrases, 1):
        file.seek(0)
        try:
            with plain.open("wb") as target:
                unlock(file, size_bytes, target, passphrase, name)
        except PassphraseError:
            if at == len(passphrases):
                raise
        else:
            return


def _unpack(file: BinaryIO, parts: Path, name: str, *, is_whole: bool) -> Manifest:
    """Check and write out all parts; a file that was locked is known to be whole."""
    damaged = refusal(ExchangeFileError, "damaged", name=name)
    # The list of what is inside stands at the end.
    endless = damaged if is_whole else refusal(HalfFileError, "half", name=name)
    try:
        _check_end(file, endless, damaged)
        archive = zipfile.ZipFile(file)
    except ExchangeFileError:
        raise
    except _ZIP_ERRORS as error:
        raise endless from error
    with archive:
        try:
            manifest = _read_manifest(archive, name)
            _check_names(archive, manifest, damaged)
            _check_room(parts.parent, manifest.unpacked_bytes, name)
            for part_name, part in manifest.parts.items():
                _write_part(archive, part_name, part, parts / part_name, damaged)
        except (ExchangeFileError, DiskFullError):
            raise
        except _ZIP_ERRORS as error:
            raise damaged from error
    return manifest


def _check_end(file: BinaryIO, endless: ExchangeFileError, damaged: ExchangeFileError) -> None:
    """Look at the end of a zip before its list is read: a long one would fill the memory."""
    size_bytes = file.seek(0, 2)
    file.seek(max(0, size_bytes - _END.size - _LARGE_END_BYTES))
    tail = file.read()
    end = tail[-_END.size :]
    if len(end) < _END.size or not end.startswith(_END_BEGINS):
        raise endless
    _, _, _, here, entries, list_bytes, _, comment = _END.unpack(end)
    is_large = tail[: -_END.size].startswith(_LARGE_END_BEGINS)
    if is_large or comment or here != entries or entries > MOST_PARTS + 2:
        raise damaged
    if list_bytes > _LARGEST_LIST_BYTES:
        raise damaged
    file.seek(0)


def _read_manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    if MANIFEST_NAME not in archive.NameToInfo:
        raise refusal(ExchangeFileError, "other", name=name)
    damaged = refusal(ExchangeFileError, "damaged", name=name)
    said = _read_small(archive, MANIFEST_NAME, LARGEST_MANIFEST_BYTES, damaged)
    signature = _read_small(archive, SIGNATURE_NAME, SIGNATURE_BYTES, damaged)
    try:
        document = json.loads(said)
        sender_key = str(document["sender_key"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged from error
    if not is_signed_by(sender_key, signature, SIGNED_BEFORE + said):
        raise damaged
    if document.get("format") == FORMAT and document.get("version") != VERSION:
        raise refusal(ExchangeFileError, "newer", name=name)
    try:
        manifest = Manifest.model_validate_json(said)
    except ValidationError as error:
        raise damaged from error
    if manifest.unpacked_bytes > LARGEST_FILE_BYTES:
        raise refusal(ExchangeFileError, "too_large", name=name)
    return manifest


def _read_small(
    archive: zipfile.ZipFile, name: str, most_bytes: int, damaged: ExchangeFileError
) -> bytes:
    with archive.open(name) as file:
        data = file.read(most_bytes + 1)
    if len(data) > most_bytes:
        raise damaged
    return data


def _check_names(archive: zipfile.ZipFile, manifest: Manifest, damaged: ExchangeFileError) -> None:
    """Raise unless exactly what was said is inside, each once."""
    names = [entry.filename for entry in archive.infolist()]
    if sorted(names) != sorted([*manifest.parts, MANIFEST_NAME, SIGNATURE_NAME]):
        raise damaged


def _check_room(folder: Path, size_bytes: int, name: str) -> None:
    if shutil.disk_usage(folder).free < size_bytes + _SPARE_BYTES:
        megabytes = (size_bytes + _SPARE_BYTES) // _MEGABYTE
        raise refusal(DiskFullError, "no_room", name=name, megabytes=megabytes)


def _write_part(
    archive: zipfile.ZipFile, name: str, part: Part, target: Path, damaged: ExchangeFileError
) -> None:
    assert part.size_bytes <= largest_bytes(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), part.size_bytes
    with archive.open(name) as reading, target.open("xb") as writing:
        while piece := reading.read(min(_PART_BYTES, left + 1)):
            left -= len(piece)
            if left < 0:
                raise damaged
            digest.update(piece)
            writing.write(piece)
    if left or digest.hexdigest() != part.sha256:
        raise damaged
