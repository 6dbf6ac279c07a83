"""Sets of the history in the formats of other programs, as one zip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from formcheck.errors import FormcheckError, InputError, NothingToScoreError, ReviewError
from formcheck.exports.exported_set import ExportedSet, PainScore, read_set
from formcheck.exports.formats import Choices, Files, check_choices, render_export
from formcheck.exports.writing import add_to_zip
from formcheck.history.models import Page, SetFilter, SetRow
from formcheck.history.store import Store

_PAGE_SIZE = 200
#: What a zip says of sets that are not in it.
_LEFT_OUT = "left_out.txt"


def write_for_other_programs(
    store: Store, name: str, choices: Choices, path: Path, patient_id: int | None = None
) -> None:
    """Write the sets of one patient, or of all, in a format.

    Sets that lack what the format shows are named in the zip, by their numbers.

    Raises
    ------
    UsageError
        There is no such format, or it needs what was not given.
    ReviewError
        No set can be exported so.
    """
    wanted = check_choices(name, choices)
    left_out: list[str] = []
    written = 0
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        sets = _read_sets(store, patient_id, left_out)
        # One after the other where each is a file of its own: the landmarks of all are too many.
        groups = iter([list(sets)]) if wanted.together else ([pair] for pair in sets)
        for group in groups:
            files = _render_fitting(group, name, choices, left_out)
            written += len(files)
            add_to_zip(archive, files)
        if left_out:
            archive.writestr(_LEFT_OUT, "\n".join(left_out) + "\n")
    if not written:
        why = left_out[0] if left_out else "Take one in first."
        raise ReviewError("There is no set that can be exported so.", why)


def _read_sets(
    store: Store, patient_id: int | None, left_out: list[str]
) -> Iterator[tuple[SetRow, ExportedSet]]:
    for row in _rows(store, patient_id):
        if row.damaged:
            left_out.append(f"Set {row.id}: it is damaged.")
            continue
        try:
            item = read_set(store.sets.get(row.id).files.folder)
        except FormcheckError as error:
            left_out.append(f"Set {row.id}: {error.message}")
            continue
        answers = store.pain.of_set(row.id)
        pain = tuple(PainScore(answer.pain_0_to_10, answer.answered_at) for answer in answers)
        yield row, replace(item, pain=pain, performed_at=row.performed_at)


def _rows(store: Store, patient_id: int | None) -> Iterator[SetRow]:
    wanted = SetFilter(patient_id=patient_id, order="oldest")
    number = 1
    while True:
        page = store.sets.select(wanted, Page(number, _PAGE_SIZE))
        yield from page.rows
        if number >= page.pages:
            return
        number += 1


def _render_fitting(
    sets: list[tuple[SetRow, ExportedSet]], name: str, choices: Choices, left_out: list[str]
) -> Files:
    """Return the files of those sets that have what the format shows."""
    fitting = []
    for row, item in sets:
        try:
            files = render_export([item], name, choices)
        except (NothingToScoreError, InputError) as error:
            left_out.append(f"Set {row.id}: {error.message}")
        else:
            fitting.append(item)
    if not fitting:
        return {}
    return files if len(sets) == 1 else render_export(fitting, name, choices)
