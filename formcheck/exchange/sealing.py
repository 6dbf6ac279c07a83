"""Locking a file with a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM locks the bytes.

A locked file is a head of fixed length, the locked bytes, and the tag of both. The head holds a
value made together with the key, by which a wrong passphrase is told from a changed file.
"""

from __future__ import annotations

import hmac
import os
import struct
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from formcheck.errors import ExchangeFileError, HalfFileError, PassphraseError
from formcheck.exchange.refusals import refusal

MAGIC = b"formcheck-locked-1\n"
_SALT_BYTES, _NONCE_BYTES, _CHECK_BYTES, _KEY_BYTES, _TAG_BYTES = 16, 12, 16, 32, 16
_HEAD = struct.Struct(f">{_SALT_BYTES}s{_NONCE_BYTES}s{_CHECK_BYTES}sQ")
HEAD_BYTES = len(MAGIC) + _HEAD.size
#: 128 MB and a third of a second a guess, as RFC 7914 advises for files and more.
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 1 << 17, 8, 1
_PART_BYTES = 1 << 20


@dataclass(frozen=True)
class _Key:
    key: bytes
    check: bytes


def _derive(passphrase: str, salt: bytes) -> _Key:
    # The same words typed on another system may come in another form of Unicode.
    typed = unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8", "replace")
    length = _KEY_BYTES + _CHECK_BYTES
    made = Scrypt(salt=salt, length=length, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P).derive(typed)
    return _Key(made[:_KEY_BYTES], made[_KEY_BYTES:])


def lock(source: Path, target: BinaryIO, passphrase: str) -> None:
    """Write a file locked.

    Parameters
    ----------
    source : Path
    target : binary file
    passphrase : str

    Raises
    ------
    OSError
    """
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    made = _derive(passphrase, salt)
    head = MAGIC + _HEAD.pack(salt, nonce, made.check, source.stat().st_size)
    encryptor = Cipher(algorithms.AES(made.key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(head)
    target.write(head)
    with source.open("rb") as reading:
        while part := reading.read(_PART_BYTES):
            target.write(encryptor.update(part))
    target.write(encryptor.finalize())
    target.write(encryptor.tag)


def unlock(source: BinaryIO, size_bytes: int, target: BinaryIO, passphrase: str, name: str) -> None:
    """Write a locked file open; what was written is worth nothing unless this returns.

    Parameters
    ----------
    source : binary file
        At its beginning.
    size_bytes : int
        Of the locked file.
    target : binary file
    passphrase : str
    name : str
        Of the file, to be shown.

    Raises
    ------
    HalfFileError
        Its end is missing.
    PassphraseError
        It was locked by another passphrase.
    ExchangeFileError
        It was changed since it was locked.
    OSError
    """
    head = source.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES:
        raise refusal(HalfFileError, "half", name=name)
    salt, nonce, check, inside_bytes = _HEAD.unpack(head[len(MAGIC) :])
    whole_bytes = HEAD_BYTES + inside_bytes + _TAG_BYTES
    if size_bytes < whole_bytes:
        raise refusal(HalfFileError, "half", name=name)
    if size_bytes > whole_bytes:
        raise refusal(ExchangeFileError, "damaged", name=name)
    made = _derive(passphrase, salt)
    if not hmac.compare_digest(made.check, check):
        raise refusal(PassphraseError, "wrong_passphrase", name=name)
    decryptor = Cipher(algorithms.AES(made.key), modes.GCM(nonce)).decryptor()
    decryptor.authenticate_additional_data(head)
    left = inside_bytes
    while left and (part := source.read(min(left, _PART_BYTES))):
        left -= len(part)
        target.write(decryptor.update(part))
    try:
        decryptor.finalize_with_tag(source.read(_TAG_BYTES))
    except (InvalidTag, ValueError) as error:
        raise refusal(ExchangeFileError, "damaged", name=name) from error
