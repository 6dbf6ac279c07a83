"""Values as people read them; every function is a filter of the templates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from formcheck.exercises.base import FaultSpec
from formcheck.exercises.registry import exercise_names, find_exercise, get_exercise
from formcheck.history.models import PainSite, ReviewState, SafetyKind, Source
from formcheck.judge.result import Result
from formcheck.report.page.quantities import (
    NOT_MEASURED,
    at_least,
    format_length,
    format_moment,
    format_quantity,
    format_size,
    sentence_case,
)
from formcheck.report.wording import retell, signal_title
from formcheck.safety import retell_safety_detail
from formcheck.words import (
    day_and_month,
    format_number,
    moment_text,
    read_words,
    short_day,
    within_sentence,
)

_WORDS = read_words("formcheck.review.web")


class _NamedFault(Protocol):
    """A fault of a result, or of one that was corrected: in English, as it was kept."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def cue(self) -> str: ...


def exercise_title(name: str) -> str:
    """Return the plain name of an exercise."""
    return find_exercise(name).title


def review_state_words(state: ReviewState) -> str:
    """Return how far a therapist has got with a set."""
    return _WORDS.text(f"review_state.{state}")


def source_words(source: Source) -> str:
    """Return how a set came into the history."""
    return _WORDS.text(f"source.{source}")


def site_words(site: PainSite) -> str:
    """Return the furthest point of pain."""
    return _WORDS.text(f"site.{site}")


def safety_words(kind: SafetyKind) -> str:
    """Return what a patient reported."""
    return _WORDS.text(f"reported.{kind}")


def fault_name(fault: _NamedFault) -> str:
    """Return what a fault is called; as the result has it, if no exercise here knows it."""
    spec = _spec_of(fault.id)
    return fault.name if spec is None else spec.name


def fault_cue(fault: _NamedFault) -> str:
    """Return what to say about a fault, as `fault_name` returns its name."""
    spec = _spec_of(fault.id)
    return fault.cue if spec is None else spec.cue


def _spec_of(fault_id: str) -> FaultSpec | None:
    specs = (spec for name in exercise_names() for spec in get_exercise(name).faults)
    return next((spec for spec in specs if spec.id == fault_id), None)


def result_signal(result: Result) -> str:
    """Return what the main signal of a result is called."""
    return signal_title(find_exercise(result.exercise), result)


def percent_words(share: float | None) -> str:
    """Return a share from 0 to 1 as a percentage."""
    return NOT_MEASURED if share is None else f"{100 * share:.0f}\u00a0%"


def held_words(hold_s: float | None, is_at_least: bool) -> str:
    """Return how long something was held, said to be a lower bound if it is one."""
    return at_least(format_quantity(hold_s, "s", 1), is_at_least and hold_s is not None)


def key_name(keys: str) -> str:
    """Return what is written on a key, or on several that are held together (“Shift ←”)."""
    names = _WORDS.texts("keys.names")
    if keys in names:
        return names[keys]
    return " ".join(names.get(key, key) for key in keys.split(" "))


def difference_words(value: float | None, unit: str, decimals: int = 0) -> str:
    """Return how much more or less, with its sign; a share of one's own movement has none."""
    if value is None or unit == "%":
        return NOT_MEASURED
    words = format_quantity(value, unit, decimals)
    # What rounds to nothing has no sign.
    return f"+{words}" if value > 0 and words != format_quantity(0.0, unit, decimals) else words


FILTERS: dict[str, Callable[..., str]] = {
    "exercise_title": exercise_title,
    "within": within_sentence,
    "number": format_number,
    "retold": retell,
    "result_signal": result_signal,
    "day": short_day,
    "day_and_month": day_and_month,
    "moment": moment_text,
    "review_state": review_state_words,
    "source": source_words,
    "site": site_words,
    "safety": safety_words,
    "safety_detail": retell_safety_detail,
    "percent": percent_words,
    "held": held_words,
    "difference": difference_words,
    "quantity": format_quantity,
    "size": format_size,
    "clip_moment": format_moment,
    "clip_length": format_length,
    "sentence": sentence_case,
    "key_name": key_name,
}
