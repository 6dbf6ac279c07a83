"""The judge of a running set: causal, steady, the same however it is filmed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.errors import UnknownExerciseError
from formcheck.exercises.settings import default_settings
from formcheck.judge.streaming.state import SetState
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, lose, mirror_picture, pick
from tests.support.streaming import (
    SCENE_OF,
    Played,
    film_faulty_press_ups,
    film_scene,
    open_set,
    play,
    push,
)
from tests.support.synthetic import frame_times, plan_reps

EXERCISES = list(SCENE_OF)


@cache
def _faulty() -> tuple[PoseTrack, Played]:
    track = film_faulty_press_ups()
    return track, play(track, "prone_press_up")


@cache
def _extensions() -> PoseTrack:
    """Return four back extensions with long rests, at ten frames a second."""
    scene = replace(SCENE_OF["standing_back_extension"], reps=plan_reps(4, 17.0, rest_s=4.0))
    return scene.film(frame_times(scene.reps, fps=10.0))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exercise", "fps"),
    [
        ("standing_back_extension", 60.0),
        ("prone_press_up", 24.0),
        ("pelvic_tilt", 30.0),
        ("seal_stretch", 15.0),
        ("knee_hug", 24.0),
    ],
)
def test_every_repetition_counts_at_any_frame_rate(exercise: str, fps: float) -> None:
    played = play(film_scene(exercise, fps), exercise, judged_every_s=0.8)
    assert played.last.reps == len(SCENE_OF[exercise].reps)
    assert [fault.id for fault in played.done.decided_faults if fault.sure] == []


@pytest.mark.slow
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_mirrored_smaller_and_shifted_person_counts_the_same(exercise: str) -> None:
    scene = SCENE_OF[exercise]
    camera = Camera(
        torso_px=0.6 * scene.torso_px,
        width_px=1280,
        height_px=720,
        shift_px=(-90.0, 35.0),
        jitter_torso=0.002,
    )
    track = mirror_picture(film_scene(exercise, 15.0, camera))
    assert play(track, exercise, judged_every_s=0.8).last.reps == len(scene.reps)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ["prone_press_up", "standing_back_extension"])
def test_what_follows_changes_nothing_that_was_said(exercise: str) -> None:
    track = film_scene(exercise, 8.0)
    whole = play(track, exercise).states
    seen = 2 * track.frame_count // 3
    early = play(pick(track, slice(0, seen)), exercise)
    assert early.states == whole[:seen]
    other = pick(lose(track, float(track.time_s[seen]), np.inf), slice(0, seen + 20))
    assert play(other, exercise).states[:seen] == whole[:seen]


@pytest.mark.slow
def test_the_same_frames_give_the_same() -> None:
    track, played = _faulty()
    again = open_set(track, "prone_press_up")
    rows = [again.push_row(track, index) for index in range(track.frame_count)]
    assert rows == played.states
    assert again.finish() == played.last
    assert again.decided_reps == played.done.decided_reps
    assert again.decided_faults == played.done.decided_faults


@pytest.mark.slow
def test_nothing_decided_is_taken_back() -> None:
    track = film_faulty_press_ups(fps=8.0)
    done = open_set(track, "prone_press_up")
    reps, faults, said = done.decided_reps, done.decided_faults, 0
    for index in range(track.frame_count):
        state = push(done, track, index)
        assert done.decided_reps[: len(reps)] == reps
        assert done.decided_faults[: len(faults)] == faults
        reps, faults = done.decided_reps, done.decided_faults
        said += sum(rep.counted for rep in state.new_reps)
        assert state.reps == said == sum(item.rep.counted for item in reps)
    assert said == 3


@pytest.mark.slow
def test_new_repetitions_are_told_once_and_numbered_in_order() -> None:
    _, played = _faulty()
    told = [rep for state in [*played.states, played.last] for rep in state.new_reps]
    assert [rep.index for rep in told] == [1, 2, 3]
    assert [rep.faults for rep in told] == [[], ["PPU-1"], ["PPU-1"]]
    bare = [rep.model_copy(update={"faults": []}) for rep in told]
    assert bare == [item.rep for item in played.done.decided_reps]


def test_a_fault_is_told_once_a_repetition_and_kept_with_it() -> None:
    _, played = _faulty()
    told = [fault for state in played.states for fault in state.new_faults]
    assert [fault.id for fault in told].count("PPU-1") == 2
    kept = {fault.rep for fault in played.done.decided_faults if fault.id == "PPU-1"}
    assert kept == {2, 3}


def test_the_state_follows_a_repetition() -> None:
    track, played = _faulty()
    phases = [state.phase for state in played.states]
    top = int(np.searchsorted(track.time_s, plan_reps(3, 45.0)[1].hold_end_s - 0.1))
    assert phases[top] == "hold"
    assert played.states[top].hold_s > 0.8
    first = [phases.index(name) for name in ("ready", "out", "hold", "return")]
    assert first == sorted(first)
    assert played.states[top].reach == pytest.approx(1.0, abs=0.25)
    assert played.states[top].near_side == "right"
    assert max(state.resting_s for state in played.states[: phases.index("out")]) > 1.0


@pytest.mark.slow
def test_a_leg_is_named_in_the_exercise_that_has_two() -> None:
    played = play(film_scene("knee_hug"), "knee_hug", judged_every_s=0.8)
    assert played.last.side in ("left", "right", "both")


@pytest.mark.slow
@settings(max_examples=4, deadline=None, derandomize=True)
@given(gaps=st.lists(st.tuples(st.floats(0.0, 38.0), st.floats(0.05, 6.0)), min_size=1, max_size=4))
def test_gaps_neither_raise_nor_add_repetitions(gaps: list[tuple[float, float]]) -> None:
    track = _extensions()
    for start_s, length_s in gaps:
        track = lose(track, start_s, start_s + length_s)
    played = play(track, "standing_back_extension", judged_every_s=1.5)
    assert 0 <= played.last.reps <= 4


def test_a_short_gap_costs_nothing() -> None:
    track = lose(_extensions(), 12.0, 12.25)
    assert play(track, "standing_back_extension", judged_every_s=1.5).last.reps == 4


def test_nobody_at_all() -> None:
    track = lose(_extensions(), 0.0, np.inf)
    played = play(track, "standing_back_extension", judged_every_s=1.5)
    assert played.last == SetState(float(track.time_s[-1]))


def test_a_camera_that_gave_nothing_for_a_while() -> None:
    """Between two repetitions the frames of forty seconds are missing; the rest counts."""
    track = _extensions()
    pause = int(np.searchsorted(track.time_s, plan_reps(4, 17.0, rest_s=4.0)[1].end_s + 2.0))
    time_s = track.time_s + np.where(np.arange(track.frame_count) >= pause, 40.0, 0.0)
    played = play(replace(track, time_s=time_s), "standing_back_extension", judged_every_s=0.8)
    assert played.last.reps == 4


def test_frames_in_a_hurry_are_judged_later() -> None:
    track = _extensions()
    done = open_set(track, "standing_back_extension")
    for index in range(track.frame_count):
        assert push(done, track, index, hurry=True).reps == 0
    last = done.finish()
    assert (last.reps, len(last.new_reps)) == (4, 4)


@pytest.mark.slow
def test_nothing_counts_before_the_start_nor_in_a_pause() -> None:
    track, reps = _extensions(), plan_reps(4, 17.0, rest_s=4.0)
    done = open_set(track, "standing_back_extension", counting=False)
    acts = [
        (reps[0].end_s + 1.0, done.start_counting),
        (reps[1].end_s + 1.0, done.stop_counting),
        (reps[2].end_s + 1.0, done.start_counting),
    ]
    counts = []
    for index, time_s in enumerate(track.time_s):
        if acts and time_s >= acts[0][0]:
            moment_s, act = acts.pop(0)
            act(moment_s)
        counts.append(push(done, track, index, hurry=bool(index % 6)).reps)
    assert counts[int(np.searchsorted(track.time_s, reps[0].end_s + 1.0))] == 0
    assert done.finish().reps == counts[-1] == 2
    for item, planned in zip(done.decided_reps, (reps[1], reps[3]), strict=True):
        assert planned.start_s < item.rep.peak_s < planned.end_s
    assert len(done.stretches) == 2
    assert done.counting


@pytest.mark.parametrize(("late_s", "expected"), [(0.6, 4), (2.0, 3)])
def test_who_begins_with_the_last_second_of_the_countdown_has_begun(
    late_s: float, expected: int
) -> None:
    track, first = _extensions(), plan_reps(4, 17.0, rest_s=4.0)[0]
    done = open_set(track, "standing_back_extension", counting=False)
    done.start_counting(first.start_s + late_s)
    played = play(track, "standing_back_extension", done=done, judged_every_s=1.5)
    assert played.last.reps == expected


def test_a_set_without_frames_ends_well() -> None:
    done = StreamingSet("pelvic_tilt", default_settings(), width_px=640, height_px=480)
    assert done.finish() == SetState(0.0)
    with pytest.raises(UnknownExerciseError):
        StreamingSet("somersault", default_settings(), width_px=640, height_px=480)
