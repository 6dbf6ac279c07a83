"""Why a movement was not counted, in the same few words wherever it is said."""

from __future__ import annotations

from formcheck.judge.result import Rep
from formcheck.reps.judgement import END_NOT_SEEN, START_NOT_SEEN
from formcheck.words import ENGLISH, Words, read_words

_ENGLISH = read_words("formcheck.judge", ENGLISH)
_CUT_OFF = (START_NOT_SEEN, END_NOT_SEEN)


def say_why(rep: Rep) -> str:
    """Return why a repetition was not counted, in English, as exactly as it is known."""
    return rep.reason or say_kind(rep, _ENGLISH)


def say_kind(rep: Rep, words: Words) -> str:
    """Return the same without its figures, in the words of the judge in some language."""
    return words.text(f"reasons.{rep.kind}")


def is_cut_off(rep: Rep) -> bool:
    """Whether its start or its end was not seen."""
    return rep.reason in _CUT_OFF


def is_too_small(rep: Rep) -> bool:
    """Whether it was seen whole, and did not go far enough or last long enough."""
    return rep.kind == "partial" and not is_cut_off(rep)
