"""Which language this process speaks.

One language holds for a whole process, and for those that it starts: it is handed on in the
environment, so that the pages, the worker and the window of one person agree.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources

from formcheck.errors import UsageError

ENGLISH = "en"

#: How the language is handed to processes that this one starts.
VARIABLE = "FORMCHECK_LANGUAGE"

_PREFIX, _SUFFIX = "words.", ".toml"


class _Current:
    """The language in force; English until the command line or a page has chosen one."""

    code = ENGLISH


def current_language() -> str:
    """Return the code of the language in force, for example ``de``."""
    return _Current.code


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that come with the program, in order."""
    names = (entry.name for entry in resources.files(__package__).iterdir())
    return tuple(
        sorted(
            name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
            for name in names
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX)
        )
    )


def use_language(code: str) -> None:
    """Speak a language from here on, in this process and in those that it starts.

    Parameters
    ----------
    code : str
        One of `languages`.

    Raises
    ------
    UsageError
        There is no such language.
    """
    if code not in languages():
        known = ", ".join(languages())
        raise UsageError(f"There is no language “{code}”.", f"There is: {known}.")
    _Current.code = code
    os.environ[VARIABLE] = code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language inside of the block, in all threads of this process."""
    before = _Current.code
    _Current.code = code
    try:
        yield
    finally:
        _Current.code = before


def matching(tag: str) -> str | None:
    """Return the language of a tag such as ``de_AT.UTF-8`` or ``fr-CA``, None if it is not here."""
    code = tag.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return code if code in languages() else None
