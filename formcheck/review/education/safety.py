"""When not to exercise, and when to stop (clinical-spec §2)."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.base import Source
from formcheck.exercises.shared import sources

DISCLAIMER = (
    "This checks movement shape only. It is not a diagnosis and does not replace your clinician."
)

#: Do not exercise: get urgent help.
URGENT: tuple[str, ...] = (
    "numbness or pins and needles between the inner thighs, at the genitals, the back passage or "
    "the buttocks, or wiping feels different",
    "trouble starting, stopping or holding your water, not feeling it pass, or new leaking",
    "loss of control over your bowels",
    "a change in sexual function or feeling",
    "weakness in both legs, a leg that grows weaker, or a foot that drops",
)

#: See a clinician before using this.
ASK_FIRST: tuple[str, ...] = (
    "a hard fall or blow, or a lighter one if your bones may be thin",
    "new back pain under the age of 20 or over 50",
    "cancer, now or in the past",
    "fever, chills, or losing weight without a reason",
    "a recent infection, injected drugs, or a weakened immune system",
    "pain that is worse lying down, or severe at night",
    "numbness or weakness that is severe or grows",
    "nobody has examined your back yet",
)


@dataclass(frozen=True)
class StopRule:
    """What is felt, and what to do then."""

    felt: str
    rule: str


STOP_RULES: tuple[StopRule, ...] = (
    StopRule(
        "The pain moves up, out of the leg or towards the middle of the back",
        "Go on, even if the back itself is sorer.",
    ),
    StopRule(
        "Pain or tingling begins in the buttock or leg, grows there, or moves further down",
        "Stop this exercise for today and tell your therapist.",
    ),
    StopRule("Numbness, tingling or pain in the toes", "Stop at once."),
    StopRule(
        "The back hurts more, and still does a quarter of an hour later",
        "Leave this exercise out and tell your therapist.",
    ),
    StopRule(
        "The pain is two points or more above what it was before, on the scale from 0 to 10",
        "Pause, and ask before you go on.",
    ),
    StopRule("Any of the warning signs above", "End the session and get urgent help."),
)

CAMERA_LIMITS = (
    "The camera sees the shape of a movement. It cannot see pain, nerve symptoms, breath or how "
    "hard the muscles work."
)

SAFETY_SOURCES: tuple[Source, ...] = (
    sources.CAUDA_EQUINA,
    sources.CAUDA_EQUINA_NHS,
    sources.RED_FLAGS,
    sources.IMC_STANDING,
    sources.NAVY_EXTENSION,
    sources.PAIN_SCALE,
)
