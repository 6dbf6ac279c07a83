"""The knee hug, acted out by a stick person with two legs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.errors import NothingToScoreError
from formcheck.exercises.settings import default_settings
from formcheck.judge.streaming.causal import score_causally
from formcheck.pose.landmarks import Landmark, Side
from formcheck.pose.track import PoseTrack
from tests.exercises.knee_hug.acting import (
    CAMERA,
    NAME,
    UP_DEG,
    Legs,
    act,
    plan,
    run,
    sides,
)
from tests.support.filming import lose, mirror_picture
from tests.support.hugging import FOOT_FLAT_DEG, STRAIGHT_DEG, Body, film_legs
from tests.support.scoring import counted, fault_ids, kinds, only, score
from tests.support.synthetic import (
    FloatArray,
    PlannedRep,
    excursion,
    frame_times,
    plan_reps,
)

ON_KNEECAP = Body(below_knee=0.01, hand_off=-0.03)


@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("legs", [("left",) * 3, ("right",) * 3, ("both",) * 3])
def test_clean_repetitions_of_every_variant_are_counted_and_measured(
    legs: Legs, near: Side
) -> None:
    reps = plan(3)
    result = run(legs, reps, camera=replace(CAMERA, near_side=near))
    assert result.summary.reps_counted == result.summary.clean_reps == 3
    assert result.summary.causal_reps_counted == 3
    assert fault_ids(result) == set()
    assert sides(result) == list(legs)
    assert result.view.side == near
    for rep, planned in zip(result.reps, reps, strict=True):
        assert rep.start_s == pytest.approx(planned.start_s, abs=0.25)
        assert rep.end_s == pytest.approx(planned.end_s, abs=0.25)
        assert rep.hold_s == pytest.approx(planned.hold_s, abs=0.4)
        assert rep.range == pytest.approx(planned.depth, abs=3.0)
        assert rep.peak == pytest.approx(FOOT_FLAT_DEG + planned.depth, abs=4.0)


@pytest.mark.slow
def test_live_input_finds_the_same_legs() -> None:
    live = score_causally(act(["left", "right", "both"]), NAME, default_settings())
    assert live is not None
    assert [rep.side for rep in live.reps if rep.counted] == ["left", "right", "both"]
    assert [fault for fault in live.faults if fault.severity] == []


def test_sides_are_counted_apart_and_compared() -> None:
    reps = [replace(rep, depth=depth) for rep, depth in zip(plan(4), (72, 60, 70, 58), strict=True)]
    summary = run(["left", "right", "left", "right"], reps).summary
    assert (summary.reps_left, summary.reps_right, summary.reps_both) == (2, 2, 0)
    assert summary.symmetry_deg == pytest.approx(12.0, abs=3.0)
    alone = run(["left", "both"]).summary
    assert (alone.reps_left, alone.reps_right, alone.reps_both) == (1, 0, 1)
    assert alone.symmetry_deg is None


def test_the_hidden_leg_counts_however_invisible_it_is_said_to_be() -> None:
    result = run(["left"] * 3, camera=replace(CAMERA, hidden_visibility=0.08))
    assert sides(result) == ["left"] * 3


def test_a_mirrored_picture_gives_the_other_leg() -> None:
    result = score(mirror_picture(act(["left", "right"])), NAME)
    assert sides(result) == ["right", "left"]


@pytest.mark.parametrize("hugged", ["left", "right"])
def test_the_other_leg_may_lie_straight(hugged: str) -> None:
    rest = (FOOT_FLAT_DEG, STRAIGHT_DEG) if hugged == "left" else (STRAIGHT_DEG, FOOT_FLAT_DEG)
    result = run([hugged] * 2, rest_deg=rest)
    assert sides(result) == [hugged] * 2
    assert fault_ids(result) == set()


@pytest.mark.parametrize("hugged", ["left", "right", "both"])
def test_a_hug_may_begin_with_straight_legs(hugged: str) -> None:
    result = run([hugged] * 2, plan(2, out_s=2.5, back_s=2.5), rest_deg=(STRAIGHT_DEG,) * 2)
    assert sides(result) == [hugged] * 2
    assert result.summary.causal_reps_counted == 2
    assert fault_ids(result, at_least=1) == set()


def set_up_foot(time_s: FloatArray, at_s: float) -> FloatArray:
    """Return a leg that is drawn from straight to bent, the foot along the floor."""
    share = np.clip((time_s - at_s) / 1.5, 0.0, 1.0)
    return STRAIGHT_DEG + (FOOT_FLAT_DEG - STRAIGHT_DEG) * share


def test_setting_the_feet_up_is_no_hug() -> None:
    time_s = np.arange(360) / 30
    track = film_legs(time_s, set_up_foot(time_s, 3.0), set_up_foot(time_s, 6.5), camera=CAMERA)
    result = score(track, NAME)
    assert result.reps == []
    assert result.summary.causal_reps_counted == 0


def test_a_hug_after_setting_the_feet_up_counts_from_the_new_rest() -> None:
    reps = plan(1, first_s=9.0)
    time_s = frame_times(reps)
    up = excursion(time_s, reps)
    left = set_up_foot(time_s, 3.0) + up
    result = score(film_legs(time_s, left, set_up_foot(time_s, 6.0), camera=CAMERA), NAME)
    rep = only(counted(result))
    assert rep.side == "left"
    assert rep.start_s == pytest.approx(9.0, abs=0.3)
    assert rep.range == pytest.approx(UP_DEG, abs=4.0)
    assert result.summary.causal_reps_counted == 1


def swap_legs(track: PoseTrack, start_s: float, frames: int = 10) -> None:
    """Let left and right of the legs change places for some frames."""
    first = int(np.searchsorted(track.time_s, start_s))
    span = slice(first, first + frames)
    left = [Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX]
    right = [index + 1 for index in left]
    seen = track.xy_px[span].copy()
    track.xy_px[span, left], track.xy_px[span, right] = seen[:, right], seen[:, left]


@pytest.mark.parametrize("hugged", ["left", "right"])
@pytest.mark.parametrize("into_s", [0.6, 1.2, 3.0, 7.0])
def test_legs_that_change_places_neither_count_nor_cue(hugged: str, into_s: float) -> None:
    reps = plan(3)
    track = act([hugged] * 3, reps)
    for rep in reps:
        swap_legs(track, rep.start_s + into_s)
    result = score(track, NAME)
    assert sides(result) == [hugged] * 3
    assert result.summary.causal_reps_counted == 3
    assert fault_ids(result, at_least=1) == set()


def lifting(
    head: float = 0.0, shoulder: float = 0.0, tail: float = 0.0
) -> Callable[[FloatArray], Body]:
    """Let parts of the body rise with the knee, torso lengths."""
    return lambda up: Body(head_rise=head * up, shoulder_rise=shoulder * up, tail_rise=tail * up)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("legs", "reps", "changes", "fault", "severity"),
    [
        (("right",) * 2, None, {"body": lifting(head=0.16)}, "KH-1", 1),
        (("right",) * 2, None, {"body": lifting(shoulder=0.13)}, "KH-1", 1),
        (("right",) * 2, None, {"other_deg": 22.0}, "KH-2", 1),
        (("left",) * 2, None, {"other_deg": 22.0}, "KH-2", 1),
        (("right",) * 2, None, {"body": lifting(tail=0.12)}, "KH-3", 2),
        (("both",) * 2, None, {"body": lifting(tail=0.16)}, "KH-3", 2),
        (("right",) * 2, plan(2, out_s=0.42), {}, "KH-4", 1),
        (("right",) * 2, plan(2, hold_s=2.5), {}, "KH-5", 1),
        (("right",) * 2, plan(2, back_s=0.35), {}, "KH-9", 1),
        (
            ("right",) * 2,
            None,
            {"body": lambda up: Body(below_knee=0.01, hand_off=-0.03)},
            "KH-7",
            0,
        ),
    ],
    ids=[
        "head lifts",
        "shoulders lift",
        "hidden leg comes along",
        "near leg comes along",
        "tailbone curls up",
        "tailbone curls up with both legs",
        "yanked",
        "held too briefly",
        "dropped",
        "hands on the kneecap",
    ],
)
def test_a_fault_is_found_in_every_repetition_and_no_other(
    legs: Legs, reps: list[PlannedRep] | None, changes: dict[str, object], fault: str, severity: int
) -> None:
    result = run(legs, reps, **changes)
    assert result.summary.reps_counted == 2
    assert fault_ids(result) == {fault}
    assert [rep.faults for rep in counted(result)] == [[fault]] * 2
    assert {found.severity for found in result.faults} == {severity}
    live = score_causally(act(legs, reps, **changes), NAME, default_settings())  # type: ignore[arg-type]
    assert live is not None
    assert {found.id for found in live.faults} == {fault}


def test_with_both_legs_the_tailbone_may_rise_further() -> None:
    rising = lifting(tail=0.10)
    assert fault_ids(run(["both"], body=rising)) == set()
    assert fault_ids(run(["right"], body=rising)) == {"KH-3"}


def test_bouncing_at_the_top_is_a_fault_and_trembling_is_none() -> None:
    reps = plan(2)
    time_s = frame_times(reps)
    held = excursion(time_s, [replace(rep, depth=1.0) for rep in reps]) > 0.97
    for swing_deg, expected in ((6.0, {"KH-4"}), (1.0, set())):
        bounce = np.where(held, swing_deg * np.sin(2 * np.pi * 1.4 * time_s), 0.0)
        right = FOOT_FLAT_DEG + excursion(time_s, reps) + bounce
        result = score(
            film_legs(time_s, np.full_like(time_s, FOOT_FLAT_DEG), right, camera=CAMERA), NAME
        )
        assert result.summary.reps_counted == 2
        assert fault_ids(result) == expected


def test_a_straight_leg_that_lifts_off_the_floor_is_a_fault() -> None:
    track = act(["left"], rest_deg=(FOOT_FLAT_DEG, STRAIGHT_DEG))
    up = excursion(track.time_s, [replace(plan(1)[0], depth=1.0)])
    foot = [Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX]
    track.xy_px[:, foot, 1] -= 0.2 * CAMERA.torso_px * up[:, None]
    fault = only(score(track, NAME).faults)
    assert (fault.id, fault.unit) == ("KH-2", "torso")
    assert fault.value == pytest.approx(0.2, abs=0.03)


def test_an_other_leg_that_is_hardly_seen_is_not_blamed() -> None:
    hidden = replace(CAMERA, hidden_visibility=0.3)
    assert fault_ids(run(["right"], other_deg=22.0, camera=hidden)) == set()


def test_a_knee_that_stays_away_is_mentioned_from_the_second_time() -> None:
    depths = (UP_DEG, UP_DEG - 30.0, UP_DEG - 30.0)
    reps = [replace(rep, depth=depth) for rep, depth in zip(plan(3), depths, strict=True)]
    result = run(["right"] * 3, reps)
    assert [fault.id for fault in result.faults] == ["KH-6", "KH-6"]
    assert [rep.faults for rep in result.reps] == [[], ["KH-6"], ["KH-6"]]
    assert fault_ids(run(["right"] * 2, reps[:2])) == set()


def test_sides_that_differ_are_mentioned_once() -> None:
    reps = [replace(rep, depth=depth) for rep, depth in zip(plan(2), (74.0, 52.0), strict=True)]
    fault = only(run(["right", "left"], reps).faults)
    assert (fault.id, fault.severity) == ("KH-8", 0)
    assert fault.value == pytest.approx(-22.0, abs=4.0)


def test_a_knee_that_comes_up_half_way_is_partial() -> None:
    result = run(["right"] * 2, plan(2, 30.0))
    assert kinds(result) == ["partial", "partial"]
    assert result.summary.causal_reps_counted == 0


def test_a_lower_target_lets_a_smaller_hug_count() -> None:
    track = act(["right"] * 2, plan(2, 30.0))
    lower = {NAME: {"states": {"target_deg": 90.0}}}
    assert score(track, NAME, lower).summary.reps_counted == 2


def test_only_a_clasped_leg_is_held() -> None:
    reps = plan(1, hold_s=6.0)
    time_s = frame_times(reps)
    clasped = (time_s > reps[0].top_s + 2.0).astype(float)
    result = run(["right"], reps, body=lambda up: Body(hand_off=0.6 * (1.0 - clasped)))
    assert only(counted(result)).hold_s == pytest.approx(4.0, abs=0.5)


def test_hands_that_walk_past_do_not_end_a_hold() -> None:
    reps = plan(1)
    time_s = frame_times(reps)
    off = (np.abs(time_s - reps[0].top_s - 2.0) < 0.15).astype(float)
    result = run(["right"], reps, body=lambda up: Body(hand_off=0.6 * off))
    assert only(counted(result)).hold_s == pytest.approx(5.0, abs=0.4)


def test_a_hug_that_the_clip_cuts_off_is_partial() -> None:
    reps = plan(1, hold_s=30.0)
    time_s = frame_times(reps)
    time_s = time_s[time_s < 12.0]
    right = FOOT_FLAT_DEG + excursion(time_s, reps)
    result = score(
        film_legs(time_s, np.full_like(time_s, FOOT_FLAT_DEG), right, camera=CAMERA), NAME
    )
    rep = only(result.reps)
    assert (rep.kind, rep.side) == ("partial", "right")


@pytest.mark.parametrize(("speed_deg_s", "held_s"), [(12.0, 4.0), (40.0, 3.0)])
def test_a_clasped_leg_that_is_slowly_drawn_in_is_held_already(
    speed_deg_s: float, held_s: float
) -> None:
    time_s = np.arange(0.0, 14.0, 1 / 30)
    lift_s = 3.0 + (UP_DEG - speed_deg_s) / 60.0
    way = [(0.0, 0.0), (3.0, 0.0), (lift_s, UP_DEG - speed_deg_s), (lift_s + 1.0, UP_DEG)]
    way += [(lift_s + 4.0, UP_DEG), (lift_s + 5.5, 0.0), (14.0, 0.0)]
    right = FOOT_FLAT_DEG + np.interp(time_s, *zip(*way, strict=True))
    left = np.full_like(time_s, FOOT_FLAT_DEG)
    rep = only(score(film_legs(time_s, left, right, camera=CAMERA), NAME).reps)
    assert rep.hold_s == pytest.approx(held_s, abs=0.35)


def test_somebody_who_is_already_hugging_is_told_how_to_start() -> None:
    time_s = np.arange(300) / 30
    hugging = np.full_like(time_s, FOOT_FLAT_DEG + UP_DEG)
    with pytest.raises(NothingToScoreError, match="start position of the knee hug"):
        score(film_legs(time_s, np.full_like(time_s, 95.0), hugging, camera=CAMERA), NAME)


def test_switching_legs_without_a_rest_between_counts_each() -> None:
    reps = plan_reps(4, UP_DEG, hold_s=5.0, rest_s=0.2)
    result = run(["left", "right", "left", "right"], reps)
    assert sides(result) == ["left", "right", "left", "right"]
    assert result.summary.causal_reps_counted == 4
    assert all(one.end_s <= two.start_s for one, two in pairwise(result.reps))


def test_a_hug_that_is_found_again_is_one_and_the_gap_is_not_credited() -> None:
    track = lose(act(["right"], plan(1, hold_s=12.0)), 6.0, 10.0)
    rep = only(score(track, NAME).reps)
    assert (rep.kind, rep.hold_at_least) == ("counted", True)
    # Half a second after somebody is found again nothing is measured yet.
    assert rep.hold_s == pytest.approx(12.0 - 4.0 - 0.5, abs=0.6)
    assert rep.faults == []
