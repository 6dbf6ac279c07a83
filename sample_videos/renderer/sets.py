"""The two larger sets, made up from seeds: the same seed gives the same clips."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .fault_catalogue import FaultExample, examples_of
from .fault_scenes import fault_scenes, repetition_showing
from .motion import Repetition
from .poses.look_alikes import LOOKS_LIKE
from .scene import Scene
from .set_dressing import CONDITIONS, PRESCRIBED_HOLD_S, dress

EXERCISES = (
    "pelvic_tilt",
    "knee_hug",
    "prone_press_up",
    "seal_stretch",
    "standing_back_extension",
)
CLIPS_AN_EXERCISE = 14
LOOK_ALIKE_CLIPS = 14
_LONGEST_S, _SHORTEST_S = 22.0, 8.0
# How long people hold, and a little more each time.
_HELD_S = {
    "pelvic_tilt": 2.0,
    "knee_hug": 2.0,
    "prone_press_up": 1.5,
    "seal_stretch": 5.0,
    "standing_back_extension": 1.5,
}
_RANGE_SHARES = {
    "pelvic_tilt": (0.85, 1.15),
    "knee_hug": (0.82, 1.0),
    "prone_press_up": (0.75, 1.0),
    "seal_stretch": (0.96, 1.0),
    "standing_back_extension": (0.75, 1.1),
}
_SMOKE_FAULTS = {"PT-1", "KH-1", "PPU-1", "SS-6", "SBE-1"}
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
    names = list(LOOKS_LIKE)
    for number in range(LOOK_ALIKE_CLIPS):
        scenes.append(_look_alike_scene(names[number % len(names)], number, random, "eval"))
    return scenes


def smoke_scenes(seed: int) -> list[Scene]:
    """Return a quick set for continuous integration.

    Each exercise once, a good repetition and one with a fault; and one look-alike.
    """
    scenes = []
    for place, exercise in enumerate(EXERCISES):
        random = np.random.default_rng([seed, place])
        scene = next(_exercise_scenes(exercise, 1, random, "smoke", []))
        wrong = next(e for e in examples_of(exercise) if e.id in _SMOKE_FAULTS)
        faulty = Repetition(**repetition_showing(exercise, wrong, random))
        scenes.append(_quick(scene, (scene.repetition[0], faulty)))
    random = np.random.default_rng([seed, 99])
    scene = _look_alike_scene("bridge", 0, random, "smoke")
    scenes.append(_quick(scene, scene.repetition[:2]))
    return scenes


def _quick(scene: Scene, repetitions: tuple[Repetition, ...]) -> Scene:
    return scene.model_copy(update={"repetition": repetitions, "tail_s": 0.5})


def _exercise_scenes(
    exercise: str, count: int, random: np.random.Generator, prefix: str, deck: list[str]
) -> Iterator[Scene]:
    examples = list(random.permutation(np.array(examples_of(exercise), dtype=object)))
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
    exercise: str,
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
    variant = next((example.variant for example in shown if example.variant), "")
    if exercise == "seal_stretch" and not shown and random.random() < 0.4:
        variant = "straight_arms"
    if exercise == "knee_hug" and random.random() < 0.4:
        variant = "other_leg_straight"
    repetitions = _repetitions(exercise, course, shown, random)
    arriving = 2.6 if course == "arrives" else 0.0
    lead = float(random.uniform(1.2, 2.0))
    repetitions = _fitting(repetitions, _LONGEST_S - arriving - lead - 0.6)
    values: dict[str, Any] = {
        "name": f"{prefix}_{exercise}_{number + 1:02d}",
        "title": f"{exercise}, {course}",
        "lead_s": lead,
        "tail_s": float(random.uniform(0.4, 1.2)),
        "arriving_s": arriving,
        "exercise": {
            "name": exercise,
            "variant": variant,
            "range_share": float(random.uniform(*_RANGE_SHARES[exercise])),
            "prescribed_hold_s": PRESCRIBED_HOLD_S[exercise],
            "constant": constant,
        },
        "repetition": repetitions,
    }
    if course == "stops_early":
        values["stops_at_s"] = _middle_of_last(repetitions, lead)
    return dress(values, exercise, [*conditions, course], random)


def _repetitions(
    exercise: str, course: str, shown: list[FaultExample], random: np.random.Generator
) -> list[dict[str, Any]]:
    hold = _HELD_S[exercise]
    count = 2 if exercise == "seal_stretch" else 4
    spread = 0.45 if course == "uneven" else 0.12
    made: list[dict[str, Any]] = []
    for number in range(count):
        repetition: dict[str, Any] = {
            "out_s": 1.4 * random.uniform(1 - spread, 1 + spread) + 0.25,
            "hold_s": hold + random.uniform(0.15, 0.6),
            "return_s": 1.4 * random.uniform(1 - spread, 1 + spread) + 0.25,
            "rest_s": random.uniform(0.7, 1.3) * (1 + (2.0 if course == "rests" else 0)),
            "depth": random.uniform(0.92, 1.0),
        }
        if exercise == "knee_hug":
            repetition["leg"] = str(random.choice(["left", "right", "both"], p=[0.4, 0.4, 0.2]))
        if course == "partial" and number == 1:
            repetition["depth"] = 0.42 if exercise != "knee_hug" else 0.35
        made.append(repetition)
    changed = [example for example in shown if example.repetition]
    for example, number in zip(changed, range(1, count), strict=False):
        made[number].update(example.repetition)
        if example.id in {"KH-2"} and made[number].get("leg") == "both":
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
    movement: str, number: int, random: np.random.Generator, prefix: str
) -> Scene:
    slow = float(random.uniform(1.1, 1.8))
    repetition = {
        "out_s": slow,
        "hold_s": float(random.uniform(0.3, 1.6)),
        "return_s": slow,
        "rest_s": float(random.uniform(0.6, 1.2)),
    }
    count = 1 if movement == "lying_still" else 3
    conditions = ["clean"] if number % 2 == 0 else [str(random.choice(_MILD))]
    values = {
        "name": f"{prefix}_{movement}_{number + 1:02d}",
        "title": f"{movement}: looks like {LOOKS_LIKE[movement]}",
        "lead_s": 1.5,
        "tail_s": 4.0 if movement == "lying_still" else 0.8,
        "exercise": {"name": movement},
        "repetition": [repetition] * count,
    }
    return dress(values, movement, [*conditions, "look-alike"], random)


_MILD = ("sensor noise", "clutter", "loose clothes", "yaw 12", "camera on table", "dim light")
