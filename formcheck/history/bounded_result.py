"""``result.json`` as it may come from anywhere: nothing in it reaches further than a clip can.

Whoever shows, counts or draws a result relies on this: every number is finite and has bounds,
texts and lists end, settings are tables of plain values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from formcheck.errors import InputError
from formcheck.history.regular_files import read_regular
from formcheck.judge.result import SCHEMA_VERSION, Fault, Rep, Result, SegmentInfo
from formcheck.video.reading import FASTEST, SLOWEST

#: An hour of clip, with a fault in every repetition, comes to less than one.
LARGEST_BYTES = 8_000_000
DAY_S = 86_400.0

#: Bounds that lie outside the clip grow out by this much at most.
_AROUND_S = 60.0
_TIME_S = (-_AROUND_S, DAY_S + _AROUND_S)
_LENGTH_S = (0.0, DAY_S + 2 * _AROUND_S)
_SHARE = (0.0, 1.0)
_COUNT = (0, 10_000)
_NUMBER = (1, 10_000)
_MEASURED = (-100_000.0, 100_000.0)
#: By the name of the field, in whichever table it stands.
BOUNDS: dict[str, tuple[float, float]] = {
    "schema_version": (1, SCHEMA_VERSION),
    "duration_s": (0.0, DAY_S),
    "width": (0, 100_000),
    "height": (0, 100_000),
    "frames": (0, 100_000_000),
    "frames_looked_at": (0, 100_000_000),
    "fps": (0.0, 10_000.0),
    "speed": (SLOWEST, FASTEST),
    "rotate_deg": (0, 270),
    "yaw_deg": (-360.0, 360.0),
    "roll_deg": (-360.0, 360.0),
    "frames_with_pose": _SHARE,
    "seconds_not_seen": _LENGTH_S,
    "people_seen": (0, 1_000),
    "baseline": _MEASURED,
    "index": _NUMBER,
    "of": _NUMBER,
    "rep": _NUMBER,
    "start_s": _TIME_S,
    "peak_s": _TIME_S,
    "end_s": _TIME_S,
    "out_s": _LENGTH_S,
    "hold_s": _LENGTH_S,
    "return_s": _LENGTH_S,
    "up_s": _LENGTH_S,
    "hold_total_s": _LENGTH_S,
    "peak": _MEASURED,
    "range": _MEASURED,
    "value": _MEASURED,
    "threshold": _MEASURED,
    "symmetry_deg": _MEASURED,
    "trust": _SHARE,
    "confidence": _SHARE,
    "severity": (0, 3),
    "reps_counted": _COUNT,
    "reps_partial": _COUNT,
    "reps_not_seen": _COUNT,
    "clean_reps": _COUNT,
    "causal_reps_counted": _COUNT,
    "prominence_reps_counted": _COUNT,
    "reps_left": _COUNT,
    "reps_right": _COUNT,
    "reps_both": _COUNT,
}
_LONGEST_TEXT = 2_000
_LONGEST_LIST = 10_000
#: Texts that name something: they become parts of paths and addresses, or are looked up.
_NAMES = {
    "exercise": re.compile(r"[a-z][a-z0-9_]{0,59}"),
    "runner_up": re.compile(r"[a-z][a-z0-9_]{0,59}"),
    "sha256": re.compile(r"([0-9a-f]{64})?"),
    "id": re.compile(r"[A-Za-z0-9_-]{1,20}"),
    "unit": re.compile(r"[^\n]{0,20}"),
}

_DEEPEST_SETTINGS = 5
_MOST_SETTINGS = 5_000
_LARGEST_SETTING = 1e9
_MOST_REPS = 10_000


def read_bounded_result(path: Path) -> Result:
    """Read a result that anybody may have written.

    Raises
    ------
    InputError
        It cannot be read, is no result, was written by a newer formcheck, or holds what no
        clip can give.
    """
    data = read_regular(path, LARGEST_BYTES)
    try:
        result = Result.model_validate_json(data, strict=True)
    except ValidationError as error:
        if _schema_version(data) > SCHEMA_VERSION:
            raise _newer(path) from None
        raise InputError(
            f"“{path}” is no result of formcheck, or damaged.", "Score its clip again."
        ) from error
    if result.schema_version > SCHEMA_VERSION:
        raise _newer(path)
    wrong = find_wrong(result)
    if wrong is not None:
        raise InputError(f"“{path}” is damaged: its “{wrong}” cannot be.", "Score its clip again.")
    return result


def _newer(path: Path) -> InputError:
    return InputError(f"“{path}” was written by a newer formcheck.", "Update formcheck.")


def _schema_version(data: bytes) -> int:
    try:
        return int(json.loads(data)["schema_version"])
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return 0


def find_wrong(result: Result) -> str | None:
    """Return the name of the first field that no clip can give; None if all of it can be."""
    for name, value in _leaves(result):
        if not _fits(name, value):
            return name
    if not _are_settings(result.settings):
        return "settings"
    return _wrong_prescription(result) or _wrong_order(result)


def _leaves(table: BaseModel) -> Iterator[tuple[str, Any]]:
    """Yield all values with the names of their fields, and each list as a whole first."""
    for name in type(table).model_fields:
        value = getattr(table, name)
        if name == "settings":
            continue
        if isinstance(value, list):
            yield name, value
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, BaseModel):
                yield from _leaves(item)
            elif item is not None:
                yield name, item


def _fits(name: str, value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= _LONGEST_LIST
    if isinstance(value, bool):
        return True
    if isinstance(value, str):
        pattern = _NAMES.get(name)
        return len(value) <= _LONGEST_TEXT and (pattern is None or bool(pattern.fullmatch(value)))
    low, high = BOUNDS[name]
    return bool(low <= value <= high)


def _are_settings(settings: dict[str, Any]) -> bool:
    """Whether settings are tables of plain, bounded values, as deep and as many as there can be."""
    level: list[Any] = [settings]
    seen = 0
    for _ in range(_DEEPEST_SETTINGS):
        inner: list[Any] = []
        for table in level:
            items = table.items() if isinstance(table, dict) else enumerate(table)
            for key, value in items:
                seen += 1
                if seen > _MOST_SETTINGS or len(str(key)) > _LONGEST_TEXT:
                    return False
                if isinstance(value, dict | list):
                    inner.append(value)
                elif not _is_setting(value):
                    return False
        level = inner
    return not level


def _is_setting(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_TEXT
    if isinstance(value, int | float):
        return -_LARGEST_SETTING <= value <= _LARGEST_SETTING
    return value is None


def _wrong_prescription(result: Result) -> str | None:
    """Return what is wrong with the dose and the states by which the set was judged."""
    own = result.settings.get(result.exercise, {})
    if not isinstance(own, dict):
        return "settings"
    dose, states = own.get("dose", {}), own.get("states", {})
    if not isinstance(dose, dict) or not isinstance(states, dict):
        return "settings"
    reps, hold_s = dose.get("reps"), dose.get("hold_s")
    if reps is not None and (not _is_whole(reps) or not 0 <= reps <= _MOST_REPS):
        return "reps"
    if hold_s is not None and (not _is_number(hold_s) or not 0 <= hold_s <= DAY_S):
        return "hold_s"
    counting = [states[key] for key in states if key.startswith("count_")]
    return None if all(_is_number(value) for value in counting) else "states"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _wrong_order(result: Result) -> str | None:
    """Return the name of an end that lies before its beginning."""
    spans: list[Rep | Fault | SegmentInfo] = [*result.reps, *result.faults]
    if result.segment is not None:
        spans.append(result.segment)
    return "end_s" if any(span.end_s < span.start_s for span in spans) else None
