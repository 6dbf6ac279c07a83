"""What a person reads once many clips are scored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from formcheck.batch.driver import BatchPlan, BatchReport
from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.tables import Collected
from formcheck.exercises.registry import find_exercise
from formcheck.words import format_number, read_words
from formcheck.words.errors import retell_told

_WORDS = read_words("formcheck.cli")

#: So many of each are named.
_MOST_NAMED = 5
_SLOWEST = 3


def print_batch_summary(out: str, report: BatchReport) -> None:
    """Print what was scored, what was not and why, the exercises, the time, and the files."""
    for line in describe_outcomes(report.outcomes, report.found):
        print(line)
    if report.tables:
        print(_WORDS.text("many.tables", tables=", ".join(report.tables), folder=out))
    else:
        print(_WORDS.count("many.waiting", report.waiting))


def describe_outcomes(outcomes: Sequence[ClipOutcome], found: Collected) -> list[str]:
    """Return the lines of a summary.

    Parameters
    ----------
    outcomes : sequence of ClipOutcome
    found : Collected
        The results of these clips.
    """
    done = [outcome for outcome in outcomes if outcome.is_done]
    kept = sum(outcome.status == "kept" for outcome in outcomes)
    key = "many.scored_of_before" if kept else "many.scored_of"
    lines = [_WORDS.count(key, len(outcomes), done=len(done), kept=kept)]
    if found.sets:
        film = {"exercises": _exercises(found), "time": _hours(found.film_s)}
        lines.append(_WORDS.text("many.film", **film))
    lines += _why_not([outcome for outcome in outcomes if not outcome.is_done])
    if slowest := _slowest(outcomes):
        worked_s = sum(outcome.seconds or 0.0 for outcome in outcomes)
        lines.append(_WORDS.text("many.worked", time=_hours(worked_s), slowest=slowest))
    return lines


def summarise(plan: BatchPlan, report: BatchReport) -> dict[str, Any]:
    """Return the summary for programs."""
    outcomes = report.outcomes
    reasons = Counter(outcome.code for outcome in outcomes if not outcome.is_done)
    return {
        "out": plan.out,
        "clips": len(outcomes),
        "scored": sum(outcome.is_done for outcome in outcomes),
        "kept": sum(outcome.status == "kept" for outcome in outcomes),
        "not_scored": {str(code): count for code, count in sorted(reasons.items(), key=str)},
        "film_s": round(report.found.film_s, 3),
        "tables": list(report.tables),
        "waiting_for_other_shards": report.waiting,
    }


def _exercises(found: Collected) -> str:
    counts = Counter(entry.result.exercise for entry, _ in found.sets)
    reps = Counter[str]()
    for entry, _ in found.sets:
        reps[entry.result.exercise] += entry.result.summary.reps_counted
    return "; ".join(
        _WORDS.text(
            "many.exercise",
            exercise=find_exercise(name).title,
            sets=_WORDS.count("many.sets", count),
            repetitions=_WORDS.count("many.repetitions", reps[name]),
        )
        for name, count in sorted(counts.items())
    )


def _why_not(outcomes: Sequence[ClipOutcome]) -> list[str]:
    """Return a line for each reason, the most frequent first, with the clips that have it."""
    reasons: dict[str, list[ClipOutcome]] = {}
    for outcome in outcomes:
        reasons.setdefault(_without_name(outcome), []).append(outcome)
    return [
        _WORDS.text(
            "many.not_scored",
            clips=_clips(len(group)),
            reason=retell_told(reason),
            names=_named(group),
        )
        for reason, group in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _without_name(outcome: ClipOutcome) -> str:
    """Return what is wrong so that clips with the same trouble stand in one line."""
    named = (outcome.clip, PurePosixPath(outcome.clip).name)
    sentence = outcome.sentence
    for name in named:
        sentence = sentence.replace(f"“{name}”", "“…”")
    return sentence


def _named(outcomes: Sequence[ClipOutcome]) -> str:
    names = sorted(outcome.clip for outcome in outcomes)
    more = len(names) - _MOST_NAMED
    named = ", ".join(names[:_MOST_NAMED])
    return _WORDS.text("many.named_and_more", names=named, more=more) if more > 0 else named


def _slowest(outcomes: Iterable[ClipOutcome]) -> str:
    timed = [(outcome.seconds, outcome.clip) for outcome in outcomes if outcome.seconds]
    slowest = sorted(timed, reverse=True)[:_SLOWEST]
    return ", ".join(
        _WORDS.text("many.clip_time", clip=clip, seconds=format_number(seconds, 1))
        for seconds, clip in slowest
    )


def _clips(number: int) -> str:
    return _WORDS.count("many.clips", number)


def _hours(seconds: float) -> str:
    if seconds < 60:
        return _WORDS.text("many.seconds", seconds=f"{seconds:.0f}")
    hours, minutes = divmod(round(seconds / 60), 60)
    return _WORDS.text("many.hours" if hours else "many.minutes", hours=hours, minutes=minutes)
