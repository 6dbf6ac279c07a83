"""The page of a batch's tables, made from their columns: ``python -m tests.docs.batch_tables``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.results.stacked.columns import TypedColumn
from formcheck.results.stacked.frames import frame_columns
from formcheck.results.stacked.tables import FRAMES, stack

_HEAD = """# The tables of a batch

Made from the program's own columns by `python -m tests.docs.batch_tables > docs/batch-tables.md`.

`formcheck batch`, and `formcheck score` with more than one clip, put these tables into the folder
of the results: UTF-8, commas, the names in the first row; with `--tables parquet` the same as
Parquet, with types. Rows are sorted by folder and time, and the same results give the same bytes
on every computer. A cell is empty where nothing was measured or seen, never 0. Moments count from
the first frame of the clip. [tables.md](tables.md) tells what the signals of `frames` are, their
zero and their sign.

`folder` tells the rows of one clip from those of another; whoever hands a table on should know
that it holds the names of folders and files. `clip_sha256` names nobody."""
_ROWS = {
    "sets": "A row an exercise of a clip.",
    "repetitions": "A row a movement, counted or not.",
    "faults": "A row a fault. What is not `sure` may be there and blames nobody.",
    "not_scored": "A row a clip without a result.",
    FRAMES: "A row a frame of a clip; made with `--frames`.",
}


def render() -> str:
    """Return the page."""
    tables: dict[str, Sequence[TypedColumn[Any]]] = {
        **{table.name: table.columns for table in stack([])},
        FRAMES: frame_columns(),
    }
    parts = [_HEAD]
    for name, columns in tables.items():
        parts += [f"## {name}.csv", _ROWS[name]]
        rows = [f"| `{column.name}` | {_kind(column)} | {column.meaning} |" for column in columns]
        parts.append("\n".join(["| column | holds | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _kind(column: TypedColumn[Any]) -> str:
    words = {"text": "words", "count": "a count", "yes_no": "yes or no"}
    return words.get(column.kind, column.unit)


if __name__ == "__main__":
    print(render(), end="")
