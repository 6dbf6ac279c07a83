"""The faults of the seal stretch, acted out by a stick person."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from formcheck.exercises.settings import Settings
from formcheck.judge.result import Result
from formcheck.judge.streaming.causal import CausalScore, score_causally
from formcheck.pose.track import PoseTrack
from tests.support.filming import film
from tests.support.propping import ON_STRAIGHT_ARMS, act, hold, holds, prop_up
from tests.support.scoring import fault_ids, kinds, only, score
from tests.support.synthetic import FloatArray, PlannedRep, excursion, frame_times

NAME = "seal_stretch"
TEN_SECONDS = {NAME: {"dose": {"hold_s": 10}}}


def run(track: PoseTrack, settings: dict[str, Any] = TEN_SECONDS) -> Result:
    return score(track, NAME, settings)


def run_live(track: PoseTrack) -> CausalScore:
    live = score_causally(track, NAME, Settings.from_mapping(TEN_SECONDS))
    assert live is not None
    return live


PLANNED = holds(2, 10.0)
TIMES = frame_times(PLANNED)


def share(depth_deg: float = 25.0) -> FloatArray:
    """Return how far the chest is up at each moment, 0 to 1."""
    return excursion(TIMES, PLANNED) / 25.0


def run_with(**how: Any) -> Result:
    return run(film(TIMES, prop_up(25.0 * share(), **how)))


def hunched() -> FloatArray:
    """Return the neck drawn in once the chest is up."""
    sunk = [PlannedRep(rep.top_s, 0.35, 0.5, rep.hold_s - 1.0, 0.5) for rep in PLANNED]
    return 1.0 - excursion(TIMES, sunk)


def lifted() -> FloatArray:
    """Return hips that come up for the last third of the hold."""
    late = [PlannedRep(rep.top_s + 6.0, 0.14, 0.5, 3.0, 0.5) for rep in PLANNED]
    return excursion(TIMES, late)


def rocking(depth_deg: float, every_s: float) -> FloatArray:
    inside = share() > 0.99
    return depth_deg * np.sin(2 * np.pi * TIMES / every_s) * inside


@pytest.mark.parametrize(
    ("how", "fault", "severity", "unit"),
    [
        ({"hip_rise_torso": lifted()}, "SS-1", 2, "torso"),
        ({"elbow_ahead_torso": 0.32}, "SS-2", 0, "torso"),
        ({"elbow_ahead_torso": -0.2}, "SS-2", 1, "torso"),
        ({"neck_length": hunched()}, "SS-3", 1, "torso"),
        ({"neck_deg": 50.0 * share()}, "SS-4", 1, "deg"),
        ({"knee_bend_deg": 30.0 * share()}, "SS-5", 1, "deg"),
        ({"forearm_lift_torso": 0.2 * share()}, "SS-6", 2, "torso"),
    ],
    ids=["hips", "elbows ahead", "elbows behind", "hunched", "head back", "feet", "forearms"],
)
def test_each_fault_of_posture_is_reported_and_no_other(
    how: dict[str, Any], fault: str, severity: int, unit: str
) -> None:
    result = run_with(**how) if fault != "SS-6" else run_forced(**how)
    assert result.summary.reps_counted == 2
    assert fault_ids(result) == {fault}
    assert {(item.severity, item.unit) for item in result.faults} == {(severity, unit)}
    assert [item.rep for item in result.faults] == [1, 2]


def run_forced(**how: Any) -> Result:
    settings = {NAME: {"variant": "forearms", "dose": {"hold_s": 10}}}
    return run(film(TIMES, prop_up(25.0 * share(), **how)), settings)


@pytest.mark.parametrize(
    "how",
    [
        {"hip_rise_torso": 0.04 * share()},
        {"elbow_ahead_torso": 0.15},
        {"elbow_ahead_torso": -0.08},
        {"neck_deg": 28.0 * share()},
        {"knee_bend_deg": 8.0 * share()},
        {"forearm_lift_torso": 0.06 * share()},
    ],
    ids=["hips", "elbows ahead", "elbows behind", "head", "feet", "forearms"],
)
def test_small_deviations_are_no_faults(how: dict[str, Any]) -> None:
    assert fault_ids(run_with(**how)) == set()


@pytest.mark.slow
def test_pushing_up_after_a_hold_on_the_forearms_is_the_forearms_lifting() -> None:
    """The same arms in a set without any forearm hold are the other variant."""
    planned = [hold(2.5, 10.0), hold(19.5, 10.0, ON_STRAIGHT_ARMS)]
    time_s = frame_times(planned)
    trunk_deg = excursion(time_s, planned)
    forearms, straight = prop_up(trunk_deg), prop_up(trunk_deg, arms="straight")
    later = time_s[:, None] > 18.0
    points = {name: np.where(later, straight[name], forearms[name]) for name in forearms}
    track = film(time_s, points)
    for faults in (run(track).faults, run_live(track).faults):
        fault = only(faults)
        assert (fault.id, fault.rep, fault.severity) == ("SS-6", 2, 2)
    assert {rep.variant for rep in run(track).reps} == {"forearms"}
    settings = {NAME: {"variant": "straight_arms", "dose": {"hold_s": 10}}}
    result = run(track, settings)
    assert kinds(result) == ["partial", "counted"]
    assert result.reps[0].reason == "chest raised by 25°, counts from 30°"
    assert result.faults == []


@pytest.mark.parametrize("held_s", [5.0, 7.0])
def test_ending_early(held_s: float) -> None:
    result = run(act(holds(1, held_s)))
    fault = only(result.faults)
    assert (fault.id, fault.severity, fault.unit, fault.threshold) == ("SS-7", 1, "s", 8.0)
    assert fault.value == pytest.approx(held_s, abs=0.7)


def test_long_enough_is_no_fault() -> None:
    assert run(act(holds(1, 8.5))).faults == []


@pytest.mark.slow
def test_sinking_is_told_in_degrees() -> None:
    plan = hold(2.5, 20.0)
    time_s = frame_times([plan])
    sunk = [PlannedRep(16.0, 9.0, 2.0, 4.5, 2.0)]
    track = film(time_s, prop_up(excursion(time_s, [plan]) - excursion(time_s, sunk)))
    for faults in (run(track).faults, run_live(track).faults):
        fault = only(faults)
        assert (fault.id, fault.unit, fault.threshold) == ("SS-7", "deg", 6.0)
        assert fault.value == pytest.approx(9.0, abs=1.0)


def test_lowering_slowly_is_not_sinking() -> None:
    plan = PlannedRep(2.5, 25.0, out_s=2.0, hold_s=10.0, back_s=7.0)
    result = run(act([plan]))
    assert kinds(result) == ["counted"]
    assert result.faults == []


def test_rocking() -> None:
    points = prop_up(25.0 * share() + rocking(4.5, 2.5))
    result = run(film(TIMES, points))
    assert kinds(result) == ["counted", "counted"]
    assert "SS-8" in fault_ids(result)
    calm = run(film(TIMES, prop_up(25.0 * share() + rocking(1.0, 2.5))))
    assert calm.faults == []


def test_who_is_still_coming_up_has_not_sunk() -> None:
    """High enough to hold after two seconds, then slowly on and on for a third."""
    plan = [PlannedRep(2.5, 32.0, out_s=2.0, hold_s=30.0, back_s=2.0)]
    time_s = frame_times(plan)
    on = [PlannedRep(4.5, 16.0, out_s=6.0, hold_s=23.0, back_s=2.0)]
    trunk_deg = excursion(time_s, plan) + excursion(time_s, on)
    track = film(time_s, prop_up(trunk_deg, arms="straight"))
    result = run(track)
    assert kinds(result) == ["counted"]
    assert "SS-7" not in fault_ids(result)


def test_settling_is_not_rocking() -> None:
    plan = hold(2.5, 20.0, 34.0)
    time_s = frame_times([plan])
    settled = [PlannedRep(6.0, 8.0, 1.0, 30.0, 1.0)]
    up = excursion(time_s, [plan])
    track = film(time_s, prop_up(up - excursion(time_s, settled) * (up / 34.0)))
    assert "SS-8" not in fault_ids(run(track))


def test_two_stays_with_a_low_one_between_are_no_rocking() -> None:
    plan = hold(2.5, 22.0, 30.0)
    time_s = frame_times([plan])
    lower = [PlannedRep(12.0, 14.0, 1.0, 3.0, 1.0)]
    up = excursion(time_s, [plan])
    track = film(time_s, prop_up(up - excursion(time_s, lower)))
    assert "SS-8" not in fault_ids(run(track))


def test_arms_that_never_carried_a_hold_have_no_fault() -> None:
    """A lift of 11 degrees, the elbows far behind the shoulders."""
    result = run(act([hold(2.5, 1.0, 11.5)], elbow_ahead_torso=-0.3))
    assert kinds(result) == ["partial"]
    assert fault_ids(result).isdisjoint({"SS-2", "SS-6"})


def test_shifting_once_is_not_rocking() -> None:
    plan = hold(2.5, 20.0)
    time_s = frame_times([plan])
    shifted = [PlannedRep(12.0, 6.0, 1.5, 30.0, 1.0)]
    trunk_deg = excursion(time_s, [plan]) + excursion(time_s, shifted) * (
        excursion(time_s, [plan]) / 25.0
    )
    assert run(film(time_s, prop_up(trunk_deg))).faults == []
