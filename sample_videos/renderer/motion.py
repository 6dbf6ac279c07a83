"""From a list of repetitions to what the person does at every moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

Leg = Literal["left", "right", "both"]
Phase = Literal["arriving", "rest", "out", "hold", "return", "leaving"]
PHASES: tuple[Phase, ...] = ("arriving", "rest", "out", "hold", "return", "leaving")

_HOLD_EDGE_S = 0.35


class Repetition(BaseModel):
    """One repetition: how long each part takes, how far it goes, what goes wrong.

    ``depth`` 1 is the person's full range. ``rest_amount`` is how far from the
    start position the person stays afterwards (0 comes all the way back, below
    0 passes it). ``faults`` gives fault parameters of the movement at the end
    of the range; they come and go with the movement.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    out_s: float = Field(1.6, gt=0.1)
    hold_s: float = Field(2.0, ge=0)
    return_s: float = Field(1.6, gt=0.1)
    rest_s: float = Field(1.0, ge=0)
    depth: float = Field(1.0, ge=-0.5, le=1.3)
    rest_amount: float = Field(0.0, ge=-0.8, le=0.9)
    leg: Leg = "both"
    faults: dict[str, float] = Field(default_factory=dict)

    @property
    def moving_s(self) -> float:
        """Seconds from leaving the start position to being back."""
        return self.out_s + self.hold_s + self.return_s


@dataclass(frozen=True)
class Moment:
    """What the person does at one moment.

    Parameters
    ----------
    amount : float
        How far into the movement: 0 at rest, 1 at the end of the range.
    time_s : float
        For breathing and sway.
    parameters : mapping of str to float
        Fault parameters in force, in the unit of their name; absent is 0.
    leg : {"left", "right", "both"}
        Which leg moves, where that matters.
    """

    amount: float
    time_s: float = 0.0
    parameters: Mapping[str, float] = field(default_factory=dict)
    leg: Leg = "both"

    def __getitem__(self, name: str) -> float:
        return self.parameters.get(name, 0.0)

    def sway(self, period_s: float, size: float) -> float:
        """Return a slow swing of breathing or balance."""
        return size * float(np.sin(2 * np.pi * self.time_s / period_s))


@dataclass(frozen=True)
class Instant:
    """What happens at one moment of a clip.

    Parameters
    ----------
    moment : Moment
        Handed to the mover.
    phase : str
        One of ``PHASES``.
    repetition : int
        Counted from 1; 0 outside any repetition.
    arrived : float
        0 not yet in position, 1 in position.
    """

    moment: Moment
    phase: Phase
    repetition: int
    arrived: float


class Timeline:
    """The course of a clip.

    Parameters
    ----------
    repetitions : list of Repetition
    lead_s, tail_s : float
        Stillness before the first and after the last repetition, in seconds.
    arriving_s : float
        How long getting into position takes; 0 starts in position.
    constant : mapping of str to float
        Parameters in force all the time (where the hands are, say).
    only_in_hold, grows_in_hold : collection of str, optional
        Fault parameters that are there only while the position is held, and those
        that grow meanwhile; all others come and go with the movement.
    """

    def __init__(
        self,
        repetitions: list[Repetition],
        lead_s: float,
        tail_s: float,
        arriving_s: float,
        constant: Mapping[str, float],
        only_in_hold: Collection[str] = (),
        grows_in_hold: Collection[str] = (),
    ) -> None:
        self.repetitions = repetitions
        self.arriving_s = arriving_s
        self.constant = dict(constant)
        self._only_in_hold, self._grows_in_hold = only_in_hold, grows_in_hold
        starts, now = [], arriving_s + lead_s
        for repetition in repetitions:
            starts.append(now)
            now += repetition.moving_s + repetition.rest_s
        self.starts_s = np.array(starts)
        self.lead_end_s = arriving_s + lead_s
        self.duration_s = now + tail_s

    def arrive_within(self, seconds: float) -> None:
        """Put everything off until so many seconds of getting into position are over."""
        later = seconds - self.arriving_s
        self.arriving_s = seconds
        self.starts_s = self.starts_s + later
        self.lead_end_s += later
        self.duration_s += later

    def interval(self, number: int) -> tuple[float, float]:
        """Start and end of a repetition (counted from 0), in seconds."""
        start = float(self.starts_s[number])
        return start, start + self.repetitions[number].moving_s

    def at(self, time_s: float) -> Instant:
        """Return what happens at a time."""
        if time_s < self.arriving_s:
            moment = Moment(0.0, time_s, self.constant, self._leg_at(0))
            arrived = ease(time_s / self.arriving_s)
            return Instant(moment, "arriving", 0, arrived)
        number = int(np.searchsorted(self.starts_s, time_s, side="right")) - 1
        before = self.repetitions[number - 1].rest_amount if number > 0 else 0.0
        if number < 0:
            return Instant(Moment(0.0, time_s, self.constant, self._leg_at(0)), "rest", 0, 1.0)
        repetition = self.repetitions[number]
        since = time_s - float(self.starts_s[number])
        phase, reached, left = _where(repetition, since)
        amount = (
            before * (1 - reached) + repetition.depth * reached
            if phase in ("out", "hold")
            else repetition.rest_amount * (1 - left) + repetition.depth * left
        )
        parameters = self._parameters(repetition, phase, since, min(reached, left))
        moment = Moment(amount, time_s, parameters, repetition.leg)
        return Instant(moment, phase, 0 if phase == "rest" else number + 1, 1.0)

    def leg_change(self, time_s: float) -> tuple[Leg, float] | None:
        """In the rest before another leg's turn: that leg, and how far the change has come."""
        number = int(np.searchsorted(self.starts_s, time_s, side="right")) - 1
        if not 0 <= number < len(self.repetitions) - 1:
            return None
        now, following = self.repetitions[number], self.repetitions[number + 1]
        resting_s = time_s - self.interval(number)[1]
        if now.leg == following.leg or resting_s < 0:
            return None
        return following.leg, ease(resting_s / max(now.rest_s, 1e-3))

    def _leg_at(self, number: int) -> Leg:
        return self.repetitions[number].leg if self.repetitions else "both"

    def _parameters(
        self, repetition: Repetition, phase: Phase, since: float, share: float
    ) -> dict[str, float]:
        values = dict(self.constant)
        in_hold = since - repetition.out_s
        for name, size in repetition.faults.items():
            now = size * share
            if name in self._only_in_hold:
                edge = min(in_hold, repetition.hold_s - in_hold) / _HOLD_EDGE_S
                now = size * float(np.clip(edge, 0.0, 1.0)) if phase == "hold" else 0.0
            elif name in self._grows_in_hold:
                # It holds for a while, gives way, and stays low.
                grown = ease((in_hold / max(repetition.hold_s, 0.1) - 0.5) / 0.25)
                now = size * grown * (share if phase == "return" else 1.0)
            values[name] = values.get(name, 0.0) + now
        return values


def ease(share: float) -> float:
    """From 0 to 1 with the least jerk (Flash and Hogan 1985)."""
    u = float(np.clip(share, 0.0, 1.0))
    return u**3 * (10 - 15 * u + 6 * u**2)


def _where(repetition: Repetition, since: float) -> tuple[Phase, float, float]:
    """Phase, share of the way out done, share of the way back still to do."""
    if since < repetition.out_s:
        return "out", ease(since / repetition.out_s), 1.0
    if since < repetition.out_s + repetition.hold_s:
        return "hold", 1.0, 1.0
    back = (since - repetition.out_s - repetition.hold_s) / repetition.return_s
    return ("return" if back < 1 else "rest"), 1.0, 1.0 - ease(back)
