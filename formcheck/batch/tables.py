"""The common tables of a batch, made from the results in its folders."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal

from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.places import Place
from formcheck.results.stacked.columns import Cell, SetEntry, TypedColumn
from formcheck.results.stacked.frames import all_frame_rows, frame_columns
from formcheck.results.stacked.parquet import check_parquet, write_parquet
from formcheck.results.stacked.reading import read_results
from formcheck.results.stacked.tables import FRAMES, NotScored, csv_rows, stack

TableFormat = Literal["csv", "parquet"]


@dataclass
class Collected:
    """What the folders of a batch hold.

    Attributes
    ----------
    sets : list of (SetEntry, str)
        Each exercise of each clip, sorted, and the folder of its segment in that of the clip.
    not_scored : list of NotScored
    """

    sets: list[tuple[SetEntry, str]] = field(default_factory=list)
    not_scored: list[NotScored] = field(default_factory=list)

    @property
    def film_s(self) -> float:
        """Length of all scored clips together."""
        lengths = {entry.folder: entry.result.clip.duration_s for entry, _ in self.sets}
        return sum(lengths.values())


def collect(place: Place, outcomes: Iterable[ClipOutcome]) -> Collected:
    """Read the results of clips that are done, and note why others are not.

    Parameters
    ----------
    place : Place
        The folder of the batch.
    outcomes : iterable of ClipOutcome
        One a clip.
    """
    found = Collected()
    for outcome in sorted(outcomes, key=lambda outcome: outcome.folder):
        if not outcome.is_done:
            found.not_scored.append(
                NotScored(outcome.folder, outcome.code or "", outcome.sentence, outcome.hint)
            )
            continue
        try:
            results = read_results(place.read, outcome.folder)
        except (ValueError, KeyError, TypeError):
            results = []
        if not results:
            found.not_scored.append(
                NotScored(
                    outcome.folder,
                    "result_gone",
                    "Its result was taken away or damaged after it was scored.",
                    "Run the batch again.",
                )
            )
        found.sets += [(SetEntry(outcome.folder, result), part) for part, result in results]
    return found


def write_tables(
    place: Place, found: Collected, *, frames: bool = False, form: TableFormat = "csv"
) -> list[str]:
    """Write the tables of a batch; the same results give the same bytes.

    Parameters
    ----------
    place : Place
        The folder of the batch.
    found : Collected
    frames : bool
        Whether the table of all frames is made, too.
    form : {"csv", "parquet"}

    Returns
    -------
    list of str
        Names of the files.

    Raises
    ------
    OutputError, DiskFullError
        They cannot be written.
    MachineError
        The package that writes Parquet is not installed.
    """
    if form == "parquet":
        check_parquet()
    tables: list[tuple[str, Sequence[TypedColumn[Any]], Iterable[Sequence[Cell]]]] = [
        (table.name, table.columns, table.rows)
        for table in stack((entry for entry, _ in found.sets), found.not_scored)
    ]
    if frames:
        tables.append((FRAMES, frame_columns(), all_frame_rows(found.sets, place.read)))
    names = []
    for name, columns, rows in tables:
        names.append(f"{name}.{form}")
        with place.open_new(names[-1]) as file:
            if form == "parquet":
                write_parquet(columns, rows, file)
            else:
                _write_csv(columns, rows, file)
    return names


def _write_csv(
    columns: Sequence[TypedColumn[Any]], rows: Iterable[Sequence[Cell]], file: BinaryIO
) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(csv_rows(rows))
    # The file is closed by whoever opened it.
    text.detach()
