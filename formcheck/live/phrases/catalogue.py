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
from formcheck.words import ENGLISH, FILE_NAME, Words, current_language, languages, read_words
from formcheck.words.catalogue import look_up

_PACKAGE = "formcheck.live.phrases"
_HINT = "Copy phrases/words.en.toml of the program, translate it, and name that file."


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
        super().__init__(table, otherwise, code)
        self._code = code

    @property
    def language(self) -> str:
        """Language code that the voice is to have, for example ``en``."""
        return self.text("language.voice")

    @property
    def written_in(self) -> str:
        """Code of the language in which exercises are asked for their words."""
        return self._code

    def cue(self, fault_id: str) -> str:
        """Return what to say about a fault."""
        return self.text(f"faults.{fault_id}.cue")

    def praise(self, fault_id: str) -> str:
        """Return what to say once the fault is gone."""
        return self.text(f"faults.{fault_id}.praise")

    def find(self, key: str) -> object:
        """See `Words.find`."""
        found = look_up(self._table, key)
        if found is not None:
            return found
        try:
            words, own_key = self._elsewhere(key)
            return words.find(own_key)
        except KeyError:
            return super().find(key)

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
    return Phrases(_built_in(ENGLISH))


def load_phrases(language: str | None = None) -> Phrases:
    """Return the words of a language.

    Parameters
    ----------
    language : str, optional
        Code of a language that comes with the program, or the path of a file; without it the
        language in force.

    Raises
    ------
    UsageError
        There is no such language, or the file cannot be followed.
    """
    language = language or current_language()
    if language == ENGLISH:
        return english()
    if language in languages():
        return Phrases(_built_in(language), english(), language)
    try:
        table = tomllib.loads(Path(language).read_text(encoding="utf-8-sig"))
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
    _check(table, _built_in(ENGLISH), language)
    code = _language_of_file(language)
    return Phrases(table, load_phrases(code) if code in languages() else english(), code)


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


def _built_in(language: str) -> dict[str, Any]:
    file = resources.files(_PACKAGE) / FILE_NAME.format(language)
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _language_of_file(path: str) -> str:
    """Return the language of a file of one's own, which its name ends with: ``words.it.toml``."""
    return Path(path).stem.rpartition(".")[2]
