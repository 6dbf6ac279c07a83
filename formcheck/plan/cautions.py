"""What a therapist should think of before prescribing this (clinical-spec §0.9, §2.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from formcheck.exercises.base import Exercise
from formcheck.exercises.registry import get_exercise
from formcheck.plan.model import Condition, Plan
from formcheck.plan.targets import dose_cautions

_ASK_FIRST: dict[Condition, str] = {
    "stenosis": "a narrowed spinal canal",
    "spondylolisthesis": "a slipped vertebra",
    "fusion": "a fused spine",
}


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
        yield Caution(None, "No exercise is enabled: the patient has nothing to do.")


def _not_installed(plan: Plan) -> Iterator[Caution]:
    for name, item in plan.not_installed.items():
        if item.enabled:
            yield Caution(name, "It cannot be done with this computer.")


def _both_directions(plan: Plan) -> Iterator[Caution]:
    forward, backward = (
        [exercise.title for exercise in _enabled(plan) if exercise.bends == way]
        for way in ("forward", "backward")
    )
    if forward and backward:
        bend = "bends" if len(forward) == 1 else "bend"
        yield Caution(
            None,
            f"{', '.join(forward)} {bend} the back forward, {', '.join(backward)} backward. With "
            "leg pain, let the direction that draws the pain up out of the leg decide, and leave "
            "the other out.",
        )


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
        for condition, words in _ASK_FIRST.items():
            if condition in plan.conditions:
                yield Caution(
                    exercise.name, f"Bending backward may harm with {words}: examine first."
                )
        if "disc" in plan.conditions:
            yield Caution(
                exercise.name,
                "Bending backward can make some severe disc injuries worse: stop if the pain grows "
                "or moves further down the leg.",
            )


def _prone(plan: Plan) -> Iterator[Caution]:
    if "pregnancy" in plan.conditions:
        for exercise in _enabled(plan):
            if exercise.stance == "prone":
                yield Caution(exercise.name, "Not lying on the belly in pregnancy.")


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
            if spec.severity >= 3:
                yield Caution(
                    name, f"{fault_id} ({spec.name}) is about safety, and will not be pointed out."
                )
            elif spec.severity == 2:
                yield Caution(
                    name,
                    f"{fault_id} ({spec.name}) defeats the exercise, and will not be pointed out.",
                )
