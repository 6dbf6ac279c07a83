"""When not to exercise, and when to stop (clinical-spec §2 and §13), for every page and screen."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.base import Source
from formcheck.exercises.shared import sources
from formcheck.words import read_words, retell, tell

_WORDS = read_words(__name__)


def disclaimer() -> str:
    """Return what this program is not."""
    return _WORDS.text("disclaimer")


def camera_limits() -> str:
    """Return what no camera sees."""
    return _WORDS.text("camera_limits")


def urgent() -> tuple[str, ...]:
    """Return the signs with which one does not exercise, and gets urgent help."""
    return _WORDS.lines("urgent")


def ask_first() -> tuple[str, ...]:
    """Return what is a reason to see a clinician before using this."""
    return _WORDS.lines("ask_first")


def safety_detail(key: str) -> str:
    """Return what a history keeps, in English, of what a therapist must see."""
    return tell(__name__, key)


def retell_safety_detail(detail: str) -> str:
    """Return what `safety_detail` gave, in the language in force."""
    return retell(detail, (__name__,))


@dataclass(frozen=True)
class StopRule:
    """What is felt, and what to do then."""

    felt: str
    rule: str


def _split(line: str) -> StopRule:
    felt, _, rule = line.partition(": ")
    # French sets a space before the colon.
    return StopRule(felt.rstrip(), rule)


def stop_rules() -> tuple[StopRule, ...]:
    """Return what may be felt while exercising, and what to do then."""
    return tuple(map(_split, _WORDS.lines("stop_rules")))


SAFETY_SOURCES: tuple[Source, ...] = (
    sources.CAUDA_EQUINA,
    sources.CAUDA_EQUINA_NHS,
    sources.RED_FLAGS,
    sources.IMC_STANDING,
    sources.NAVY_EXTENSION,
    sources.PAIN_SCALE,
)
