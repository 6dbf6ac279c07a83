"""Clips of a set that show every fault there is, two or three to a clip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .exercises.base import Exercise, FaultExample
from .scene import Scene
from .set_dressing import dress

_MILD = ("clean", "sensor noise", "clutter", "yaw 12", "long hair", "uneven light", "bare legs")


def fault_scenes(
    exercise: Exercise, first_number: int, random: np.random.Generator, prefix: str
) -> Iterator[Scene]:
    """Make clips that together show every fault of an exercise.

    Parameters
    ----------
    exercise : Exercise
    first_number : int
        Number in the name of the first clip.
    random : Generator
    prefix : str
        Begins the names.

    Yields
    ------
    Scene
    """
    shuffled = random.permutation(np.array(exercise.examples, dtype=object))
    examples: list[FaultExample] = list(shuffled)
    starts = [example for example in examples if example.harmless_start]
    for number, shown in enumerate(_shared_out(exercise, examples)):
        conditions = ["clean"] if number == 0 else [str(random.choice(_MILD))]
        constant = dict(starts.pop().constant) if starts else {}
        name = f"{prefix}_{exercise.name}_{first_number + number:02d}"
        values = _values(exercise, shown, constant, random)
        yield dress(values | {"name": name}, exercise, [*conditions, "every fault"], random)


def _shared_out(exercise: Exercise, examples: list[FaultExample]) -> list[list[FaultExample]]:
    """Divide fault examples over clips."""
    a_clip = exercise.in_sets.faults
    clips: list[list[FaultExample]] = []
    for variant in sorted({example.variant for example in examples}):
        waiting: list[FaultExample] = []
        # Those that need two repetitions come first, so that both are in one clip.
        for example in sorted(examples, key=lambda e: not e.twice):
            if example.repetition and example.variant == variant:
                waiting += [example] * (2 if example.twice else 1)
        clips += [waiting[i : i + a_clip] for i in range(0, len(waiting), a_clip)]
    # What shows afterwards needs a repetition after it.
    return [sorted(shown, key=lambda e: not e.shows_afterwards) for shown in clips]


def _values(
    exercise: Exercise,
    shown: list[FaultExample],
    constant: dict[str, float],
    random: np.random.Generator,
) -> dict[str, Any]:
    repetitions = [repetition_showing(exercise, example, random) for example in shown]
    if len(repetitions) < 2 or shown[-1].shows_afterwards:
        repetitions.append(repetition_showing(exercise, None, random))
    return {
        "title": f"{exercise.name}: {', '.join(example.id for example in shown)}",
        "lead_s": float(random.uniform(1.4, 1.9)),
        "tail_s": float(random.uniform(0.5, 0.9)),
        "exercise": {
            "name": exercise.name,
            "variant": shown[0].variant,
            "range_share": float(random.uniform(0.95, 1.0)),
            "prescribed_hold_s": exercise.in_sets.prescribed_hold_s,
            "constant": constant,
        },
        "repetition": repetitions,
    }


def repetition_showing(
    exercise: Exercise, example: FaultExample | None, random: np.random.Generator
) -> dict[str, Any]:
    """Return an unhurried repetition, with one fault or none."""
    repetition: dict[str, Any] = {
        "out_s": float(random.uniform(1.6, 1.9)),
        "hold_s": exercise.in_sets.held_with_fault_s + float(random.uniform(0.2, 0.5)),
        "return_s": float(random.uniform(1.6, 1.9)),
        "rest_s": float(random.uniform(0.8, 1.1)),
    }
    single = [leg for leg in exercise.in_sets.legs if leg != "both"]
    if single:
        repetition["leg"] = str(random.choice(single))
    return repetition if example is None else repetition | dict(example.repetition)
