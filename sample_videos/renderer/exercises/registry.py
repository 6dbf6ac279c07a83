"""Every movement by name."""

from __future__ import annotations

from importlib import import_module

from .base import Exercise, Movement
from .look_alikes import LOOK_ALIKES

__all__ = ["EXERCISES", "LOOK_ALIKES", "MOVEMENTS"]

#: A new exercise is one module and one line here. It goes to the end: a set draws the clips of
#: an exercise from its place in this list.
_NAMES = (
    "pelvic_tilt",
    "knee_hug",
    "prone_press_up",
    "seal_stretch",
    "standing_back_extension",
)


def _exercise_in(module: str) -> Exercise:
    exercise: Exercise = import_module(f"{__package__}.{module}").EXERCISE
    return exercise


EXERCISES: tuple[Exercise, ...] = tuple(_exercise_in(name) for name in _NAMES)
MOVEMENTS: dict[str, Movement] = {
    movement.name: movement for movement in (*EXERCISES, *LOOK_ALIKES)
}
