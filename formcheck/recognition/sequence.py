"""Explaining a row of movements by as few exercises, one after the other, as they allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from formcheck.exercises.base import NONE
from formcheck.exercises.evidence import Evidence

#: People do one exercise for several repetitions: what a change costs, in units of log belief.
_CHANGE_COST = 2.5
#: Getting up, lying down or a cut is when people change exercises.
_CHANGE_COST_BETWEEN_SHOTS = 0.7
#: Nothing is ever surer than this.
_MOST_BELIEF = 0.99


@dataclass(frozen=True)
class Placed:
    """A movement and the number of the shot in which it happens; frames of the clip."""

    evidence: Evidence
    shot: int


@dataclass(frozen=True)
class Run:
    """Neighbouring movements that are explained by one answer.

    Attributes
    ----------
    answer : str
        An exercise, or `NONE`.
    items : sequence of Placed
        In order of time.
    beliefs : mapping of str to float
        Of every exercise and `NONE`, together 1.
    """

    answer: str
    items: Sequence[Placed]
    beliefs: Mapping[str, float]


def explain(items: Sequence[Placed], exercises: Sequence[str]) -> list[Run]:
    """Return the most believable answer to every movement, as runs of equal answers.

    The path through the answers with the greatest total of log beliefs less
    the cost of its changes (Viterbi 1967).

    Parameters
    ----------
    items : sequence of Placed
        In order of time.
    exercises : sequence of str

    Returns
    -------
    list of Run
    """
    if not items:
        return []
    answers = (*exercises, NONE)
    path = _find_path(items, answers)
    starts = [0, *(at for at in range(1, len(path)) if path[at] != path[at - 1])]
    stops = [*starts[1:], len(path)]
    return [
        Run(answers[path[start]], items[start:stop], compute_beliefs(items[start:stop], exercises))
        for start, stop in zip(starts, stops, strict=True)
    ]


def compute_beliefs(items: Sequence[Placed], exercises: Sequence[str]) -> dict[str, float]:
    """Return how far some movements speak for each exercise, if all belong to one answer.

    Parameters
    ----------
    items : sequence of Placed
        Without any, every answer is as good as another.
    exercises : sequence of str

    Returns
    -------
    dict of str to float
        Of every exercise and `NONE`, together at most 1.
    """
    totals = {
        answer: sum(log(item.evidence.share(answer)) for item in items)
        for answer in (*exercises, NONE)
    }
    best = max(totals.values())
    odds = {answer: exp(total - best) for answer, total in totals.items()}
    whole = sum(odds.values())
    return {answer: min(_MOST_BELIEF, part / whole) for answer, part in odds.items()}


def _find_path(items: Sequence[Placed], answers: Sequence[str]) -> list[int]:
    logs = np.array([[log(item.evidence.share(answer)) for answer in answers] for item in items])
    best, came_from = logs[0], []
    for index in range(1, len(items)):
        same = items[index].shot == items[index - 1].shot
        cost = _CHANGE_COST if same else _CHANGE_COST_BETWEEN_SHOTS
        moves = best[:, None] - cost * (1.0 - np.eye(len(answers)))
        came_from.append(np.argmax(moves, axis=0))
        best = moves.max(axis=0) + logs[index]
    path = [int(np.argmax(best))]
    for sources in reversed(came_from):
        path.append(int(sources[path[-1]]))
    return path[::-1]
