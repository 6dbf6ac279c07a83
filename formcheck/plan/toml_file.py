"""A plan as a TOML file: written for people to edit, and read back."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path

from formcheck.errors import PlanError
from formcheck.plan.check import plan_from_mapping
from formcheck.plan.model import Plan
from formcheck.toml_text import parse_toml, render_toml

_HEAD = """\
A plan for formcheck. Each exercise has a table [exercises.NAME]; they are done in the
order in which they stand here. What is left out keeps the exercise's own default. Times
are seconds; targets degrees, or percent where an exercise aims for a share of the own
movement; days are mon to sun.
"""


def render_plan(plan: Plan) -> str:
    """Return the text of a plan file; what was never set is left out."""
    return render_toml(_HEAD, plan.model_dump(exclude_none=True))


def parse_plan_text(text: str, known_before: Collection[str] = ()) -> Plan:
    """Read the text of a plan file.

    Parameters
    ----------
    text : str
    known_before : collection of str
        Exercises that may stand in it although they are not installed.

    Raises
    ------
    PlanError
        It is no TOML, or no plan; the message names line or setting.
    """
    try:
        values = parse_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanError(
            f"The plan is broken: {error}.", "Correct that line, or save the plan afresh."
        ) from None
    return plan_from_mapping(values, known_before)


def read_plan(path: Path, known_before: Collection[str] = ()) -> Plan:
    """Read a plan file.

    Parameters
    ----------
    path : Path
    known_before : collection of str
        Exercises that may stand in it although they are not installed.

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
        return parse_plan_text(text, known_before)
    except PlanError as error:
        raise PlanError(f"{path.name}: {error.message}", error.hint) from error
