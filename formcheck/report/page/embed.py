"""The clip inside the page, or a link to it when it is too large for that."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

#: A page much larger than this opens slowly on a phone.
LARGEST_EMBEDDED_BYTES = 60_000_000

#: A multiple of three, so that the pieces of base64 join without padding.
_PIECE_BYTES = 3 * 256 * 1024


def is_small_enough(video: Path) -> bool:
    """Return whether the clip goes into the page itself."""
    return video.stat().st_size <= LARGEST_EMBEDDED_BYTES


def write_base64(video: Path, page: BinaryIO) -> None:
    """Append a file to the page as base64, piece by piece."""
    with video.open("rb") as clip:
        while piece := clip.read(_PIECE_BYTES):
            page.write(base64.b64encode(piece))


def make_link(video: Path, page: Path) -> str:
    """Return the address of the clip as seen from the page, relative where possible."""
    try:
        relative = os.path.relpath(video.resolve(), page.resolve().parent)
    except ValueError:
        # Two drives of a Windows machine share no relative path.
        return video.resolve().as_uri()
    return quote(relative.replace(os.sep, "/"))
