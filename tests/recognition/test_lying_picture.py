from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.errors import NothingToScoreError
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import default_settings
from formcheck.pose.landmarks import Landmark
from formcheck.pose.track import PoseTrack
from formcheck.pose.turned import turn_track
from formcheck.recognition.lying_picture import (
    explain_lying_picture,
    fits_stance,
    guess_upright,
    remark_on_lying_picture,
)
from formcheck.recognition.recognise import recognise
from formcheck.recognition.why_nothing import explain_nothing
from formcheck.report.wording import retell
from formcheck.words import speaking
from tests.recognition import acted
from tests.support.filming import Camera, lose

SETTINGS = default_settings()
ERROR = NothingToScoreError("Nothing is seen.", "Film again.")
EXERCISES = ("pelvic_tilt", "prone_press_up", "seal_stretch", "standing_back_extension")


def what_is_said(track: PoseTrack) -> str:
    """Return what a person reads of a clip: the reason of a failure, or the remark."""
    found = recognise(track, SETTINGS).segments
    if not found:
        error = explain_nothing(track, SETTINGS, None, ERROR, lambda: False)
        return str(error)
    name = found[0].exercise
    return remark_on_lying_picture(track, SETTINGS, name, get_exercise(name).stance) or ""


def perform(exercise: str) -> PoseTrack:
    torso_px = 110.0 if exercise == "standing_back_extension" else 140.0
    track = acted.perform(exercise, Camera(torso_px=torso_px, width_px=640, height_px=640))
    return stretch_feet(track) if exercise in ("prone_press_up", "seal_stretch") else track


def stretch_feet(track: PoseTrack) -> PoseTrack:
    """Return a track with feet that go on in the line of the shanks."""
    xy_px = track.xy_px.copy()
    for knee, heel, toe in (
        (Landmark.LEFT_KNEE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
        (Landmark.RIGHT_KNEE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX),
    ):
        xy_px[:, toe] = xy_px[:, heel] + (xy_px[:, heel] - xy_px[:, knee]) / 3
    return replace(track, xy_px=xy_px)


@pytest.mark.parametrize("turned_deg", [90, 180, 270])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_lying_picture_is_noticed_with_the_turn_that_sets_it_upright(
    exercise: str, turned_deg: int
) -> None:
    said = what_is_said(turn_track(perform(exercise), turned_deg))
    assert f"--rotate {360 - turned_deg}" in said
    assert get_exercise(exercise).title.lower() in said
    assert ("upside down" if turned_deg == 180 else "on its side") in said


@pytest.mark.parametrize("exercise", EXERCISES)
def test_of_an_upright_picture_nothing_is_said(exercise: str) -> None:
    assert what_is_said(perform(exercise)) == ""


def test_a_named_exercise_is_looked_for_alone() -> None:
    lying = turn_track(perform("prone_press_up"), 90)
    error = explain_lying_picture(lying, SETTINGS, "prone_press_up")
    assert error is not None
    assert "--rotate 270" in error.hint
    assert explain_lying_picture(lying, SETTINGS, "knee_hug") is None


@pytest.mark.parametrize(
    ("turned_deg", "option"), [(90, "with --rotate 180"), (270, "without --rotate")]
)
def test_a_wrong_turn_that_a_person_asked_for_is_reckoned_in(turned_deg: int, option: str) -> None:
    lying = turn_track(perform("prone_press_up"), 270)
    error = explain_lying_picture(lying, SETTINGS, None, turned_deg)
    assert error is not None
    assert f"{option}." in error.hint
    standing = turn_track(perform("standing_back_extension"), 270)
    remark = remark_on_lying_picture(standing, SETTINGS, "prone_press_up", "prone", turned_deg)
    assert remark is not None
    assert f"{option}." in remark


def test_somebody_on_the_back_with_legs_drawn_up_does_not_press_up_upside_down() -> None:
    legs_up = draw_up_legs(turn_track(perform("prone_press_up"), 180), torso_px=140.0)
    assert guess_upright(legs_up, SETTINGS, None) is None
    assert "press up" not in what_is_said(legs_up)


def draw_up_legs(track: PoseTrack, torso_px: float) -> PoseTrack:
    """Return a track with knees and feet above the hips at its end: y grows downwards."""
    xy_px = track.xy_px.copy()
    legs = [mark for mark in Landmark if "KNEE" in mark.name or mark >= Landmark.LEFT_ANKLE]
    first = int(0.6 * track.frame_count)
    xy_px[first:, legs, 1] -= 0.6 * torso_px
    return replace(track, xy_px=xy_px)


def test_feet_lie_flat_below_one_who_stands() -> None:
    standing = perform("standing_back_extension")
    assert fits_stance(standing, "standing")
    assert not fits_stance(turn_track(standing, 90), "prone")
    assert not fits_stance(turn_track(perform("prone_press_up"), 90), "standing")
    assert fits_stance(turn_track(standing, 90), "supine"), "on the back a foot may point anywhere"


def test_toes_may_be_tucked_in_where_the_hands_prop() -> None:
    tucked = acted.perform("prone_press_up", Camera(torso_px=140.0, width_px=640, height_px=640))
    assert fits_stance(tucked, "prone")
    assert what_is_said(tucked) == ""


def test_a_person_too_small_to_be_found_is_told_so() -> None:
    unseen = lose(perform("prone_press_up"), 0.0, 1e9)
    near = explain_nothing(unseen, SETTINGS, None, ERROR, lambda: True)
    assert "too small" in near.message
    assert "nearer" in near.hint
    assert explain_nothing(unseen, SETTINGS, None, ERROR, lambda: False) is ERROR


def test_a_small_person_who_is_seen_badly_is_told_so() -> None:
    still = acted.perform("pelvic_tilt", Camera(torso_px=30.0))
    short = lose(still, 4.0, 1e9)
    error = explain_nothing(short, SETTINGS, "prone_press_up", ERROR, lambda: False)
    assert "very small" in error.message
    assert "nearer" in error.hint


def test_the_remark_is_kept_in_english_and_told_with_the_name_of_the_exercise() -> None:
    standing = turn_track(perform("standing_back_extension"), 270)
    with speaking("de"):
        remark = remark_on_lying_picture(standing, SETTINGS, "prone_press_up", "prone", 0)
        assert remark is not None
        told = retell(remark)
    assert remark.startswith("By feet and hands the picture may lie on its side and show a ")
    assert told.startswith("Nach Füßen und Händen liegt das Bild vielleicht auf der Seite")
    assert "zeigt diese Übung: Rückbeuge im Stehen." in told
