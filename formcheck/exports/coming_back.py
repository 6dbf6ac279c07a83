"""What somebody edited elsewhere, as corrections of a set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from formcheck.exercises.registry import find_exercise
from formcheck.exports.stretches import REPETITIONS, Stretch, fault_of_tier
from formcheck.history.corrections.changes import (
    AddFault,
    AddRep,
    Change,
    Move,
    Reject,
    RepKind,
    RetypeRep,
)
from formcheck.history.corrections.reviewed import Reviewed, ReviewedFault, ReviewedRep
from formcheck.words import format_number, read_words

WORDS = read_words("formcheck.exports")

#: Programs count milliseconds or frames; what moved by less did not move.
_SAME_S = 0.025
#: Of what has lost its key: this much of both together is the same.
_SAME_SHARE = 0.5
_KINDS: tuple[RepKind, ...] = get_args(RepKind)
_REPETITION_TIERS = (REPETITIONS, "repetition", "reps", "rep")


@dataclass(frozen=True)
class ComingBack:
    """What an edited file means for a set.

    Attributes
    ----------
    changes : list of Change
        In an order in which they can be made.
    notes : list of (float, str)
        Moments, seconds, with their texts: what stands in none of our tiers.
    """

    changes: list[Change]
    notes: list[tuple[float, str]]


def compare(reviewed: Reviewed, stretches: Sequence[Stretch], speed: float = 1.0) -> ComingBack:
    """Return what has to be changed for a set to be as the file says.

    Parameters
    ----------
    reviewed : Reviewed
        The set as it stands.
    stretches : sequence of Stretch
    speed : float
        How fast the film plays, as a share of the movement.

    Returns
    -------
    ComingBack
        What is in the file under its key, or lies where something of its kind lies, is
        that; what is not in the file any more is rejected, but for kinds of fault that the
        file has no tier for.
    """
    file = sort_out(reviewed.exercise, stretches, speed)
    standing = {rep.key: rep for rep in reviewed.reps if rep.stands}
    faults = {fault.key: fault for fault in reviewed.faults if fault.verdict != "rejected"}
    rejected: list[Change] = []
    retyped: list[Change] = []
    moved: list[Change] = []
    added: list[Change] = []
    for key, item in _pair(standing, file.reps).items():
        if item is None:
            rejected.append(Reject(key=key))
        else:
            moved += _moves(key, standing[key], item)
            kind = kind_of(item)
            if kind is not None and kind != standing[key].kind:
                retyped.append(RetypeRep(key=key, kind=kind))
    for fault_id, items in file.faults.items():
        of_kind = {key: fault for key, fault in faults.items() if fault.id == fault_id}
        for key, item in _pair(of_kind, items).items():
            if item is None:
                rejected.append(Reject(key=key))
            else:
                moved += _moves(key, of_kind[key], item)
        added += [
            AddFault(fault_id=fault_id, start_s=item.start_s, end_s=item.end_s)
            for item in _left(of_kind, items)
        ]
    added += [
        AddRep(start_s=item.start_s, end_s=item.end_s, kind=kind_of(item) or "counted")
        for item in _left(standing, file.reps)
    ]
    return ComingBack([*rejected, *retyped, *moved, *added], file.notes)


@dataclass(frozen=True)
class SortedOut:
    """Stretches by what they are: repetitions, faults by their kind, notes by their moment."""

    reps: list[Stretch]
    faults: dict[str, list[Stretch]]
    notes: list[tuple[float, str]]


def sort_out(exercise: str, stretches: Sequence[Stretch], speed: float) -> SortedOut:
    """Tell repetitions, faults and notes apart, in the times of the movement."""
    known = {spec.id: spec.id for spec in find_exercise(exercise).faults}
    for said in (find_exercise(exercise), find_exercise(exercise).in_english()):
        known |= {spec.name.lower(): spec.id for spec in said.faults}
    sorted_out = SortedOut([], {}, [])
    for item in stretches:
        start_s, end_s = speed * max(item.start_s, 0.0), speed * item.end_s
        timed = Stretch(item.tier, start_s, end_s, item.text)
        fault_id = fault_of_tier(item.tier) or known.get(item.tier) or known.get(item.tier.lower())
        if item.tier.lower() in _REPETITION_TIERS:
            sorted_out.reps.append(timed)
        elif fault_id in known.values():
            sorted_out.faults.setdefault(str(fault_id), []).append(timed)
        else:
            sorted_out.notes.append((start_s, item.text))
    return sorted_out


def _pair(
    there: dict[str, ReviewedRep] | dict[str, ReviewedFault], items: Sequence[Stretch]
) -> dict[str, Stretch | None]:
    """Return what became of each, by its key; None where it is gone."""
    by_key = {item.key: item for item in items if item.key in there}
    free = [item for item in items if item.key not in there]
    paired: dict[str, Stretch | None] = {}
    for key, own in there.items():
        found = by_key.get(key)
        if found is None:
            found = max(free, key=lambda item, own=own: _overlap(own, item), default=None)  # type: ignore[misc]
            if found is not None and _overlap(own, found) < _SAME_SHARE:
                found = None
            if found is not None:
                free.remove(found)
        paired[key] = found
    return paired


def _left(
    there: dict[str, ReviewedRep] | dict[str, ReviewedFault], items: Sequence[Stretch]
) -> list[Stretch]:
    """Return what stands for nothing that was there, and lasts."""
    used = [item for item in _pair(there, items).values() if item is not None]
    return [item for item in items if item not in used and item.end_s > item.start_s]


def _overlap(own: ReviewedRep | ReviewedFault, item: Stretch) -> float:
    """Return the time that both have, as a share of the time that either has."""
    both = min(own.end_s, item.end_s) - max(own.start_s, item.start_s)
    either = max(own.end_s, item.end_s) - min(own.start_s, item.start_s)
    return max(both, 0.0) / either if either > 0 else 0.0


def _moves(key: str, own: ReviewedRep | ReviewedFault, item: Stretch) -> list[Change]:
    away_s = max(abs(own.start_s - item.start_s), abs(own.end_s - item.end_s))
    if away_s <= _SAME_S or item.end_s <= item.start_s:
        return []
    return [Move(key=key, start_s=item.start_s, end_s=item.end_s)]


def kind_of(item: Stretch) -> RepKind | None:
    """Return the kind of repetition that a text begins with; None if it begins otherwise."""
    word = item.words[0].lower().replace(" ", "_") if item.words else ""
    return next((kind for kind in _KINDS if kind == word), None)


def describe(change: Change) -> str:
    """Return a change in a line, for whoever is to agree to it."""
    match change:
        case Reject():
            return WORDS.text("change.gone", name=change.key)
        case RetypeRep():
            return WORDS.text(f"change.kind.{change.kind}", name=change.key)
        case Move():
            return WORDS.text("change.moved", name=change.key, **_times(change))
        case AddRep():
            return WORDS.text(f"change.new.{change.kind}", **_times(change))
        case AddFault():
            return WORDS.text("change.new_fault", fault=change.fault_id, **_times(change))
        case _:
            return change.do


def _times(change: Move | AddRep | AddFault) -> dict[str, str]:
    """Return from when to when, in seconds as the language writes them."""
    return {"start": format_number(change.start_s, 2), "end": format_number(change.end_s, 2)}
