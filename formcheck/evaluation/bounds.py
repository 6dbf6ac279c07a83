"""Bounds that the figures must keep, so that an automatic check can hold them.

A TOML file names figures as the JSON file does::

    [total.recorded.count]
    exact_share = { at_least = 0.97 }

    [by_exercise.NAME.live.count]
    mae = { at_most = 0.1 }
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.errors import UsageError
from formcheck.evaluation.tallies import GROUPS, flatten_figures
from formcheck.toml_text import parse_toml
from formcheck.words import read_words, short_number

_WORDS = read_words("formcheck.evaluation")

#: How the command ends when a bound is missed; the other codes are those of `formcheck.errors`.
EXIT_BOUND_MISSED = 6

_LIMITS = ("at_least", "at_most")


@dataclass(frozen=True)
class Bound:
    """A figure with the least and the greatest value that it may have."""

    name: str
    at_least: float | None
    at_most: float | None


def read_bounds(path: Path) -> list[Bound]:
    """Read bounds from a TOML file.

    Raises
    ------
    UsageError
        If it cannot be read, holds no bounds, or one that cannot be understood.
    """
    try:
        content = parse_toml(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"The bounds file “{path}” cannot be read: {error}.", "It must be a TOML file."
        ) from error
    bounds = list(_walk(content, "", path.name))
    if not bounds:
        raise UsageError(f"{path.name} holds no bounds.", _example())
    return bounds


def check_bounds(bounds: Sequence[Bound], described: Mapping[str, Any]) -> list[str]:
    """Return one line for each bound that is missed.

    A figure that no clip says anything about misses its bound: a check that
    measures nothing must not pass.

    Parameters
    ----------
    bounds : sequence of Bound
    described : mapping
        The evaluation, as the JSON file holds it.

    Raises
    ------
    UsageError
        If there is no figure of a bound's name.
    """
    figures = flatten_figures(described)
    return [line for bound in bounds for line in _check(bound, figures)]


def _check(bound: Bound, figures: Mapping[str, float | None]) -> Iterator[str]:
    if bound.name not in figures:
        raise UsageError(f"There is no figure “{bound.name}”.", _suggest(bound.name, figures))
    value = figures[bound.name]
    if value is None:
        yield _WORDS.text("bounds.not_measured", figure=bound.name)
        return
    if bound.at_least is not None and value < bound.at_least:
        yield _missed("less", bound.name, value, bound.at_least)
    if bound.at_most is not None and value > bound.at_most:
        yield _missed("more", bound.name, value, bound.at_most)


def _missed(how: str, figure: str, value: float, limit: float) -> str:
    numbers = {"value": short_number(value), "limit": short_number(limit)}
    return _WORDS.text(f"bounds.{how}", figure=figure, **numbers)


def _suggest(name: str, figures: Mapping[str, float | None]) -> str:
    near = difflib.get_close_matches(name, figures, n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else _example()


def _walk(node: Mapping[str, Any], prefix: str, file_name: str) -> Iterator[Bound]:
    for key, value in node.items():
        name = f"{prefix}.{key}" if prefix else key
        if not isinstance(value, Mapping):
            raise UsageError(f"“{name}” in {file_name} is no bound.", _example())
        if value and set(value) <= set(_LIMITS):
            yield Bound(name, *(_number(value.get(limit), name, file_name) for limit in _LIMITS))
        else:
            yield from _walk(value, name, file_name)


def _number(value: object, name: str, file_name: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"The bound “{name}” in {file_name} is no number.", _example())
    return float(value)


def _example() -> str:
    return f"Write, under [{GROUPS[0]}.recorded.count]: exact_share = {{ at_least = 0.97 }}"
