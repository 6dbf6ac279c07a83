"""What somebody wrote beside a film, as labels that measure the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.exports.coming_back import kind_of, sort_out
from formcheck.exports.stretches import Stretch

_DECIMALS = 3
#: How exactly people mark the bounds of a movement, seconds.
_BY_EYE_S = 0.2


def label_of(stretches: Sequence[Stretch], exercise: str) -> dict[str, Any]:
    """Return the entry of a film in a labels file, without the film's name.

    Parameters
    ----------
    stretches : sequence of Stretch
        Tiers that are neither repetitions nor a fault of the exercise are left out.
    exercise : str
        API name.
    """
    found = sort_out(exercise, stretches, 1.0)
    spans: dict[str, list[list[float]]] = {"counted": [], "partial": [], "other_movement": []}
    for item in found.reps:
        kind = kind_of(item) or "counted"
        spans["partial" if kind == "not_seen" else kind].append(_span(item))
    return {
        "clip": "",
        "exercise": exercise,
        "reps": spans["counted"],
        "partial_reps": spans["partial"],
        "lookalike_movements": spans["other_movement"],
        "faults": [
            {"id": fault_id, "start_s": _span(item)[0], "end_s": _span(item)[1]}
            for fault_id, items in found.faults.items()
            for item in items
        ],
        "uncertainty_s": _BY_EYE_S,
    }


def _span(item: Stretch) -> list[float]:
    return [round(item.start_s, _DECIMALS), round(item.end_s, _DECIMALS)]
