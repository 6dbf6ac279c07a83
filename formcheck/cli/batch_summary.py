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
from formcheck.report.page.quantities import count_of

#: So many of each are named.
_MOST_NAMED = 5
_SLOWEST = 3


def print_batch_summary(out: str, report: BatchReport) -> None:
    """Print what was scored, what was not and why, the exercises, the time, and the files."""
    for line in describe_outcomes(report.outcomes, report.found):
        print(line)
    if report.tables:
        print(f"Tables: {', '.join(report.tables)} in {out}")
    else:
        print(
            f"The tables are made once the other shards are done: {report.waiting} "
            f"{'clip is' if report.waiting == 1 else 'clips are'} not accounted for yet."
        )


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
    earlier = f", {kept} of them before" if kept else ""
    lines = [f"{len(done)} of {count_of(len(outcomes), 'clip')} scored{earlier}."]
    if found.sets:
        lines.append(f"{_exercises(found)}, in {_hours(found.film_s)} of film.")
    lines += _why_not([outcome for outcome in outcomes if not outcome.is_done])
    if slowest := _slowest(outcomes):
        worked_s = sum(outcome.seconds or 0.0 for outcome in outcomes)
        lines.append(f"Scoring took {_hours(worked_s)}, all workers together. Slowest: {slowest}.")
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
        f"{find_exercise(name).title}: {count_of(count, 'set')}, "
        f"{count_of(reps[name], 'repetition')}"
        for name, count in sorted(counts.items())
    )


def _why_not(outcomes: Sequence[ClipOutcome]) -> list[str]:
    """Return a line for each reason, the most frequent first, with the clips that have it."""
    reasons: dict[str, list[ClipOutcome]] = {}
    for outcome in outcomes:
        reasons.setdefault(_without_name(outcome), []).append(outcome)
    return [
        f"Not scored, {count_of(len(group), 'clip')}: {reason} ({_named(group)})"
        for reason, group in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _without_name(outcome: ClipOutcome) -> str:
    """Return what is wrong so that clips with the same trouble stand in one line."""
    named = (outcome.clip, PurePosixPath(outcome.clip).name)
    sentence = outcome.sentence
    for name in named:
        sentence = sentence.replace(f"“{name}”", "the file")
    return sentence[:1].upper() + sentence[1:]


def _named(outcomes: Sequence[ClipOutcome]) -> str:
    names = sorted(outcome.clip for outcome in outcomes)
    more = len(names) - _MOST_NAMED
    return ", ".join([*names[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _slowest(outcomes: Iterable[ClipOutcome]) -> str:
    timed = [(outcome.seconds, outcome.clip) for outcome in outcomes if outcome.seconds]
    slowest = sorted(timed, reverse=True)[:_SLOWEST]
    return ", ".join(f"{clip} ({seconds:.1f} s)" for seconds, clip in slowest)


def _hours(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
