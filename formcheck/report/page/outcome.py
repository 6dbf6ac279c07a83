"""What came of the clip, in a sentence and a few numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from formcheck.exercises.settings import default_settings
from formcheck.judge.not_counted import say_why_in_general
from formcheck.judge.result import Rep, Result, Summary
from formcheck.report.page.quantities import (
    at_least,
    count_of,
    format_length,
    format_quantity,
    format_size,
    sentence_case,
)

#: Shorter losses are part of every clip: the first half second is never judged.
_NOT_SEEN_WORTH_A_WORD_S = 1.0
#: Sides that differ by less are as good as equal.
_WORTH_A_WORD_DEG = 5


@dataclass(frozen=True)
class Tile:
    """A number that is shown large, what it is, and a remark below it."""

    value: str
    label: str
    remark: str = ""


def describe_outcome(summary: Summary) -> str:
    """Return the outcome in one or two sentences."""
    if summary.reps_counted == 0:
        return "No repetition was counted."
    counted = count_of(summary.reps_counted, "repetition")
    sentences = [
        f"{counted} counted, {_clean_words(summary)}.",
        describe_sides(summary),
        _hold_words(summary),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def describe_sides(summary: Summary) -> str:
    """Return how often each side was done and how far they differ; empty without sides."""
    counts = {
        "left": summary.reps_left,
        "right": summary.reps_right,
        "both together": summary.reps_both,
    }
    done = [f"{number} {side}" for side, number in counts.items() if number]
    if not done:
        return ""
    words = sentence_case(", ".join(done)) + "."
    difference = 0 if summary.symmetry_deg is None else round(summary.symmetry_deg)
    if abs(difference) < _WORTH_A_WORD_DEG:
        return words
    further, other = ("left", "right") if difference > 0 else ("right", "left")
    return (
        f"{words} On average the {further} side reads {abs(difference)}° more than the {other} "
        "one; the side away from the camera is measured less exactly."
    )


def _clean_words(summary: Summary) -> str:
    counted, clean = summary.reps_counted, summary.clean_reps
    if counted == 1:
        return "and it was clean" if clean else "with something to correct"
    if clean == counted:
        return "all of them clean"
    return f"{clean or 'none'} of them clean"


def _hold_words(summary: Summary) -> str:
    if not summary.hold_total_s > 0:
        return ""
    held = at_least(format_quantity(summary.hold_total_s, "s", 1), summary.hold_at_least)
    return f"Total hold {held}."


def collect_tiles(result: Result) -> list[Tile]:
    """Return the numbers at the top of the report."""
    summary, counted = result.summary, [rep for rep in result.reps if rep.counted]
    dose = result.settings.get(result.exercise, {}).get("dose", {})
    tiles = [Tile(str(summary.reps_counted), "counted", _asked_words(result, dose))]
    if counted:
        tiles.append(Tile(str(summary.clean_reps), "clean", "no fault to correct"))
    if not_counted := len(result.reps) - summary.reps_counted:
        tiles.append(Tile(str(not_counted), "not counted", _why_not_counted(result.reps)))
    tiles += _peak_tiles(counted, result.signal.unit)
    if counted:
        mean_s = summary.hold_total_s / len(counted)
        tiles.append(
            Tile(
                at_least(format_quantity(summary.hold_total_s, "s", 1), summary.hold_at_least),
                "total hold",
                f"{format_quantity(mean_s, 's', 1)} each{_hold_asked_words(result, dose)}",
            )
        )
    return tiles


def _asked_words(result: Result, dose: Mapping[str, Any]) -> str:
    """Return how many repetitions were asked for; they are the usual ones where nobody said."""
    if "reps" not in dose:
        return ""
    each = "" if result.summary.reps_left is None else " with each leg"
    if dose["reps"] == default_settings().dose(result.exercise).reps:
        return f"{dose['reps']}{each} are usual"
    return f"of {dose['reps']}{each}"


def _hold_asked_words(result: Result, dose: Mapping[str, Any]) -> str:
    """Return how long each hold was asked to be, as in `_asked_words`."""
    if not dose.get("hold_s"):
        return ""
    usual = dose["hold_s"] == default_settings().dose(result.exercise).hold_s
    return f", {dose['hold_s']:g} s {'are usual' if usual else 'asked for'}"


def _why_not_counted(reps: Sequence[Rep]) -> str:
    reasons = Counter(say_why_in_general(rep) for rep in reps if not rep.counted)
    return ", ".join(f"{number} {words}" for words, number in reasons.items())


def _peak_tiles(counted: Sequence[Rep], unit: str) -> list[Tile]:
    peaks = [rep.peak for rep in counted if rep.peak is not None]
    if not peaks:
        return []
    mean = format_size(sum(peaks) / len(peaks), unit)
    lowest, highest = format_size(min(peaks), unit), format_size(max(peaks), unit)
    spread = "" if lowest == highest else f"{lowest} to {highest}"
    return [Tile(mean, "average peak", spread)]


def collect_remarks(result: Result) -> list[str]:
    """Return what to keep in mind when reading the numbers."""
    remarks = [*result.view.problems, *result.summary.notes]
    not_seen_s = result.tracking.seconds_not_seen
    if not_seen_s >= _NOT_SEEN_WORTH_A_WORD_S:
        remarks.append(
            f"The body was not seen well enough for {format_quantity(not_seen_s, '', 1)} of "
            f"{format_length(result.clip.duration_s)}. What was not seen is never counted as wrong."
        )
    return list(dict.fromkeys(remarks))
