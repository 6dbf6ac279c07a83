"""What came of the clip, in a sentence and a few numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from formcheck.exercises.settings import default_settings
from formcheck.judge.result import Rep, Result, Summary
from formcheck.report.page.quantities import (
    at_least,
    format_length,
    format_plain,
    format_quantity,
    format_size,
)
from formcheck.report.wording import WORDS, retell, why_not_counted_in_general

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
        return WORDS.text("outcome.nothing")
    sentences = [_counted_words(summary), describe_sides(summary), _hold_words(summary)]
    return " ".join(sentence for sentence in sentences if sentence)


def describe_sides(summary: Summary) -> str:
    """Return how often each side was done and how far they differ; empty without sides."""
    counts = {"left": summary.reps_left, "right": summary.reps_right, "both": summary.reps_both}
    done = {side: number for side, number in counts.items() if number}
    if not done:
        return ""
    words = WORDS.text(f"outcome.sides.{'_'.join(done)}", **done)
    difference = 0 if summary.symmetry_deg is None else round(summary.symmetry_deg)
    if abs(difference) < _WORTH_A_WORD_DEG:
        return words
    further = "left" if difference > 0 else "right"
    told = WORDS.text(f"outcome.sides.{further}_further", difference=abs(difference))
    return f"{words} {told}"


def _counted_words(summary: Summary) -> str:
    counted, clean = summary.reps_counted, summary.clean_reps
    if counted == 1:
        return WORDS.text(f"outcome.one.{'clean' if clean else 'faulty'}")
    how = "all_clean" if clean == counted else "some_clean" if clean else "none_clean"
    return WORDS.text(f"outcome.many.{how}", number=counted, clean=clean)


def _hold_words(summary: Summary) -> str:
    if not summary.hold_total_s > 0:
        return ""
    held = at_least(format_quantity(summary.hold_total_s, "s", 1), summary.hold_at_least)
    return WORDS.text("outcome.total_hold", held=held)


def collect_tiles(result: Result) -> list[Tile]:
    """Return the numbers at the top of the report."""
    summary, counted = result.summary, [rep for rep in result.reps if rep.counted]
    dose = result.settings.get(result.exercise, {}).get("dose", {})
    tiles = [Tile(str(summary.reps_counted), _tile("counted"), _asked_words(result, dose))]
    if counted:
        tiles.append(Tile(str(summary.clean_reps), _tile("clean"), _tile("no_fault")))
    if not_counted := len(result.reps) - summary.reps_counted:
        tiles.append(Tile(str(not_counted), _tile("not_counted"), _why_not_counted(result.reps)))
    tiles += _peak_tiles(counted, result.signal.unit)
    if counted:
        mean_s = summary.hold_total_s / len(counted)
        tiles.append(
            Tile(
                at_least(format_quantity(summary.hold_total_s, "s", 1), summary.hold_at_least),
                _tile("total_hold"),
                _hold_each_words(format_quantity(mean_s, "s", 1), result, dose),
            )
        )
    return tiles


def _asked_words(result: Result, dose: Mapping[str, Any]) -> str:
    """Return how many repetitions were asked for; they are the usual ones where nobody said."""
    if "reps" not in dose:
        return ""
    usual = dose["reps"] == default_settings().dose(result.exercise).reps
    key = "usual" if usual else "asked"
    legs = "" if result.summary.reps_left is None else "_each_leg"
    return _tile(f"{key}{legs}", number=dose["reps"])


def _hold_each_words(mean: str, result: Result, dose: Mapping[str, Any]) -> str:
    """Return how long each hold was, and was asked to be, as in `_asked_words`."""
    if not dose.get("hold_s"):
        return _tile("each", mean=mean)
    usual = dose["hold_s"] == default_settings().dose(result.exercise).hold_s
    asked = format_plain(dose["hold_s"])
    return _tile("each_usual" if usual else "each_asked", mean=mean, asked=asked)


def _tile(key: str, **values: object) -> str:
    return WORDS.text(f"tiles.{key}", **values)


def _why_not_counted(reps: Sequence[Rep]) -> str:
    reasons = Counter(why_not_counted_in_general(rep) for rep in reps if not rep.counted)
    return ", ".join(
        _tile("reason", number=number, reason=words) for words, number in reasons.items()
    )


def _peak_tiles(counted: Sequence[Rep], unit: str) -> list[Tile]:
    peaks = [rep.peak for rep in counted if rep.peak is not None]
    if not peaks:
        return []
    mean = format_size(sum(peaks) / len(peaks), unit)
    lowest, highest = format_size(min(peaks), unit), format_size(max(peaks), unit)
    spread = WORDS.text("quantity.span", start=lowest, end=highest)
    return [Tile(mean, _tile("average_peak"), "" if lowest == highest else spread)]


def collect_remarks(result: Result) -> list[str]:
    """Return what to keep in mind when reading the numbers."""
    told = [*result.view.problems, *result.summary.notes]
    remarks = [retell(text, result.exercise) for text in told]
    not_seen_s = result.tracking.seconds_not_seen
    if not_seen_s >= _NOT_SEEN_WORTH_A_WORD_S:
        seconds = format_quantity(not_seen_s, "", 1)
        length = format_length(result.clip.duration_s)
        remarks.append(WORDS.text("remarks.not_seen", seconds=seconds, length=length))
    return list(dict.fromkeys(remarks))
