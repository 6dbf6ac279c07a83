"""Everything that is stored, as tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from formcheck.errors import StoreError
from formcheck.history.corrections.reviewed import Reviewed, ReviewedFault, ReviewedRep
from formcheck.history.models import Note, PainAnswer, SafetyEvent, SetRow
from formcheck.history.store import Store
from formcheck.plan.toml_file import render_plan
from formcheck.results.columns import Column

#: A spreadsheet takes a cell that begins so for a formula, and would run it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | bool | None

Item = TypeVar("Item")


@dataclass(frozen=True)
class _SetEntry:
    """A set, and the day that it was recorded with."""

    set: SetRow
    recorded_day: date


@dataclass(frozen=True)
class _Entry(Generic[Item]):
    """Something, and the number of the set or the label of the patient that it belongs to."""

    owner: int | str
    item: Item


def _moment(moment: datetime) -> str:
    return moment.astimezone().isoformat(timespec="seconds")


_SetColumn = Column[_SetEntry, Cell]
_RepColumn = Column[_Entry[ReviewedRep], Cell]
_FaultColumn = Column[_Entry[ReviewedFault], Cell]
_NoteColumn = Column[_Entry[Note], Cell]
_PainColumn = Column[_Entry[PainAnswer], Cell]
_SafetyColumn = Column[_Entry[SafetyEvent], Cell]

_SET_COLUMNS: tuple[_SetColumn, ...] = (
    _SetColumn("set", "", "number of the set", lambda row: row.set.id),
    _SetColumn("patient", "", "label of the patient", lambda row: row.set.patient_label),
    _SetColumn("exercise", "", "name of the exercise", lambda row: row.set.exercise),
    _SetColumn("performed_at", "", "when it was done", lambda row: _moment(row.set.performed_at)),
    _SetColumn(
        "day", "", "day that it belongs to, after correction", lambda row: row.set.day.isoformat()
    ),
    _SetColumn(
        "day_as_recorded",
        "",
        "day that it was recorded with",
        lambda row: row.recorded_day.isoformat(),
    ),
    _SetColumn("source", "", "score, import or live", lambda row: row.set.source),
    _SetColumn("duration_s", "s", "length of the set", lambda row: row.set.duration_s),
    _SetColumn(
        "reps_counted",
        "",
        "repetitions that count, after correction",
        lambda row: row.set.reps_counted,
    ),
    _SetColumn(
        "reps_partial",
        "",
        "repetitions that were too small or cut off",
        lambda row: row.set.reps_partial,
    ),
    _SetColumn(
        "clean_reps", "", "counted repetitions without a fault", lambda row: row.set.clean_reps
    ),
    _SetColumn(
        "hold_total_s", "s", "time held, all repetitions together", lambda row: row.set.hold_total_s
    ),
    _SetColumn(
        "hold_is_at_least",
        "",
        "yes or no: whether an end of one of the holds was not seen",
        lambda row: row.set.hold_at_least,
    ),
    _SetColumn(
        "range_mean",
        "as the column unit says",
        "mean range of the counted repetitions",
        lambda row: row.set.range_mean,
    ),
    _SetColumn("unit", "", "unit of the exercise's main signal", lambda row: row.set.unit),
    _SetColumn("fault_count", "", "faults that stand", lambda row: row.set.fault_count),
    _SetColumn("review_state", "", "new, begun or done", lambda row: row.set.review_state),
)
_REP_COLUMNS: tuple[_RepColumn, ...] = (
    _RepColumn("set", "", "number of the set", lambda row: row.owner),
    _RepColumn("key", "", "name of the repetition in corrections", lambda row: row.item.key),
    _RepColumn(
        "number",
        "",
        "number among those that count, from 1; empty if it does not",
        lambda row: row.item.index,
    ),
    _RepColumn(
        "kind",
        "",
        "counted, partial (too small or cut off), not_seen, or other_movement",
        lambda row: row.item.kind,
    ),
    _RepColumn(
        "verdict", "", "open, confirmed, changed, rejected or added", lambda row: row.item.verdict
    ),
    _RepColumn(
        "side",
        "",
        "left, right or both; empty in an exercise without sides",
        lambda row: row.item.side,
    ),
    _RepColumn("start_s", "s", "when it began", lambda row: row.item.start_s),
    _RepColumn("peak_s", "s", "when the main signal was greatest", lambda row: row.item.peak_s),
    _RepColumn("end_s", "s", "when it was over", lambda row: row.item.end_s),
    _RepColumn(
        "peak", "that of the set", "the main signal at its greatest", lambda row: row.item.peak
    ),
    _RepColumn("range", "that of the set", "the change from rest", lambda row: row.item.range),
    _RepColumn("out_s", "s", "duration of the way out", lambda row: row.item.out_s),
    _RepColumn("hold_s", "s", "time that is credited as held", lambda row: row.item.hold_s),
    _RepColumn(
        "hold_is_at_least",
        "",
        "yes or no: whether an end of the hold was not seen",
        lambda row: row.item.hold_at_least,
    ),
    _RepColumn("return_s", "s", "duration of the way back", lambda row: row.item.return_s),
    _RepColumn(
        "trust_0_to_1",
        "0 to 1",
        "how far the repetition is to be trusted",
        lambda row: row.item.trust,
    ),
    _RepColumn(
        "fault_ids",
        "",
        "identifiers of its faults, separated by semicolons",
        lambda row: ";".join(row.item.faults),
    ),
)
_FAULT_COLUMNS: tuple[_FaultColumn, ...] = (
    _FaultColumn("set", "", "number of the set", lambda row: row.owner),
    _FaultColumn("key", "", "name of the occurrence in corrections", lambda row: row.item.key),
    _FaultColumn("id", "", "identifier of the fault", lambda row: row.item.id),
    _FaultColumn("name", "", "name of the fault", lambda row: row.item.name),
    _FaultColumn("severity", "0 to 3", "how grave it is", lambda row: row.item.severity),
    _FaultColumn(
        "verdict", "", "open, confirmed, changed, rejected or added", lambda row: row.item.verdict
    ),
    _FaultColumn(
        "stands", "", "yes or no: whether it is there after correction", lambda row: row.item.stands
    ),
    _FaultColumn(
        "rep", "", "number of the counted repetition that it belongs to", lambda row: row.item.rep
    ),
    _FaultColumn("start_s", "s", "when it began", lambda row: row.item.start_s),
    _FaultColumn("end_s", "s", "when it was over", lambda row: row.item.end_s),
    _FaultColumn(
        "value",
        "as the column unit says",
        "what was measured; empty where a therapist saw it",
        lambda row: row.item.value,
    ),
    _FaultColumn(
        "threshold",
        "as the column unit says",
        "the limit that it went beyond",
        lambda row: row.item.threshold,
    ),
    _FaultColumn("unit", "", "unit of value and threshold", lambda row: row.item.unit),
)
_NOTE_COLUMNS: tuple[_NoteColumn, ...] = (
    _NoteColumn("set", "", "number of the set", lambda row: row.owner),
    _NoteColumn(
        "time_s",
        "s",
        "moment of the set that it is about; empty for the whole",
        lambda row: row.item.time_s,
    ),
    _NoteColumn("text", "", "the note", lambda row: row.item.text),
    _NoteColumn("written_at", "", "when it was written", lambda row: _moment(row.item.written_at)),
)
_PAIN_COLUMNS: tuple[_PainColumn, ...] = (
    _PainColumn("patient", "", "label of the patient", lambda row: row.owner),
    _PainColumn(
        "set",
        "",
        "number of the set that was just done; empty before the first",
        lambda row: row.item.set_id,
    ),
    _PainColumn("moment", "", "before or after exercising", lambda row: row.item.moment),
    _PainColumn(
        "pain_0_to_10", "0 to 10", "how strong the pain is", lambda row: row.item.pain_0_to_10
    ),
    _PainColumn(
        "furthest_site",
        "",
        "how far it reaches: none, back, buttock, thigh, below_knee or foot",
        lambda row: row.item.furthest_site,
    ),
    _PainColumn(
        "answered_at", "", "when that was answered", lambda row: _moment(row.item.answered_at)
    ),
)
_SAFETY_COLUMNS: tuple[_SafetyColumn, ...] = (
    _SafetyColumn("patient", "", "label of the patient", lambda row: row.owner),
    _SafetyColumn(
        "set", "", "number of the set; empty if it was outside any", lambda row: row.item.set_id
    ),
    _SafetyColumn(
        "kind", "", "red_flag, numb_toes, still_worse or stopped", lambda row: row.item.kind
    ),
    _SafetyColumn(
        "detail", "", "which warning sign, or why it was stopped", lambda row: row.item.detail
    ),
    _SafetyColumn("happened_at", "", "when it was said", lambda row: _moment(row.item.happened_at)),
)


def describe_columns() -> dict[str, list[Column[Any, Any]]]:
    """Return the columns of each table, by the name of its file, in their order."""
    return {
        "sets.csv": [*_SET_COLUMNS],
        "repetitions.csv": [*_REP_COLUMNS],
        "faults.csv": [*_FAULT_COLUMNS],
        "notes.csv": [*_NOTE_COLUMNS],
        "pain.csv": [*_PAIN_COLUMNS],
        "safety.csv": [*_SAFETY_COLUMNS],
    }


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
    rows = list(store.sets.every(patient_id))
    reviewed = {row.id: one for row in rows if (one := _reviewed(store, row)) is not None}
    pain = [
        _Entry(patient.label, answer)
        for patient in patients
        for answer in store.pain.of_patient(patient.id)
    ]
    safety = [
        _Entry(patient.label, event)
        for patient in patients
        for event in store.safety.of_patient(patient.id)
    ]
    notes = [_Entry(row.id, note) for row in rows for note in store.notes.of_set(row.id)]
    tables = {
        "sets.csv": render_table(
            [column.name for column in _SET_COLUMNS], [_set_cells(store, row) for row in rows]
        ),
        "repetitions.csv": _render(
            _REP_COLUMNS, [_Entry(of, rep) for of, one in reviewed.items() for rep in one.reps]
        ),
        "faults.csv": _render(
            _FAULT_COLUMNS,
            [_Entry(of, fault) for of, one in reviewed.items() for fault in one.faults],
        ),
        "notes.csv": _render(_NOTE_COLUMNS, notes),
        "pain.csv": _render(_PAIN_COLUMNS, pain),
        "safety.csv": _render(_SAFETY_COLUMNS, safety),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
        for name, text in tables.items():
            bundle.writestr(name, text)
        for patient in patients:
            for version in store.plans.versions(patient.id):
                name = f"plans/patient_{patient.id}_version_{version.version}.toml"
                bundle.writestr(name, render_plan(version.plan))


def _render(columns: Sequence[Column[Item, Cell]], rows: Iterable[Item]) -> str:
    return render_table(
        [column.name for column in columns],
        ([column.get(row) for column in columns] for row in rows),
    )


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


def _set_cells(store: Store, row: SetRow) -> list[Cell]:
    if row.damaged:
        known: dict[str, Cell] = {
            "set": row.id,
            "patient": row.patient_label,
            "exercise": row.exercise,
        }
        return [
            known.get(column.name, "damaged" if column.name == "review_state" else "")
            for column in _SET_COLUMNS
        ]
    changes = store.days.changes(row.id)
    entry = _SetEntry(row, changes[-1].from_day if changes else row.day)
    return [column.get(entry) for column in _SET_COLUMNS]


def _reviewed(store: Store, row: SetRow) -> Reviewed | None:
    """Return a set as it stands; None for one that cannot be read: the table of sets names it."""
    try:
        return store.reviews.get(row.id)
    except StoreError:
        return None


def render_set_tables(set_id: int, reviewed: Reviewed) -> dict[str, str]:
    """Return the tables of one set by file name, with what was rejected too."""
    return {
        "repetitions.csv": _render(_REP_COLUMNS, [_Entry(set_id, rep) for rep in reviewed.reps]),
        "faults.csv": _render(_FAULT_COLUMNS, [_Entry(set_id, fault) for fault in reviewed.faults]),
    }
