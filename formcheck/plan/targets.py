"""What each exercise is aimed at, and what a therapist may set (clinical-spec §3 to §7)."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.exercises.settings import Settings

_PERCENT = 100.0


@dataclass(frozen=True)
class Target:
    """What a target of an exercise is.

    Attributes
    ----------
    key : str
        Setting that holds it, in the table ``states``.
    unit : str
        ``deg``, or ``%`` of the person's own movement.
    usual : (float, float)
        What is usual, in the unit.
    meaning : str
        What is measured, in plain words.
    """

    key: str
    unit: str
    usual: tuple[float, float]
    meaning: str

    @property
    def factor(self) -> float:
        """What a setting is multiplied by to be shown."""
        return _PERCENT if self.unit == "%" else 1.0


_TARGETS = {
    "standing_back_extension": Target(
        "target_deg", "deg", (8, 35), "how far the trunk leans back from upright"
    ),
    "pelvic_tilt": Target(
        "target_share",
        "%",
        (60, 100),
        "of the person's own tilt, as the guided tilts of a live session measure it; in a recorded "
        "clip tilts are only compared with each other",
    ),
    "knee_hug": Target(
        "target_deg",
        "deg",
        (95, 125),
        "the knee-to-chest angle; a low target lets smaller hugs count, too",
    ),
    "prone_press_up": Target(
        "target_deg",
        "deg",
        (25, 45),
        "how far the trunk rises; empty, it is the person's own comfortable best",
    ),
}
_SEAL = {
    "forearms": Target("forearms_target_deg", "deg", (18, 32), "how far the trunk rises"),
    "straight_arms": Target("straight_arms_target_deg", "deg", (35, 45), "how far the trunk rises"),
}


def target_of(exercise: str, variant: str | None = None) -> Target:
    """Return what the target of an exercise is; the variant matters in the seal stretch only."""
    if exercise == "seal_stretch":
        # As the rules have it: what is recognised from the clip is aimed at as on the forearms.
        return _SEAL["straight_arms" if variant == "straight_arms" else "forearms"]
    return _TARGETS[exercise]


def find_target(exercise: str, settings: Settings) -> float | None:
    """Return what is aimed for, in the target's unit; None for the person's own best."""
    own = getattr(settings, exercise)
    target = target_of(exercise, getattr(own, "variant", None))
    value: float | None = getattr(own.states, target.key)
    return None if value is None else value * target.factor


def target_caution(exercise: str, variant: str | None, target: float | None) -> str | None:
    """Return a sentence about a target that is not usual, None if it is."""
    if target is None:
        return None
    known = target_of(exercise, variant)
    low, high = known.usual
    if low <= target <= high:
        return None
    unit = "°" if known.unit == "deg" else " %"
    return f"A target of {target:g}{unit}; {low:g} to {high:g}{unit} are usual."


def is_target_setting(exercise: str, place: tuple[str, ...]) -> bool:
    """Whether a setting is a target, which a plan has a field of its own for."""
    keys = {known.key for known in (_SEAL.values() if exercise == "seal_stretch" else ())}
    if exercise in _TARGETS:
        keys.add(_TARGETS[exercise].key)
    return len(place) == 2 and place[0] == "states" and place[1] in keys
