"""From the landmarks of a clip to its result, and what cannot be scored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.errors import NothingToScoreError, UnknownExerciseError
from formcheck.exercises.settings import Settings
from formcheck.judge.checker import score_track
from formcheck.judge.result import Result
from formcheck.pose.track import PoseTrack
from formcheck.words import languages, speaking
from tests.support.filming import Camera, film, lose, make_track, pick, splice
from tests.support.scoring import MODEL, describe, origin_of, score, score_clip
from tests.support.synthetic import (
    excursion,
    frame_times,
    lying_still,
    pelvic_tilt,
    plan_reps,
    prone_press_up,
    standing_back_extension,
)

NAME = "standing_back_extension"
REPS = plan_reps(3, 18.0)


def bending(camera: Camera | None = None) -> PoseTrack:
    time_s = frame_times(REPS)
    return film(time_s, standing_back_extension(excursion(time_s, REPS)), camera)


def refused(track: PoseTrack, exercise: str = NAME) -> NothingToScoreError:
    with pytest.raises(NothingToScoreError) as raised:
        score(track, exercise)
    assert raised.value.exit_code == 4
    assert raised.value.hint
    return raised.value


def test_nobody() -> None:
    track = make_track(np.arange(90) / 30, np.full((90, 33, 2), np.nan))
    assert refused(track).message == "No person was found in the clip."


def test_too_short() -> None:
    assert "too briefly" in refused(pick(bending(), slice(0, 40))).message


def test_one_frame() -> None:
    assert "too briefly" in refused(pick(bending(), slice(0, 1))).message


def test_a_front_view_throughout() -> None:
    error = refused(bending(Camera(yaw_deg=80.0)))
    assert "side-on" in error.message
    assert "Turn side-on" in error.hint


def test_body_out_of_the_picture() -> None:
    assert "inside the picture" in refused(bending(Camera(shift_px=(0.0, 260.0)))).message


@pytest.mark.parametrize(
    ("exercise", "position", "words"),
    [
        ("prone_press_up", "standing", "standing"),
        ("pelvic_tilt", "standing", "standing"),
        ("pelvic_tilt", "prone", "lying on the front"),
        ("standing_back_extension", "prone", "lying on the front"),
        ("standing_back_extension", "supine", "lying on the back"),
        ("prone_press_up", "supine", "lying on the back"),
    ],
)
def test_never_in_the_start_position_says_what_is_seen_instead(
    exercise: str, position: str, words: str
) -> None:
    time_s, nothing = lying_still(8.0)
    points = {
        "standing": standing_back_extension,
        "prone": prone_press_up,
        "supine": pelvic_tilt,
    }[position](nothing)
    error = refused(film(time_s, points), exercise)
    assert "never shows the start position" in error.message
    assert f"The person is seen {words}." in error.message
    assert "-e" in error.hint


def test_unknown_exercise() -> None:
    with pytest.raises(UnknownExerciseError):
        score(bending(), "standing_back_extensions")


def test_the_result_carries_what_it_was_given() -> None:
    track = bending()
    settings = Settings.from_mapping({NAME: {"dose": {"hold_s": 1.0}}})
    result = score_track(track, NAME, settings, origin_of(track, "from a test")).result
    assert result.clip == describe(track)
    assert result.model == MODEL
    assert result.exercise == NAME
    assert "from a test" in result.summary.notes
    assert set(result.settings) == {"view", "fault_timing", "trust", NAME}
    assert result.settings[NAME]["dose"]["hold_s"] == 1.0


def test_the_same_track_gives_the_same_result_to_the_last_digit() -> None:
    camera = Camera(jitter_torso=0.004, seed=3)
    one = score(bending(camera), NAME).model_dump_json()
    other = score(bending(camera), NAME).model_dump_json()
    assert one == other


def test_a_result_survives_json() -> None:
    result = score(bending(Camera(jitter_torso=0.004)), NAME)
    assert Result.model_validate_json(result.model_dump_json()) == result


def test_a_second_person_is_mentioned() -> None:
    track = bending()
    crowd = replace(track, people=np.where(np.arange(track.frame_count) > 50, 2, 1))
    result = score(crowd, NAME)
    assert result.tracking.people_seen == 2
    assert any("nearest" in note for note in result.summary.notes)
    assert not any("nearest" in note for note in score(track, NAME).summary.notes)


def test_tracking_says_how_much_was_seen() -> None:
    track = lose(bending(), 6.0, 8.0)
    tracking = score(track, NAME).tracking
    assert tracking.frames_with_pose == pytest.approx(1 - 60 / track.frame_count, abs=0.002)
    # Two seconds lost, half a second to settle after it and half a second at the start.
    assert tracking.seconds_not_seen == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(
    ("yaw_deg", "ok", "words"), [(0.0, True, ""), (25.0, False, "turned about 2"), (12.0, True, "")]
)
def test_the_view(yaw_deg: float, ok: bool, words: str) -> None:
    view = score(bending(Camera(yaw_deg=yaw_deg, hidden_offset_torso=(0, 0))), NAME).view
    assert view.ok == ok
    assert words in " ".join(view.problems)
    assert view.yaw_deg == pytest.approx(yaw_deg, abs=1.0)


def test_cut_off_feet_are_named_and_not_judged() -> None:
    result = score(bending(Camera(shift_px=(0.0, 70.0))), NAME)
    assert result.summary.reps_counted == 3
    assert any("feet" in problem for problem in result.view.problems)


def test_a_shot_of_something_else_between_two_shots() -> None:
    time_s, nothing = lying_still(6.0)
    other = film(time_s, prone_press_up(nothing))
    result = score(splice([bending(), other, bending()]), NAME)
    assert result.summary.reps_counted == 6
    assert result.faults == []


def test_trust_falls_with_the_view_and_with_what_was_lost() -> None:
    clear = score(bending(), NAME).reps[0].trust
    oblique = score(bending(Camera(yaw_deg=26.0, hidden_offset_torso=(0, 0))), NAME).reps[0].trust
    lost = score(lose(bending(), 4.5, 4.7), NAME).reps[0].trust
    assert clear == pytest.approx(0.99, abs=0.01)
    assert 0.7 < oblique < 0.9
    assert lost <= clear


def test_everything_shares_the_frames_of_the_clip() -> None:
    track = lose(bending(), 6.0, 9.5)
    clip = score_clip(track, NAME)
    frames = track.frame_count
    assert clip.track is track
    assert len(clip.timeline.phase) == len(clip.measurements.posture) == frames
    for values in (
        clip.timeline.time_s,
        clip.timeline.signal,
        clip.timeline.reps_counted,
        clip.timeline.hold_s,
        *clip.measurements.signals.values(),
    ):
        assert len(values) == frames


def test_faults_are_in_order_of_time_and_belong_to_their_repetition() -> None:
    time_s = frame_times(REPS)
    lean_deg = excursion(time_s, REPS)
    points = standing_back_extension(
        lean_deg, knee_bend_deg=1.4 * lean_deg, neck_deg=2.5 * lean_deg
    )
    result = score(film(time_s, points), NAME)
    assert [fault.start_s for fault in result.faults] == sorted(
        fault.start_s for fault in result.faults
    )
    assert all(rep.faults == ["SBE-1", "SBE-2"] for rep in result.reps)
    assert result.summary.clean_reps == 0
    for fault in result.faults:
        assert fault.rep is not None
        rep = result.reps[fault.rep - 1]
        assert rep.start_s <= fault.start_s <= fault.end_s <= rep.end_s


@pytest.mark.parametrize("language", languages())
def test_a_result_is_the_same_whatever_language_is_spoken(language: str) -> None:
    time_s = frame_times(REPS)
    lean = excursion(time_s, REPS)
    track = film(time_s, standing_back_extension(lean, neck_deg=3.0 * lean))
    spoken_english = score(track, NAME)
    assert spoken_english.faults
    with speaking(language):
        assert score(track, NAME).model_dump_json() == spoken_english.model_dump_json()
