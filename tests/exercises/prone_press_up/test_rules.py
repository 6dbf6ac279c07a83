"""The prone press up and its look-alikes, acted out by a stick person."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from formcheck.errors import NothingToScoreError
from formcheck.judge.result import Result
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from tests.support import propping
from tests.support.filming import Camera, film, lose, pick
from tests.support.scoring import fault_ids, kinds, only, score
from tests.support.streaming import play
from tests.support.synthetic import (
    FloatArray,
    PlannedRep,
    Points,
    excursion,
    frame_times,
    lying_still,
    plan_reps,
    prone_press_up,
)

NAME = "prone_press_up"
REPS = plan_reps(4, 40.0)
Act = Callable[[FloatArray, FloatArray], dict[str, object]]


def clean(trunk_deg: FloatArray, time_s: FloatArray) -> dict[str, object]:
    """Arms straighten as the trunk rises; the hips give a little, as they do in people."""
    return {"elbow_deg": 65.0 + 2.5 * trunk_deg, "hip_rise_torso": 0.001 * trunk_deg}


def act(
    reps: list[PlannedRep] = REPS, camera: Camera | None = None, add: Act | None = None
) -> PoseTrack:
    time_s = frame_times(reps)
    trunk_deg = excursion(time_s, reps)
    arguments = clean(trunk_deg, time_s) | (add(trunk_deg, time_s) if add else {})
    return film(time_s, prone_press_up(trunk_deg, **arguments), camera)  # type: ignore[arg-type]


def run(
    reps: list[PlannedRep] = REPS, camera: Camera | None = None, add: Act | None = None
) -> Result:
    return score(act(reps, camera, add), NAME)


@pytest.mark.parametrize("side", ["right", "left"])
def test_clean_repetitions_are_counted_measured_and_faultless(side: Side) -> None:
    result = run(camera=Camera(side))
    assert result.faults == []
    assert result.summary.reps_counted == result.summary.clean_reps == 4
    assert result.view.side == side
    for rep, planned in zip(result.reps, REPS, strict=True):
        assert rep.start_s == pytest.approx(planned.start_s, abs=0.3)
        assert rep.end_s == pytest.approx(planned.end_s, abs=0.3)
        assert rep.hold_s == pytest.approx(planned.hold_s, abs=0.3)
        assert rep.range == pytest.approx(planned.depth, abs=2.0)
        assert rep.peak == pytest.approx(planned.depth, abs=2.0)


@pytest.mark.parametrize("count", [1, 3, 6])
def test_exact_counts(count: int) -> None:
    result = run(plan_reps(count, 30.0))
    assert result.summary.reps_counted == count
    assert result.summary.causal_reps_counted == count
    assert result.summary.prominence_reps_counted == count


def test_a_slope_of_the_camera_changes_nothing() -> None:
    track = act()
    turn, middle = np.radians(5.0), np.array([320.0, 240.0])
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    track.xy_px[:] = (track.xy_px - middle) @ rotation.T + middle
    result = score(track, NAME)
    assert result.summary.reps_counted == 4
    assert fault_ids(result) == set()


def hips(rise_torso: float) -> Act:
    return lambda trunk, time: {"hip_rise_torso": rise_torso * trunk / 40.0}


def neck(depth_deg: float) -> Act:
    return lambda trunk, time: {"neck_deg": depth_deg * trunk / 40.0}


def heels(bend_deg: float) -> Act:
    return lambda trunk, time: {"knee_bend_deg": bend_deg * trunk / 40.0}


def hands(ahead_torso: float) -> Act:
    return lambda trunk, time: {"hand_ahead_torso": ahead_torso}


@pytest.mark.parametrize(
    ("reps", "add", "fault", "severity"),
    [
        (REPS, hips(0.15), "PPU-1", 2),
        (REPS, neck(50.0), "PPU-5", 1),
        (plan_reps(4, 40.0, out_s=0.6), None, "PPU-6", 1),
        (plan_reps(4, 65.0, out_s=1.05), None, "PPU-6", 1),
        (plan_reps(4, 40.0, hold_s=0.6), None, "PPU-6", 1),
        (REPS, hands(0.6), "PPU-7", 1),
        (REPS, hands(-0.5), "PPU-7", 1),
        (REPS, heels(25.0), "PPU-8", 1),
    ],
    ids=[
        "hips up",
        "head back",
        "up too quickly",
        "up too fast",
        "no pause",
        "hands too far ahead",
        "hands too far back",
        "heels up",
    ],
)
def test_each_fault_is_reported_and_no_other(
    reps: list[PlannedRep], add: Act | None, fault: str, severity: int
) -> None:
    result = run(reps, add=add)
    assert result.summary.reps_counted == 4
    assert fault_ids(result) == {fault}
    assert {item.severity for item in result.faults} == {severity}


@pytest.mark.parametrize(
    "add",
    [hips(0.05), neck(30.0), heels(10.0), hands(0.25)],
    ids=["hips", "neck", "heels", "hands"],
)
def test_small_deviations_are_not_faults(add: Act) -> None:
    assert fault_ids(run(add=add)) == set()


def test_hips_that_come_up_a_little_are_the_lesser_fault() -> None:
    """Between 0.06 and 0.10 torso it counts if the thighs slope by more than 8 degrees too."""
    steep = {"prone_press_up": {"faults": {"thigh_inclination_deg": 4.0}}}
    result = score(act(add=hips(0.09)), NAME, steep)
    assert {(fault.id, fault.severity) for fault in result.faults} == {("PPU-1", 1)}
    assert score(act(add=hips(0.09)), NAME).faults == []


def test_hips_name_their_value_in_torso_lengths() -> None:
    result = run(add=hips(0.15))
    assert [fault.rep for fault in result.faults] == [1, 2, 3, 4]
    for fault in result.faults:
        assert fault.value == pytest.approx(0.15, abs=0.01)
        assert (fault.threshold, fault.unit) == (0.10, "torso")


def test_not_lowering_all_the_way() -> None:
    reps = plan_reps(2, 40.0, rest_s=0.5)
    between = [PlannedRep(reps[0].hold_end_s, 14.0, 1.5, 0.5, 1.5)]
    time_s = frame_times(reps)
    trunk_deg = excursion(time_s, reps) + excursion(time_s, between)
    points = prone_press_up(trunk_deg, **clean(trunk_deg, time_s))  # type: ignore[arg-type]
    result = score(film(time_s, points), NAME)
    assert result.summary.reps_counted == 2
    fault = only([item for item in result.faults if item.id == "PPU-4"])
    assert fault.value == pytest.approx(14.0, abs=2.0)
    assert fault.rep == 1


def test_range_that_falls_off() -> None:
    heights = [45.0, 45.0, 45.0, 30.0, 30.0, 30.0]
    reps = [
        PlannedRep(planned.start_s, height)
        for planned, height in zip(plan_reps(6, 1.0), heights, strict=True)
    ]
    result = run(reps)
    fault = only([item for item in result.faults if item.id == "PPU-9"])
    assert fault_ids(result) == {"PPU-9"}
    assert fault.severity == 0
    assert fault.value == pytest.approx(30.0, abs=1.0)
    assert fault.threshold == pytest.approx(36.0, abs=1.0)
    assert result.summary.clean_reps == 6


def test_one_low_repetition_among_four() -> None:
    heights = [45.0, 45.0, 24.0, 45.0]
    reps = [
        PlannedRep(planned.start_s, height)
        for planned, height in zip(plan_reps(4, 1.0), heights, strict=True)
    ]
    result = run(reps)
    fault = only(result.faults)
    assert (fault.id, fault.rep, fault.severity) == ("PPU-10", 3, 0)


def test_half_a_press_up_is_partial() -> None:
    result = run([REPS[0], PlannedRep(12.0, 15.0)])
    assert kinds(result) == ["counted", "partial"]


def test_rising_without_straightening_the_elbows_much_is_partial() -> None:
    result = run(add=lambda trunk, time: {"elbow_deg": 65.0 + 0.45 * trunk})
    assert kinds(result) == ["partial"] * 4


def push_up(time_s: FloatArray, reps: list[PlannedRep], *, on_knees: bool) -> Points:
    """The body rises as a plank about the toes or the knees."""
    share = excursion(time_s, reps)
    rise_deg = (28.0 if on_knees else 15.0) * share
    points = prone_press_up(rise_deg, elbow_deg=65.0 + 100.0 * share)
    legs = 0.84 if on_knees else 1.68
    flat = 180.0 - np.degrees(np.arcsin(0.06 / 0.84))
    along = np.radians(flat + 180.0 + rise_deg)
    pivot = np.array([-legs, 0.12])
    hip = pivot + legs * np.stack([np.cos(along), np.sin(along)], axis=1)
    moved = hip - points["hip"]
    for joint in ("hip", "shoulder", "ear", "nose"):
        points[joint] = points[joint] + moved
    knee = hip - 0.84 * np.stack([np.cos(along), np.sin(along)], axis=1)
    ankle = points["ankle"]
    points["knee"] = knee
    if not on_knees:
        ankle = hip - 1.68 * np.stack([np.cos(along), np.sin(along)], axis=1)
    points["ankle"] = ankle
    reach = points["wrist"] - points["shoulder"]
    across = np.stack([-reach[:, 1], reach[:, 0]], axis=1)
    bulge = 0.5 / np.tan(np.radians(65.0 + 100.0 * share) / 2)
    points["elbow"] = points["shoulder"] + 0.5 * reach - bulge[:, None] * across
    return points


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("on_knees", [False, True], ids=["on the toes", "on the knees"])
def test_push_ups_are_not_counted_but_reported(side: Side, on_knees: bool) -> None:
    reps = plan_reps(3, 1.0)
    time_s = frame_times(reps)
    track = film(time_s, push_up(time_s, reps, on_knees=on_knees), Camera(side))
    result = score(track, NAME)
    assert result.summary.reps_counted == 0
    assert result.summary.causal_reps_counted == 0
    assert kinds(result) == ["other_movement"] * 3
    assert fault_ids(result) == {"PPU-2"}
    assert [rep.faults for rep in result.reps] == [["PPU-2"]] * 3


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("arms", ["stretched ahead", "by the ears"])
def test_supermans_are_not_counted_but_reported(side: Side, arms: str) -> None:
    reps = plan_reps(3, 22.0)
    time_s = frame_times(reps)
    trunk_deg = excursion(time_s, reps)
    ahead = 0.9 if arms == "stretched ahead" else 0.3
    points = prone_press_up(
        trunk_deg,
        elbow_deg=165.0 if arms == "stretched ahead" else 70.0,
        hand_ahead_torso=ahead,
        hand_rise_torso=1.3 * np.sin(np.radians(trunk_deg)),
    )
    result = score(film(time_s, points, Camera(side)), NAME)
    assert result.summary.reps_counted == 0
    assert kinds(result) == ["other_movement"] * 3
    assert "PPU-3" in fault_ids(result)
    assert fault_ids(result) <= {"PPU-3", "PPU-7"}


@pytest.mark.parametrize(
    ("yaw_deg", "elbow_open_deg", "hand_up_torso", "kind"),
    [
        (31.0, 90.0, 0.22, "counted"),
        (5.0, 90.0, 0.22, "other_movement"),
        (31.0, 20.0, 0.22, "other_movement"),
        (31.0, 90.0, 0.5, "other_movement"),
    ],
)
def test_seen_from_far_aside_a_hand_may_slide_while_the_arms_open_wide(
    yaw_deg: float, elbow_open_deg: float, hand_up_torso: float, kind: str
) -> None:
    reps = plan_reps(2, 45.0)
    time_s = frame_times(reps)
    trunk_deg = excursion(time_s, reps)
    share = trunk_deg / 45.0
    points = prone_press_up(
        trunk_deg, elbow_deg=65.0 + elbow_open_deg * share, hand_rise_torso=hand_up_torso * share
    )
    assert kinds(score(film(time_s, points, Camera(yaw_deg=yaw_deg)), NAME)) == [kind] * 2


def test_lying_still_is_nothing() -> None:
    time_s, nothing = lying_still()
    result = score(film(time_s, prone_press_up(nothing)), NAME)
    assert (result.reps, result.faults) == ([], [])


def test_lifting_the_head_only_is_nothing() -> None:
    reps = plan_reps(3, 35.0)
    time_s = frame_times(reps)
    points = prone_press_up(np.zeros_like(time_s), neck_deg=excursion(time_s, reps))
    result = score(film(time_s, points), NAME)
    assert result.reps == []


def test_repetitions_cut_off_by_the_clip() -> None:
    track = act()
    part = pick(track, track.time_s >= REPS[0].top_s)
    part.time_s[:] -= part.time_s[0]
    assert kinds(score(part, NAME)) == ["partial", "counted", "counted", "counted"]
    part = pick(track, track.time_s < REPS[3].top_s + 0.5)
    assert kinds(score(part, NAME)) == ["counted", "counted", "counted", "partial"]


def test_a_repetition_lost_from_view_is_not_seen() -> None:
    result = score(lose(act(), REPS[1].top_s, REPS[1].top_s + 1.3), NAME)
    assert result.summary.reps_counted == 3
    assert result.summary.reps_not_seen >= 1
    assert result.faults == []


def test_a_lift_without_arms_that_is_lost_from_view_is_no_other_exercise() -> None:
    def no_arms(trunk: FloatArray, time: FloatArray) -> dict[str, object]:
        return {"elbow_deg": 65.0}

    track = act(plan_reps(1, 40.0), add=no_arms)
    assert kinds(score(track, NAME)) == ["other_movement"]
    result = score(lose(track, 4.2, 6.0), NAME)
    assert kinds(result) == ["not_seen"]
    assert result.faults == []


def test_a_prop_on_the_forearms_is_no_press_up_and_no_fault() -> None:
    result = score(propping.act(propping.holds(2, 5.0, 32.0)), NAME)
    assert kinds(result) == ["other_movement"] * 2
    assert {rep.reason for rep in result.reps} == {
        "propped up on the forearms, the hands do not push"
    }
    assert result.faults == []


def test_getting_up_at_the_end_is_not_a_repetition() -> None:
    """The last press up goes on into kneeling: hips rise, thighs turn upright."""
    reps = plan_reps(2, 40.0)
    time_s = frame_times(reps, tail_s=5.0)
    trunk_deg = excursion(time_s, reps)
    leaving = excursion(time_s, [PlannedRep(reps[1].end_s + 1.0, 1.0, 1.5, 20.0, 1.0)])
    arguments = clean(trunk_deg, time_s)
    arguments["hip_rise_torso"] = 0.001 * trunk_deg + 0.75 * leaving
    points = prone_press_up(trunk_deg + 30.0 * leaving, **arguments)  # type: ignore[arg-type]
    result = score(film(time_s, points), NAME)
    assert result.summary.reps_counted == 2


@pytest.mark.parametrize("along_torso", [0.02, 0.25])
def test_who_pushes_back_from_the_top_has_ended_it_there(along_torso: float) -> None:
    """Into a downward dog, also where the hips have come along to the top; live as recorded."""
    time_s = frame_times([PlannedRep(2.0, 48.0, 2.0, 3.0)], tail_s=4.0)
    pressed = excursion(time_s, [PlannedRep(2.0, 1.0, 2.0, 60.0)])
    pushed_back = excursion(time_s, [PlannedRep(7.5, 1.0, 1.5, 60.0)])
    points = prone_press_up(
        48.0 * pressed - 70.0 * pushed_back,
        elbow_deg=65.0 + 110.0 * pressed,
        hip_rise_torso=along_torso * pressed + (0.6 - along_torso) * pushed_back,
    )
    track = film(time_s, points)
    live = play(track, NAME).done.decided_reps
    for rep in (only(score(track, NAME).reps), only([item.rep for item in live])):
        assert rep.kind == "counted"
        assert 7.4 < rep.end_s < 8.2


def test_one_hidden_ankle_costs_the_knee_fault_only() -> None:
    track = act(add=heels(25.0))
    track.xy_px[:, 28] = -100.0
    result = score(track, NAME)
    assert result.summary.reps_counted == 4
    assert result.faults == []
    assert any("feet" in problem for problem in result.view.problems)


def test_thresholds_can_be_set() -> None:
    settings = {NAME: {"states": {"count_deg": 45.0}}}
    assert score(act(), NAME, settings).summary.reps_counted == 0
    settings = {NAME: {"faults": {"hip_rise_major_torso": 0.2, "hip_rise_minor_torso": 0.2}}}
    assert fault_ids(score(act(add=hips(0.12)), NAME, settings)) == set()


@pytest.mark.parametrize(("rest_deg", "counted"), [(21.0, 3), (30.0, 0)])
def test_a_chest_that_rests_half_up_may_be_pressed_up_but_a_prop_is_no_rest(
    rest_deg: float, counted: int
) -> None:
    reps = plan_reps(3, 30.0)
    time_s = frame_times(reps)
    trunk_deg = rest_deg + excursion(time_s, reps)
    track = film(time_s, prone_press_up(trunk_deg, elbow_deg=65.0 + 2.0 * trunk_deg))
    if not counted:
        with pytest.raises(NothingToScoreError):
            score(track, NAME)
        return
    result = score(track, NAME)
    assert result.summary.reps_counted == result.summary.causal_reps_counted == counted


def test_rest_is_flat_where_the_person_ever_lies_flat() -> None:
    reps = plan_reps(3, 30.0)
    time_s = frame_times(reps)
    later = time_s > reps[0].end_s + 0.5
    trunk_deg = excursion(time_s, reps) + np.where(later, 0.0, 20.0)
    result = score(film(time_s, prone_press_up(trunk_deg, elbow_deg=65.0 + trunk_deg)), NAME)
    assert result.signal.baseline == pytest.approx(0.0, abs=3.0)


@pytest.mark.parametrize(("pushes", "counted"), [(True, 2), (False, 1)])
def test_arms_that_push_again_out_of_a_pause_half_way_make_a_repetition(
    pushes: bool, counted: int
) -> None:
    # Not lowered all the way, and then the hips come along: the trunk rises by 5 degrees more.
    time_s = np.arange(0.0, 17.0, 1 / 30)
    points = [
        (0, 0),
        (2, 0),
        (4, 45),
        (6, 45),
        (7.5, 26),
        (8.7, 26),
        (9.7, 31),
        (12, 31),
        (13.5, 0),
    ]
    trunk_deg = np.interp(time_s, *zip(*points, strict=True))
    again = np.interp(time_s, [8.7, 9.7, 12.0, 13.5], [0.0, 1.0, 1.0, 0.0])
    track = film(
        time_s,
        prone_press_up(
            trunk_deg,
            elbow_deg=65.0 + 1.4 * trunk_deg + (50.0 if pushes else 0.0) * again,
            hip_rise_torso=0.2 * again,
        ),
    )
    assert score(track, NAME).summary.reps_counted == counted
