"""Figures by their dotted names, and which way is better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

#: The parts of an evaluation that hold figures.
GROUPS = ("total", "by_exercise", "by_condition")

#: Last part of the name of every figure, with +1 if more is better, -1 if less is.
DIRECTIONS: Mapping[str, int] = {
    "mae": -1,
    "exact_share": 1,
    "off_by_one_share": 1,
    "quiet_share": 1,
    "same_count_share": 1,
    "not_scored": -1,
    "recognised_share": 1,
    "asked_share": -1,
    "look_alikes_taken_share": -1,
    "precision": 1,
    "recall": 1,
    "f1": 1,
    "boundary_error_s": -1,
    "hold_error_s": -1,
    "trusted_right_share": 1,
    "mae_deg": -1,
    "wrong_cues": -1,
    "wrong_cues_per_20_clean": -1,
    "not_seen_share": -1,
}


def flatten_figures(described: Mapping[str, Any]) -> dict[str, float | None]:
    """Return every figure of an evaluation.

    Parameters
    ----------
    described : mapping
        As the JSON file holds it.

    Returns
    -------
    dict of str to float or None
        ``total.recorded.count.exact_share`` and so on; None where no clip says
        anything about it.
    """
    return dict(pair for group in GROUPS for pair in _walk(described.get(group) or {}, group))


def direction_of(name: str) -> int:
    """Return +1 if more is better, -1 if less is, 0 if neither."""
    return DIRECTIONS.get(name.rpartition(".")[2], 0)


def _walk(node: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, float | None]]:
    for key, value in node.items():
        name = f"{prefix}.{key}"
        if isinstance(value, Mapping):
            yield from _walk(value, name)
        elif value is None or isinstance(value, int | float):
            yield name, value
