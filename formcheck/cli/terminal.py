"""Making output safe for terminals and pipes that know fewer characters than we write."""

from __future__ import annotations

import codecs
import sys
from io import TextIOWrapper

#: What stands for a character where the output knows only plain letters.
_PLAIN = {
    "“": '"',
    "”": '"',
    "’": "'",
    "–": "-",
    "\N{MINUS SIGN}": "-",
    "…": "...",
    "°": " degrees",
    "·": "-",
    "•": "*",
    "×": "x",
    "✓": "+",
    "✗": "x",
}
_HANDLER = "formcheck-plain"


def prepare_streams() -> None:
    """Let standard output and error replace what their encoding cannot hold."""
    codecs.register_error(_HANDLER, _replace)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, "?") for character in text), error.end
