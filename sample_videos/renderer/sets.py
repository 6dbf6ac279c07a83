"""The two larger sets, made up from seeds: the same seed gives the same clips."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .exercises.base import Exercise, FaultExample, LookAlike
from .exercises.registry import EXERCISES, LOOK_ALIKES
from .fault_scenes import fault_scenes, repetition_showing
from .motion import Repetition
from .scene import Scene
from .set_dressing import CONDITIONS, dress

CLIPS_AN_EXERCISE = 14
LOOK_ALIKE_CLIPS = 14
_LONGEST_S, _SHORTEST_S = 22.0, 8.0
_SECOND_VARIANT_SHARE = 0.4
_MILD = ("sensor noise", "clutter", "loose clothes", "yaw 12", "camera on table", "dim light")
# What happens in a clip besides the movement itself, dealt out in turn.
_COURSES = ("plain", "uneven", "arrives", "partial", "faults", "stops_early", "rests", "faults")


def eval_scenes(seed: int) -> list[Scene]:
    """Return the evaluation set: about a hundred clips, one in seven of another movement.

    Most are ordinary courses of an exercise under all conditions of recording;
    the "every fault" ones go through the catalogue of faults.
    """
    scenes = []
    deck = _shuffled_conditions(np.random.default_rng([seed, 98]))
    for place, exercise in enumerate(EXERCISES):
        random = np.random.default_rng([seed, place])
        scenes += list(_exercise_scenes(exercise, CLIPS_AN_EXERCISE, random, "eval", deck))
        random = np.random.default_rng([seed, 50 + place])
        scenes += list(fault_scenes(exercise, CLIPS_AN_EXERCISE + 1, random, "eval"))
    random = np.random.default_rng([seed, 99])
    for number in range(LOOK_ALIKE_CLIPS):
        movement = LOOK_ALIKES[number % len(LOOK_ALIKES)]
        scenes.append(_look_alike_scene(movement, number, random, "eval"))
    return scenes


def smoke_scenes(seed: int) -> list[Scene]:
    """Return a quick set that shows in minutes whether anything broke.

    Each exercise once, a good repetition and one with a fault; and a look-alike.
    """
    scenes = []
    for place, exercise in enumerate(EXERCISES):
        random = np.random.default_rng([seed, place])
        scene = next(_exercise_scenes(exercise, 1, random, "smoke", []))
        wrong = next(example for example in exercise.examples if example.in_smoke)
        faulty = Repetition(**repetition_showing(exercise, wrong, random))
        scenes.append(_quick(scene, (scene.repetition[0], faulty)))
    random = np.random.default_rng([seed, 99])
    for number, movement in enumerate(m for m in LOOK_ALIKES if m.in_smoke):
        scene = _look_alike_scene(movement, number, random, "smoke")
        scenes.append(_quick(scene, scene.repetition[:2]))
    return scenes


def _quick(scene: Scene, repetitions: tuple[Repetition, ...]) -> Scene:
    return scene.model_copy(update={"repetition": repetitions, "tail_s": 0.5})


def _exercise_scenes(
    exercise: Exercise, count: int, random: np.random.Generator, prefix: str, deck: list[str]
) -> Iterator[Scene]:
    examples = list(random.permutation(np.array(exercise.examples, dtype=object)))
    conditions = _deal_conditions(count, random, deck)
    for number in range(count):
        course = _COURSES[number % len(_COURSES)]
        shown: list[FaultExample] = []
        if course == "faults":
            shown, examples = examples[:2], examples[2:] + examples[:2]
        elif number % 2 == 1:
            shown, examples = examples[:1], examples[1:] + examples[:1]
        yield _scene(exercise, number, course, shown, conditions[number], random, prefix)


def _shuffled_conditions(random: np.random.Generator) -> list[str]:
    return [str(name) for name in random.permutation([c for c in CONDITIONS if c != "clean"])]


def _deal_conditions(count: int, random: np.random.Generator, deck: list[str]) -> list[list[str]]:
    """Every third clip is clean; the others have one condition, some a second.

    The deck goes round over all exercises, so that every condition has its turn.
    """
    dealt: list[list[str]] = []
    for number in range(count):
        if number % 3 == 0:
            dealt.append(["clean"])
            continue
        first = deck.pop(0)
        deck.append(first)
        dealt.append([first])
        if random.random() < 0.35 and not first.startswith("yaw"):
            dealt[-1].append(next(name for name in deck if not name.startswith("yaw")))
    return dealt


def _scene(
    exercise: Exercise,
    number: int,
    course: str,
    shown: list[FaultExample],
    conditions: list[str],
    random: np.random.Generator,
    prefix: str,
) -> Scene:
    constant: dict[str, float] = {}
    for example in shown:
        if not (set(example.constant) and constant):
            constant |= dict(example.constant)
    usual, variant = exercise.in_sets, _variant(exercise, shown, random)
    repetitions = _repetitions(exercise, course, shown, random)
    arriving = 2.6 if course == "arrives" else 0.0
    lead = float(random.uniform(1.2, 2.0))
    repetitions = _fitting(repetitions, _LONGEST_S - arriving - lead - 0.6)
    values: dict[str, Any] = {
        "name": f"{prefix}_{exercise.name}_{number + 1:02d}",
        "title": f"{exercise.name}, {course}",
        "lead_s": lead,
        "tail_s": float(random.uniform(0.4, 1.2)),
        "arriving_s": arriving,
        "exercise": {
            "name": exercise.name,
            "variant": variant,
            "range_share": float(random.uniform(*usual.range_share)),
            "prescribed_hold_s": usual.prescribed_hold_s,
            "constant": constant,
        },
        "repetition": repetitions,
    }
    if course == "stops_early":
        values["stops_at_s"] = _middle_of_last(repetitions, lead)
    return dress(values, exercise, [*conditions, course], random)


def _variant(exercise: Exercise, shown: list[FaultExample], random: np.random.Generator) -> str:
    """As the faults ask for it; or the second one, which some people choose."""
    usual = exercise.in_sets
    may_choose = bool(usual.second_variant) and (usual.second_variant_with_faults or not shown)
    if may_choose and random.random() < _SECOND_VARIANT_SHARE:
        return usual.second_variant
    return next((example.variant for example in shown if example.variant), "")


def _repetitions(
    exercise: Exercise, course: str, shown: list[FaultExample], random: np.random.Generator
) -> list[dict[str, Any]]:
    usual = exercise.in_sets
    spread = 0.45 if course == "uneven" else 0.12
    made: list[dict[str, Any]] = []
    for number in range(usual.repetitions):
        repetition: dict[str, Any] = {
            "out_s": 1.4 * random.uniform(1 - spread, 1 + spread) + 0.25,
            "hold_s": usual.held_s + random.uniform(0.15, 0.6),
            "return_s": 1.4 * random.uniform(1 - spread, 1 + spread) + 0.25,
            "rest_s": random.uniform(0.7, 1.3) * (1 + (2.0 if course == "rests" else 0)),
            "depth": random.uniform(0.92, 1.0),
        }
        if usual.legs:
            legs, shares = list(usual.legs), list(usual.legs.values())
            repetition["leg"] = str(random.choice(legs, p=shares))
        if course == "partial" and number == 1:
            repetition["depth"] = usual.partial_depth
        made.append(repetition)
    changed = [example for example in shown if example.repetition]
    for example, number in zip(changed, range(1, usual.repetitions), strict=False):
        made[number].update(example.repetition)
        if example.one_leg and made[number].get("leg") == "both":
            made[number]["leg"] = "right"
    return made


def _fitting(repetitions: list[dict[str, Any]], available_s: float) -> list[dict[str, Any]]:
    """As many repetitions from the start as fit into the time."""
    kept: list[dict[str, Any]] = []
    for repetition in repetitions:
        needed = sum(repetition[key] for key in ("out_s", "hold_s", "return_s", "rest_s"))
        if kept and needed > available_s:
            break
        available_s -= needed
        kept.append(repetition)
    return kept


def _middle_of_last(repetitions: list[dict[str, Any]], lead_s: float) -> float:
    before = sum(
        repetition[key]
        for repetition in repetitions[:-1]
        for key in ("out_s", "hold_s", "return_s", "rest_s")
    )
    return max(_SHORTEST_S, float(lead_s + before + 0.7 * repetitions[-1]["out_s"]))


def _look_alike_scene(
    movement: LookAlike, number: int, random: np.random.Generator, prefix: str
) -> Scene:
    slow = float(random.uniform(1.1, 1.8))
    repetition = {
        "out_s": slow,
        "hold_s": float(random.uniform(0.3, 1.6)),
        "return_s": slow,
        "rest_s": float(random.uniform(0.6, 1.2)),
    }
    conditions = ["clean"] if number % 2 == 0 else [str(random.choice(_MILD))]
    values = {
        "name": f"{prefix}_{movement.name}_{number + 1:02d}",
        "title": f"{movement.name}: looks like {movement.looks_like.name}",
        "lead_s": 1.5,
        "tail_s": movement.tail_s,
        "exercise": {"name": movement.name},
        "repetition": [repetition] * movement.times,
    }
    return dress(values, movement, [*conditions, "look-alike"], random)
