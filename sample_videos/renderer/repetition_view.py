"""One repetition of a clip, as the criteria of an exercise look at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .holds import HoldRule, find_hold, hold_length_s
from .motion import PHASES, Repetition
from .truth import Truth

Flags = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RepetitionView:
    """One repetition of a clip.

    Parameters
    ----------
    truth : Truth
    number : int
        Counted from 1.
    plan : Repetition
        What the scene asked for.
    variant : str
        Way of doing the exercise.
    hold_rule : HoldRule
        What holding the exercise means.
    prescribed_hold_s : float
        What the person was told.
    """

    truth: Truth
    number: int
    plan: Repetition
    variant: str
    hold_rule: HoldRule
    prescribed_hold_s: float

    @property
    def frames(self) -> Flags:
        """Frames of the whole repetition."""
        inside: Flags = self.truth.repetition == self.number
        return inside

    def during(self, *phases: str) -> Flags:
        """Frames of this repetition in the given phases."""
        wanted = [PHASES.index(phase) for phase in phases]
        return self.frames & np.isin(self.truth.phase, wanted)

    @property
    def rest_after(self) -> Flags:
        """Frames of rest until the next repetition, or the end."""
        mine = np.flatnonzero(self.frames)
        later = np.flatnonzero(self.truth.repetition > self.number)
        end = later[0] if len(later) else len(self.truth.time_s)
        flags = np.zeros(len(self.truth.time_s), dtype=bool)
        flags[mine[-1] + 1 : end] = True
        return flags

    @property
    def is_last(self) -> bool:
        """Whether no repetition follows."""
        return bool(self.number >= np.max(self.truth.repetition))

    def value(self, name: str) -> Values:
        """Return a signal, a value for every frame of the clip."""
        return self.truth.signals[name]

    def change(self, name: str) -> Values:
        """Return the change of a signal from the start position."""
        return self.truth.change(name)

    def speed(self, values: Values) -> Values:
        """Change per second."""
        speed: Values = np.gradient(values, self.truth.time_s)
        return speed

    def constant(self, value: float) -> Values:
        """Return one value for every frame."""
        return np.full(len(self.truth.time_s), value)

    def peak(self, values: Values, *phases: str) -> float:
        """Largest value in the given phases; in the whole repetition when none is given."""
        inside = self.during(*phases) if phases else self.frames
        return float(np.max(values[inside])) if inside.any() else 0.0

    @property
    def hold_s(self) -> float:
        """How long the end of the range was truly held, in seconds."""
        held = find_hold(self.truth, self.number, self.hold_rule)
        return hold_length_s(self.truth, held)


def view_repetitions(
    truth: Truth,
    plans: Sequence[Repetition],
    hold_rule: HoldRule,
    variant: str,
    prescribed_hold_s: float,
) -> list[RepetitionView]:
    """Return a view of every repetition that a scene asked for; see `RepetitionView`."""
    return [
        RepetitionView(truth, number, plan, variant, hold_rule, prescribed_hold_s)
        for number, plan in enumerate(plans, start=1)
    ]
