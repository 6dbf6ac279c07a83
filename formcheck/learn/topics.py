"""Short texts about backs for patients: each with the sources of what it says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from formcheck.exercises.base import Source
from formcheck.words import ENGLISH, Words, current_language, read_words

_PACKAGE = "formcheck.learn"


@dataclass(frozen=True)
class Part:
    """Some paragraphs and a list under one heading.

    Attributes
    ----------
    heading : str
    text : tuple of str
        Paragraphs.
    items : tuple of str
        A list after them.
    sources : tuple of Source
        Of what this part says; never empty.
    """

    heading: str
    text: tuple[str, ...]
    items: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Topic:
    """One page.

    Attributes
    ----------
    name : str
        As in addresses and plan files, for example ``flare_up``.
    group : str
        Key of the group that it stands in.
    title, about : str
        What it is called, and a line about it.
    parts : tuple of Part
    shows_warning_signs : bool
        Whether the warning signs stand on the page.
    """

    name: str
    group: str
    title: str
    about: str
    parts: tuple[Part, ...]
    shows_warning_signs: bool = False


def learn_words(language: str | None = None) -> Words:
    """Return the words of the pages around the topics, in the language in force or another."""
    return read_words(_PACKAGE, language)


def all_topics(language: str | None = None) -> dict[str, Topic]:
    """Return every topic by its name, in the order of the booklet.

    Parameters
    ----------
    language : str, optional
        The language in force without it. What it lacks is told in English.
    """
    return _topics_in(language or current_language())


@cache
def _topics_in(language: str) -> dict[str, Topic]:
    english, own = _tables(ENGLISH), _tables(language)
    known = _sources(language)
    return {name: _topic_of(name, own.get(name, english[name]), known) for name in english}


def _tables(language: str) -> Mapping[str, Mapping[str, object]]:
    tables = read_words(_PACKAGE, language).find("topics")
    assert isinstance(tables, Mapping)
    return tables


def grouped(topics: Iterable[Topic]) -> list[tuple[str, list[Topic]]]:
    """Return topics under the titles of their groups; groups without one are left out."""
    rest = list(topics)
    titles = learn_words().texts("groups")
    rows = [
        (title, [topic for topic in rest if topic.group == group])
        for group, title in titles.items()
    ]
    return [(title, members) for title, members in rows if members]


def sources_of(topics: Iterable[Topic]) -> list[Source]:
    """Return the sources of some topics, each once, in the order of the text."""
    parts = (part for topic in topics for part in topic.parts)
    return list(dict.fromkeys(source for part in parts for source in part.sources))


def _topic_of(name: str, table: Mapping[str, object], known: Mapping[str, Source]) -> Topic:
    parts = table["parts"]
    assert isinstance(parts, list)
    return Topic(
        name=name,
        group=str(table["group"]),
        title=str(table["title"]),
        about=str(table["about"]),
        parts=tuple(_part_of(part, known) for part in parts),
        shows_warning_signs=bool(table.get("shows_warning_signs", False)),
    )


def _part_of(table: Mapping[str, list[str]], known: Mapping[str, Source]) -> Part:
    return Part(
        heading=str(table["heading"]),
        text=tuple(table.get("text", ())),
        items=tuple(table.get("list", ())),
        sources=tuple(known[key] for key in table["sources"]),
    )


def _sources(language: str) -> dict[str, Source]:
    file = resources.files(_PACKAGE) / "sources.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    own_rule = Source(read_words(_PACKAGE, language).text("page.own_rule"), "")
    return {"own_rule": own_rule} | {key: Source(**table) for key, table in tables.items()}
