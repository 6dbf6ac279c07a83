"""What may be counted in a film, in the form that ``formcheck evaluate`` reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from ..exercises.registry import MOVEMENTS
from ..labels import describe_fault
from ..performer import Performer
from ..true_faults import TrueFault
from ..verdict import ClipVerdict, judge_clip
from .film import Film
from .film_truth import FilmTruth
from .placing import Placed, Placing
from .stretches import Stretch, find_stretches, span_in_film

#: A fault of which more than this is seen can be told.
_SEEN_SHARE = 0.9


def label_film(film: Film, performers: Mapping[str, Performer], truth: FilmTruth) -> dict[str, Any]:
    """Describe what a film truly shows.

    Returns
    -------
    dict
        One entry of a labels file.
    """
    stretches = find_stretches(truth)
    performances = dict.fromkeys(film.performance_of(take.name) for take in film.take)
    verdicts = {
        name: judge_clip(film.take_named(name), performers[name], truth.takes[name])
        for name in performances
    }
    placed = _place(film, truth, stretches, verdicts)
    reps = sorted(placed.reps, key=lambda rep: rep.span)
    faults, close_calls = _faults(film, stretches, verdicts, placed)
    return {
        "clip": f"{film.name}.mp4",
        "title": film.title,
        "exercise": film.exercise,
        "role": film.role,
        "reps": [rep.span for rep in reps],
        "partial_reps": sorted(placed.partial),
        "borderline_reps": sorted(placed.borderline),
        "lookalike_movements": sorted(placed.other),
        "holds_s": [rep.hold_s for rep in reps],
        "holds_at_least_s": [rep.at_least_s for rep in reps],
        "prescribed": {"hold_s": _told_hold_s(film)},
        "faults": [describe_fault(fault) for fault in faults],
        "close_calls": [describe_fault(fault) for fault in close_calls] + _fair_to_say(film),
        "truth": f"{film.name}.truth.npz",
        "near_side": next(take.near_side for take in truth.takes.values()),
        "conditions": list(film.tags),
        "cuts_s": _cuts(truth),
        "seen_share": round(float(np.mean(truth.seen)), 3),
        "uncertainty_s": 0.0,
    }


def _place(
    film: Film,
    truth: FilmTruth,
    stretches: list[Stretch],
    verdicts: Mapping[str, ClipVerdict],
) -> Placed:
    exercise = MOVEMENTS[film.exercise].judged_as
    placed = Placed()
    for performance, verdict in verdicts.items():
        seen = [s for s in stretches if film.performance_of(s.take) == performance]
        take = truth.takes[performance]
        for movement in verdict.movements:
            placing = Placing(exercise, _told_hold_s(film), performance, take, movement)
            placing.into(placed, seen, film.is_look_alike)
    return placed


def _faults(
    film: Film,
    stretches: Iterable[Stretch],
    verdicts: Mapping[str, ClipVerdict],
    placed: Placed,
) -> tuple[list[TrueFault], list[TrueFault]]:
    """Carry the faults of the takes along: sure only of what is seen, and of whole repetitions."""
    sure: list[TrueFault] = []
    fair: list[TrueFault] = []
    for stretch in stretches:
        performance = film.performance_of(stretch.take)
        for fault in verdicts[performance].faults:
            if not stretch.shows(fault.start_s, fault.end_s):
                continue
            start_s, end_s = span_in_film([stretch], fault.start_s, fault.end_s)
            lasts_s = max(fault.end_s - fault.start_s, 1e-6)
            seen = stretch.seen_s(fault.start_s, fault.end_s) / lasts_s
            whole = (performance, fault.repetition) in placed.whole
            certain = fault.certain and seen > _SEEN_SHARE and (whole or film.is_look_alike)
            moved = replace(fault, start_s=start_s, end_s=end_s)
            (sure if certain and stretch.certain else fair).append(moved)
    return sure, fair


def _fair_to_say(film: Film) -> list[dict[str, Any]]:
    return [
        {"id": fault_id, "start_s": 0.0, "end_s": round(film.seconds, 3)}
        for fault_id in film.fair_to_say
    ]


def _cuts(truth: FilmTruth) -> list[float]:
    new = np.flatnonzero(np.diff(truth.piece)) + 1
    return [round(float(truth.time_s[frame]), 3) for frame in new]


def _told_hold_s(film: Film) -> float:
    if film.prescribed_hold_s is not None:
        return film.prescribed_hold_s
    return MOVEMENTS[film.exercise].judged_as.usual_hold_s
