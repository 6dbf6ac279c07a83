"""What pages say of measuring, drawing and pictures."""

from __future__ import annotations

from formcheck.words import read_words

_TABLES = ("board", "tools", "hints", "drawn", "joints", "closely", "still", "keys")


def closely_words() -> dict[str, dict[str, str]]:
    """Return the texts by table and name."""
    words = read_words("formcheck.review.drawings")
    return {table: words.texts(table) for table in _TABLES}
