"""Values as people read them; every function is a filter of the templates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from formcheck.exercises.registry import find_exercise
from formcheck.history.models import PainSite, ReviewState, SafetyKind, Source
from formcheck.report.page.quantities import (
    NOT_MEASURED,
    at_least,
    count_of,
    format_length,
    format_moment,
    format_quantity,
    format_size,
    sentence_case,
)

_REVIEW_STATES: dict[ReviewState, str] = {
    "new": "New",
    "begun": "Begun",
    "done": "Done",
}
_SOURCES: dict[Source, str] = {
    "score": "recorded clip",
    "import": "imported result",
    "live": "live session",
}
_SITES: dict[PainSite, str] = {
    "none": "no pain",
    "back": "back",
    "buttock": "buttock",
    "thigh": "thigh",
    "below_knee": "below the knee",
    "foot": "foot",
}
_SAFETY_KINDS: dict[SafetyKind, str] = {
    "red_flag": "Red flag ticked",
    "numb_toes": "Numbness, tingling or pain in the toes",
    "still_worse": "Pain still worse a quarter of an hour later",
    "stopped": "Set stopped before its end",
}


def exercise_title(name: str) -> str:
    """Return the plain name of an exercise."""
    return find_exercise(name).title


def day_words(day: date) -> str:
    """Return a day, for example ``Mon 3 Mar 2025``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def moment_words(moment: datetime) -> str:
    """Return a moment on this machine's clock, for example ``Mon 3 Mar 2025, 14:05``."""
    local = moment.astimezone()
    return f"{day_words(local.date())}, {local:%H:%M}"


def review_state_words(state: ReviewState) -> str:
    """Return how far a therapist has got with a set."""
    return _REVIEW_STATES[state]


def source_words(source: Source) -> str:
    """Return how a set came into the history."""
    return _SOURCES[source]


def site_words(site: PainSite) -> str:
    """Return the furthest point of pain."""
    return _SITES[site]


def safety_words(kind: SafetyKind) -> str:
    """Return what a patient reported."""
    return _SAFETY_KINDS[kind]


def percent_words(share: float | None) -> str:
    """Return a share from 0 to 1 as a percentage."""
    return NOT_MEASURED if share is None else f"{100 * share:.0f}\u00a0%"


def held_words(hold_s: float | None, is_at_least: bool) -> str:
    """Return how long something was held, said to be a lower bound if it is one."""
    return at_least(format_quantity(hold_s, "s", 1), is_at_least and hold_s is not None)


def difference_words(value: float | None, unit: str, decimals: int = 0) -> str:
    """Return how much more or less, with its sign; a share of one's own movement has none."""
    if value is None or unit == "%":
        return NOT_MEASURED
    words = format_quantity(value, unit, decimals)
    return f"+{words}" if value > 0 and words[0] != "0" else words


FILTERS: dict[str, Callable[..., str]] = {
    "exercise_title": exercise_title,
    "day": day_words,
    "moment": moment_words,
    "review_state": review_state_words,
    "source": source_words,
    "site": site_words,
    "safety": safety_words,
    "percent": percent_words,
    "held": held_words,
    "difference": difference_words,
    "quantity": format_quantity,
    "size": format_size,
    "clip_moment": format_moment,
    "clip_length": format_length,
    "sentence": sentence_case,
    "count_of": count_of,
}
