"""Which faults a rendered body can show, and how a scene asks for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FaultExample:
    """How a scene makes one fault plainly visible.

    Parameters
    ----------
    id : str
        As in the clinical specification.
    exercise : str
    repetition : mapping
        Changes to an ordinary repetition.
    constant : mapping of str to float
        Parameters in force all the time.
    brings_along : tuple of str
        Other faults that the same movement cannot avoid.
    variant : str
        Way of doing the exercise in which the fault is shown.
    """

    id: str
    exercise: str
    repetition: Mapping[str, object] = field(default_factory=dict)
    constant: Mapping[str, float] = field(default_factory=dict)
    brings_along: tuple[str, ...] = ()
    variant: str = ""


def _by(**faults: float) -> dict[str, object]:
    return {"faults": faults}


_STANDING = "standing_back_extension"
_SEAL, _TILT, _HUG, _PRESS = "seal_stretch", "pelvic_tilt", "knee_hug", "prone_press_up"

EXAMPLES: tuple[FaultExample, ...] = (
    FaultExample("SBE-1", _STANDING, _by(knee_bend_deg=32)),
    FaultExample("SBE-2", _STANDING, {"depth": 0.5} | _by(head_back_deg=70)),
    FaultExample("SBE-3", _STANDING, _by(fall_back_deg=14, trunk_hold_deg=10)),
    FaultExample("SBE-4", _STANDING, {"out_s": 0.42, "return_s": 0.42}),
    FaultExample("SBE-5", _STANDING, {"depth": 0.27}),
    FaultExample("SBE-6", _STANDING, {"hold_s": 0.3}),
    FaultExample("SBE-7", _STANDING, {"rest_amount": -0.7}),
    FaultExample("SBE-8", _STANDING, {}, {"hands_off": 1.0}),
    FaultExample("SS-1", _SEAL, _by(hips_lift_m=0.10), variant="straight_arms"),
    FaultExample("SS-2", _SEAL, {}, {"elbows_ahead_m": -0.09}),
    FaultExample("SS-3", _SEAL, _by(shrug_deg=40), brings_along=("SS-2",)),
    FaultExample("SS-4", _SEAL, _by(head_back_deg=95), brings_along=("SS-3",)),
    FaultExample("SS-5", _SEAL, _by(feet_up_deg=40)),
    FaultExample("SS-6", _SEAL, _by(forearms_lift=1.0)),
    FaultExample("SS-7", _SEAL, {"hold_s": 2.5}),
    FaultExample("SS-8", _SEAL, _by(rock_deg=9), brings_along=("SS-7",)),
    FaultExample("PT-1", _TILT, _by(hip_lift_deg=11), brings_along=("PT-4",)),
    FaultExample("PT-2", _TILT, {"depth": 0.25}),
    FaultExample("PT-3", _TILT, {"depth": 0.0} | _by(arch_deg=15), brings_along=("PT-4",)),
    FaultExample("PT-4", _TILT, _by(knee_shift_m=0.08)),
    FaultExample("PT-5", _TILT, _by(head_lift_deg=26)),
    FaultExample("PT-6", _TILT, {"hold_s": 0.4}),
    FaultExample("PT-7", _TILT, {}, {"feet_ahead_m": -0.17}),
    FaultExample("PT-8", _TILT, {"rest_amount": 0.55}),
    FaultExample("KH-1", _HUG, _by(head_lift_deg=28)),
    FaultExample("KH-2", _HUG, _by(other_leg_lift_deg=28)),
    FaultExample("KH-3", _HUG, _by(tail_curl_deg=20), brings_along=("KH-2",)),
    FaultExample("KH-4", _HUG, {"out_s": 0.6}),
    FaultExample("KH-5", _HUG, {"hold_s": 0.4}),
    FaultExample("KH-6", _HUG, {"depth": 0.12}),
    FaultExample("KH-7", _HUG, _by(on_kneecap=1.0)),
    FaultExample("KH-9", _HUG, {"return_s": 0.55}),
    FaultExample("PPU-1", _PRESS, _by(hips_lift_m=0.11)),
    FaultExample("PPU-2", _PRESS, _by(push_up=1.0), brings_along=("PPU-1", "PPU-8")),
    FaultExample("PPU-3", _PRESS, {}, {"arms_idle": 1.0}),
    FaultExample("PPU-4", _PRESS, {"rest_amount": 0.5}),
    FaultExample("PPU-5", _PRESS, _by(head_back_deg=80)),
    FaultExample("PPU-6", _PRESS, {"out_s": 0.7, "return_s": 0.8}),
    FaultExample("PPU-7", _PRESS, {}, {"hands_ahead_m": -0.34}),
    FaultExample("PPU-8", _PRESS, _by(feet_up_deg=40)),
)

# Faults of a whole session, which show over several repetitions or days.
OVER_A_SESSION = {
    "KH-8": "sides uneven: give the left and the right leg repetitions of different depth",
    "PPU-9": "range falling off: let the depth of the repetitions fall",
    "PPU-10": "not very high: depth below 0.6 of the person's own best",
}

NOT_SHOWN = {
    "which part of the spine bends (lumbar, thoracic, hip share)": "the skin hides it; truth "
    "gives the segments, a camera sees one line from hip to shoulder",
    "whether muscles, hands or breath do the work": "a body model has no muscles and no breath "
    "that a side camera could see",
    "pain, nerve signs, pressure on the floor": "not visible in any picture",
    "knee or hip drifting sideways, elbows flaring, one side higher": "along the line of sight "
    "of a side camera",
    "fingers pointing the wrong way, clothes caught, mat slipping": "below what the body model "
    "and the pose model resolve",
}


def examples_of(exercise: str) -> list[FaultExample]:
    """Return the fault examples of one exercise."""
    return [example for example in EXAMPLES if example.exercise == exercise]
