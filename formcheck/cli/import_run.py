"""Importing one folder of results after the other; one that is damaged does not stop the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import track

from formcheck.cli.failures import report_failure
from formcheck.cli.keeping import describe_added
from formcheck.cli.strays_run import open_history
from formcheck.errors import InputError
from formcheck.history.intake.found import ClipSearch, find_result_folders, read_found
from formcheck.history.intake.take_in import Intake
from formcheck.history.models import AddedSet
from formcheck.history.store import Store
from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")


@dataclass(frozen=True)
class Options:
    """What the person asked for."""

    patient: str
    clip_folders: tuple[Path, ...] = ()
    copy_clips: bool = True
    day: date | None = None
    store_file: Path | None = None


def import_all(named: Sequence[Path], options: Options) -> int:
    """Import folders, say what came of it, and return the worst exit code.

    Raises
    ------
    FormcheckError
        The history cannot be used.
    """
    folders, worst = _find(named)
    if not folders:
        return worst
    beside = dict.fromkeys([Path.cwd(), *(place.absolute().parent for place in named)])
    clips = ClipSearch([*options.clip_folders, *named], list(beside))
    added: list[AddedSet] = []
    with open_history(options.store_file) as store:
        patient = store.patients.add(options.patient)
        intake = Intake(store, patient.id, options.day, options.copy_clips)
        for folder in _showing_progress(folders):
            try:
                added.append(intake.add_found(read_found(folder), clips))
            except InputError as error:
                worst = max(worst, report_failure(error))
        print(describe_added(added, patient.label))
        _say_what_lacks(store, [item.set_id for item in added if item.added])
    return worst


def _find(named: Sequence[Path]) -> tuple[list[Path], int]:
    """Return all folders that hold a result, and the exit code of places without one."""
    folders: dict[Path, None] = {}
    worst = 0
    for place in named:
        try:
            folders |= dict.fromkeys(find_result_folders(place))
        except InputError as error:
            worst = max(worst, report_failure(error))
    return list(folders), worst


def _showing_progress(folders: Sequence[Path]) -> Iterable[Path]:
    if not sys.stderr.isatty():
        return folders
    return track(folders, _WORDS.text("import.doing"), console=Console(stderr=True), transient=True)


def _say_what_lacks(store: Store, set_ids: Sequence[int]) -> None:
    records = [store.sets.get(set_id) for set_id in set_ids]
    without_clip = sum(item.was_filmed and item.files.clip is None for item in records)
    without_landmarks = sum(item.files.landmarks is None for item in records)
    if without_clip:
        print(_WORDS.count("import.without_clip", without_clip))
    if without_landmarks:
        print(_WORDS.count("import.without_landmarks", without_landmarks))
