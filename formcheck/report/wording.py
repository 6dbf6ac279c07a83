"""Plain words for what the session engine names by a keyword."""

from __future__ import annotations

from formcheck.exercises.base import Exercise
from formcheck.judge.scored import Phase

_PHASES: dict[Phase, str] = {
    "not_judged": "Not judged",
    "ready": "Ready",
    "out": "Moving",
    "hold": "Hold",
    "return": "Returning",
}

#: Instead of a phase, while another exercise is done than the one that is judged.
OTHER_MOVEMENT = "Other movement"


def phase_words(exercise: Exercise, phase: Phase) -> str:
    """Return what a phase is called in an exercise, for example ``"Pressing up"``."""
    key = {"out": "out", "return": "back"}.get(phase)
    if key is not None and exercise.words.holds(key):
        return exercise.words.text(key)
    return _PHASES[phase]


def clock(time_s: float) -> str:
    """Return a moment as minutes and seconds, ``"1:05"``."""
    minutes, seconds = divmod(int(max(time_s, 0.0)), 60)
    return f"{minutes}:{seconds:02d}"


def with_unit(value: float, unit: str) -> str:
    """Return a number with its unit as people write it, ``"47°"`` or ``"0.12 torso"``."""
    if unit == "deg":
        return f"{value + 0.0:.0f}°".replace("-0°", "0°").replace("-", "\u2212")
    if unit in ("%", "percent"):
        return f"{value:.0f} %"
    return f"{value:.2f} {unit}".strip()
