"""The pelvic tilt and its look-alikes, acted out by a stick person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from formcheck.errors import NothingToScoreError
from formcheck.judge.result import Result
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film, lose, pick
from tests.support.scoring import fault_ids, kinds, score
from tests.support.synthetic import (
    FloatArray,
    PlannedRep,
    excursion,
    frame_times,
    lying_still,
    pelvic_tilt,
    plan_reps,
    with_depth,
)

NAME = "pelvic_tilt"
#: A slide of 0.1 torso opens the hip by 5 to 6 degrees, as in the clips that were measured.
REPS = plan_reps(4, 0.1, hold_s=5.0, rest_s=3.0)
CAMERA = Camera(torso_px=180.0)
Act = Callable[[FloatArray], dict[str, object]]


def act(
    reps: list[PlannedRep] = REPS, camera: Camera = CAMERA, add: Act | None = None
) -> PoseTrack:
    time_s = frame_times(reps)
    arguments = add(time_s) if add else {}
    points = pelvic_tilt(excursion(time_s, reps), **arguments)  # type: ignore[arg-type]
    return film(time_s, points, camera)


def run(reps: list[PlannedRep] = REPS, camera: Camera = CAMERA, add: Act | None = None) -> Result:
    return score(act(reps, camera, add), NAME)


@pytest.mark.parametrize("side", ["right", "left"])
def test_clean_repetitions_are_counted_measured_and_faultless(side: Side) -> None:
    result = run(camera=Camera(side, torso_px=180.0))
    assert result.faults == []
    assert result.summary.reps_counted == result.summary.clean_reps == 4
    assert result.view.side == side
    for rep, planned in zip(result.reps, REPS, strict=True):
        assert rep.start_s == pytest.approx(planned.start_s, abs=0.3)
        assert rep.end_s == pytest.approx(planned.end_s, abs=0.3)
        assert rep.hold_s == pytest.approx(planned.hold_s, abs=0.3)
        assert rep.range == pytest.approx(100.0, abs=5.0)


@pytest.mark.parametrize("count", [1, 2, 6])
@pytest.mark.parametrize("slide_torso", [0.06, 0.12])
def test_exact_counts(count: int, slide_torso: float) -> None:
    result = run(plan_reps(count, slide_torso, hold_s=5.0, rest_s=3.0))
    assert result.summary.reps_counted == count
    assert result.summary.causal_reps_counted == count


def legs(across_torso: float) -> Act:
    return lambda time: {"knee_move_torso": excursion(time, with_depth(REPS, across_torso))}


def head(rise_torso: float) -> Act:
    return lambda time: {"head_rise_torso": excursion(time, with_depth(REPS, rise_torso))}


def shoulders(rise_torso: float) -> Act:
    return lambda time: {"shoulder_rise_torso": excursion(time, with_depth(REPS, rise_torso))}


def feet(knee_deg: float) -> Act:
    return lambda time: {"knee_deg": knee_deg}


@pytest.mark.parametrize(
    ("reps", "add", "fault", "severity"),
    [
        (REPS, legs(0.1), "PT-4", 1),
        (REPS, head(0.15), "PT-5", 1),
        (plan_reps(4, 0.1, hold_s=2.0, rest_s=3.0), None, "PT-6", 1),
        (REPS, feet(50.0), "PT-7", 0),
        (REPS, feet(120.0), "PT-7", 0),
    ],
    ids=["knees move", "head lifts", "hold too short", "feet too near", "feet too far"],
)
def test_each_fault_is_reported_and_no_other(
    reps: list[PlannedRep], add: Act | None, fault: str, severity: int
) -> None:
    result = run(reps, add=add)
    assert result.summary.reps_counted == 4
    assert fault_ids(result) == {fault}
    assert {item.severity for item in result.faults} == {severity}


@pytest.mark.parametrize("add", [legs(0.03), head(0.04), feet(75.0)], ids=["legs", "head", "feet"])
def test_small_deviations_are_not_faults(add: Act) -> None:
    assert fault_ids(run(add=add)) == set()


def test_shoulders_that_lift_make_a_crunch_and_not_a_tilt() -> None:
    result = run(plan_reps(4, 0.0), add=shoulders(0.2))
    assert result.summary.reps_counted == 0
    assert fault_ids(result) == {"PT-5"}


def test_a_small_tilt_among_proper_ones_is_partial() -> None:
    reps = [*REPS, PlannedRep(REPS[-1].end_s + 3.0, 0.043, 1.5, 5.0, 1.5)]
    result = run(reps)
    assert kinds(result) == [*["counted"] * 4, "partial"]
    assert fault_ids(result) == {"PT-2"}
    assert result.reps[-1].faults == ["PT-2"]


@pytest.mark.parametrize(
    ("hold_s", "prescribed"), [(3.0, True), (10.0, True), (15.0, True), (10.0, False)]
)
def test_a_long_hold_is_one_tilt(hold_s: float, prescribed: bool) -> None:
    """Holds of up to 15 s are prescribed (clinical-spec §5), and held unasked."""
    settings = {NAME: {"dose": {"hold_s": hold_s if prescribed else 3.5}}}
    result = score(act(plan_reps(3, 0.1, hold_s=hold_s, rest_s=3.0)), NAME, settings)
    assert result.summary.reps_counted == 3
    assert result.faults == []
    assert [rep.hold_s for rep in result.reps] == pytest.approx([hold_s] * 3, abs=0.3)


def test_every_tilt_too_small_to_see_is_said_to_be_not_visible() -> None:
    """Clinical-spec §5: no visible tilt in a clip is PT-2, worded as "not seen"."""
    result = run(plan_reps(4, 0.008, hold_s=5.0, rest_s=3.0))
    assert result.summary.reps_counted == 0
    assert fault_ids(result) == {"PT-2"}


#: After two tilts, two arches: from neutral the other way.
ARCHES = plan_reps(2, -0.08, first_s=REPS[1].end_s + 4.0, hold_s=2.0, rest_s=3.0)


def test_arching_after_tilts_is_reported() -> None:
    result = run([*REPS[:2], *ARCHES])
    arching = [fault for fault in result.faults if fault.id == "PT-3"]
    assert arching
    for fault in arching:
        assert fault.severity == 2
        assert fault.value < -2.5
        assert fault.start_s > ARCHES[0].start_s


def test_arching_after_tilts_is_not_counted() -> None:
    assert run([*REPS[:2], *ARCHES]).summary.reps_counted == 2


def test_arching_only_is_not_counted_but_reported() -> None:
    result = run(plan_reps(4, -0.08, hold_s=2.0, rest_s=4.0))
    assert result.summary.reps_counted == 0
    assert fault_ids(result) == {"PT-3"}


def chain(rest_s: float, hold_s: float) -> list[PlannedRep]:
    """Two tilts that are not let go between them, among proper ones."""
    pace = {"out_s": 1.0, "hold_s": hold_s, "back_s": 1.0}
    before = plan_reps(2, 0.1, rest_s=rest_s, **pace)
    joined = plan_reps(2, 0.1, first_s=before[-1].end_s + rest_s, rest_s=0.2, **pace)
    after = plan_reps(2, 0.1, first_s=joined[-1].end_s + rest_s, rest_s=rest_s, **pace)
    between = PlannedRep(joined[0].hold_end_s, 0.045, 1.0, 0.2, 1.0)
    return [*before, *joined, *after, between]


def act_chain(reps: list[PlannedRep]) -> PoseTrack:
    time_s = frame_times(sorted(reps, key=lambda rep: rep.start_s), tail_s=4.0)
    return film(time_s, pelvic_tilt(excursion(time_s, reps)), CAMERA)


def test_not_relaxing_between_repetitions() -> None:
    settings = {NAME: {"dose": {"hold_s": 1.0}}}
    result = score(act_chain(chain(rest_s=2.0, hold_s=0.5)), NAME, settings)
    assert result.summary.reps_counted == 6
    assert fault_ids(result) == {"PT-8"}
    assert [fault.rep for fault in result.faults] == [3]


def test_not_relaxing_between_long_holds() -> None:
    result = score(act_chain(chain(rest_s=2.0, hold_s=5.0)), NAME)
    assert result.summary.reps_counted == 6
    assert fault_ids(result) == {"PT-8"}


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("rise_torso", [0.12, 0.35])
def test_bridges_are_not_counted_but_reported(side: Side, rise_torso: float) -> None:
    reps = plan_reps(3, rise_torso, hold_s=3.0)
    time_s = frame_times(reps)
    points = pelvic_tilt(np.zeros_like(time_s), hip_rise_torso=excursion(time_s, reps))
    result = score(film(time_s, points, Camera(side, torso_px=180.0)), NAME)
    assert result.summary.reps_counted == 0
    assert result.summary.causal_reps_counted == 0
    assert kinds(result) == ["other_movement"] * 3
    # Lifting the hips high takes the knees along: that is no second fault.
    assert fault_ids(result) == {"PT-1"}
    for fault in (fault for fault in result.faults if fault.id == "PT-1"):
        assert (fault.threshold, fault.unit) == (0.07, "torso")
        assert fault.value == pytest.approx(rise_torso, abs=0.03)


def test_who_holds_a_bridge_all_the_time_has_tried_no_tilt() -> None:
    time_s = np.arange(0.0, 9.0, 1 / 30)
    points = pelvic_tilt(np.zeros_like(time_s), hip_rise_torso=np.full_like(time_s, 0.5))
    with pytest.raises(NothingToScoreError):
        score(film(time_s, points, CAMERA), NAME)


def test_a_bridge_among_tilts() -> None:
    bridge = PlannedRep(REPS[1].end_s + 3.0, 0.3, 1.5, 2.0, 1.5)
    later = plan_reps(2, 0.1, first_s=bridge.end_s + 3.0, hold_s=5.0, rest_s=3.0)
    tilts = [*REPS[:2], *later]
    time_s = frame_times(tilts)
    points = pelvic_tilt(excursion(time_s, tilts), hip_rise_torso=excursion(time_s, [bridge]))
    result = score(film(time_s, points, CAMERA), NAME)
    assert kinds(result) == ["counted", "counted", "other_movement", "counted", "counted"]
    assert fault_ids(result) == {"PT-1"}


def test_marching_legs_are_not_counted() -> None:
    steps = plan_reps(3, 0.4)
    time_s = frame_times(steps)
    points = pelvic_tilt(np.zeros_like(time_s), knee_move_torso=-excursion(time_s, steps))
    result = score(film(time_s, points, CAMERA), NAME)
    assert result.summary.reps_counted == 0


def test_moving_the_arms_is_nothing() -> None:
    wave = plan_reps(3, 1.0)
    time_s = frame_times(wave)
    share = excursion(time_s, wave)
    points = pelvic_tilt(np.zeros_like(time_s), hand_torso=(-0.9 - 0.7 * share, 0.25 + 0.3 * share))
    result = score(film(time_s, points, CAMERA), NAME)
    assert result.reps == []


@pytest.mark.parametrize("jitter_torso", [0.0, 0.0025, 0.005, 0.01])
@pytest.mark.parametrize("seed", [1, 2])
def test_lying_still_is_no_tilt(jitter_torso: float, seed: int) -> None:
    """Four times the jitter that was measured does not make a tilt."""
    time_s, nothing = lying_still(30.0)
    camera = Camera(torso_px=180.0, jitter_torso=jitter_torso, seed=seed)
    result = score(film(time_s, pelvic_tilt(nothing), camera), NAME)
    assert result.summary.reps_counted == 0
    if jitter_torso <= 0.005:
        assert result.summary.causal_reps_counted == 0


def test_lying_down_and_getting_up_is_no_head_lift() -> None:
    """The trunk comes down from sitting before the tilts and goes up after them."""
    reps = plan_reps(2, 0.1, first_s=5.0, hold_s=5.0, rest_s=3.0)
    time_s = frame_times(reps, tail_s=6.0)
    sitting = 1.0 - excursion(time_s, [PlannedRep(0.7, 1.0, 1.5, reps[-1].end_s + 1.0, 1.5)])
    points = pelvic_tilt(excursion(time_s, reps))
    up = np.radians(70.0 * sitting)
    trunk = np.stack([-np.cos(up), np.sin(up)], axis=1)
    hip = points["hip"]
    points["shoulder"] = np.where(sitting[:, None] > 0, hip + trunk, points["shoulder"])
    points["ear"] = np.where(sitting[:, None] > 0, hip + 1.4 * trunk, points["ear"])
    result = score(film(time_s, points, CAMERA), NAME)
    assert result.summary.reps_counted == 2
    assert "PT-5" not in fault_ids(result)


def test_breathing_is_nothing() -> None:
    time_s = np.arange(900) / 30
    breath = 0.006 * np.sin(2 * np.pi * 0.25 * time_s)
    result = score(film(time_s, pelvic_tilt(breath), CAMERA), NAME)
    assert result.summary.reps_counted == 0


def test_a_slow_slide_of_the_whole_body_does_not_hide_the_tilts() -> None:
    time_s = frame_times(REPS)
    points = pelvic_tilt(excursion(time_s, REPS) + 0.002 * time_s)
    assert score(film(time_s, points, CAMERA), NAME).summary.reps_counted == 4


def test_repetitions_cut_off_by_the_clip() -> None:
    track = act()
    part = pick(track, track.time_s < REPS[3].top_s + 2.0)
    assert kinds(score(part, NAME)) == ["counted", "counted", "counted", "partial"]
    # Longer in the hold, and it could not be told from lying still before an arch.
    part = pick(track, track.time_s >= REPS[0].top_s + 3.0)
    part.time_s[:] -= part.time_s[0]
    assert kinds(score(part, NAME)) == ["partial", "counted", "counted", "counted"]


def test_a_repetition_lost_from_view_is_not_seen() -> None:
    result = score(lose(act(), REPS[1].top_s + 1.0, REPS[1].top_s + 2.7), NAME)
    assert result.summary.reps_counted == 3
    assert result.summary.reps_not_seen >= 1
    assert result.faults == []


def test_thresholds_can_be_set() -> None:
    settings = {NAME: {"dose": {"hold_s": 8.0}}}
    assert fault_ids(score(act(), NAME, settings)) == {"PT-6"}
    settings = {NAME: {"faults": {"knee_move_torso": 0.3, "knee_change_deg": 40.0}}}
    assert fault_ids(score(act(add=legs(0.1)), NAME, settings)) == set()
