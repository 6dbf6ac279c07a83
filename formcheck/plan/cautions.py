"""What a therapist should think of before prescribing this (clinical-spec §0.9, §2.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import get_exercise
from formcheck.plan.model import Condition, Plan
from formcheck.plan.targets import dose_cautions
from formcheck.words import read_words

_WORDS = read_words(__package__)
_ASK_FIRST: tuple[Condition, ...] = ("stenosis", "spondylolisthesis", "fusion")


@dataclass(frozen=True)
class Caution:
    """One warning; ``exercise`` is None where it is about the plan as a whole."""

    exercise: str | None
    text: str


def find_cautions(plan: Plan) -> list[Caution]:
    """Return the warnings about a plan, those about the whole of it first.

    They do not stop a plan from being saved: the therapist decides.
    """
    rules: tuple[Callable[[Plan], Iterator[Caution]], ...] = (
        _empty,
        _not_installed,
        _both_directions,
        _alike,
        _said_by_exercises,
        _bending_back,
        _prone,
        _ignored_faults,
    )
    found = [caution for rule in rules for caution in rule(plan)]
    for name, item in plan.enabled.items():
        found += [Caution(name, text) for text in dose_cautions(get_exercise(name), item)]
    return sorted(found, key=lambda caution: caution.exercise is not None)


def _empty(plan: Plan) -> Iterator[Caution]:
    if not plan.prescribed:
        yield Caution(None, _WORDS.text("cautions.empty"))


def _not_installed(plan: Plan) -> Iterator[Caution]:
    for name, item in plan.not_installed.items():
        if item.enabled:
            yield Caution(name, _WORDS.text("cautions.not_installed"))


def _both_directions(plan: Plan) -> Iterator[Caution]:
    forward, backward = (
        [exercise.title for exercise in _enabled(plan) if exercise.bends == way]
        for way in ("forward", "backward")
    )
    if forward and backward:
        form = _WORDS.form("cautions.both_directions", len(forward))
        text = _WORDS.text(
            f"cautions.both_directions.{form}",
            forward=", ".join(forward),
            backward=", ".join(backward),
        )
        yield Caution(None, text)


def _alike(plan: Plan) -> Iterator[Caution]:
    for exercise in _enabled(plan):
        for variant, other in exercise.alike:
            if plan.enabled[exercise.name].variant == variant and other in plan.enabled:
                yield Caution(None, exercise.words.text(f"alike.{other}"))


def _said_by_exercises(plan: Plan) -> Iterator[Caution]:
    for exercise in _enabled(plan):
        for condition, text in exercise.words.texts("conditions").items():
            if condition in plan.conditions:
                yield Caution(exercise.name, text)


def _bending_back(plan: Plan) -> Iterator[Caution]:
    for exercise in _enabled(plan):
        if exercise.bends != "backward":
            continue
        for condition in _ASK_FIRST:
            if condition in plan.conditions:
                text = _WORDS.text(f"cautions.bending_back.{condition}")
                yield Caution(exercise.name, text)
        if "disc" in plan.conditions:
            yield Caution(exercise.name, _WORDS.text("cautions.disc"))


def _prone(plan: Plan) -> Iterator[Caution]:
    if "pregnancy" in plan.conditions:
        for exercise in _enabled(plan):
            if exercise.stance == "prone":
                yield Caution(exercise.name, _WORDS.text("cautions.prone"))


def _enabled(plan: Plan) -> list[Exercise]:
    return [get_exercise(name) for name in plan.enabled]


def _ignored_faults(plan: Plan) -> Iterator[Caution]:
    for name, item in plan.enabled.items():
        declared = {spec.id: spec for spec in get_exercise(name).faults}
        for fault_id in item.ignore:
            spec = declared.get(fault_id)
            # Another version of its package may not have it any more.
            if spec is None:
                continue
            if spec.severity >= 2:
                why = "ignored_safety" if spec.severity >= 3 else "ignored_defeats"
                text = _WORDS.text(f"cautions.{why}", fault_id=fault_id, fault=spec.name)
                yield Caution(name, text)
