"""What may be counted in a film, in the form that ``formcheck evaluate`` reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..exercises.base import Exercise
from ..exercises.registry import MOVEMENTS
from ..holds import find_hold
from ..labels import describe_fault
from ..performer import Performer
from ..true_faults import TrueFault
from ..verdict import ClipVerdict, MovementVerdict, judge_clip
from .film import Film
from .film_truth import FilmTruth

#: A stay counts from this share of the prescribed hold on, but one hold of five seconds is no
#: more exact than a tenth either way.
_LEAST_HOLD_SHARE, _NEAR = 0.8, 0.15
_LONGEST_CUT_AWAY_S = 20.0
_CERTAIN_TO_YAW_DEG = 33.0
_EDGE_S = 0.15
#: So little of the way back is missing that either verdict is fair.
_NEARLY_WHOLE = 0.9


@dataclass(frozen=True)
class Stretch:
    """A run of pictures that show the same performance, unbroken, from one camera.

    Parameters
    ----------
    take : str
    first, last : int
        Frames of the film.
    take_s : tuple of float
        First and last moment of the performance that it shows.
    """

    take: str
    first: int
    last: int
    take_s: tuple[float, float]

    def shows(self, start_s: float, end_s: float) -> bool:
        """Whether anything between two moments is seen in it."""
        return self.take_s[0] < end_s and self.take_s[1] > start_s


@dataclass
class _Found:
    reps: list[tuple[float, float]] = field(default_factory=list)
    holds_s: list[float | None] = field(default_factory=list)
    at_least_s: list[float | None] = field(default_factory=list)
    partial: list[tuple[float, float]] = field(default_factory=list)
    borderline: list[tuple[float, float]] = field(default_factory=list)
    other: list[tuple[float, float]] = field(default_factory=list)
    whole: set[tuple[str, int]] = field(default_factory=set)


def label_film(film: Film, performers: Mapping[str, Performer], truth: FilmTruth) -> dict[str, Any]:
    """Describe what a film truly shows.

    Returns
    -------
    dict
        One entry of a labels file.
    """
    exercise = MOVEMENTS[film.exercise].judged_as
    stretches = find_stretches(truth)
    verdicts = {
        take.name: judge_clip(take, performers[take.name], truth.takes[take.name])
        for take in film.take
    }
    found = _Found()
    for performance in dict.fromkeys(film.performance_of(take.name) for take in film.take):
        seen = [s for s in stretches if film.performance_of(s.take) == performance]
        for movement in verdicts[performance].movements:
            _place(film, exercise, truth, performance, movement, seen, found)
    order = sorted(range(len(found.reps)), key=lambda number: found.reps[number])
    faults, close_calls = _faults(film, truth, stretches, verdicts, found)
    return {
        "clip": f"{film.name}.mp4",
        "title": film.title,
        "exercise": film.exercise,
        "role": film.role,
        "reps": [found.reps[n] for n in order],
        "partial_reps": sorted(found.partial),
        "borderline_reps": sorted(found.borderline),
        "lookalike_movements": sorted(found.other),
        "holds_s": [found.holds_s[n] for n in order],
        "holds_at_least_s": [found.at_least_s[n] for n in order],
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


def find_stretches(truth: FilmTruth) -> list[Stretch]:
    """Find the runs of pictures in which somebody can be judged from one camera, unbroken."""
    found: list[Stretch] = []
    begin: int | None = None
    for frame in range(len(truth.time_s) + 1):
        inside = frame < len(truth.time_s) and bool(truth.seen[frame])
        if begin is not None and (not inside or _breaks(truth, frame)):
            found.append(_stretch(truth, begin, frame - 1))
            begin = None
        if inside and begin is None:
            begin = frame
    return found


def _breaks(truth: FilmTruth, frame: int) -> bool:
    new_take = truth.take[frame] != truth.take[frame - 1]
    new_piece = truth.piece[frame] != truth.piece[frame - 1]
    return bool(new_take or new_piece)


def _stretch(truth: FilmTruth, first: int, last: int) -> Stretch:
    moments = (float(truth.take_s[first]), float(truth.take_s[last]))
    return Stretch(str(truth.take[first]), first, last, moments)


def _place(
    film: Film,
    exercise: Exercise,
    truth: FilmTruth,
    performance: str,
    movement: MovementVerdict,
    stretches: list[Stretch],
    found: _Found,
) -> None:
    """Put one movement of a performance where the film shows it, and tell what of it counts."""
    start_s, end_s = movement.start_s, movement.end_s
    shown = [stretch for stretch in stretches if stretch.shows(start_s, end_s)]
    for chain in _chains(exercise, truth, performance, movement, shown):
        span = _span(truth, chain, start_s, end_s)
        if film.is_look_alike or movement.kind == "other":
            found.other.append(span)
            continue
        if movement.kind in ("partial", "cut_off"):
            found.partial.append(span)
            continue
        begun = chain[0].take_s[0] <= start_s + _EDGE_S
        ended = chain[-1].take_s[1] >= end_s - _EDGE_S
        joined = len(chain) > 1
        if (begun and ended and movement.kind == "borderline") or _at_the_gate(truth, chain):
            found.borderline.append(span)
        elif begun and ended and not (joined and not exercise.goes_on_over_cuts):
            found.reps.append(span)
            found.whole.add((performance, movement.number))
            held = _held_s(exercise, truth, performance, movement, chain)
            found.holds_s.append(None if joined else _rounded(movement.hold_s))
            found.at_least_s.append(round(held, 3) if joined else None)
        elif exercise.counts_when_cut_off:
            _place_stay(film, exercise, truth, performance, movement, chain, span, found)
        elif _share_seen(chain, start_s, end_s) >= _NEARLY_WHOLE:
            found.borderline.append(span)
        else:
            found.partial.append(span)


def _place_stay(
    film: Film,
    exercise: Exercise,
    truth: FilmTruth,
    performance: str,
    movement: MovementVerdict,
    chain: list[Stretch],
    span: tuple[float, float],
    found: _Found,
) -> None:
    """Count a stay as soon as it was held long enough where it is seen."""
    held = _held_s(exercise, truth, performance, movement, chain)
    ratio = held / (_LEAST_HOLD_SHARE * _told_hold_s(film))
    # A second camera on a stay that counted already may be taken for it, or for another.
    again = (performance, movement.number) in found.whole
    if ratio >= 1 + _NEAR and not again:
        found.reps.append(span)
        found.whole.add((performance, movement.number))
        found.holds_s.append(None)
        found.at_least_s.append(round(held, 3))
    elif ratio >= 1 - _NEAR or again:
        found.borderline.append(span)
    else:
        found.partial.append(span)


def _chains(
    exercise: Exercise,
    truth: FilmTruth,
    performance: str,
    movement: MovementVerdict,
    shown: list[Stretch],
) -> Iterator[list[Stretch]]:
    """Join the stretches of one camera between which a hold goes on, unseen."""
    chain: list[Stretch] = []
    for stretch in shown:
        if chain and not _joins(exercise, truth, performance, movement, chain[-1], stretch):
            yield chain
            chain = []
        chain.append(stretch)
    if chain:
        yield chain


def _joins(
    exercise: Exercise,
    truth: FilmTruth,
    performance: str,
    movement: MovementVerdict,
    before: Stretch,
    after: Stretch,
) -> bool:
    apart_s = float(truth.time_s[after.first] - truth.time_s[before.last])
    skipped_s = after.take_s[0] - before.take_s[1]
    if before.take != after.take or skipped_s < -_EDGE_S or apart_s > _LONGEST_CUT_AWAY_S:
        return False
    if apart_s < 2 * _EDGE_S and skipped_s < 2 * _EDGE_S:
        return True
    held = find_hold(truth.takes[performance], movement.number, exercise.hold_rule)
    times_s = truth.takes[performance].time_s[held]
    inside = len(times_s) > 0 and all(
        times_s[0] - 0.6 <= moment <= times_s[-1] + 0.6
        for moment in (before.take_s[1], after.take_s[0])
    )
    return exercise.goes_on_over_cuts and bool(inside)


def _held_s(
    exercise: Exercise,
    truth: FilmTruth,
    performance: str,
    movement: MovementVerdict,
    chain: list[Stretch],
) -> float:
    """How long it is held where the film shows it, in seconds."""
    take = truth.takes[performance]
    held = take.time_s[find_hold(take, movement.number, exercise.hold_rule)]
    step_s = float(np.median(np.diff(take.time_s)))
    seen = sum(int(((held >= s.take_s[0]) & (held <= s.take_s[1])).sum()) for s in chain)
    return seen * step_s


def _span(
    truth: FilmTruth, chain: list[Stretch], start_s: float, end_s: float
) -> tuple[float, float]:
    """Where the film shows a movement, from its first to its last picture of it."""
    first, last = chain[0], chain[-1]
    begin = truth.time_s[first.first] + max(0.0, start_s - first.take_s[0])
    end = truth.time_s[last.last] - max(0.0, last.take_s[1] - end_s)
    return round(float(begin), 3), round(float(max(begin, end)), 3)


def _at_the_gate(truth: FilmTruth, chain: list[Stretch]) -> bool:
    """Whether it is turned so far aside that it may be judged, or refused."""
    yaw = np.concatenate([truth.yaw_deg[s.first : s.last + 1] for s in chain])
    return float(np.max(np.abs(yaw))) > _CERTAIN_TO_YAW_DEG


def _share_seen(chain: list[Stretch], start_s: float, end_s: float) -> float:
    seen = sum(min(s.take_s[1], end_s) - max(s.take_s[0], start_s) for s in chain)
    return seen / max(end_s - start_s, 1e-6)


def _faults(
    film: Film,
    truth: FilmTruth,
    stretches: Iterable[Stretch],
    verdicts: Mapping[str, ClipVerdict],
    found: _Found,
) -> tuple[list[TrueFault], list[TrueFault]]:
    """Carry the faults of the takes along: sure only of what is seen, and of whole repetitions."""
    sure: list[TrueFault] = []
    fair: list[TrueFault] = []
    for stretch in stretches:
        performance = film.performance_of(stretch.take)
        for fault in verdicts[performance].faults:
            if not stretch.shows(fault.start_s, fault.end_s):
                continue
            start_s, end_s = _span(truth, [stretch], fault.start_s, fault.end_s)
            moved = replace(fault, start_s=start_s, end_s=end_s)
            whole = (performance, fault.repetition) in found.whole
            seen = _share_seen([stretch], fault.start_s, fault.end_s) > _NEARLY_WHOLE
            certain = fault.certain and seen and (whole or film.is_look_alike)
            (sure if certain else fair).append(moved)
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


def _rounded(hold_s: float | None) -> float | None:
    return None if hold_s is None else round(hold_s, 3)
