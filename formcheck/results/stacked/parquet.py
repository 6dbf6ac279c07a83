"""Tables as Parquet, which statistics programs read with their types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, BinaryIO

from formcheck.errors import MachineError
from formcheck.results.stacked.columns import Cell, TypedColumn

#: Rows that are held at once, and stand together in the file.
_ROWS_AT_ONCE = 50_000


def check_parquet() -> None:
    """Raise `MachineError` where the package that writes Parquet is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415  only where it is asked for
    except ImportError:
        raise MachineError(
            "Parquet tables need a package that is not installed.",
            "In the folder of your copy of formcheck: pip install '.[tables]'",
        ) from None


def write_parquet(
    columns: Sequence[TypedColumn[Any]], rows: Iterable[Sequence[Cell]], file: BinaryIO
) -> None:
    """Write a table; the same rows give the same bytes with the same version of pyarrow.

    Parameters
    ----------
    columns : sequence of TypedColumn
        Their units and meanings become the fields' metadata.
    rows : iterable of sequence of cell
    file : binary file

    Raises
    ------
    MachineError
        See `check_parquet`.
    """
    check_parquet()
    import pyarrow as pa  # noqa: PLC0415  an extra
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415  an extra

    types = {
        "text": pa.string(),
        "count": pa.int64(),
        "number": pa.float64(),
        "yes_no": pa.bool_(),
    }
    schema = pa.schema(
        [
            pa.field(
                column.name,
                types[column.kind],
                metadata={"unit": column.unit, "meaning": column.meaning},
            )
            for column in columns
        ]
    )
    waiting = iter(rows)
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while part := list(islice(waiting, _ROWS_AT_ONCE)):
            arrays = [
                pa.array(values, type=field.type)
                for values, field in zip(zip(*part, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
