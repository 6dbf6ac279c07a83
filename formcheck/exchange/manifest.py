"""The first thing that is read of a file: who made it, for whom, and what is in it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

FORMAT: Literal["formcheck-exchange"] = "formcheck-exchange"
VERSION: Literal[1] = 1

#: Of the name of every file.
SUFFIX = ".formcheck"
MANIFEST_NAME = "manifest.json"
SIGNATURE_NAME = "manifest.sig"
CONTENT_NAME = "content.json"
#: Before what is signed, so that a signature serves nothing else.
SIGNED_BEFORE = b"formcheck-exchange-1\n"

LARGEST_MANIFEST_BYTES = 1_000_000
SIGNATURE_BYTES = 64

_MEGABYTE = 1_000_000
#: What may be inside, and how large each may be: six hours of frames come to less.
_LARGEST_BYTES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"content\.json"), 8 * _MEGABYTE),
    (re.compile(r"sets/[0-9]{1,3}/result\.json"), 8 * _MEGABYTE),
    (re.compile(r"sets/[0-9]{1,3}/(?:reps\.csv|events\.vtt)"), 16 * _MEGABYTE),
    (re.compile(r"sets/[0-9]{1,3}/(?:frames\.csv|landmarks\.npz)"), 256 * _MEGABYTE),
    (re.compile(r"sets/[0-9]{1,3}/clip(?:\.[a-z0-9]{1,8})?"), 1_500 * _MEGABYTE),
)
#: Of all that is inside, and of the file itself.
#: Below it a zip needs none of its extensions for large files, so none is read either.
LARGEST_FILE_BYTES = 2_000 * _MEGABYTE
MOST_PARTS = 2_000

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
PublicKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
Number = Annotated[int, Field(ge=1, le=1_000_000_000, strict=True)]
#: From 2000 to 2200, in UTC.
Seconds = Annotated[float, Field(ge=946_684_800, le=7_258_118_400)]


class Part(BaseModel):
    """A file inside."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size_bytes: Annotated[int, Field(ge=0, strict=True)]
    sha256: Sha256


class Manifest(BaseModel):
    """What a file says of itself; its signature covers all of it.

    Attributes
    ----------
    kind : {"plan", "report"}
        For a home, or for a therapist.
    name : str
        Tells it from all other files.
    number : int
        Counts the files of its side.
    link : str
        The exchange that it belongs to.
    arrived : int
        Number of the newest file that its side has taken in.
    made_at_s : float
        Seconds since 1970.
    sender_key : str
        What it is signed with.
    receiver_key : str or None
        Whom it is for, if that is known.
    parts : dict of str to Part
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    format: Literal["formcheck-exchange"] = FORMAT
    version: Literal[1] = VERSION
    kind: Literal["plan", "report"]
    name: Name
    number: Number
    link: Name
    arrived: Annotated[int, Field(ge=0, le=1_000_000_000, strict=True)]
    made_at_s: Seconds
    sender_key: PublicKey
    receiver_key: PublicKey | None = None
    parts: Annotated[dict[str, Part], Field(max_length=MOST_PARTS)]

    @field_validator("parts")
    @classmethod
    def _check_parts(cls, parts: dict[str, Part]) -> dict[str, Part]:
        if CONTENT_NAME not in parts:
            raise ValueError("it has no content")
        for name, part in parts.items():
            if part.size_bytes > largest_bytes(name):
                raise ValueError("a part has no such name, or is too large")
        return parts

    @property
    def unpacked_bytes(self) -> int:
        """How much room all parts need."""
        return sum(part.size_bytes for part in self.parts.values())


def largest_bytes(name: str) -> int:
    """Return how large a part of this name may be; -1 if there is no such part."""
    return next((most for pattern, most in _LARGEST_BYTES if pattern.fullmatch(name)), -1)
