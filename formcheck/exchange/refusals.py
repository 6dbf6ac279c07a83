"""Errors about files, with their words from the word file."""

from __future__ import annotations

from typing import TypeVar

from formcheck.errors import ForeignFileError, FormcheckError
from formcheck.words import read_words

WORDS = read_words("formcheck.exchange")

_Error = TypeVar("_Error", bound=FormcheckError)


def refusal(kind: type[_Error], key: str, **values: object) -> _Error:
    """Return an error of a kind, with the words ``refused.KEY`` and their hint."""
    message = WORDS.text(f"refused.{key}", **values)
    error = kind(message, WORDS.text(f"refused.{key}_hint", **values))
    if isinstance(error, ForeignFileError):
        error.reason = key
    return error
