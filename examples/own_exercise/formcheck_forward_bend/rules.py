"""Standing forward bend: how it is counted and judged."""

from __future__ import annotations

from functools import partial

import numpy as np

from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.kinematics.measurements import Measurements
from formcheck.kinematics.smoothing import compute_velocity
from formcheck.reps.faulting import find_excess
from formcheck.reps.holds import find_hold_too_short
from formcheck.reps.judgement import Finding, Kind
from formcheck.reps.movements import MovementLimits
from formcheck.reps.prepared import (
    REST_SPEED_FACTOR,
    Phases,
    Prepared,
    compute_level,
    find_still,
    prepare_shot,
)
from formcheck.reps.rest import compute_upright_level
from formcheck_forward_bend import EXERCISE
from formcheck_forward_bend.settings import ForwardBendSettings

_LEAST_THIGH_DEG = 45.0
_UPRIGHT_LEAN_DEG = 25.0
_REST_SPREAD_DEG = 4.0

_rest_level = partial(compute_upright_level, spread=_REST_SPREAD_DEG)


class ForwardBend(Rules):
    """Counts the trunk leaning forward from upright."""

    exercise = EXERCISE

    def prepare(self, shot: Measurements, settings: Settings, *, causal: bool) -> Prepared | None:
        """See `Rules.prepare`: rest is standing upright, still."""
        states = settings.of(ForwardBendSettings).states
        # The signal of every exercise grows with the movement; `lean_deg` is + backwards.
        forward = -shot.signals["lean_deg"]
        still = find_still(
            compute_velocity(shot.time_s, forward), REST_SPEED_FACTOR * states.hold_speed_deg_s
        )
        with np.errstate(invalid="ignore"):
            followed = shot.signals["thigh_inclination_deg"] > _LEAST_THIGH_DEG
            resting = followed & still & (np.abs(forward) < _UPRIGHT_LEAN_DEG)
        if not resting.any():
            return None
        return prepare_shot(
            shot,
            forward,
            compute_level(shot, forward, resting, _rest_level, causal=causal),
            followed=followed,
            resting=resting,
            limits=MovementLimits(
                states.enter_deg, states.exit_deg, gap_abort_s=settings.view.gap_abort_s
            ),
            count=states.count_deg,
            hold_speed=states.hold_speed_deg_s,
            causal=causal,
        )

    def classify(self, prepared: Prepared, phases: Phases, settings: Settings) -> Kind | None:
        """Count a bend that reaches far enough."""
        peak = prepared.displacement[phases.movement.peak]
        far = peak >= settings.of(ForwardBendSettings).states.count_deg
        return "counted" if far else "partial"

    def find_faults(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> list[Finding]:
        """FB-1 by the change from the own stance; FB-2 by the clock."""
        limits = settings.of(ForwardBendSettings).faults
        knees = find_excess(
            "FB-1",
            prepared.shot.time_s,
            prepared.changes["knee_deg"],
            -limits.knee_bend_deg,
            phases.loaded,
            settings.fault_timing,
            below=True,
        )
        if kind != "counted":
            return knees
        shortest_s = self.hold_prescribed_s(settings) - limits.hold_tolerance_s
        return knees + find_hold_too_short("FB-2", prepared, phases, shortest_s)

    def target(self, settings: Settings) -> float | None:
        """See `Rules.target`."""
        return settings.of(ForwardBendSettings).states.target_deg

    def hold_prescribed_s(self, settings: Settings) -> float:
        """See `Rules.hold_prescribed_s`."""
        return settings.of(ForwardBendSettings).dose.hold_s


RULES = ForwardBend()
