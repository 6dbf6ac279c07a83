"""Words that people read or hear, from one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

ENGLISH = "en"


class Words:
    """The words of one language; what it leaves out is said in another, as a rule in English.

    Parameters
    ----------
    table : mapping
        Nested tables as read from the file.
    otherwise : Words, optional
        Where to look for what `table` lacks.
    """

    def __init__(self, table: Mapping[str, Any], otherwise: Words | None = None) -> None:
        self._table = table
        self._otherwise = otherwise

    def text(self, key: str, **values: object) -> str:
        """Return a text with its ``{places}`` filled in.

        Parameters
        ----------
        key : str
            Names of the tables and of the text, joined by dots.
        **values
            What is to be filled in.

        Raises
        ------
        KeyError
            If there is no such text.
        """
        found = self.find(key)
        if not isinstance(found, str):
            raise KeyError(key)
        return found.format_map(values) if values else found

    def lines(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; KeyError if there is none of that name."""
        found = self.find(key)
        if not isinstance(found, list):
            raise KeyError(key)
        return tuple(found)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return ``key.one`` or ``key.other``, with the number as ``{number}``."""
        form = "one" if number == 1 else "other"
        return self.text(f"{key}.{form}", number=number, **values)

    def texts(self, key: str) -> dict[str, str]:
        """Return the texts of a table by name, those of a translation before the others.

        Parameters
        ----------
        key : str
            Names of the tables, joined by dots.

        Returns
        -------
        dict of str to str
            Empty if there is no such table.
        """
        own = _look_up(self._table, key)
        found = {} if self._otherwise is None else self._otherwise.texts(key)
        return found | (dict(own) if isinstance(own, Mapping) else {})

    def holds(self, key: str) -> bool:
        """Return whether there is a text, list or table of that name."""
        try:
            self.find(key)
        except KeyError:
            return False
        return True

    def find(self, key: str) -> object:
        """Return a text, list or table; KeyError if there is none of that name."""
        found = _look_up(self._table, key)
        if found is not None:
            return found
        if self._otherwise is None:
            raise KeyError(key)
        return self._otherwise.find(key)


def _look_up(table: Mapping[str, Any], key: str) -> object:
    found: object = table
    for name in key.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


@cache
def read_words(package: str, language: str = ENGLISH) -> Words:
    """Return the words that lie in a package as ``words.LANGUAGE.toml``.

    Parameters
    ----------
    package : str
        Dotted name of the package.
    language : str
        Language code. What this language lacks is taken from English.

    Returns
    -------
    Words

    Raises
    ------
    FileNotFoundError
        The package has no English words.
    tomllib.TOMLDecodeError
        The file is no TOML.
    """
    file = resources.files(package) / f"words.{language}.toml"
    if language == ENGLISH:
        return Words(tomllib.loads(file.read_text(encoding="utf-8")))
    english = read_words(package)
    if not file.is_file():
        return english
    return Words(tomllib.loads(file.read_text(encoding="utf-8")), english)
