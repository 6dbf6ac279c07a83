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
from formcheck.words import read_words, short_number, weekday_names

_WORDS = read_words("formcheck.review.web")


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
        words = _times_and_hold(exercise, planned)
    if planned.rest_s is not None:
        words = _WORDS.text("dose.rest", dose=words, seconds=short_number(planned.rest_s))
    if planned.side is not None:
        words = _WORDS.text(f"dose.side.{planned.side}", dose=words)
    if planned.variant is not None:
        variant = exercise.variants.get(planned.variant, planned.variant)
        words = _WORDS.text("dose.variant", dose=words, variant=variant)
    names = dict(zip(WEEKDAYS, weekday_names(), strict=True))
    days = (
        _WORDS.text("dose.every_day")
        if len(planned.days) == len(WEEKDAYS)
        else ", ".join(names[day] for day in planned.days)
    )
    how_often = "dose.day" if planned.sets_a_day == 1 else "dose.day_often"
    return _WORDS.text(how_often, dose=words, sets=planned.sets_a_day, days=days)


def _times_and_hold(exercise: Exercise, planned: PlannedExercise) -> str:
    usual = default_settings().dose(exercise.name)
    reps = usual.reps if planned.reps is None else planned.reps
    hold_s = usual.hold_s if planned.hold_s is None else planned.hold_s
    each_leg = exercise.sided and planned.side is None
    times = _WORDS.count("dose.times_each_leg" if each_leg else "dose.times", reps)
    if not hold_s:
        return _WORDS.text("dose.not_held", times=times)
    return _WORDS.text("dose.held", times=times, seconds=short_number(hold_s))
