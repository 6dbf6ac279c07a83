"""Seal stretch: the rules of clinical-spec §4. One hold is one repetition."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from formcheck.arrays import BoolArray, FloatArray
from formcheck.exercises.rules import Rules
from formcheck.exercises.seal_stretch import EXERCISE
from formcheck.exercises.seal_stretch.arms import (
    PreparedSeal,
    choose_variant,
    find_straight_arms,
    is_propped,
    know_forearms,
    least_rise_deg,
)
from formcheck.exercises.seal_stretch.faults import find_hold_faults, find_posture_faults
from formcheck.exercises.seal_stretch.hold import shortest_hold_s, time_hold
from formcheck.exercises.seal_stretch.rest import find_rest
from formcheck.exercises.seal_stretch.settings import SealSettings
from formcheck.exercises.settings import Settings
from formcheck.exercises.shared.prone import (
    begin_lying,
    end_on_leaving,
    find_followed,
    is_getting_there,
    rises_as_plank,
)
from formcheck.kinematics.measurements import Measurements
from formcheck.reps.judgement import Details, Finding, Kind, find_sustained
from formcheck.reps.movements import Movement, MovementLimits
from formcheck.reps.prepared import Phases, Prepared, prepare_shot
from formcheck.words import tell

_tell = partial(tell, EXERCISE.package)

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
        states = settings.of(SealSettings).states
        rest = find_rest(shot, settings, causal=causal)
        if rest is None:
            return None
        trunk = shot.signals["trunk_inclination_deg"]
        rise_deg = trunk - rest.level_deg
        shortest_s = shortest_hold_s(settings)
        with np.errstate(invalid="ignore"):
            up = rest.still & (rise_deg >= _least_lift_deg(settings))
        straight = find_straight_arms(shot, settings)
        known = know_forearms(shot, straight, rise_deg, up, shortest_s, settings, causal=causal)
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
                rest_below=_find_rest_below_deg(shot, straight, rise_deg, known, settings),
            ),
            count=states.forearms_deg,
            hold_speed=states.hold_speed_deg_s,
            causal=causal,
        )
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
        shortest_s = shortest_hold_s(settings)
        known_s = held.known_s
        if not phases.movement.whole:
            # Of a hold that was not seen whole only what would be credited is known.
            known_s = min(known_s, held.steady_s)
        if known_s >= shortest_s:
            return "counted"
        lost = held.span is not None and phases.movement.ended == "lost"
        return "not_seen" if lost else "partial"

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
        held = time_hold(prepared, phases.movement, settings)
        return Details(
            clock=held.clock,
            at_least=held.unseen_s > 0,
            variant=choose_variant(prepared, phases.movement, settings),
            reason=_explain(prepared, phases, kind, settings),
        )

    def target(self, settings: Settings) -> float | None:
        """See `Rules.target`."""
        states = settings.of(SealSettings).states
        straight = settings.of(SealSettings).variant == "straight_arms"
        return states.straight_arms_target_deg if straight else states.forearms_target_deg

    def hold_prescribed_s(self, settings: Settings) -> float:
        """See `Rules.hold_prescribed_s`."""
        return settings.of(SealSettings).dose.hold_s

    def shortest_hold_s(self, settings: Settings) -> float:
        """See `Rules.shortest_hold_s`."""
        return shortest_hold_s(settings)


def _least_lift_deg(settings: Settings) -> float:
    """Return the rise, halfway to what counts on the forearms, above which nobody rests."""
    states = settings.of(SealSettings).states
    return (states.rest_deg + states.forearms_deg) / 2


def _find_rest_below_deg(
    shot: Measurements,
    straight: FloatArray,
    rise_deg: FloatArray,
    on_forearms: BoolArray,
    settings: Settings,
) -> float:
    """Return the height above which a stay is no rest between two holds.

    Who holds on straight arms, and sinks to a low cobra, has left the hold below what counts there.
    """
    states = settings.of(SealSettings).states
    least_deg = states.straight_arms_deg - states.slack_deg
    with np.errstate(invalid="ignore"):
        pushed = (rise_deg >= least_deg) & (straight == 1)
    last = len(pushed) - 1
    held = find_sustained(shot.time_s, pushed, 0, last, shortest_hold_s(settings))
    return least_deg if held and not on_forearms.any() else _least_lift_deg(settings)


def _is_plank(prepared: Prepared, phases: Phases, settings: Settings) -> bool:
    limits = settings.of(SealSettings).faults
    return rises_as_plank(
        prepared, phases, rise_torso=limits.plank_rise_torso, bend_deg=limits.plank_bend_deg
    )


def _explain(prepared: Prepared, phases: Phases, kind: Kind, settings: Settings) -> str | None:
    """Say in a few words why a movement did not count."""
    if kind == "other_movement":
        plank = _is_plank(prepared, phases, settings)
        return _tell("plank" if plank else "not_propped")
    if kind != "partial":
        return None
    return _explain_shortfall(prepared, phases.movement, settings)


def _explain_shortfall(prepared: Prepared, movement: Movement, settings: Settings) -> str:
    """Say how high, or how long, it was instead of what counts."""
    least = least_rise_deg(choose_variant(prepared, movement, settings), settings)
    peak = float(prepared.displacement[movement.peak])
    if peak < least:
        # Cut off rather than rounded: 17.8 of 18 degrees must not read 18 of 18.
        return _tell("too_low", angle=int(peak), least=f"{least:g}")
    held, shortest_s = time_hold(prepared, movement, settings), shortest_hold_s(settings)
    shortest = f"{shortest_s:.1f}"
    if held.span is None:
        return _tell("not_still", shortest=shortest)
    if held.longest_s < shortest_s:
        return _tell("too_short", held=f"{held.longest_s:.1f}", shortest=shortest)
    if held.full_height_s < shortest_s:
        up = f"{held.full_height_s:.1f}"
        return _tell("too_short_up", least=f"{least:g}", held=up, shortest=shortest)
    return _tell("hips_up", held=f"{held.hips_down_s:.1f}", shortest=shortest)


RULES = SealStretch()
