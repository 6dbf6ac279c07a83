"""A plan as a TOML file: written for people to edit, and read back."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from formcheck.errors import PlanError
from formcheck.files import write_text
from formcheck.plan.check import plan_from_mapping
from formcheck.plan.model import Plan

_HEAD = """\
# A plan for formcheck. Each exercise has a table [exercises.NAME]; what is left out keeps
# the exercise's own default. Times are seconds; targets degrees, or percent
# where an exercise aims for a share of the own movement; days are mon to sun.
"""
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")


def render_plan(plan: Plan) -> str:
    """Return the text of a plan file; what was never set is left out."""
    values = plan.model_dump(exclude_none=True)
    lines = [_HEAD, *_table(values, ())]
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip() + "\n"


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan file.

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    write_text(path, render_plan(plan))


def parse_plan_text(text: str) -> Plan:
    """Read the text of a plan file.

    Raises
    ------
    PlanError
        It is no TOML, or no plan; the message names line or setting.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanError(
            f"The plan is broken: {error}.", "Correct that line, or save the plan afresh."
        ) from None
    return plan_from_mapping(values)


def read_plan(path: Path) -> Plan:
    """Read a plan file.

    Raises
    ------
    PlanError
        It cannot be read, or is no plan.
    """
    try:
        # Windows editors put a byte-order mark at the front.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PlanError(f"There is no plan file “{path}”.", "Check the name.") from None
    except (OSError, ValueError) as error:
        raise PlanError(
            f"The plan file “{path}” cannot be read.", "It must be a text file in UTF-8."
        ) from error
    try:
        return parse_plan_text(text)
    except PlanError as error:
        raise PlanError(f"{path.name}: {error.message}", error.hint) from error


def _table(values: Mapping[str, Any], place: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a table: its own values first, then the tables inside."""
    plain = {key: value for key, value in values.items() if not isinstance(value, Mapping)}
    inner = {key: value for key, value in values.items() if isinstance(value, Mapping) and value}
    if place and (plain or not inner):
        yield f"\n[{'.'.join(_key(part) for part in place)}]"
    for key, value in plain.items():
        yield f"{_key(key)} = {_value(value)}"
    for key, value in inner.items():
        yield from _table(value, (*place, key))


def _key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    return _text(str(value))


def _text(text: str) -> str:
    # JSON's escapes are TOML's too, apart from the delete sign, which JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
