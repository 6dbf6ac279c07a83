"""What the answers about pain ask for (clinical-spec §2.2); a rule of thumb, no diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.history.models import PAIN_SITES, PainSite
from formcheck.review.progress.pain_trend import compute_shift

#: From mildest to strictest.
VerdictKind = Literal["go_on", "pause_and_ask", "stop_exercise", "stop_now", "urgent"]
VERDICTS: tuple[VerdictKind, ...] = (
    "go_on",
    "pause_and_ask",
    "stop_exercise",
    "stop_now",
    "urgent",
)
#: Smallest change of the 0 to 10 scale that means something (clinical-spec §2.2, §8).
MEANINGFUL_RISE = 2
#: A question follows after this time if pain went up.
ASK_AGAIN_S = 15 * 60.0
#: From here on nobody is asked to go further.
_STRONG_PAIN = 6
_LEG = PAIN_SITES.index("buttock")
_FAR_DOWN: tuple[PainSite, ...] = ("below_knee", "foot")


@dataclass(frozen=True)
class PainReading:
    """An answer: how much, 0 to 10, and the furthest point."""

    pain_0_to_10: int
    site: PainSite


@dataclass(frozen=True)
class Verdict:
    """What is to be done after a set.

    Attributes
    ----------
    kind : str
        See `VERDICTS`.
    rise : int
        Points that pain went up; negative is less.
    moved_up : bool
        Pain has moved out of the leg or towards the back.
    ask_later : bool
        Whether to ask again after `ASK_AGAIN_S`.
    """

    kind: VerdictKind
    rise: int = 0
    moved_up: bool = False
    ask_later: bool = False


def judge_answers(
    before: PainReading,
    after: PainReading,
    *,
    numb_toes: bool = False,
    red_flag: bool = False,
) -> Verdict:
    """Apply the rules to the answers before and after a set.

    Parameters
    ----------
    before, after : PainReading
    numb_toes : bool
        Numbness, tingling or pain in the toes.
    red_flag : bool
        Any of the urgent warning signs.
    """
    rise = after.pain_0_to_10 - before.pain_0_to_10
    shift = compute_shift(before.site, after.site)
    kind: VerdictKind = "go_on"
    if red_flag:
        kind = "urgent"
    elif numb_toes:
        kind = "stop_now"
    elif shift == "down" or _grew_in_the_leg(before, after):
        kind = "stop_exercise"
    elif rise >= MEANINGFUL_RISE and shift != "up":
        kind = "pause_and_ask"
    goes_on = kind in ("go_on", "pause_and_ask")
    return Verdict(kind, rise, shift == "up", goes_on and rise > 0)


def strictest(*verdicts: Verdict) -> Verdict:
    """Return the strictest of several verdicts, for the same answers compared with others."""
    chosen = max(verdicts, key=lambda verdict: (VERDICTS.index(verdict.kind), verdict.rise))
    ask_later = any(verdict.ask_later for verdict in verdicts)
    goes_on = chosen.kind in ("go_on", "pause_and_ask")
    return Verdict(chosen.kind, chosen.rise, chosen.moved_up, goes_on and ask_later)


def allows_range_cues(first: PainReading | None, latest: PainReading | None) -> bool:
    """Return whether a person may be offered to go a little further (clinical-spec §1.7).

    Not with strong pain, nor if it is far down the leg or has moved further down.
    """
    if latest is None:
        return True
    if latest.pain_0_to_10 >= _STRONG_PAIN or latest.site in _FAR_DOWN:
        return False
    return first is None or compute_shift(first.site, latest.site) != "down"


def _grew_in_the_leg(before: PainReading, after: PainReading) -> bool:
    """Return whether pain that stays where it is in buttock or leg has clearly grown."""
    in_the_leg = PAIN_SITES.index(after.site) >= _LEG
    rise = after.pain_0_to_10 - before.pain_0_to_10
    return in_the_leg and after.site == before.site and rise >= MEANINGFUL_RISE
