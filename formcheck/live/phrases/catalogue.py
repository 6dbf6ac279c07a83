"""All words that are seen or heard in a live session, from one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from formcheck.errors import UsageError

ENGLISH = "en"
_SUFFIX = ".toml"
_HINT = "Copy phrases/en.toml of the program, translate it, and name that file."


class Phrases:
    """The words of one language; what a translation leaves out is said in English.

    Parameters
    ----------
    table : mapping
        Nested tables as read from the file.
    otherwise : Phrases, optional
        Where to look for what `table` lacks.
    """

    def __init__(self, table: Mapping[str, Any], otherwise: Phrases | None = None) -> None:
        self._table = table
        self._otherwise = otherwise

    @property
    def language(self) -> str:
        """Language code that the voice is to have, for example ``en``."""
        return self.text("language.voice")

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
        found = self._find(key)
        if not isinstance(found, str):
            raise KeyError(key)
        return found.format_map(values) if values else found

    def lines(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; KeyError if there is none of that name."""
        found = self._find(key)
        if not isinstance(found, list):
            raise KeyError(key)
        return tuple(found)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return ``key.one`` or ``key.other``, with the number as ``{number}``."""
        form = "one" if number == 1 else "other"
        return self.text(f"{key}.{form}", number=number, **values)

    def cue(self, fault_id: str) -> str:
        """Return what to say about a fault."""
        return self.text(f"faults.{fault_id}.cue")

    def praise(self, fault_id: str) -> str:
        """Return what to say once the fault is gone."""
        return self.text(f"faults.{fault_id}.praise")

    def _find(self, key: str) -> object:
        found: object = self._table
        for name in key.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        if found is not None:
            return found
        if self._otherwise is None:
            raise KeyError(key)
        return self._otherwise._find(key)


@cache
def english() -> Phrases:
    """Return the English words, which are complete."""
    return Phrases(tomllib.loads(_built_in(ENGLISH)))


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that come with the program."""
    folder = resources.files("formcheck.live.phrases")
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def load_phrases(language: str = ENGLISH) -> Phrases:
    """Return the words of a language.

    Parameters
    ----------
    language : str
        Code of a language that comes with the program, or the path of a file.

    Raises
    ------
    UsageError
        There is no such language, or the file cannot be followed.
    """
    if language == ENGLISH:
        return english()
    try:
        text = _read(language)
        return Phrases(tomllib.loads(text), english())
    except FileNotFoundError:
        known = ", ".join(languages())
        raise UsageError(
            f"There is no language {language!r}.", f"There is: {known}; or name a file."
        ) from None
    except UnicodeDecodeError:
        raise UsageError(f"“{language}” is no plain text.", "Save it as text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The words in “{language}” are broken: {error}.", _HINT) from None
    except OSError:
        raise UsageError(f"“{language}” cannot be read.", "Check your rights to it.") from None


def _read(language: str) -> str:
    if language in languages():
        return _built_in(language)
    return Path(language).read_text(encoding="utf-8-sig")


def _built_in(language: str) -> str:
    file = resources.files("formcheck.live.phrases") / f"{language}{_SUFFIX}"
    return file.read_text(encoding="utf-8")
