"""The word files of the program and their translations."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import formcheck

LANGUAGES = ("de", "fr", "es")
#: Packages whose translations are not whole yet.
_BEING_WRITTEN: frozenset[str] = frozenset()
_ROOT = Path(formcheck.__file__).parent
#: What a translation says of itself in other words than English: how easy it is to read.
_OWN_FIGURES = {"reading_grade": "reading", "reading_ease": "reading"}


@dataclass(frozen=True)
class WordFile:
    """One English file and what it is called in another language."""

    english: Path
    language: str

    @property
    def path(self) -> Path:
        """The file of that language."""
        name = self.english.name.removesuffix("en.toml") + f"{self.language}.toml"
        return self.english.with_name(name)

    @property
    def name(self) -> str:
        """Place in the program, for messages."""
        return str(self.path.relative_to(_ROOT))

    @property
    def is_being_written(self) -> bool:
        """Whether it may still lack texts, which are said in English until then."""
        return str(self.english.parent.relative_to(_ROOT)) in _BEING_WRITTEN

    def texts(self) -> dict[str, object]:
        """Return every text by its key, items of lists by their number."""
        if self.is_being_written and not self.path.exists():
            return {}
        return dict(_leaves(_read(self.path), ""))

    def english_texts(self) -> dict[str, object]:
        """Return the same of English, as far as it is translated while that is being done."""
        english, own = dict(_leaves(_read(self.english), "")), self.texts()
        if self.is_being_written:
            return {key: text for key, text in english.items() if key in own}
        return english


def word_files() -> list[WordFile]:
    """Return each English file once a language."""
    found = sorted(_ROOT.rglob("words.en.toml"))
    return [WordFile(path, language) for path in found for language in LANGUAGES]


def places(text: str) -> set[str]:
    """Return the names of the places that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _read(path: Path) -> Mapping[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _leaves(value: object, key: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _leaves(part, f"{key}.{_OWN_FIGURES.get(name, name)}".removeprefix("."))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _leaves(part, f"{key}.{number}")
    else:
        yield key, value
