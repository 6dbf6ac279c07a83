"""The sentences that a result keeps: English, whatever is spoken."""

from __future__ import annotations

from formcheck.words import ENGLISH, read_words

_WORDS = read_words("formcheck.judge", ENGLISH)


def tell(key: str, **values: object) -> str:
    """Return a sentence of the table ``told``, its places filled in; KeyError if there is none."""
    return _WORDS.text(f"told.{key}", **values)
