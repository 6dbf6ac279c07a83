"""Exporting folders of results; one that is damaged does not stop the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.cli.failures import report_failure
from formcheck.errors import FormcheckError, InputError
from formcheck.exports.exported_set import ExportedSet, read_set
from formcheck.exports.formats import FORMATS, Choices, check_choices
from formcheck.exports.writing import write_files
from formcheck.history.intake.found import find_result_folders
from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")


def list_formats() -> int:
    """Print every format with what it is for."""
    width = max(map(len, FORMATS))
    for item in FORMATS.values():
        print(f"{item.name:<{width}}  {item.title}")
    return 0


def export_all(named: Sequence[Path], name: str, out: Path, choices: Choices) -> int:
    """Export every result that the places hold, and return the worst exit code.

    Raises
    ------
    UsageError
        There is no such format, or it needs what was not given.
    """
    wanted = check_choices(name, choices)
    told = _Told()
    folders = list(_find(named, told))
    if not folders:
        return told.worst
    sets = _read(folders, told, with_landmarks=wanted.needs_landmarks)
    files = wanted.files(sets, choices, lambda _, error: told.say(error))
    written = write_files(files, out)
    if written:
        print(_WORDS.count("export.written", written, folder=out))
    return told.worst


@dataclass
class _Told:
    """The worst exit code of what was told to go wrong."""

    worst: int = 0

    def say(self, error: FormcheckError) -> None:
        self.worst = max(self.worst, report_failure(error))


def _find(named: Sequence[Path], told: _Told) -> Iterator[Path]:
    for place in named:
        try:
            yield from find_result_folders(place)
        except InputError as error:
            told.say(error)


def _read(folders: Sequence[Path], told: _Told, *, with_landmarks: bool) -> Iterator[ExportedSet]:
    """Yield the sets one after the other, each once."""
    names: set[str] = set()
    for folder in folders:
        try:
            item = read_set(folder, with_landmarks=with_landmarks)
        except FormcheckError as error:
            told.say(error)
            continue
        if item.name in names:
            print(_WORDS.text("export.read_already", folder=folder))
            continue
        names.add(item.name)
        yield item
