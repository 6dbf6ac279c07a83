"""What a shot shows: what the exercises of its stance say about it, brought together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from formcheck.exercises.base import Stance
from formcheck.exercises.evidence import NONE, Evidence
from formcheck.exercises.registry import exercise_names, get_evidence, get_exercise, get_rules
from formcheck.exercises.settings import Settings
from formcheck.judge.engine import judge_shot
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import ShotJudgement

#: Two exercises speak of one movement where they share so much of the shorter one.
_SAME_SHARE = 0.5


def names_in(stance: str) -> tuple[str, ...]:
    """Return the exercises that are done in a stance."""
    return tuple(name for name in exercise_names() if get_exercise(name).stance == stance)


def find_evidence(shot: Measurements, stance: Stance, settings: Settings) -> list[Evidence]:
    """Return the movements of a shot with the belief that each gives to every exercise.

    Parameters
    ----------
    shot : Measurements
    stance : {"standing", "prone", "supine"}
        In which the shot is spent.
    settings : Settings

    Returns
    -------
    list of Evidence
        In order of time.
    """
    said = [
        get_evidence(name)(shot, settings, _judging(name, shot, settings))
        for name in names_in(stance)
    ]
    return sorted(join_evidence(said), key=lambda item: (item.start, item.end))


def _judging(
    name: str, shot: Measurements, settings: Settings
) -> Callable[[], ShotJudgement | None]:
    return lambda: judge_shot(get_rules(name), shot, settings)


def join_evidence(said: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """Make one of what several exercises say about the same movement.

    Each exercise knows its own share and how much speaks for "not me". A movement belongs
    to none of them only as far as all of them say so; hence the smallest "none" holds.

    Parameters
    ----------
    said : sequence of sequence of Evidence
        What each exercise says.

    Returns
    -------
    list of Evidence
        What yields is left out where another exercise claims the time.
    """
    firm = [[item for item in items if not item.yields] for items in said]
    joined: list[Evidence] = []
    for claimed in firm:
        joined = _join(joined, claimed)
    for number, items in enumerate(said):
        others = [item for other, claimed in enumerate(firm) if other != number for item in claimed]
        joined += [item for item in items if item.yields and not item.overlaps(others)]
    return joined


def _join(joined: list[Evidence], items: Sequence[Evidence]) -> list[Evidence]:
    """Add what one more exercise says, each movement of it to at most one that is there."""
    result, free = list(joined), set(range(len(joined)))
    for item in items:
        best = max(free, key=lambda index: _shared(joined[index], item), default=None)
        if best is None or _shared(joined[best], item) < _SAME_SHARE:
            result.append(item)
            continue
        free.discard(best)
        result[best] = _both(joined[best], item)
    return result


def _shared(one: Evidence, other: Evidence) -> float:
    """Return which part of the shorter movement both hold; over 1 where they are the same."""
    common = min(one.end, other.end) - max(one.start, other.start) + 1
    shorter = min(one.end - one.start, other.end - other.start) + 1
    same = (one.start, one.end) == (other.start, other.end)
    return max(common, 0) / shorter + same


def _both(one: Evidence, other: Evidence) -> Evidence:
    none = min(one.share(NONE), other.share(NONE))
    return replace(
        one,
        start=min(one.start, other.start),
        end=max(one.end, other.end),
        shares={**one.shares, **other.shares, NONE: none},
    )
