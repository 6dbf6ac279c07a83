"""What a therapist should think of before prescribing this (clinical-spec §0.9, §2.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from formcheck.exercises.registry import get_exercise
from formcheck.plan.dose_limits import dose_cautions
from formcheck.plan.model import Condition, Plan

_EXTENSION = ("prone_press_up", "seal_stretch", "standing_back_extension")
_PRONE = ("prone_press_up", "seal_stretch")
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
        _both_directions,
        _same_bend_twice,
        _knee_hug,
        _extension,
        _prone,
        _standing,
        _ignored_faults,
    )
    found = [caution for rule in rules for caution in rule(plan)]
    for name, item in plan.enabled.items():
        found += [Caution(name, text) for text in dose_cautions(name, item)]
    return sorted(found, key=lambda caution: caution.exercise is not None)


def _empty(plan: Plan) -> Iterator[Caution]:
    if not plan.enabled:
        yield Caution(None, "No exercise is enabled: the patient has nothing to do.")


def _both_directions(plan: Plan) -> Iterator[Caution]:
    bending_back = [name for name in _EXTENSION if name in plan.enabled]
    if "knee_hug" in plan.enabled and bending_back:
        names = ", ".join(get_exercise(name).title for name in bending_back)
        yield Caution(
            None,
            f"Knee hug bends the back forward, {names} backward. With leg pain, let the direction "
            "that draws the pain up out of the leg decide, and leave the other out.",
        )


def _same_bend_twice(plan: Plan) -> Iterator[Caution]:
    seal = plan.enabled.get("seal_stretch")
    if seal is not None and seal.variant == "straight_arms" and "prone_press_up" in plan.enabled:
        yield Caution(
            None,
            "Seal stretch on straight arms and the press up bend the back alike: together they "
            "double the dose.",
        )


def _knee_hug(plan: Plan) -> Iterator[Caution]:
    if "knee_hug" not in plan.enabled:
        return
    if "osteoporosis" in plan.conditions:
        yield Caution(
            "knee_hug", "Not with osteoporosis: bending forward under load can break a vertebra."
        )
    if "disc" in plan.conditions:
        yield Caution(
            "knee_hug",
            "With a disc problem opinions differ, and some clinicians advise against it. "
            "Enable it only if you mean it, and start with the shortest holds.",
        )


def _extension(plan: Plan) -> Iterator[Caution]:
    for name in _EXTENSION:
        if name not in plan.enabled:
            continue
        for condition, words in _ASK_FIRST.items():
            if condition in plan.conditions:
                yield Caution(name, f"Bending backward may harm with {words}: examine first.")
        if "disc" in plan.conditions:
            yield Caution(
                name,
                "Bending backward can make some severe disc injuries worse: stop if the pain grows "
                "or moves further down the leg.",
            )


def _prone(plan: Plan) -> Iterator[Caution]:
    if "pregnancy" in plan.conditions:
        for name in _PRONE:
            if name in plan.enabled:
                yield Caution(name, "Not lying on the belly in pregnancy.")


def _standing(plan: Plan) -> Iterator[Caution]:
    if "standing_back_extension" in plan.enabled and "fall_risk" in plan.conditions:
        yield Caution(
            "standing_back_extension",
            "Leaning back can end in a fall: only with something firm to hold, or with company.",
        )


def _ignored_faults(plan: Plan) -> Iterator[Caution]:
    for name, item in plan.enabled.items():
        declared = get_exercise(name)
        for fault_id in item.ignore:
            spec = declared.fault(fault_id)
            if spec.severity >= 3:
                yield Caution(
                    name, f"{fault_id} ({spec.name}) is about safety, and will not be pointed out."
                )
            elif spec.severity == 2:
                yield Caution(
                    name,
                    f"{fault_id} ({spec.name}) defeats the exercise, and will not be pointed out.",
                )
