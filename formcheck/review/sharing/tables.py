"""Everything that is stored, as tables for spreadsheets."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from formcheck.errors import StoreError
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.models import Page, SetFilter, SetRow
from formcheck.history.store import Store
from formcheck.plan.toml_file import render_plan

_PAGE_SIZE = 500
#: A spreadsheet takes a cell that begins so for a formula, and would run it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | bool | None

_SET_COLUMNS = (
    "set",
    "patient",
    "exercise",
    "performed_at",
    "day",
    "day_as_recorded",
    "source",
    "duration_s",
    "reps_counted",
    "reps_partial",
    "clean_reps",
    "hold_total_s",
    "range_mean",
    "unit",
    "fault_count",
    "review_state",
)
_REP_COLUMNS = (
    "set",
    "key",
    "number",
    "kind",
    "verdict",
    "side",
    "start_s",
    "peak_s",
    "end_s",
    "peak",
    "range",
    "out_s",
    "hold_s",
    "return_s",
    "trust_0_to_1",
    "fault_ids",
)
_FAULT_COLUMNS = (
    "set",
    "key",
    "id",
    "name",
    "severity",
    "verdict",
    "stands",
    "rep",
    "start_s",
    "end_s",
    "value",
    "threshold",
    "unit",
)
_NOTE_COLUMNS = ("set", "time_s", "text", "written_at")
_PAIN_COLUMNS = (
    "patient",
    "set",
    "moment",
    "pain_0_to_10",
    "furthest_site",
    "answered_at",
)
_SAFETY_COLUMNS = ("patient", "set", "kind", "detail", "happened_at")


def write_tables(store: Store, path: Path, patient_id: int | None = None) -> None:
    """Write a zip of CSV files: sets, repetitions, faults, notes, pain, safety, plans.

    Parameters
    ----------
    store : Store
    path : Path
        The zip; one that exists is replaced.
    patient_id : int, optional
        All patients without it.
    """
    overviews = [overview.patient for overview in store.patients.overviews()]
    patients = [each for each in overviews if patient_id in (None, each.id)]
    with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
        rows = list(_all_rows(store, patient_id))
        bundle.writestr(
            "sets.csv", render_table(_SET_COLUMNS, (_set_cells(store, row) for row in rows))
        )
        reps, faults, notes = _details(store, rows)
        bundle.writestr("repetitions.csv", render_table(_REP_COLUMNS, reps))
        bundle.writestr("faults.csv", render_table(_FAULT_COLUMNS, faults))
        bundle.writestr("notes.csv", render_table(_NOTE_COLUMNS, notes))
        pain = [
            (
                patient.label,
                answer.set_id,
                answer.moment,
                answer.pain_0_to_10,
                answer.furthest_site,
                _moment(answer.answered_at),
            )
            for patient in patients
            for answer in store.pain.of_patient(patient.id)
        ]
        bundle.writestr("pain.csv", render_table(_PAIN_COLUMNS, pain))
        safety = [
            (patient.label, event.set_id, event.kind, event.detail, _moment(event.happened_at))
            for patient in patients
            for event in store.safety.of_patient(patient.id)
        ]
        bundle.writestr("safety.csv", render_table(_SAFETY_COLUMNS, safety))
        for patient in patients:
            for version in store.plans.versions(patient.id):
                name = f"plans/patient_{patient.id}_version_{version.version}.toml"
                bundle.writestr(name, render_plan(version.plan))


def render_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return a table as CSV; words that a spreadsheet would run as a formula are made harmless."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    for row in rows:
        table.writerow([_cell(cell) for cell in row])
    return text.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.4f}".rstrip("0").rstrip(".")
    words = str(cell)
    if isinstance(cell, str) and words.startswith(_FORMULA_STARTS):
        return f"'{words}"
    return words


def _all_rows(store: Store, patient_id: int | None) -> Iterator[SetRow]:
    wanted = SetFilter(patient_id=patient_id, order="oldest")
    number = 1
    while True:
        found = store.sets.select(wanted, Page(number, _PAGE_SIZE))
        yield from found.rows
        if number >= found.pages:
            return
        number += 1


def _set_cells(store: Store, row: SetRow) -> list[Cell]:
    if row.damaged:
        unknown = [""] * (len(_SET_COLUMNS) - 4)
        return [row.id, row.patient_label, row.exercise, *unknown, "damaged"]
    changes = store.days.changes(row.id)
    return [
        row.id,
        row.patient_label,
        row.exercise,
        _moment(row.performed_at),
        row.day.isoformat(),
        (changes[-1].from_day if changes else row.day).isoformat(),
        row.source,
        row.duration_s,
        row.reps_counted,
        row.reps_partial,
        row.clean_reps,
        row.hold_total_s,
        row.range_mean,
        row.unit,
        row.fault_count,
        row.review_state,
    ]


def _details(
    store: Store, rows: Sequence[SetRow]
) -> tuple[list[list[Cell]], list[list[Cell]], list[list[Cell]]]:
    reps: list[list[Cell]] = []
    faults: list[list[Cell]] = []
    notes: list[list[Cell]] = []
    for row in rows:
        # What cannot be read stands in the table of sets alone.
        with contextlib.suppress(StoreError):
            reviewed = store.reviews.get(row.id)
            reps += list(rep_cells(row.id, reviewed))
            faults += list(fault_cells(row.id, reviewed))
        notes += [
            [row.id, note.time_s, note.text, _moment(note.written_at)]
            for note in store.notes.of_set(row.id)
        ]
    return reps, faults, notes


def rep_cells(set_id: int, reviewed: Reviewed) -> Iterator[list[Cell]]:
    """Yield the cells of each repetition, those that were rejected too."""
    for rep in reviewed.reps:
        yield [
            set_id,
            rep.key,
            rep.index,
            rep.kind,
            rep.verdict,
            rep.side,
            rep.start_s,
            rep.peak_s,
            rep.end_s,
            rep.peak,
            rep.range,
            rep.out_s,
            rep.hold_s,
            rep.return_s,
            rep.trust,
            ";".join(rep.faults),
        ]


def fault_cells(set_id: int, reviewed: Reviewed) -> Iterator[list[Cell]]:
    """Yield the cells of each fault, those that were rejected too."""
    for fault in reviewed.faults:
        yield [
            set_id,
            fault.key,
            fault.id,
            fault.name,
            fault.severity,
            fault.verdict,
            fault.stands,
            fault.rep,
            fault.start_s,
            fault.end_s,
            fault.value,
            fault.threshold,
            fault.unit,
        ]


def render_set_tables(set_id: int, reviewed: Reviewed) -> dict[str, str]:
    """Return the tables of one set by file name."""
    return {
        "repetitions.csv": render_table(_REP_COLUMNS, rep_cells(set_id, reviewed)),
        "faults.csv": render_table(_FAULT_COLUMNS, fault_cells(set_id, reviewed)),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone().isoformat(timespec="seconds")
