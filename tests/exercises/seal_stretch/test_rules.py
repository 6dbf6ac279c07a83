"""The seal stretch and its look-alikes, acted out by a stick person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from formcheck.exercises.seal_stretch.rest import find_rest
from formcheck.exercises.settings import Settings
from formcheck.judge.result import Rep, Result
from formcheck.judge.streaming.causal import CausalScore, score_causally
from formcheck.kinematics.measure import measure
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from formcheck.report.wording import retell
from formcheck.words import speaking
from tests.support.filming import Camera, film, lose, pick
from tests.support.propping import ON_STRAIGHT_ARMS, Arms, act, hold, holds, prop_up
from tests.support.scoring import counted, fault_ids, kinds, only, score, score_clip
from tests.support.synthetic import (
    FloatArray,
    PlannedRep,
    excursion,
    frame_times,
    lying_still,
    plan_reps,
    prone_press_up,
)

NAME = "seal_stretch"
#: Most tests need no half minute to show their point.
TEN_SECONDS = {NAME: {"dose": {"hold_s": 10}}}


def run(track: PoseTrack, settings: Mapping[str, Any] = TEN_SECONDS) -> Result:
    return score(track, NAME, settings)


def run_live(track: PoseTrack, settings: Mapping[str, Any] = TEN_SECONDS) -> CausalScore:
    live = score_causally(track, NAME, Settings.from_mapping(settings))
    assert live is not None
    return live


def up_s(rep: Rep) -> float:
    assert rep.up_s is not None
    return rep.up_s


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize(
    ("arms", "depth", "variant"),
    [("forearms", 25.0, "forearms"), ("straight", 45.0, "straight_arms")],
)
def test_clean_holds_are_counted_timed_and_faultless(
    side: Side, arms: Arms, depth: float, variant: str
) -> None:
    planned = holds(2, 10.0, depth)
    result = run(act(planned, Camera(side), arms=arms))
    assert result.faults == []
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 2
    assert result.summary.notes == []
    for rep, plan in zip(result.reps, planned, strict=True):
        assert rep.variant == variant
        # The stick person sets off at full speed, people ease in: bounds are made for people.
        assert rep.start_s == pytest.approx(plan.start_s, abs=0.5)
        assert rep.end_s == pytest.approx(plan.end_s, abs=0.5)
        assert rep.hold_s == pytest.approx(10.0, abs=0.3)
        assert rep.hold_s < up_s(rep) < rep.end_s - rep.start_s
        assert rep.range == pytest.approx(depth, abs=2.0)
    assert result.summary.hold_total_s == pytest.approx(20.0, abs=0.6)


@pytest.mark.slow
def test_live_says_the_same() -> None:
    planned = holds(2, 10.0)
    live = run_live(act(planned))
    assert [rep.kind for rep in live.reps] == ["counted", "counted"]
    assert live.faults == []
    for rep in live.reps:
        assert rep.hold_s == pytest.approx(10.0, abs=0.3)
        assert rep.variant == "forearms"


def sagging(time_s: FloatArray, plan: PlannedRep) -> FloatArray:
    """Return a trunk that sinks by 5 degrees over the hold and breathes."""
    trunk_deg = excursion(time_s, [plan])
    share = trunk_deg / plan.depth
    sag = 5.0 * np.clip((time_s - plan.top_s) / plan.hold_s, 0.0, 1.0)
    return trunk_deg - share * (sag + 0.7 * np.sin(2 * np.pi * 0.25 * time_s))


@pytest.mark.slow
@pytest.mark.parametrize("length_s", [5.0, 120.0, 300.0])
def test_long_holds_with_slow_sagging_and_breathing_are_one(length_s: float) -> None:
    plan = hold(2.5, length_s)
    time_s = frame_times([plan], fps=8.0)
    camera = Camera(jitter_torso=0.002)
    track = film(time_s, prop_up(sagging(time_s, plan)), camera)
    settings = {NAME: {"dose": {"hold_s": length_s}}}
    for reps, faults in [
        ((whole := run(track, settings)).reps, whole.faults),
        ((live := run_live(track, settings)).reps, live.faults),
    ]:
        rep = only(reps)
        assert rep.kind == "counted"
        assert rep.hold_s == pytest.approx(length_s, abs=max(0.5, 0.01 * length_s))
        assert faults == []


@pytest.mark.parametrize("rest_s", [0.8, 2.0])
def test_a_short_rest_parts_two_holds(rest_s: float) -> None:
    result = run(act(holds(2, 10.0, rest_s=rest_s)))
    assert kinds(result) == ["counted", "counted"]
    assert result.summary.causal_reps_counted == 2


def test_resting_on_the_hands_parts_two_holds() -> None:
    """The forehead on the back of the hands: not flat, but not up either."""
    planned = holds(2, 10.0)
    time_s = frame_times(planned)
    between = [PlannedRep(planned[0].hold_end_s, 9.0, 2.0, 3.0, 2.0)]
    trunk_deg = np.maximum(excursion(time_s, planned), excursion(time_s, between))
    assert kinds(run(film(time_s, prop_up(trunk_deg)))) == ["counted", "counted"]


def dip(depth_deg: float, length_s: float) -> PoseTrack:
    """Film a hold of 20 seconds with one dip in the middle."""
    plan = hold(2.5, 20.0)
    time_s = frame_times([plan])
    dent = [PlannedRep(14.0, depth_deg, 0.3, length_s, 0.3)]
    return film(time_s, prop_up(excursion(time_s, [plan]) - excursion(time_s, dent)))


def test_a_dip_within_the_grace_time_is_not_credited_but_does_not_end_the_hold() -> None:
    rep = only(run(dip(12.0, 0.2)).reps)
    assert rep.kind == "counted"
    assert 18.8 < rep.hold_s < 19.6
    assert up_s(rep) > rep.hold_s + 1.0


def test_a_long_dip_stops_the_clock_until_the_chest_is_up_again() -> None:
    rep = only(run(dip(9.0, 5.0)).reps)
    assert rep.kind == "counted"
    assert rep.hold_s == pytest.approx(14.6, abs=0.6)
    assert up_s(rep) == pytest.approx(21.6, abs=1.0)


def test_the_grace_time_can_be_set() -> None:
    """Ten seconds that no single stay reaches: only with grace they are one hold."""
    states = {"min_hold_s": 8, "grace_s": 0.3}
    settings = {NAME: {"dose": {"hold_s": 20}, "states": states}}
    plan = hold(2.5, 10.0)
    time_s = frame_times([plan])
    dent = [PlannedRep(9.0, 12.0, 0.2, 0.6, 0.2)]
    track = film(time_s, prop_up(excursion(time_s, [plan]) - excursion(time_s, dent)))
    assert kinds(run(track, settings)) == ["partial"]
    states["grace_s"] = 1.5
    assert kinds(run(track, settings)) == ["counted"]


def test_the_clock_stands_while_the_hips_are_up() -> None:
    plan = hold(2.5, 16.0, ON_STRAIGHT_ARMS)
    time_s = frame_times([plan])
    lifted = excursion(time_s, [PlannedRep(10.0, 0.15, 0.5, 5.0, 0.5)])
    trunk_deg = excursion(time_s, [plan])
    result = run(film(time_s, prop_up(trunk_deg, arms="straight", hip_rise_torso=lifted)))
    rep = only(result.reps)
    fault = only(result.faults)
    assert (fault.id, fault.severity, fault.unit) == ("SS-1", 2, "torso")
    assert fault.value == pytest.approx(0.15, abs=0.01)
    assert rep.kind == "counted"
    assert rep.hold_s == pytest.approx(16.0 - 5.5, abs=0.7)


def test_a_hold_with_the_hips_up_all_the_time_is_none() -> None:
    planned = holds(1, 10.0, ON_STRAIGHT_ARMS)
    time_s = frame_times(planned)
    trunk_deg = excursion(time_s, planned)
    track = film(time_s, prop_up(trunk_deg, arms="straight", hip_rise_torso=0.0035 * trunk_deg))
    result = run(track)
    rep = only(result.reps)
    assert (rep.kind, rep.hold_s) == ("partial", 0.0)
    assert rep.reason == "hips down for 0.0 s of the hold, counts from 4.0 s"
    assert fault_ids(result) == {"SS-1"}


def test_both_clocks_and_the_hold_clock_of_the_timeline_agree() -> None:
    scored = score_clip(dip(9.0, 5.0), NAME, TEN_SECONDS)
    rep = only(scored.result.reps)
    timeline = scored.timeline
    assert np.all(np.diff(timeline.hold_s[timeline.hold_s > 0]) >= 0)
    assert timeline.hold_s.max() == pytest.approx(rep.hold_s)
    assert timeline.up_s is not None
    assert timeline.up_s.max() == pytest.approx(rep.up_s)
    standing = (timeline.time_s > 15.0) & (timeline.time_s < 19.0)
    assert np.ptp(timeline.hold_s[standing]) == 0.0
    assert np.ptp(timeline.up_s[standing]) > 3.5


def test_why_is_said_in_the_language_of_the_reader() -> None:
    reason = "held 2.5 s, counts from 3.0 s"
    with speaking("de"):
        assert retell(reason, "seal_stretch") == "2.5\u00a0s gehalten, zählt ab 3.0\u00a0s"


def test_press_ups_with_short_pauses_are_partial_and_say_why() -> None:
    reps = plan_reps(4, 42.0)
    time_s = frame_times(reps)
    trunk_deg = excursion(time_s, reps)
    track = film(time_s, prone_press_up(trunk_deg, elbow_deg=65.0 + 2.4 * trunk_deg))
    result = score(track, NAME)
    assert kinds(result) == ["partial"] * 4
    assert result.summary.causal_reps_counted == 0
    for rep in result.reps:
        assert rep.variant == "straight_arms"
        assert rep.reason is not None
        assert rep.reason.startswith("held 2.")
        assert rep.reason.endswith("counts from 4.0 s")


def test_too_low_is_partial_and_says_why() -> None:
    result = run(act(holds(2, 10.0, 14.0)))
    assert kinds(result) == ["partial", "partial"]
    for rep in result.reps:
        assert rep.reason in {f"chest raised by {deg}°, counts from 18°" for deg in (13, 14)}


def test_a_plank_on_the_forearms_is_another_movement() -> None:
    planned = holds(2, 10.0, 12.0)
    time_s = frame_times(planned)
    trunk_deg = excursion(time_s, planned)
    rise = 1.68 * np.sin(np.radians(trunk_deg))
    track = film(time_s, prop_up(trunk_deg, hip_rise_torso=rise))
    result = run(track)
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 0
    assert result.faults == []
    assert {rep.reason for rep in result.reps} <= {"hips up as in a plank"}


@pytest.mark.parametrize("depth_deg", [14.0, 22.0])
def test_a_superman_is_another_movement(depth_deg: float) -> None:
    result = run(act(holds(2, 6.0, depth_deg), arms="in the air"))
    assert result.summary.reps_counted == result.summary.causal_reps_counted == 0
    assert kinds(result) == ["other_movement"] * 2
    assert {rep.reason for rep in result.reps} == {"not propped up on the arms"}
    assert result.faults == []


def test_lying_still_is_nothing() -> None:
    time_s, nothing = lying_still()
    result = run(film(time_s, prop_up(nothing)))
    assert (result.reps, result.faults) == ([], [])


def test_a_hold_that_the_clip_cuts_off_counts_and_lasted_at_least_so_long() -> None:
    plan = hold(2.5, 20.0)
    track = act([plan])
    assert not only(run(track).reps).hold_at_least
    begins = pick(track, track.time_s >= 8.0)
    begins.time_s[:] -= begins.time_s[0]
    rep = only(run(begins).reps)
    assert (rep.kind, rep.reason, rep.hold_at_least) == ("counted", None, True)
    assert rep.hold_s == pytest.approx(16.0, abs=0.8)
    ends = pick(track, track.time_s < 15.0)
    result = run(ends, {NAME: {"dose": {"hold_s": 60}}})
    rep = only(result.reps)
    assert (rep.kind, rep.reason, rep.hold_at_least) == ("counted", None, True)
    assert rep.hold_s == pytest.approx(10.5, abs=0.5)
    assert result.summary.hold_at_least
    # Nobody saw that it ended early.
    assert result.faults == []


def test_a_hold_that_is_cut_off_too_soon_is_partial_for_that_reason() -> None:
    track = act([hold(2.5, 20.0)])
    rep = only(run(pick(track, track.time_s < 7.0)).reps)
    assert (rep.kind, rep.reason) == ("partial", "its end was not seen")
    begins = pick(track, track.time_s >= 21.5)
    begins.time_s[:] -= begins.time_s[0]
    rep = only(run(begins).reps)
    assert (rep.kind, rep.reason) == ("partial", "its start was not seen")


def test_a_clip_of_nothing_but_the_hold_is_timed_from_level_ground() -> None:
    plan = hold(2.5, 20.0)
    track = act([plan])
    part = pick(track, (track.time_s >= 6.0) & (track.time_s < 20.0))
    part.time_s[:] -= part.time_s[0]
    result = run(part)
    rep = only(result.reps)
    assert (rep.kind, rep.hold_at_least) == ("counted", True)
    assert rep.hold_s == pytest.approx(13.4, abs=0.5)
    assert result.signal.baseline is None
    assert result.faults == []


def test_a_moment_out_of_sight_does_not_stop_the_clock() -> None:
    rep = only(run(lose(act(holds(1, 12.0)), 8.0, 8.4)).reps)
    assert rep.kind == "counted"
    assert rep.hold_s == pytest.approx(12.0, abs=0.4)


def test_longer_out_of_sight_the_hold_goes_on_but_is_not_credited() -> None:
    """Somebody walks past: afterwards the chest is still up."""
    result = run(lose(act(holds(1, 12.0)), 8.0, 9.3))
    rep = only(result.reps)
    assert rep.kind == "counted"
    assert rep.hold_s == pytest.approx(12.0 - 1.3 - 0.5, abs=0.4)
    assert result.faults == []


def test_a_hold_that_is_lost_for_good_counts_if_it_was_seen_for_long_enough() -> None:
    plan = [hold(2.5, 10.0), hold(40.0, 10.0)]
    result = run(lose(act(plan), 11.0, 35.0))
    assert [(rep.kind, rep.hold_at_least) for rep in result.reps] == [
        ("counted", True),
        ("counted", False),
    ]
    assert result.faults == []
    result = run(lose(act(plan), 7.0, 35.0))
    assert [(rep.kind, rep.reason) for rep in result.reps] == [
        ("partial", "its end was not seen"),
        ("counted", None),
    ]


@pytest.mark.parametrize("lost_s", [2.4, 6.0])
def test_a_hold_that_is_found_again_is_one_and_the_gap_is_not_credited(lost_s: float) -> None:
    track = lose(act([hold(2.5, 20.0)]), 10.0, 10.0 + lost_s)
    rep = only(run(track).reps)
    assert (rep.kind, rep.hold_at_least) == ("counted", True)
    # Half a second after somebody is found again nothing is measured yet.
    assert rep.hold_s == pytest.approx(20.0 - lost_s - 0.5, abs=0.6)
    assert len([rep for rep in run_live(track).reps if rep.counted]) == 1


def test_live_a_hold_that_was_too_short_when_it_was_lost_is_waited_for() -> None:
    track = lose(act([hold(2.5, 20.0)]), 5.0, 10.0)
    assert [rep.counted for rep in run_live(track).reps] == [True]
    gone = lose(act([hold(2.5, 40.0)]), 5.0, 60.0)
    assert [rep.counted for rep in run_live(gone).reps] == [False]


@pytest.mark.parametrize(("dose_s", "counted_as"), [(5.0, 1), (2.0, 2)])
def test_a_short_hold_goes_on_unless_it_might_have_been_done_twice(
    dose_s: float, counted_as: int
) -> None:
    settings = {NAME: {"dose": {"hold_s": dose_s}}}
    track = lose(act([hold(2.5, 12.0)]), 7.0, 11.0)
    assert len(counted(run(track, settings))) == counted_as


def test_arms_out_of_the_picture_cost_their_faults_only() -> None:
    track = act(holds(2, 10.0), elbow_ahead_torso=-0.3)
    track.xy_px[:, [13, 14, 15, 16]] = -100.0
    result = run(track)
    assert len(counted(result)) == 2
    assert result.faults == []


def test_thresholds_can_be_set() -> None:
    settings = {NAME: {"dose": {"hold_s": 10}, "states": {"forearms_deg": 30.0}}}
    assert kinds(run(act(holds(2, 10.0)), settings)) == ["partial", "partial"]
    settings = {NAME: {"dose": {"hold_s": 10}, "faults": {"elbow_behind_torso": -0.4}}}
    assert run(act(holds(2, 10.0), elbow_ahead_torso=-0.2), settings).faults == []


def test_hips_that_are_hardly_off_the_floor_stop_the_clock_but_it_is_a_hold() -> None:
    planned = holds(1, 10.0, ON_STRAIGHT_ARMS)
    time_s = frame_times(planned)
    trunk_deg = excursion(time_s, planned)
    track = film(time_s, prop_up(trunk_deg, arms="straight", hip_rise_torso=0.0019 * trunk_deg))
    result = run(track, {NAME: {"dose": {"hold_s": 10}, "faults": {"thigh_inclination_deg": 3}}})
    rep = only(result.reps)
    assert (rep.kind, rep.hold_s) == ("counted", 0.0)
    assert ("SS-1", 1) in {(fault.id, fault.severity) for fault in result.faults}


def low_cobra_between(low_deg: float, low_s: float = 2.4) -> PoseTrack:
    """Film two stays on straight arms, and a low one between for which the elbows come down."""
    planned = [hold(2.5, 6.0, ON_STRAIGHT_ARMS), hold(12.5 + low_s, 6.0, ON_STRAIGHT_ARMS)]
    time_s = frame_times(planned)
    between = (time_s > planned[0].top_s) & (time_s < planned[1].hold_end_s)
    trunk_deg = excursion(time_s, planned)
    trunk_deg = np.where(between, np.maximum(trunk_deg, low_deg), trunk_deg)
    points = prop_up(trunk_deg, arms="straight")
    down = np.interp(trunk_deg, [low_deg, ON_STRAIGHT_ARMS], [1.0, 0.0])[:, None]
    points["elbow"] = points["elbow"] * (1 - down) + down * [0.0, 0.15]
    points["elbow"][:, 0] = points["shoulder"][:, 0]
    return film(time_s, points)


def test_a_low_cobra_between_two_holds_on_straight_arms_parts_them() -> None:
    result = run(low_cobra_between(20.0), {NAME: {"dose": {"hold_s": 5}}})
    assert kinds(result) == ["counted", "counted"]
    assert result.summary.causal_reps_counted == 2
    assert {rep.variant for rep in result.reps} == {"straight_arms"}


def test_sinking_half_way_on_straight_arms_parts_nothing() -> None:
    assert kinds(run(low_cobra_between(34.0), {NAME: {"dose": {"hold_s": 5}}})) == ["counted"]


def test_a_low_prop_is_not_taken_for_rest() -> None:
    """Fourteen degrees on the forearms, then straight arms: measured from level ground."""
    high = hold(7.0, 12.0, 36.0)
    time_s = frame_times([high])
    trunk_deg = np.maximum(excursion(time_s, [high]), 14.0)
    points = prop_up(trunk_deg)
    raised = (trunk_deg > 20.0)[:, None]
    points = {
        name: np.where(raised, prop_up(trunk_deg, arms="straight")[name], places)
        for name, places in points.items()
    }
    rep = only([rep for rep in run(film(time_s, points)).reps if rep.kind == "counted"])
    assert rep.range == pytest.approx(36.0, abs=2.0)


def test_a_plank_stands_for_rest_where_nobody_lies_flat() -> None:
    """Else what follows it would be measured from level ground, and count too easily."""
    time_s, settings = frame_times([hold(2.5, 12.0)]), Settings.from_mapping({})
    level = np.full(len(time_s), 12.0)
    plank, prop = (
        measure(film(time_s, prop_up(level, hip_rise_torso=rise)), settings.view)
        for rise in (0.2, 0.0)
    )
    assert np.nanmedian(plank.signals["thigh_inclination_deg"]) > 12.0
    rest = find_rest(plank, settings, causal=False)
    assert rest is not None
    assert rest.resting.any()
    assert find_rest(prop, settings, causal=False) is None
