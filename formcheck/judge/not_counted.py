"""Why a movement was not counted, in the same few words wherever it is said."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.judge.result import Rep
from formcheck.reps.judgement import END_NOT_SEEN, START_NOT_SEEN

_KINDS: Mapping[str, str] = {
    "partial": "too small",
    "not_seen": "lost from view",
    "other_movement": "not this exercise",
}
_CUT_OFF = (START_NOT_SEEN, END_NOT_SEEN)


def say_why(rep: Rep) -> str:
    """Return why a repetition was not counted, as exactly as it is known."""
    return rep.reason or _KINDS[rep.kind]


def say_why_in_general(rep: Rep) -> str:
    """Return the same without its figures, so that equal reasons can be counted."""
    return f"cut off: {rep.reason}" if rep.reason in _CUT_OFF else _KINDS[rep.kind]


def is_too_small(rep: Rep) -> bool:
    """Whether it was seen whole, and did not go far enough or last long enough."""
    return rep.kind == "partial" and rep.reason not in _CUT_OFF
