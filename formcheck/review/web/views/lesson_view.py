"""An exercise as it is taught: texts, drawings, and what a plan says of it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from formcheck.drawing.figure_svg import draw_pictures
from formcheck.exercises.base import Exercise, Lesson
from formcheck.exercises.loading import get_pictures
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import default_settings
from formcheck.plan.model import WEEKDAYS, PlannedExercise
from formcheck.report.page.quantities import count_of

_DAY_NAMES = dict(zip(WEEKDAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
_SIDES = {"left": "left leg only", "right": "right leg only", "both": "both knees together"}


@dataclass(frozen=True)
class Taught:
    """One exercise; ``figures`` are pairs of a drawing and what it is called."""

    exercise: Exercise
    lesson: Lesson
    figures: list[tuple[Markup, str]]
    dose: str
    own_words: str


def teach(name: str, planned: PlannedExercise | None = None) -> Taught:
    """Return the text and drawings of an exercise, with the dose of a plan if there is one."""
    exercise = get_exercise(name)
    pictures = get_pictures(exercise)
    drawn = draw_pictures(pictures)
    return Taught(
        exercise=exercise,
        lesson=exercise.lesson,
        figures=[(svg, picture.caption) for svg, picture in zip(drawn, pictures, strict=True)],
        dose=exercise.dose if planned is None else dose_words(exercise, planned),
        own_words="" if planned is None else planned.cue,
    )


def dose_words(exercise: Exercise, planned: PlannedExercise) -> str:
    """Return what a plan prescribes, in a line."""
    words = exercise.dose
    if planned.reps is not None or planned.hold_s is not None:
        usual = default_settings().dose(exercise.name)
        reps = usual.reps if planned.reps is None else planned.reps
        hold_s = usual.hold_s if planned.hold_s is None else planned.hold_s
        held = f"held for {hold_s:g} seconds" if hold_s else "without a hold"
        each = " with each leg" if exercise.sided and planned.side is None else ""
        words = f"{count_of(reps, 'time')}{each}, {held}"
    if planned.rest_s is not None:
        words += f", {planned.rest_s:g} seconds of rest"
    if planned.side is not None:
        words += f", {_SIDES.get(planned.side, 'each leg in turn')}"
    if planned.variant is not None:
        words += f", {exercise.variants.get(planned.variant, planned.variant)}"
    sets = "once a day" if planned.sets_a_day == 1 else f"{planned.sets_a_day} times a day"
    days = (
        "every day"
        if len(planned.days) == len(WEEKDAYS)
        else ", ".join(_DAY_NAMES[day] for day in planned.days)
    )
    return f"{words}; {sets}, {days}"
