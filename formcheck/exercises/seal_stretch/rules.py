"""Seal stretch: the rules of clinical-spec §4. One hold is one repetition."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.exercises.base import Exercise, FaultSpec, JudgedAngle
from formcheck.exercises.rules import Rules
from formcheck.exercises.seal_stretch.arms import (
    PreparedSeal,
    choose_variant,
    is_propped,
    know_forearms,
    least_rise_deg,
)
from formcheck.exercises.seal_stretch.faults import find_hold_faults, find_posture_faults
from formcheck.exercises.seal_stretch.hold import shortest_hold_s, time_hold
from formcheck.exercises.seal_stretch.rest import find_rest
from formcheck.exercises.settings import Settings
from formcheck.exercises.shared.prone import (
    begin_lying,
    end_on_leaving,
    find_followed,
    is_getting_there,
    rises_as_plank,
)
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import Details, Finding, Kind
from formcheck.reps.movements import Movement, MovementLimits
from formcheck.reps.prepared import Phases, Prepared, prepare_shot

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

EXERCISE = Exercise(
    name="seal_stretch",
    title="Seal stretch",
    start=(
        "Lie on your front, legs long, tops of the feet on the mat, forearms flat beside you with "
        "the elbows under the shoulders."
    ),
    move=(
        "Prop your chest up on the forearms, or on straight arms with the hands further forward, "
        "and stay: hips and pelvis heavy on the mat, shoulders away from the ears, eyes on the "
        "floor ahead. Breathe, then lower and rest."
    ),
    camera=(
        "On the floor, side-on, 2 to 2.3 m away, aimed at the pelvis; the whole body from head to "
        "feet in the picture, with room above the head."
    ),
    dose="3 holds of 30 seconds with 30 seconds of rest between them",
    signal="trunk_inclination_deg",
    signal_title="Trunk inclination",
    unit="deg",
    judged_angle=JudgedAngle("inclination", ("hip", "shoulder"), "trunk_inclination_deg", "trunk"),
    faults=(
        FaultSpec(
            "SS-1",
            "hips coming off the floor",
            "The bend leaves the low back.",
            "Let your belt buckle melt into the mat.",
            2,
            "torso",
        ),
        FaultSpec(
            "SS-2",
            "elbows not under the shoulders",
            "Behind them they strain the shoulders; further ahead is an easier option with less "
            "stretch.",
            "Slide your elbows under your shoulders.",
            1,
            "torso",
        ),
        FaultSpec(
            "SS-3",
            "shoulders hunched to the ears",
            "It loads the neck and loses the lift.",
            "Grow a long neck – push the floor away.",
            1,
            "torso",
        ),
        FaultSpec(
            "SS-4",
            "head tipped back",
            "The neck bends instead of the back.",
            "Look at the floor a metre ahead.",
            1,
            "deg",
        ),
        FaultSpec(
            "SS-5",
            "knees bent or feet up",
            "The pelvis tips and the position is unsteady.",
            "Legs long, tops of the feet on the mat.",
            1,
            "deg",
        ),
        FaultSpec(
            "SS-6",
            "forearms lifting",
            "It turns the stretch into a press up, a stronger bend than was prescribed.",
            "Keep your forearms heavy on the floor.",
            2,
            "deg",
        ),
        FaultSpec(
            "SS-7",
            "sinking or ending early",
            "The back gets less of the stretch than was prescribed.",
            "Two more breaths…",
            1,
            "s",
        ),
        FaultSpec(
            "SS-8",
            "rocking or bouncing",
            "A stretch works by staying, not by bouncing.",
            "Stay still and let it soften.",
            1,
            "deg",
        ),
    ),
    cannot_see=(
        "whether buttocks and back muscles are relaxed",
        "breathing",
        "elbows flaring out, or one side higher than the other",
        "turning of the pelvis",
        "pain",
    ),
)

#: Resting so long less than halfway down ends a hold: people lower themselves slowly.
_STALL_S = 1.5


class SealStretch(Rules):
    """Counts stays with the chest propped up off the floor, and times them."""

    exercise = EXERCISE

    def prepare(self, shot: Measurements, settings: Settings, *, causal: bool) -> Prepared | None:
        """See `Rules.prepare`: rest is lying flat on the front, still.

        Where that is never seen, as in a clip that begins in the hold, level
        ground is taken for it.
        """
        states = settings.seal_stretch.states
        rest = find_rest(shot, settings, causal=causal)
        if rest is None:
            return None
        trunk = shot.signals["trunk_inclination_deg"]
        no_rest_deg = (states.rest_deg + states.forearms_deg) / 2
        prepared = prepare_shot(
            shot,
            trunk,
            rest.level_deg,
            followed=find_followed(shot),
            resting=rest.resting,
            limits=MovementLimits(
                states.rest_deg,
                states.exit_deg,
                gap_abort_s=max(states.unseen_s, settings.view.gap_abort_s),
                stall_s=_STALL_S,
                rest_below=no_rest_deg,
            ),
            count=states.forearms_deg,
            hold_speed=states.hold_speed_deg_s,
            causal=causal,
        )
        with np.errstate(invalid="ignore"):
            up = rest.still & (trunk - rest.level_deg >= no_rest_deg)
        known = know_forearms(shot, up, shortest_hold_s(settings), settings, causal=causal)
        return PreparedSeal(**vars(prepared), on_forearms=known)

    def trim(self, prepared: Prepared, movement: Movement) -> Movement:
        """Leave out how the person got down, and up again instead of lowering."""
        return end_on_leaving(prepared, begin_lying(prepared, movement), for_good=True)

    def refine_phases(self, prepared: Prepared, phases: Phases, settings: Settings) -> Phases:
        """Let the hold be what the clock calls so."""
        movement = phases.movement
        hold = time_hold(prepared, movement, settings).span
        if hold is None:
            return replace(phases, hold=None)
        return replace(
            phases,
            hold=hold,
            out=(movement.start, hold[0]),
            top=hold,
            back=(hold[1], movement.end),
        )

    def classify(self, prepared: Prepared, phases: Phases, settings: Settings) -> Kind | None:
        """Tell holds from planks, from lifts without support, and from pauses.

        A hold all of which is spent with the hips up is none: its clock never ran.
        """
        if is_getting_there(prepared, phases):
            return None
        if _is_plank(prepared, phases, settings) or not is_propped(prepared, phases, settings):
            return "other_movement"
        held = time_hold(prepared, phases.movement, settings)
        if held.span is None:
            return "partial"
        if phases.movement.ended == "lost":
            return "not_seen"
        shortest_s = shortest_hold_s(settings)
        long_enough = min(held.longest_s, held.full_height_s, held.hips_down_s) >= shortest_s
        return "counted" if long_enough else "partial"

    def find_faults(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> list[Finding]:
        """See `Rules.find_faults`."""
        if kind == "other_movement":
            return []
        findings = find_posture_faults(prepared, phases, settings)
        if kind == "counted":
            findings += find_hold_faults(prepared, phases, settings)
        return findings

    def describe(
        self, prepared: Prepared, phases: Phases, kind: Kind, settings: Settings
    ) -> Details:
        """Add both clocks, the variant, and why it did not count."""
        return Details(
            clock=time_hold(prepared, phases.movement, settings).clock,
            variant=choose_variant(prepared, phases.movement, settings),
            reason=_explain(prepared, phases, kind, settings),
        )

    def target(self, settings: Settings) -> float | None:
        """See `Rules.target`."""
        states = settings.seal_stretch.states
        straight = settings.seal_stretch.variant == "straight_arms"
        return states.straight_arms_target_deg if straight else states.forearms_target_deg

    def hold_prescribed_s(self, settings: Settings) -> float:
        """See `Rules.hold_prescribed_s`."""
        return settings.seal_stretch.dose.hold_s


def _is_plank(prepared: Prepared, phases: Phases, settings: Settings) -> bool:
    limits = settings.seal_stretch.faults
    return rises_as_plank(
        prepared, phases, rise_torso=limits.plank_rise_torso, bend_deg=limits.plank_bend_deg
    )


def _explain(prepared: Prepared, phases: Phases, kind: Kind, settings: Settings) -> str | None:
    """Say in a few words why a movement did not count."""
    if kind == "other_movement":
        plank = _is_plank(prepared, phases, settings)
        return "hips up as in a plank" if plank else "not propped up on the arms"
    if kind != "partial":
        return None
    if phases.movement.began == "unseen":
        return "its start was not seen"
    if phases.movement.ended == "clip_end":
        return "its end was not seen"
    return _explain_shortfall(prepared, phases.movement, settings)


def _explain_shortfall(prepared: Prepared, movement: Movement, settings: Settings) -> str:
    """Say how high, or how long, it was instead of what counts."""
    least = least_rise_deg(choose_variant(prepared, movement, settings), settings)
    peak = float(prepared.displacement[movement.peak])
    if peak < least:
        # Cut off rather than rounded: 17.8 of 18 degrees must not read 18 of 18.
        return f"chest raised by {int(peak)}°, counts from {least:g}°"
    held, shortest_s = time_hold(prepared, movement, settings), shortest_hold_s(settings)
    if held.span is None:
        return f"not held still, counts from {shortest_s:.1f} s"
    if held.longest_s < shortest_s:
        return f"held {held.longest_s:.1f} s, counts from {shortest_s:.1f} s"
    if held.full_height_s < shortest_s:
        return f"at {least:g}° for {held.full_height_s:.1f} s, counts from {shortest_s:.1f} s"
    down_s = held.hips_down_s
    return f"hips down for {down_s:.1f} s of the hold, counts from {shortest_s:.1f} s"


RULES = SealStretch()
