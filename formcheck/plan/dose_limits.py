"""The doses that sources give for each exercise (clinical-spec §3 to §7)."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.plan.model import PlannedExercise
from formcheck.plan.targets import target_caution


@dataclass(frozen=True)
class DoseLimits:
    """Fewest and most repetitions, and shortest and longest hold in seconds."""

    reps: tuple[int, int]
    hold_s: tuple[float, float]


DOSE_LIMITS = {
    "standing_back_extension": DoseLimits((3, 15), (0, 10)),
    "seal_stretch": DoseLimits((1, 15), (5, 300)),
    "pelvic_tilt": DoseLimits((5, 20), (3, 15)),
    "knee_hug": DoseLimits((2, 10), (2, 30)),
    "prone_press_up": DoseLimits((5, 15), (0, 10)),
}


def dose_cautions(exercise: str, planned: PlannedExercise) -> list[str]:
    """Return a sentence for each part of a dose, and a target, that no source supports."""
    limits = DOSE_LIMITS[exercise]
    sentences = []
    if planned.reps is not None and not limits.reps[0] <= planned.reps <= limits.reps[1]:
        sentences.append(
            f"{planned.reps} repetitions; {limits.reps[0]} to {limits.reps[1]} are usual."
        )
    if planned.hold_s is not None and not limits.hold_s[0] <= planned.hold_s <= limits.hold_s[1]:
        sentences.append(
            f"A hold of {planned.hold_s:g} s; {limits.hold_s[0]:g} to {limits.hold_s[1]:g} s "
            "are usual."
        )
    if caution := target_caution(exercise, planned.variant, planned.target):
        sentences.append(caution)
    return sentences
