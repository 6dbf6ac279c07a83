"""Clips of a set that show every fault there is, two or three to a clip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .fault_catalogue import FaultExample, examples_of
from .scene import Scene
from .set_dressing import PRESCRIBED_HOLD_S, dress

_HELD_S = {"pelvic_tilt": 2.4, "knee_hug": 2.4, "seal_stretch": 5.0}
_USUALLY_HELD_S = 1.9
#: Faults that are there only when two repetitions show them.
_TWICE = {"SBE-5", "KH-6"}
#: Faults of the start position, which spoil no other fault of the same clip.
_HARMLESS_START = {"SBE-8", "PT-7", "PPU-7"}
_MILD = ("clean", "sensor noise", "clutter", "yaw 12", "long hair", "uneven light", "bare legs")


def fault_scenes(
    exercise: str, first_number: int, random: np.random.Generator, prefix: str
) -> Iterator[Scene]:
    """Make clips that together show every fault of an exercise.

    Parameters
    ----------
    exercise : str
    first_number : int
        Number in the name of the first clip.
    random : Generator
    prefix : str
        Begins the names.

    Yields
    ------
    Scene
    """
    shuffled = random.permutation(np.array(examples_of(exercise), dtype=object))
    examples: list[FaultExample] = list(shuffled)
    starts = [example for example in examples if example.id in _HARMLESS_START]
    for number, shown in enumerate(_shared_out(exercise, examples)):
        conditions = ["clean"] if number == 0 else [str(random.choice(_MILD))]
        constant = dict(starts.pop().constant) if starts else {}
        name = f"{prefix}_{exercise}_{first_number + number:02d}"
        values = _values(exercise, shown, constant, random)
        yield dress(values | {"name": name}, exercise, [*conditions, "every fault"], random)


def _shared_out(exercise: str, examples: list[FaultExample]) -> list[list[FaultExample]]:
    """Divide fault examples over clips."""
    a_clip = 2 if exercise == "seal_stretch" else 3
    clips: list[list[FaultExample]] = []
    for variant in sorted({example.variant for example in examples}):
        waiting: list[FaultExample] = []
        # Those that need two repetitions come first, so that both are in one clip.
        for example in sorted(examples, key=lambda e: e.id not in _TWICE):
            if example.repetition and example.variant == variant:
                waiting += [example] * (2 if example.id in _TWICE else 1)
        clips += [waiting[i : i + a_clip] for i in range(0, len(waiting), a_clip)]
    # What shows in the rest that follows needs a repetition after it.
    return [sorted(shown, key=lambda e: "rest_amount" not in e.repetition) for shown in clips]


def _values(
    exercise: str,
    shown: list[FaultExample],
    constant: dict[str, float],
    random: np.random.Generator,
) -> dict[str, Any]:
    repetitions = [repetition_showing(exercise, example, random) for example in shown]
    if len(repetitions) < 2 or "rest_amount" in shown[-1].repetition:
        repetitions.append(repetition_showing(exercise, None, random))
    return {
        "title": f"{exercise}: {', '.join(example.id for example in shown)}",
        "lead_s": float(random.uniform(1.4, 1.9)),
        "tail_s": float(random.uniform(0.5, 0.9)),
        "exercise": {
            "name": exercise,
            "variant": shown[0].variant,
            "range_share": float(random.uniform(0.95, 1.0)),
            "prescribed_hold_s": PRESCRIBED_HOLD_S[exercise],
            "constant": constant,
        },
        "repetition": repetitions,
    }


def repetition_showing(
    exercise: str, example: FaultExample | None, random: np.random.Generator
) -> dict[str, Any]:
    """Return an unhurried repetition, with one fault or none."""
    repetition: dict[str, Any] = {
        "out_s": float(random.uniform(1.6, 1.9)),
        "hold_s": _HELD_S.get(exercise, _USUALLY_HELD_S) + float(random.uniform(0.2, 0.5)),
        "return_s": float(random.uniform(1.6, 1.9)),
        "rest_s": float(random.uniform(0.8, 1.1)),
    }
    if exercise == "knee_hug":
        repetition["leg"] = str(random.choice(["left", "right"]))
    return repetition if example is None else repetition | dict(example.repetition)
