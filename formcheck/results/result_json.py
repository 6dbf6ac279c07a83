"""``result.json``: the whole result, the same bytes for the same result."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from formcheck.files import write_text
from formcheck.judge.result import Result

#: Tenths of a millisecond and of a thousandth of a degree: far below what is measured.
_DECIMALS = 4


def write_result(result: Result, path: Path) -> None:
    """Write a result as JSON.

    Parameters
    ----------
    result : Result
    path : Path
        The file to write; one that exists is replaced.

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    write_text(path, render_result(result))


def render_result(result: Result) -> str:
    """Return the text of ``result.json``.

    Keys stand in the order of `Result`. Measured numbers are rounded to four
    decimals, settings stay exactly as they were in force, and what is not a
    number (NaN, infinity) becomes ``null``.
    """
    plain = result.model_dump()
    tables = {
        name: _clean(value, None if name == "settings" else _DECIMALS)
        for name, value in plain.items()
    }
    return json.dumps(tables, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _clean(value: Any, decimals: int | None) -> Any:
    if isinstance(value, dict):
        return {str(key): _clean(inner, decimals) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner, decimals) for inner in value]
    if isinstance(value, float):
        return _clean_number(value, decimals)
    return value


def _clean_number(value: float, decimals: int | None) -> float | None:
    if not math.isfinite(value):
        return None
    # Adding zero turns -0.0 into 0.0.
    return value if decimals is None else round(value, decimals) + 0.0
