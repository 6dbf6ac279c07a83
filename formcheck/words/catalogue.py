"""Words that people read or hear, from one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from formcheck.words.language import ENGLISH, current_language

#: What the words of a package are called; the place is the language.
FILE_NAME = "words.{}.toml"

#: Languages in which nothing, too, is said in the singular: « 0 répétition ».
_SINGULAR_BELOW_TWO = frozenset({"fr"})


class Words:
    """The words of one language; what it leaves out is said in another, as a rule in English.

    Parameters
    ----------
    table : mapping
        Nested tables as read from the file.
    otherwise : Words, optional
        Where to look for what `table` lacks.
    language : str
        Code of the language that `table` is written in.
    """

    def __init__(
        self, table: Mapping[str, Any], otherwise: Words | None = None, language: str = ENGLISH
    ) -> None:
        self._table = table
        self._otherwise = otherwise
        self._language = language

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
        """Return ``key.one`` or ``key.other`` as the language counts, with its ``{number}``."""
        return self.text(f"{key}.{self.form(key, number)}", number=number, **values)

    def form(self, key: str, number: int) -> str:
        """Return ``one`` or ``other``: which of the texts of a key a number asks for."""
        below_two = self._written_in(key) in _SINGULAR_BELOW_TWO
        return "one" if number == 1 or (below_two and number == 0) else "other"

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
        own = look_up(self._table, key)
        found = {} if self._otherwise is None else self._otherwise.texts(key)
        return found | (dict(own) if isinstance(own, Mapping) else {})

    def tree(self, key: str) -> dict[str, Any]:
        """Return a table with all that stands in it, at any depth; see `texts`."""
        own = look_up(self._table, key)
        below = {} if self._otherwise is None else self._otherwise.tree(key)
        return _merge(below, own if isinstance(own, Mapping) else {})

    def holds(self, key: str) -> bool:
        """Return whether there is a text, list or table of that name."""
        try:
            self.find(key)
        except KeyError:
            return False
        return True

    def find(self, key: str) -> object:
        """Return a text, list or table; KeyError if there is none of that name."""
        found = look_up(self._table, key)
        if found is not None:
            return found
        if self._otherwise is None:
            raise KeyError(key)
        return self._otherwise.find(key)

    def in_english(self) -> Words:
        """Return the English words, whatever these are: for what other programs read."""
        return self if self._otherwise is None else self._otherwise.in_english()

    def _written_in(self, key: str) -> str:
        """Return the language in which a text, list or table is found."""
        if self._otherwise is None or look_up(self._table, key) is not None:
            return self._language
        return self._otherwise._written_in(key)


class _SpokenWords(Words):
    """The words of a package in whatever language is in force when they are asked for."""

    def __init__(self, package: str) -> None:
        super().__init__({})
        self._package = package

    def _now(self) -> Words:
        return read_words(self._package, current_language())

    def texts(self, key: str) -> dict[str, str]:
        return self._now().texts(key)

    def tree(self, key: str) -> dict[str, Any]:
        return self._now().tree(key)

    def find(self, key: str) -> object:
        return self._now().find(key)

    def in_english(self) -> Words:
        return read_words(self._package, ENGLISH)

    def _written_in(self, key: str) -> str:
        return self._now()._written_in(key)


def look_up(table: Mapping[str, Any], key: str) -> object:
    """Return what stands in nested tables under names joined by dots; None if nothing does."""
    found: object = table
    for name in key.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        name: _merge(below[name], value) if isinstance(below.get(name), Mapping) else value
        for name, value in above.items()
    }
    return dict(below) | both


@cache
def read_words(package: str, language: str | None = None) -> Words:
    """Return the words that lie in a package as ``words.LANGUAGE.toml``.

    Parameters
    ----------
    package : str
        Dotted name of the package.
    language : str, optional
        Language code. What this language lacks is taken from English. Without it the words follow
        the language in force, so that they may be read once and kept.

    Returns
    -------
    Words

    Raises
    ------
    FileNotFoundError
        The package has no English words.
    tomllib.TOMLDecodeError
        The file is no TOML; of words that follow the language, when something is said.
    """
    if language is None:
        # Read when something is said: at a start, most of what might be said is not.
        if not _file(package, ENGLISH).is_file():
            raise FileNotFoundError(f"{package}: {FILE_NAME.format(ENGLISH)}")
        return _SpokenWords(package)
    file = _file(package, language)
    if language == ENGLISH:
        return Words(tomllib.loads(file.read_text(encoding="utf-8")))
    english = read_words(package, ENGLISH)
    if not file.is_file():
        return english
    return Words(tomllib.loads(file.read_text(encoding="utf-8")), english, language)


def _file(package: str, language: str) -> Traversable:
    return resources.files(package) / FILE_NAME.format(language)
