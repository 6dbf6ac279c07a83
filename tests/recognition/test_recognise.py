from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from formcheck.exercises.settings import default_settings
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from formcheck.recognition.recognise import Recognition, recognise
from formcheck.recognition.segments import SURE
from tests.recognition import acted
from tests.support.filming import Camera, make_track, mirror_picture, pick, reverse, splice
from tests.support.hugging import FOOT_FLAT_DEG, Body, film_legs
from tests.support.interruptions import join
from tests.support.synthetic import excursion, frame_times, plan_reps

EXERCISES = (
    "knee_hug",
    "pelvic_tilt",
    "prone_press_up",
    "seal_stretch",
    "standing_back_extension",
)


def run(track: PoseTrack) -> Recognition:
    return recognise(track, default_settings())


def names(recognition: Recognition) -> list[str]:
    return [segment.exercise for segment in recognition.segments]


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_exercise_is_recognised_from_either_side(exercise: str, side: Side) -> None:
    torso_px = 110.0 if exercise == "standing_back_extension" else 140.0
    found = run(acted.perform(exercise, Camera(side, torso_px=torso_px)))
    assert names(found) == [exercise]
    assert found.doubtful == ()
    assert found.segments[0].confidence >= SURE


@pytest.mark.parametrize("fps", [12.0, 25.0, 60.0])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_frame_rate_does_not_matter(exercise: str, fps: float) -> None:
    assert names(run(acted.perform(exercise, fps=fps))) == [exercise]


@pytest.mark.parametrize(
    "change",
    [
        mirror_picture,
        reverse,
        lambda track: acted.enlarge(track, 3),
        lambda track: pick(track, np.arange(track.frame_count) % 5 != 2),
    ],
    ids=["mirrored", "backwards", "large", "frames dropped"],
)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_what_does_not_matter_changes_nothing(
    exercise: str, change: Callable[[PoseTrack], PoseTrack]
) -> None:
    assert names(run(change(acted.perform(exercise)))) == [exercise]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_jitter_of_the_landmarks_does_not_matter(exercise: str) -> None:
    torso_px = 110.0 if exercise == "standing_back_extension" else 150.0
    camera = Camera(torso_px=torso_px, jitter_torso=0.004, seed=3)
    assert names(run(acted.perform(exercise, camera))) == [exercise]


@pytest.mark.parametrize(
    ("hold_s", "count", "exercise"),
    [(2.0, 3, "prone_press_up"), (20.0, 1, "seal_stretch"), (8.0, 2, "seal_stretch")],
)
def test_on_straight_arms_the_hold_tells(hold_s: float, count: int, exercise: str) -> None:
    assert names(run(acted.seal_on_straight_arms(hold_s, count))) == [exercise]


def test_a_hold_between_both_is_not_decided() -> None:
    found = run(acted.seal_on_straight_arms(4.4))
    assert found.segments == ()
    [segment] = found.doubtful
    assert {segment.exercise, segment.runner_up} == {"prone_press_up", "seal_stretch"}


@pytest.mark.parametrize(
    "movement", [acted.bridge, acted.push_up, acted.superman, acted.lift_leg_without_hands]
)
def test_other_movements_are_none_of_the_exercises(movement: Callable[[], PoseTrack]) -> None:
    found = run(movement())
    assert found.segments == ()
    assert found.other_movement


def test_lifting_the_chest_with_arms_that_lie_ready_is_a_press_up_done_wrongly() -> None:
    assert names(run(acted.press_up_with_idle_arms())) == ["prone_press_up"]


def test_what_the_rules_call_another_movement_every_time_is_not_recognised() -> None:
    # The hands come near to the legs, and do not clasp them.
    reps = plan_reps(2, 72.0, hold_s=4.0)
    time_s = frame_times(reps)
    near_deg = FOOT_FLAT_DEG + excursion(time_s, reps)
    other_deg = np.full_like(time_s, FOOT_FLAT_DEG)
    hugged, marched = (
        run(film_legs(time_s, other_deg, near_deg, Body(hand_off=off_torso)))
        for off_torso in (0.0, 0.42)
    )
    assert names(hugged) == ["knee_hug"]
    assert names(marched) == []
    assert marched.other_movement


def test_bending_forward_is_no_exercise() -> None:
    assert run(acted.bow()).segments == ()


def test_lying_still_leaves_the_exercises_of_that_posture_open() -> None:
    found = run(acted.lie_still())
    assert found.segments == found.doubtful == ()
    assert not found.other_movement
    assert {name for name, _ in found.candidates} == {"pelvic_tilt", "knee_hug"}


def test_nobody_is_nothing() -> None:
    found = run(make_track(np.arange(200) / 20.0, np.full((200, 33, 2), np.nan)))
    assert found.segments == found.doubtful == ()
    assert found.stance == "other"


@pytest.mark.parametrize("put_together", [splice, lambda tracks: join(*tracks)])
def test_exercises_in_a_row_are_told_apart(
    put_together: Callable[[list[PoseTrack]], PoseTrack],
) -> None:
    order = ["standing_back_extension", "prone_press_up", "seal_stretch", "pelvic_tilt", "knee_hug"]
    parts = [acted.perform(exercise) for exercise in order]
    ends_s = np.cumsum([part.frame_count / acted.FPS for part in parts])
    found = run(put_together(parts))
    assert names(found) == order
    for segment, start_s, end_s in zip(
        found.segments, [0.0, *ends_s[:-1]], ends_s.tolist(), strict=True
    ):
        # A border may lie anywhere in the rest between two exercises.
        assert segment.start_s == pytest.approx(start_s, abs=2.5)
        assert segment.end_s == pytest.approx(end_s, abs=2.5)
    for before, after in zip(found.segments, found.segments[1:], strict=False):
        assert before.stop <= after.start


def test_one_exercise_before_and_after_a_cut_is_one_segment() -> None:
    set_of_three = acted.perform("prone_press_up")
    found = run(splice([set_of_three, set_of_three]))
    [segment] = found.segments
    assert (segment.start, segment.stop) == (0, 2 * set_of_three.frame_count)


def test_a_chance_movement_is_no_exercise() -> None:
    """Somebody leans back once before lying down for a set."""
    reps = acted.perform("standing_back_extension")
    once = pick(reps, reps.time_s < 9.0)
    assert names(run(splice([once, acted.perform("knee_hug")]))) == ["knee_hug"]
    assert names(run(once)) == ["standing_back_extension"]


def test_bridges_between_tilts_and_hugs_belong_to_neither() -> None:
    camera = Camera(torso_px=150.0)
    parts = [
        acted.perform("pelvic_tilt", camera),
        acted.bridge(camera),
        acted.perform("knee_hug", camera),
    ]
    first_s = parts[0].frame_count / acted.FPS
    bridged_s = first_s + parts[1].frame_count / acted.FPS
    found = run(join(*parts))
    assert names(found) == ["pelvic_tilt", "knee_hug"]
    assert found.segments[0].end_s == pytest.approx(first_s, abs=3.0)
    assert found.segments[1].start_s == pytest.approx(bridged_s, abs=3.0)
