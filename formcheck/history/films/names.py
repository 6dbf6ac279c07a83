"""The name of a film that comes from outside, as it may stand on this disk."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

_LONGEST = 80
#: Letters and digits of any language, and signs that mean nothing to any file system.
_UNSAFE = re.compile(r"[^\w .()+-]")
#: Names of devices, which Windows takes for these whatever stands behind the dot.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])")
_NAMELESS = "film"


def safe_film_name(offered: str, suffixes: frozenset[str]) -> str:
    """Return a file name that is surely one, and looks like what was offered.

    Parameters
    ----------
    offered : str
        Whatever a page or a folder says.
    suffixes : frozenset of str
        Endings that a film may have; any other is taken off.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", offered))[-1]
    clean = _UNSAFE.sub("_", last).strip(" .")
    suffix = PurePath(clean).suffix.lower()
    stem = clean[: len(clean) - len(suffix)] if suffix else clean
    stem = stem[:_LONGEST].strip(" .") or _NAMELESS
    if _DEVICES.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{stem}{suffix if suffix in suffixes else ''}"
