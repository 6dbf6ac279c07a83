"""Writing the tables of many results: ``sets``, ``repetitions``, ``faults``, ``not_scored``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from formcheck.results.stacked.columns import (
    FAULT_COLUMNS,
    REP_COLUMNS,
    SET_COLUMNS,
    Cell,
    FaultEntry,
    RepEntry,
    SetEntry,
    TypedColumn,
)

#: Names of the tables of every batch, and of the one that is made when it is asked for.
SETS, REPETITIONS, FAULTS, NOT_SCORED, FRAMES = (
    "sets",
    "repetitions",
    "faults",
    "not_scored",
    "frames",
)


@dataclass(frozen=True)
class NotScored:
    """A clip without a result: a row of ``not_scored.csv``."""

    folder: str
    code: str
    sentence: str
    hint: str


NOT_SCORED_COLUMNS: tuple[TypedColumn[NotScored], ...] = (
    TypedColumn("folder", "", "folder that the result would be in", lambda row: row.folder),
    TypedColumn("code", "", "kind of what is wrong", lambda row: row.code),
    TypedColumn("sentence", "", "what is wrong", lambda row: row.sentence),
    TypedColumn("hint", "", "what to do about it", lambda row: row.hint),
)


@dataclass(frozen=True)
class Table:
    """A table of typed cells; rows stand in their final order."""

    name: str
    columns: Sequence[TypedColumn[Any]]
    rows: list[list[Cell]] = field(default_factory=list)


def stack(sets: Iterable[SetEntry], not_scored: Iterable[NotScored] = ()) -> list[Table]:
    """Put the results of many clips into tables.

    Rows are sorted by folder and time, so that the tables are the same whatever the
    order in which the clips were scored.

    Parameters
    ----------
    sets : iterable of SetEntry
    not_scored : iterable of NotScored

    Returns
    -------
    list of Table
    """
    ordered = sorted(sets, key=_order)
    reps = [RepEntry(entry, rep) for entry in ordered for rep in entry.result.reps]
    faults = [FaultEntry(entry, fault) for entry in ordered for fault in entry.result.faults]
    refused = sorted(not_scored, key=lambda row: row.folder)
    return [
        _table(SETS, SET_COLUMNS, ordered),
        _table(REPETITIONS, REP_COLUMNS, reps),
        _table(FAULTS, FAULT_COLUMNS, faults),
        _table(NOT_SCORED, NOT_SCORED_COLUMNS, refused),
    ]


def render_csv(table: Table) -> str:
    """Return a table as CSV text; a cell is empty where nothing is known."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(csv_rows(table.rows))
    return text.getvalue()


def csv_rows(rows: Iterable[Sequence[Cell]]) -> Iterator[list[str]]:
    """Yield rows as CSV has them: yes and no, and empty where nothing is known."""
    for row in rows:
        yield [_csv_cell(cell) for cell in row]


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell)


def _table(name: str, columns: Sequence[TypedColumn[Any]], rows: Sequence[Any]) -> Table:
    return Table(name, columns, [[column.get(row) for column in columns] for row in rows])


def _order(entry: SetEntry) -> tuple[str, int]:
    segment = entry.result.segment
    return entry.folder, segment.index if segment else 0
