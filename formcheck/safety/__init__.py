"""When not to exercise, and when to stop (clinical-spec §2 and §13), for every page and screen."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.base import Source
from formcheck.exercises.shared import sources
from formcheck.words import read_words

_WORDS = read_words(__name__)

DISCLAIMER = _WORDS.text("disclaimer")
CAMERA_LIMITS = _WORDS.text("camera_limits")
#: Do not exercise: get urgent help.
URGENT = _WORDS.lines("urgent")
#: See a clinician before using this.
ASK_FIRST = _WORDS.lines("ask_first")


@dataclass(frozen=True)
class StopRule:
    """What is felt, and what to do then."""

    felt: str
    rule: str


def _split(line: str) -> StopRule:
    felt, _, rule = line.partition(": ")
    return StopRule(felt, rule)


STOP_RULES = tuple(map(_split, _WORDS.lines("stop_rules")))

SAFETY_SOURCES: tuple[Source, ...] = (
    sources.CAUDA_EQUINA,
    sources.CAUDA_EQUINA_NHS,
    sources.RED_FLAGS,
    sources.IMC_STANDING,
    sources.NAVY_EXTENSION,
    sources.PAIN_SCALE,
)
