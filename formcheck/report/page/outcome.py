"""What came of the clip, in a sentence and a few numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.judge.not_counted import say_why_in_general
from formcheck.judge.result import Rep, Result, Summary
from formcheck.report.page.quantities import at_least, count_of, format_quantity, sentence_case

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
    return f"Total hold {at_least(f'{summary.hold_total_s:.1f} s', summary.hold_at_least)}."


def collect_tiles(result: Result) -> list[Tile]:
    """Return the numbers at the top of the report."""
    summary, counted = result.summary, [rep for rep in result.reps if rep.counted]
    dose = result.settings.get(result.exercise, {}).get("dose", {})
    each = "" if summary.reps_left is None else " with each leg"
    planned = f"of {dose['reps']}{each} in the plan" if "reps" in dose else ""
    tiles = [Tile(str(summary.reps_counted), "counted", planned)]
    if counted:
        tiles.append(Tile(str(summary.clean_reps), "clean", "no fault to correct"))
    if not_counted := len(result.reps) - summary.reps_counted:
        tiles.append(Tile(str(not_counted), "not counted", _why_not_counted(result.reps)))
    tiles += _peak_tiles(counted, result.signal.unit)
    if counted:
        mean_s = summary.hold_total_s / len(counted)
        wanted = f", plan {dose['hold_s']:g} s" if dose.get("hold_s") else ""
        tiles.append(
            Tile(
                at_least(format_quantity(summary.hold_total_s, "s", 1), summary.hold_at_least),
                "total hold",
                f"{format_quantity(mean_s, 's', 1)} each{wanted}",
            )
        )
    return tiles


def _why_not_counted(reps: Sequence[Rep]) -> str:
    reasons = Counter(say_why_in_general(rep) for rep in reps if not rep.counted)
    return ", ".join(f"{number} {words}" for words, number in reasons.items())


def _peak_tiles(counted: Sequence[Rep], unit: str) -> list[Tile]:
    peaks = [rep.peak for rep in counted if rep.peak is not None]
    if not peaks:
        return []
    mean = format_quantity(sum(peaks) / len(peaks), unit)
    lowest, highest = format_quantity(min(peaks), unit), format_quantity(max(peaks), unit)
    spread = "" if lowest == highest else f"{lowest} to {highest}"
    return [Tile(mean, "average peak", spread)]


def collect_remarks(result: Result) -> list[str]:
    """Return what to keep in mind when reading the numbers."""
    remarks = [*result.view.problems, *result.summary.notes]
    not_seen_s = result.tracking.seconds_not_seen
    if not_seen_s >= _NOT_SEEN_WORTH_A_WORD_S:
        remarks.append(
            f"The body was not seen well enough for {not_seen_s:.1f} of "
            f"{result.clip.duration_s:.1f} seconds. What was not seen is never counted as wrong."
        )
    return list(dict.fromkeys(remarks))
