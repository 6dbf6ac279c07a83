"""Tables as pandas frames where pandas is installed, as arrays by column where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from formcheck.results.stacked.columns import Cell, Kind, TypedColumn

#: How pandas holds a column: each kind knows what is missing.
_PANDAS_TYPES: dict[Kind, str] = {
    "text": "string",
    "count": "Int64",
    "number": "float64",
    "yes_no": "boolean",
}


def as_frame(columns: Sequence[TypedColumn[Any]], rows: Iterable[Sequence[Cell]]) -> Any:
    """Return a table.

    Parameters
    ----------
    columns : sequence of TypedColumn
    rows : iterable of sequence of cell

    Returns
    -------
    pandas.DataFrame or dict of str to (R,) array
        By the names of the columns. In arrays, numbers and counts that are missing are NaN,
        words that are missing are empty.
    """
    cells: list[Sequence[Cell]] = list(zip(*rows, strict=True)) or [() for _ in columns]
    if find_spec("pandas") is not None:
        import pandas as pd  # noqa: PLC0415  an extra

        return pd.DataFrame(
            {
                column.name: pd.array(list(values), dtype=_PANDAS_TYPES[column.kind])
                for column, values in zip(columns, cells, strict=True)
            }
        )
    return {
        column.name: _as_array(values, column.kind)
        for column, values in zip(columns, cells, strict=True)
    }


def _as_array(values: Sequence[Cell], kind: Kind) -> Any:
    if kind == "text":
        return np.array(["" if value is None else str(value) for value in values], dtype=np.str_)
    if kind == "yes_no":
        return np.array([bool(value) for value in values], dtype=np.bool_)
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
