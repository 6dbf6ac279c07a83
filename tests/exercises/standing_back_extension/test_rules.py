"""The standing back extension, acted out by a stick person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from formcheck.judge.result import Result
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film, lose, pick, splice
from tests.support.scoring import counted, fault_ids, kinds, only, score
from tests.support.synthetic import (
    FloatArray,
    PlannedRep,
    excursion,
    frame_times,
    lying_still,
    plan_reps,
    standing_back_extension,
    with_depth,
)

NAME = "standing_back_extension"
REPS = plan_reps(4, 18.0)

#: A joint's part in the movement: from the displacement and the time to keyword arguments.
Act = Callable[[FloatArray, FloatArray], dict[str, object]]


def clean(lean_deg: FloatArray, time_s: FloatArray) -> dict[str, object]:
    """Hips go forward a little while the trunk leans back."""
    return {"ankle_lean_deg": -lean_deg / 6}


def act(
    reps: list[PlannedRep] = REPS, camera: Camera | None = None, add: Act | None = None
) -> PoseTrack:
    time_s = frame_times(reps)
    lean_deg = excursion(time_s, reps)
    arguments = clean(lean_deg, time_s) | (add(lean_deg, time_s) if add else {})
    return film(time_s, standing_back_extension(lean_deg, **arguments), camera)  # type: ignore[arg-type]


def run(
    reps: list[PlannedRep] = REPS, camera: Camera | None = None, add: Act | None = None
) -> Result:
    return score(act(reps, camera, add), NAME)


def walk(lean_deg: FloatArray, time_s: FloatArray) -> dict[str, object]:
    """Both feet go the same way: ankles carry the whole figure along."""
    return {"step_torso": 0.5 * time_s}


def test_walking_rocks_the_trunk_and_is_nothing() -> None:
    result = run(plan_reps(4, 12.0, out_s=0.6, hold_s=0.1, back_s=0.6), add=walk)
    assert result.reps == []
    assert result.faults == []


def test_who_tips_over_without_staying_has_done_no_repetition() -> None:
    """The trunk leans back by 18 degrees, then the thighs tip below what carries a body."""
    plan = plan_reps(2, 18.0, hold_s=0.3)
    time_s = frame_times(plan)
    lean_deg = excursion(time_s, plan)
    legs_deg = np.where(time_s > plan[1].top_s, 50.0, 0.0)
    points = standing_back_extension(lean_deg, ankle_lean_deg=legs_deg - lean_deg / 6)
    assert kinds(score(film(time_s, points), NAME)) == ["counted"]


@pytest.mark.parametrize("side", ["right", "left"])
def test_clean_repetitions_are_counted_measured_and_faultless(side: Side) -> None:
    result = run(camera=Camera(side))
    assert result.faults == []
    assert result.summary.reps_counted == result.summary.clean_reps == 4
    assert result.view.side == side
    assert result.signal.baseline == pytest.approx(0.0, abs=0.5)
    for rep, planned in zip(result.reps, REPS, strict=True):
        assert rep.start_s == pytest.approx(planned.start_s, abs=0.3)
        assert rep.end_s == pytest.approx(planned.end_s, abs=0.3)
        assert rep.hold_s == pytest.approx(planned.hold_s, abs=0.3)
        assert rep.out_s == pytest.approx(planned.out_s, abs=0.3)
        assert rep.return_s == pytest.approx(planned.back_s, abs=0.3)
        assert rep.range == pytest.approx(planned.depth, abs=2.0)
        assert rep.trust > 0.9
    assert result.summary.hold_total_s == pytest.approx(8.0, abs=1.0)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_exact_counts(count: int) -> None:
    result = run(plan_reps(count, 15.0))
    assert result.summary.reps_counted == count
    assert [rep.index for rep in result.reps] == list(range(1, count + 1))
    assert result.summary.causal_reps_counted == count
    assert result.summary.prominence_reps_counted == count


def test_repetitions_of_different_depth_and_pace() -> None:
    reps = [
        PlannedRep(2.0, 12.0, 1.0, 2.0, 1.0),
        PlannedRep(7.0, 25.0, 2.5, 4.0, 2.0),
        PlannedRep(17.0, 16.0, 1.2, 2.0, 1.2),
    ]
    result = run(reps)
    assert result.summary.reps_counted == 3
    for rep, planned in zip(result.reps, reps, strict=True):
        assert rep.range == pytest.approx(planned.depth, abs=2.0)
        assert rep.hold_s == pytest.approx(planned.hold_s, abs=0.5)


def test_a_camera_that_is_tilted_changes_nothing() -> None:
    track = act()
    turn = np.radians(6.0)
    middle = np.array([320.0, 240.0])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    track.xy_px[:] = (track.xy_px - middle) @ rotation.T + middle
    result = score(track, NAME)
    assert result.summary.reps_counted == 4
    assert abs(result.signal.baseline or 0.0) == pytest.approx(6.0, abs=0.5)
    assert fault_ids(result) == set()


def knees(depth_deg: float) -> Act:
    return lambda lean, time: {"knee_bend_deg": depth_deg * lean / 18.0}


def head(depth_deg: float) -> Act:
    return lambda lean, time: {"neck_deg": depth_deg * lean / 18.0}


def head_first(lean_deg: FloatArray, time_s: FloatArray) -> dict[str, object]:
    """The head goes back one second before the trunk."""
    early = [
        PlannedRep(rep.start_s - 0.8, 32.0, 0.6, rep.hold_s + rep.out_s + 0.2, rep.back_s)
        for rep in REPS
    ]
    return {"neck_deg": excursion(time_s, early)}


def legs(share: float) -> Act:
    return lambda lean, time: {"ankle_lean_deg": share * lean}


def step(lean_deg: FloatArray, time_s: FloatArray) -> dict[str, object]:
    return {"step_torso": np.where(time_s > REPS[1].start_s + 0.7, 0.3, 0.0)}


FAST = plan_reps(4, 18.0, out_s=0.25)
DROPPED = plan_reps(4, 22.0, back_s=0.2)
SMALL = plan_reps(4, 8.6)
SHORT = plan_reps(4, 18.0, hold_s=0.5)


@pytest.mark.parametrize(
    ("reps", "add", "fault", "severity"),
    [
        (REPS, knees(25.0), "SBE-1", 2),
        (REPS, head(45.0), "SBE-2", 1),
        (REPS, head_first, "SBE-2", 1),
        (REPS, legs(0.5), "SBE-3", 3),
        (REPS, legs(0.8), "SBE-3", 3),
        (REPS, step, "SBE-3", 3),
        (FAST, None, "SBE-4", 1),
        (DROPPED, None, "SBE-4", 1),
        (SMALL, None, "SBE-5", 1),
        (SHORT, None, "SBE-6", 1),
    ],
    ids=[
        "knees bend",
        "head further than the trunk",
        "head before the trunk",
        "legs tip back",
        "the whole body tips",
        "a step",
        "fast out",
        "fast back",
        "small",
        "short pause",
    ],
)
def test_each_fault_is_reported_and_no_other(
    reps: list[PlannedRep], add: Act | None, fault: str, severity: int
) -> None:
    result = run(reps, add=add)
    assert result.summary.reps_counted == 4
    assert fault_ids(result) == {fault}
    assert {item.severity for item in result.faults} == {severity}
    assert result.summary.clean_reps < 4
    for item in result.faults:
        assert item.rep is not None
        assert fault in result.reps[item.rep - 1].faults
        assert item.start_s <= item.end_s


@pytest.mark.parametrize(
    "add", [knees(10.0), head(20.0), head(30.0), legs(0.2)], ids=["knees", "head", "head", "legs"]
)
def test_small_deviations_are_not_faults(add: Act) -> None:
    assert fault_ids(run(add=add)) == set()


def test_knee_bending_names_its_value_and_moment() -> None:
    result = run(add=knees(25.0))
    assert len(result.faults) == 4
    for fault, planned in zip(result.faults, REPS, strict=True):
        assert fault.value == pytest.approx(-25.0, abs=1.0)
        assert fault.threshold == -15.0
        assert planned.start_s < fault.start_s < planned.top_s
        assert planned.top_s < fault.end_s <= planned.end_s


def test_one_knee_bend_blames_one_repetition() -> None:
    def once(lean: FloatArray, time: FloatArray) -> dict[str, object]:
        return {"knee_bend_deg": excursion(time, with_depth(REPS[1:2], 25.0))}

    result = run(add=once)
    assert [rep.faults for rep in result.reps] == [[], ["SBE-1"], [], []]
    assert result.summary.clean_reps == 3


def test_not_coming_back_upright() -> None:
    """Between two bends the trunk stays 8 degrees back."""
    reps = plan_reps(2, 20.0, rest_s=0.5)
    between = [PlannedRep(reps[0].hold_end_s, 8.0, 1.5, 0.5, 1.5)]
    time_s = frame_times(reps)
    lean_deg = excursion(time_s, reps) + excursion(time_s, between)
    result = score(film(time_s, standing_back_extension(lean_deg)), NAME)
    assert result.summary.reps_counted == 2
    assert fault_ids(result) == {"SBE-7"}
    assert result.faults[0].severity == 1
    assert result.faults[0].value == pytest.approx(8.0, abs=1.5)
    assert result.faults[0].rep == 1


def test_bending_forward_between_repetitions() -> None:
    reps = plan_reps(3, 18.0, rest_s=4.0)
    bow = PlannedRep(reps[0].end_s + 0.5, -35.0, 1.0, 0.8, 1.0)
    time_s = frame_times(reps)
    lean_deg = excursion(time_s, [*reps, bow])
    result = score(film(time_s, standing_back_extension(lean_deg)), NAME)
    assert result.summary.reps_counted == 3
    fault = only(result.faults)
    assert (fault.id, fault.severity, fault.rep) == ("SBE-7", 2, None)
    assert fault.value == pytest.approx(-35.0, abs=2.0)
    assert bow.start_s < fault.start_s < fault.end_s < bow.end_s


def test_hands_that_hang_are_named_in_each_repetition_and_before_the_first() -> None:
    result = run(add=lambda lean, time: {"hand_torso": (0.1, -0.6)})
    assert result.summary.reps_counted == 4
    assert fault_ids(result) == {"SBE-8"}
    assert sorted(fault.severity for fault in result.faults) == [0, 1, 1, 1, 1]
    assert all(fault.value == pytest.approx(0.61, abs=0.03) for fault in result.faults)


def test_a_single_small_bend_is_not_reported_as_small() -> None:
    result = run([REPS[0], *plan_reps(1, 8.6, first_s=12.0)])
    assert result.summary.reps_counted == 2
    assert "SBE-5" not in fault_ids(result)


def test_a_bend_that_is_too_small_is_partial() -> None:
    result = run([REPS[0], *plan_reps(1, 6.5, first_s=12.0)])
    assert kinds(result) == ["counted", "partial"]
    assert result.reps[1].index is None


def test_swaying_is_nothing() -> None:
    time_s = np.arange(600) / 30
    sway = 2.5 * np.sin(2 * np.pi * 0.3 * time_s)
    result = score(film(time_s, standing_back_extension(sway)), NAME)
    assert result.reps == []
    assert result.faults == []


def test_standing_still_is_nothing() -> None:
    time_s, nothing = lying_still()
    result = score(film(time_s, standing_back_extension(nothing)), NAME)
    assert (result.reps, result.faults) == ([], [])


def test_bending_forward_only_is_not_counted_but_reported() -> None:
    reps = plan_reps(3, -50.0)
    time_s = frame_times(reps)
    result = score(film(time_s, standing_back_extension(excursion(time_s, reps))), NAME)
    assert result.summary.reps_counted == 0
    assert fault_ids(result) == {"SBE-7"}


def test_raising_the_arms_is_not_counted_but_reported() -> None:
    reps = plan_reps(3, 1.0)
    time_s = frame_times(reps)
    share = excursion(time_s, reps)
    points = standing_back_extension(2.0 * share)
    swing = np.radians(-90.0 + 170.0 * share)
    wrist = points["shoulder"] + 1.0 * np.stack([np.cos(swing), np.sin(swing)], axis=1)
    elbow = (points["shoulder"] + wrist) / 2
    result = score(film(time_s, points | {"wrist": wrist, "elbow": elbow}), NAME)
    assert result.summary.reps_counted == 0
    assert fault_ids(result) == {"SBE-8"}


def test_a_repetition_cut_off_by_the_start_of_the_clip() -> None:
    track = act()
    part = pick(track, track.time_s >= REPS[0].top_s - 0.1)
    part.time_s[:] -= part.time_s[0]
    assert kinds(score(part, NAME)) == ["partial", "counted", "counted", "counted"]


def test_a_repetition_cut_off_by_the_end_of_the_clip() -> None:
    track = act()
    part = pick(track, track.time_s < REPS[3].top_s + 0.5)
    assert kinds(score(part, NAME)) == ["counted", "counted", "counted", "partial"]


@pytest.mark.parametrize("loss_s", [1.2, 1.9])
def test_a_repetition_lost_from_view_is_not_seen(loss_s: float) -> None:
    middle_s = REPS[1].top_s + 0.3
    result = score(lose(act(), middle_s, middle_s + loss_s), NAME)
    assert "not_seen" in kinds(result)
    assert result.summary.reps_counted == 3
    assert result.summary.reps_not_seen >= 1
    lost = [rep for rep in result.reps if rep.kind == "not_seen"]
    assert all(rep.faults == [] and rep.index is None for rep in lost)


@pytest.mark.parametrize("loss_s", [0.2, 0.3, 0.45])
@pytest.mark.parametrize("after_top_s", [-0.2, 0.5, 1.7])
def test_a_short_loss_near_the_top_costs_nothing(loss_s: float, after_top_s: float) -> None:
    """What was not seen is not wrong: no pause is called short because nobody saw it."""
    lost_s = REPS[1].top_s + after_top_s
    result = score(lose(act(), lost_s, lost_s + loss_s), NAME)
    assert kinds(result) == ["counted"] * 4
    assert result.faults == []


def test_two_shots_are_counted_through() -> None:
    camera = Camera("left", torso_px=90.0, shift_px=(40.0, 10.0))
    result = score(splice([act(REPS[:2]), act(REPS[:2], camera)]), NAME)
    assert [rep.index for rep in result.reps] == [1, 2, 3, 4]
    assert result.faults == []


def test_turning_to_the_camera_is_not_judged() -> None:
    time_s = frame_times(REPS)
    turned = (time_s > REPS[1].start_s - 1.0) & (time_s < REPS[1].end_s + 1.0)
    camera = Camera(yaw_deg=np.where(turned, 80.0, 0.0))
    lean_deg = excursion(time_s, REPS)
    points = standing_back_extension(lean_deg, **clean(lean_deg, time_s))  # type: ignore[arg-type]
    result = score(film(time_s, points, camera), NAME)
    assert result.summary.reps_counted == 3
    assert fault_ids(result) <= {"SBE-8"}
    assert not result.view.ok


def test_thresholds_can_be_set() -> None:
    settings = {NAME: {"states": {"count_deg": 20.0}}}
    assert score(act(), NAME, settings).summary.reps_counted == 0
    settings = {NAME: {"dose": {"hold_s": 4.0}}}
    assert fault_ids(score(act(), NAME, settings)) == {"SBE-6"}
    settings = {NAME: {"faults": {"knee_bend_deg": 30.0}}}
    assert score(act(add=knees(25.0)), NAME, settings).faults == []


def test_counted_repetitions_are_the_ones_that_carry_a_number() -> None:
    result = run([REPS[0], *plan_reps(1, 6.5, first_s=12.0), *plan_reps(1, 18.0, first_s=20.0)])
    assert [rep.index for rep in result.reps] == [1, None, 2]
    assert [rep.index for rep in counted(result)] == [1, 2]
