"""The key that this computer signs its files with, and how the keys of others are told apart."""

from __future__ import annotations

import base64
import hashlib
import os
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from formcheck.errors import InputError, StoreError
from formcheck.exchange.refusals import refusal
from formcheck.history.places import exchange_key_file
from formcheck.history.private_files import keep_private, make_private_folder, write_private
from formcheck.history.problems import explaining_problems
from formcheck.history.regular_files import read_regular

_KEY_BYTES = 32
_SHOWN_GROUPS = 4


class OwnKey:
    """A private key.

    Parameters
    ----------
    secret : bytes
        32 of them.
    """

    def __init__(self, secret: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(secret)

    @classmethod
    def of_store(cls, store: Path) -> OwnKey:
        """Return the key of a history, made at the first use; nobody else may read its file.

        Raises
        ------
        StoreError, DiskFullError
            It is damaged, or cannot be written.
        """
        place = exchange_key_file(store)
        with explaining_problems(store):
            if not place.exists():
                make_private_folder(place.parent)
                _write_once(place, os.urandom(_KEY_BYTES))
            keep_private(place)
        try:
            secret = bytes.fromhex(read_regular(place, 1_000).decode("ascii").strip())
            return cls(secret)
        except (InputError, ValueError) as error:
            raise refusal(StoreError, "key_damaged", path=place) from error

    @property
    def public(self) -> str:
        """The public key, as it stands in files."""
        return base64.b64encode(self._private.public_key().public_bytes_raw()).decode()

    def sign(self, data: bytes) -> bytes:
        """Return the signature of data, 64 bytes."""
        return self._private.sign(data)


def is_signed_by(public: str, signature: bytes, data: bytes) -> bool:
    """Whether data was signed by the owner of a key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(signature, data)
    except (ValueError, InvalidSignature):
        return False
    return True


def shown_key(public: str) -> str:
    """Return what people compare by telephone: four groups of four signs."""
    digest = hashlib.sha256(public.encode()).hexdigest().upper()
    return " ".join(digest[4 * at : 4 * at + 4] for at in range(_SHOWN_GROUPS))


def _write_once(place: Path, secret: bytes) -> None:
    """Write the key unless another process has just done so: the first one counts."""
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    write_private(fresh, secret.hex().encode() + b"\n")
    try:
        # A link fails where the name is taken; some file systems know none.
        os.link(fresh, place)
    except FileExistsError:
        return
    except OSError:
        with suppress(FileExistsError):
            fresh.rename(place)
    finally:
        fresh.unlink(missing_ok=True)
