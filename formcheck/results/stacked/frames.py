"""All frames of many results in one table, made clip by clip: it may be larger than memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from formcheck.results.files import FRAMES_CSV
from formcheck.results.stacked.columns import Cell, Kind, SetEntry, TypedColumn, identity
from formcheck.results.stacked.reading import ReadFile
from formcheck.results.tables import describe_columns

_MAIN_SIGNAL = "main_signal"
_KINDS: dict[str, Kind] = {
    "phase": "text",
    "posture": "text",
    "reps_counted": "count",
    "looked_at": "yes_no",
}


def frame_columns() -> tuple[TypedColumn[Any], ...]:
    """Return the columns: those of every table here, then those of ``frames.csv``.

    The main signal stands in one column whatever the exercise, with its unit behind it.
    """
    columns: list[TypedColumn[Any]] = list(identity(_no_entry))
    for column in describe_columns()[FRAMES_CSV]:
        if column.name.startswith(_MAIN_SIGNAL):
            columns += [
                TypedColumn(
                    _MAIN_SIGNAL, "as the column unit says", column.meaning, _no_cell, kind="number"
                ),
                TypedColumn("unit", "", "unit of the main signal", _no_cell),
            ]
        else:
            kind = _KINDS.get(column.name, "number")
            columns.append(
                TypedColumn(column.name, column.unit, column.meaning, _no_cell, kind=kind)
            )
    return tuple(columns)


def frame_rows(entry: SetEntry, part: str, read: ReadFile) -> Iterator[list[Cell]]:
    """Yield the rows of one set, as `frame_columns` has them.

    Parameters
    ----------
    entry : SetEntry
    part : str
        Folder of the segment inside that of the clip, empty for a whole clip.
    read : callable
        Gives the bytes of a file.
    """
    data = read("/".join(filter(None, (entry.folder, part, FRAMES_CSV))))
    if data is None:
        return
    begin: list[Cell] = [column.get(entry) for column in identity(_same)]
    unit = entry.result.signal.unit
    columns = frame_columns()[len(begin) :]
    table = csv.reader(io.StringIO(data.decode("utf-8")))
    header = [_MAIN_SIGNAL if name.startswith(_MAIN_SIGNAL) else name for name in next(table, [])]
    where = [header.index(column.name) if column.name in header else None for column in columns]
    for row in table:
        cells = (
            None if index is None else _typed(row[index], column)
            for index, column in zip(where, columns, strict=True)
        )
        yield [
            *begin,
            *(
                unit if column.name == "unit" else cell
                for column, cell in zip(columns, cells, strict=True)
            ),
        ]


def all_frame_rows(
    sets: Iterable[tuple[SetEntry, str]], read: ReadFile
) -> Iterator[Sequence[Cell]]:
    """Yield the rows of all sets, in the order of the sets."""
    for entry, part in sets:
        yield from frame_rows(entry, part, read)


def _typed(text: str, column: TypedColumn[Any]) -> Cell:
    if text == "":
        return None
    if column.kind == "number":
        return float(text)
    if column.kind == "yes_no":
        return text == "yes"
    return int(text) if column.kind == "count" else text


def _same(entry: SetEntry) -> SetEntry:
    return entry


def _no_entry(row: Any) -> SetEntry:
    raise NotImplementedError("these columns are read from a file")


def _no_cell(row: Any) -> Cell:
    raise NotImplementedError("these columns are read from a file")
