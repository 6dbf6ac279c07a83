"""What was done, in plain words: counts, what went well, one thing to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean

from formcheck.exercises.registry import get_exercise
from formcheck.judge.not_counted import is_too_small
from formcheck.live.flow.session import Tally
from formcheck.live.phrases import Phrases
from formcheck.review.progress.range_trend import MEANINGFUL_CHANGE_DEG

#: A heading and the lines under it.
Paragraph = tuple[str, tuple[str, ...]]

_MOSTLY_CLEAN = 0.8
_HELD_SHARE = 0.8


def summarise_session(
    sets: Sequence[Tally],
    phrases: Phrases,
    range_before: Mapping[str, float],
    unsaved: tuple[str, ...] = (),
    *,
    folders: bool = True,
) -> tuple[Paragraph, ...]:
    """Describe all sets of a session.

    Parameters
    ----------
    sets : sequence of Tally
        Oldest first.
    phrases : Phrases
    range_before : mapping of str to float
        Mean range of the session before, degrees, by exercise.
    unsaved : tuple of str
        What is to be said of a set that could not be saved.
    folders : bool
        Whether it is said where the sets are.
    """
    paragraphs = [
        (
            _heading(tally, phrases),
            (
                *summarise_set(tally, phrases, range_before),
                *_describe_folder(tally, phrases, folders),
            ),
        )
        for tally in sets
    ]
    if not paragraphs:
        paragraphs = [("", (phrases.text("summary.nothing"),))]
    if unsaved:
        title = phrases.text("unsaved.title")
        paragraphs.append((title, tuple(line for line in unsaved if line)))
    return tuple(paragraphs)


def speak_session(sets: Sequence[Tally], phrases: Phrases) -> str:
    """Return what is said of a session: what was done, and what to change the next time."""
    said = [
        phrases.text(
            "summary.said", title=_heading(tally, phrases), count=_describe_count(tally, phrases)
        )
        for tally in sets
    ]
    for tally in reversed(sets):
        if tally.counted and (one_thing := find_one_thing(tally)) is not None:
            cue = tally.offer.cues.get(one_thing) or phrases.cue(one_thing)
            return " ".join((*said, phrases.text("summary.one_thing", cue=cue)))
    return " ".join(said)


def summarise_set(
    tally: Tally, phrases: Phrases, range_before: Mapping[str, float]
) -> tuple[str, ...]:
    """Describe one set in a few lines."""
    lines = [
        _describe_count(tally, phrases),
        *_describe_clean(tally, phrases),
        *_describe_extras(tally, phrases),
    ]
    if tally.timed_holds:
        lines.append(phrases.text("summary.timed"))
    elif tally.counted:
        lines += _describe_quality(tally, phrases)
        lines += _describe_range(tally, phrases, range_before)
    return tuple(lines)


def _describe_folder(tally: Tally, phrases: Phrases, wanted: bool) -> tuple[str, ...]:
    if not tally.folder or not wanted:
        return ()
    return (phrases.text("summary.saved", folder=tally.folder),)


def find_one_thing(tally: Tally) -> str | None:
    """Return the fault that matters most for the next time; None if there is none.

    The most severe, then the most frequent. Range is left out: how far somebody goes is
    theirs to choose.
    """
    exercise = get_exercise(tally.offer.exercise)
    counts = tally.fault_counts()
    candidates = [
        spec
        for spec in exercise.faults
        if counts[spec.id]
        and spec.severity > 0
        and spec.about != "range"
        and spec.id not in tally.offer.ignore
    ]
    if not candidates:
        return None
    return max(candidates, key=lambda spec: (spec.severity, counts[spec.id])).id


def _heading(tally: Tally, phrases: Phrases) -> str:
    title = phrases.text(f"exercises.{tally.offer.exercise}.title")
    if tally.offer.sets <= 1:
        return title
    return phrases.text("summary.set_of", title=title, number=tally.set_number)


def _describe_count(tally: Tally, phrases: Phrases) -> str:
    if tally.timed_holds:
        return phrases.count("summary.holds", tally.timed_holds)
    if tally.done < tally.total_wanted:
        return phrases.count("summary.reps_of", tally.done, wanted=tally.total_wanted)
    return phrases.count("summary.reps", tally.done)


def _describe_extras(tally: Tally, phrases: Phrases) -> list[str]:
    lines = []
    if tally.offer.side == "each" and tally.counted:
        left, right = tally.of_side("left"), tally.of_side("right")
        lines.append(phrases.text("summary.legs", left=left, right=right))
    if tally.offer.hold_s and tally.done:
        open_ended = any(rep.hold_at_least for rep in tally.counted)
        held = "summary.held_at_least" if open_ended else "summary.held"
        lines.append(phrases.text(held, seconds=f"{tally.hold_total_s:.0f}"))
    small = sum(is_too_small(rep) for rep in tally.reps)
    if small:
        lines.append(phrases.count("summary.small", small))
    return lines


def _describe_clean(tally: Tally, phrases: Phrases) -> list[str]:
    clean = 0 if tally.timed_holds else _count_clean(tally)
    return [phrases.count("summary.clean", clean)] if clean else []


def _count_clean(tally: Tally) -> int:
    return sum(not rep.faults for rep in tally.counted)


def _describe_quality(tally: Tally, phrases: Phrases) -> list[str]:
    praise = phrases.text(f"summary.praises.{_find_praise(tally, _count_clean(tally))}")
    lines = [phrases.text("summary.well", what=praise)]
    one_thing = find_one_thing(tally)
    if one_thing is None:
        return [*lines, phrases.text("summary.no_change")]
    cue = tally.offer.cues.get(one_thing) or phrases.cue(one_thing)
    return [*lines, phrases.text("summary.one_thing", cue=cue)]


def _find_praise(tally: Tally, clean: int) -> str:
    counted = tally.counted
    if clean >= _MOSTLY_CLEAN * len(counted):
        return "clean"
    if tally.complete:
        return "complete"
    hold_s = tally.offer.hold_s
    if hold_s and mean(rep.hold_s for rep in counted) >= _HELD_SHARE * hold_s:
        return "holds"
    return "began"


def _describe_range(tally: Tally, phrases: Phrases, range_before: Mapping[str, float]) -> list[str]:
    """Compare with the session before, within what such a measurement can tell."""
    before = range_before.get(tally.offer.exercise)
    ranges = [rep.range for rep in tally.counted if rep.range is not None]
    if before is None or not ranges or get_exercise(tally.offer.exercise).unit != "deg":
        return []
    change = mean(ranges) - before
    if abs(change) < MEANINGFUL_CHANGE_DEG:
        return [phrases.text("summary.range_same")]
    return [phrases.text("summary.range_more" if change > 0 else "summary.range_less")]
