"""All words that are seen or heard in a live session, from one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from string import Formatter
from typing import Any

from formcheck import safety
from formcheck.errors import UsageError
from formcheck.exercises.registry import exercise_names, get_exercise
from formcheck.words import ENGLISH, Words, read_words

_SUFFIX = ".toml"
_HINT = "Copy phrases/en.toml of the program, translate it, and name that file."


class Phrases(Words):
    """The words of live sessions in one language, those of every exercise among them.

    ``exercises.NAME.KEY`` and ``faults.ID.KEY`` are looked up in the words of the exercise,
    ``safety.KEY`` in those of safety, where the file itself does not hold them.

    Parameters
    ----------
    table : mapping
        Nested tables as read from the file.
    otherwise : Phrases, optional
        Where to look for what `table` lacks.
    code : str
        Language in which the exercises are asked for their words.
    """

    def __init__(
        self, table: Mapping[str, Any], otherwise: Phrases | None = None, code: str = ENGLISH
    ) -> None:
        super().__init__(table, otherwise)
        self._code = code

    @property
    def language(self) -> str:
        """Language code that the voice is to have, for example ``en``."""
        return self.text("language.voice")

    def cue(self, fault_id: str) -> str:
        """Return what to say about a fault."""
        return self.text(f"faults.{fault_id}.cue")

    def praise(self, fault_id: str) -> str:
        """Return what to say once the fault is gone."""
        return self.text(f"faults.{fault_id}.praise")

    def find(self, key: str) -> object:
        """See `Words.find`."""
        try:
            return super().find(key)
        except KeyError:
            words, own_key = self._elsewhere(key)
            return words.find(own_key)

    def _elsewhere(self, key: str) -> tuple[Words, str]:
        """Return the words that a key is about, of safety or of an exercise, and its name there."""
        kind, _, rest = key.partition(".")
        if kind == "safety":
            return read_words(safety.__name__, self._code), rest
        name, _, own_key = rest.partition(".")
        for exercise in map(get_exercise, exercise_names()):
            words = read_words(exercise.package, self._code)
            if kind == "exercises" and name == exercise.name:
                return words, own_key
            if kind == "faults" and words.holds(f"faults.{name}"):
                return words, key
        raise KeyError(key)


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
        table = tomllib.loads(_read(language))
        _check(table, tomllib.loads(_built_in(ENGLISH)), language)
        return Phrases(table, english(), _code_of(language))
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


def _check(table: Mapping[str, Any], english_table: Mapping[str, Any], language: str) -> None:
    """Raise `UsageError` if a text could not be said once it is its turn.

    Each is of the same kind as in English and has no other places to be filled in.
    """
    for key, value in table.items():
        known = english_table.get(key)
        if isinstance(value, Mapping) and isinstance(known, Mapping | None):
            _check(value, known or {}, language)
            continue
        texts = value if isinstance(value, list) else [value]
        same_kind = known is None or type(known) is type(value)
        if not same_kind or not all(isinstance(text, str) for text in texts):
            raise UsageError(f"“{key}” in “{language}” is not what it is in English.", _HINT)
        if known is not None:
            _check_places(key, texts, known if isinstance(known, list) else [known], language)


def _check_places(key: str, texts: Sequence[str], known: Sequence[str], language: str) -> None:
    try:
        strange, allowed = _places(texts) - _places(known), _places(known)
    except ValueError:
        raise UsageError(f"“{key}” in “{language}” has a brace too many.", _HINT) from None
    if strange:
        raise UsageError(
            f"“{key}” in “{language}” has a place that nothing fills: {{{min(strange)}}}.",
            f"In English it has: {', '.join(sorted(allowed)) or 'none'}.",
        )


def _places(texts: Sequence[str]) -> set[str]:
    """Return the names of the places in texts; ValueError if a brace is left open."""
    parts = [part for text in texts for part in Formatter().parse(text)]
    return {name for _, name, _, _ in parts if name is not None}


def _read(language: str) -> str:
    if language in languages():
        return _built_in(language)
    return Path(language).read_text(encoding="utf-8-sig")


def _built_in(language: str) -> str:
    file = resources.files("formcheck.live.phrases") / f"{language}{_SUFFIX}"
    return file.read_text(encoding="utf-8")


def _code_of(language: str) -> str:
    """Return the code of a language, which a file of one's own has for its name."""
    return Path(language).stem if Path(language).suffix else language
