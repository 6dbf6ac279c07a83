"""What the annotated video announces, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from formcheck.arrays import FloatArray, IntArray
from formcheck.drawing.palette import GOOD, QUIET_TEXT, SEVERITY, Colour, Icon
from formcheck.exercises.base import Exercise
from formcheck.judge.result import Fault, Rep
from formcheck.judge.scored import ScoredClip
from formcheck.report.page.quantities import at_least, format_quantity
from formcheck.report.wording import WORDS, fault_cue, fault_name, retell, why_not_counted

#: Long enough to read a cue of ten words once.
SHOWN_AT_LEAST_S = 2.5

#: Shorter losses of sight are not worth a word.
_SHORTEST_NOT_JUDGED_S = 0.5

_ICONS: tuple[Icon, Icon, Icon, Icon] = ("info", "attention", "warning", "stop")


@dataclass(frozen=True)
class Notice:
    """One announcement.

    Attributes
    ----------
    start_s, end_s : float
        When it is shown, seconds after the first frame.
    rank : float
        The highest of those due at a moment is shown; of equals the latest.
    title, text : str
        A few words, and a sentence (may be empty).
    colour : RGB
    icon : str
        Shape beside the title, so that colour is never the only sign.
    fault_id : str
        The fault that it tells of; empty for other notices.
    fault_end_s : float
        When the fault itself was over; the notice may stay longer to be read.
    """

    start_s: float
    end_s: float
    rank: float
    title: str
    text: str
    colour: Colour
    icon: Icon
    fault_id: str = ""
    fault_end_s: float = 0.0


def collect_notices(scored: ScoredClip) -> tuple[Notice, ...]:
    """Return every notice of a clip, in order of their starts."""
    notices = [_of_fault(fault, scored.exercise) for fault in scored.result.sure_faults]
    notices += [
        notice
        for rep in scored.result.reps
        if (notice := _of_rep(rep, scored.exercise)) is not None
    ]
    notices += _of_unjudged_stretches(scored)
    return tuple(sorted(notices, key=lambda notice: (notice.start_s, notice.rank)))


def choose_notices(notices: Sequence[Notice], time_s: FloatArray) -> IntArray:
    """Return which notice is shown at each moment, and which fault is named beside it.

    Parameters
    ----------
    notices : sequence of Notice
        In order of their starts.
    time_s : (F,) float
        Moments, increasing.

    Returns
    -------
    (F, 2) int
        Positions in ``notices``, -1 for none. The first has the highest rank of
        those due, and of equals the latest start; the second is the next fault
        of another kind, if the first is a fault.
    """
    chosen = np.full((len(time_s), 2), -1, dtype=np.int64)
    # From the least to the most important: each pushes the one before aside.
    order = sorted(range(len(notices)), key=lambda position: notices[position].rank)
    for position in order:
        notice = notices[position]
        first, stop = np.searchsorted(time_s, [notice.start_s - 1e-6, notice.end_s], side="left")
        due = chosen[int(first) : max(int(stop), int(first) + 1)]
        beside = np.array([_may_stand_beside(notices, int(old), notice) for old in due[:, 0]], bool)
        due[:, 1] = np.where(beside, due[:, 0], np.where(due[:, 1] == position, -1, due[:, 1]))
        due[:, 0] = position
    return chosen


def _may_stand_beside(notices: Sequence[Notice], old: int, notice: Notice) -> bool:
    """Tell whether the notice that is pushed aside is a fault of another kind."""
    return old >= 0 and notices[old].fault_id not in ("", notice.fault_id)


def _of_fault(fault: Fault, exercise: Exercise) -> Notice:
    return Notice(
        start_s=fault.start_s,
        end_s=max(fault.end_s, fault.start_s + SHOWN_AT_LEAST_S),
        # Information gives way to a counted repetition (0.5), faults do not.
        rank=float(fault.severity),
        title=_sentence_case(fault_name(exercise, fault)),
        text=fault_cue(exercise, fault),
        colour=SEVERITY[fault.severity],
        icon=_ICONS[fault.severity],
        fault_id=fault.id,
        fault_end_s=fault.end_s,
    )


def _of_rep(rep: Rep, exercise: Exercise) -> Notice | None:
    end_s = rep.end_s + SHOWN_AT_LEAST_S
    if rep.counted:
        title = WORDS.text("notices.repetition", number=rep.index)
        return Notice(rep.end_s, end_s, 0.5, title, _words_of_counted(rep), GOOD, "tick")
    if rep.kind == "other_movement" and rep.reason is None:
        # Another movement has a fault of its own that says what it is.
        return None
    reason = f"{_sentence_case(why_not_counted(rep, exercise.name))}."
    title = WORDS.text("notices.not_counted")
    return Notice(rep.end_s, end_s, 0.4, title, reason, QUIET_TEXT, "dash")


def _words_of_counted(rep: Rep) -> str:
    held = at_least(format_quantity(rep.hold_s, "s", 1), rep.hold_at_least)
    if rep.hold_s <= 0:
        return "" if rep.faults else WORDS.text("notices.clean")
    return WORDS.text("notices.held" if rep.faults else "notices.clean_and_held", held=held)


def _of_unjudged_stretches(scored: ScoredClip) -> list[Notice]:
    time_s, phase = scored.timeline.time_s, scored.timeline.phase
    reasons = [
        _why_not_judged(scored, index) if phase[index] == "not_judged" else ""
        for index in range(len(phase))
    ]
    notices = []
    index = 0
    for reason, run in groupby(reasons):
        first, index = index, index + len(list(run))
        end_s = float(time_s[index]) if index < len(time_s) else float(time_s[-1]) + 0.5
        if reason and end_s - time_s[first] >= _SHORTEST_NOT_JUDGED_S:
            start_s, title = float(time_s[first]), WORDS.text("notices.not_judged")
            notices.append(Notice(start_s, end_s, 0.1, title, reason, QUIET_TEXT, "dash"))
    return notices


def _why_not_judged(scored: ScoredClip, index: int) -> str:
    measured = scored.measurements
    if not scored.track.detected[index]:
        return WORDS.text("notices.nobody")
    if not measured.seen[index]:
        return WORDS.text("notices.unsteady")
    if not scored.result.view.ok and scored.result.view.problems:
        return retell(scored.result.view.problems[0])
    return WORDS.text("notices.waiting")


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
