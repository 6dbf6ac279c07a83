from __future__ import annotations

import pytest

from formcheck.errors import NothingToScoreError
from formcheck.exercises.settings import default_settings
from formcheck.judge.scored import ScoredClip
from formcheck.pose.track import PoseTrack
from formcheck.recognition.scoring import score_recognised
from tests.recognition import acted
from tests.support.filming import lose, splice
from tests.support.scoring import describe, origin_of, score


def run(track: PoseTrack) -> list[ScoredClip]:
    return score_recognised(track, default_settings(), origin_of(track, "A remark."))


def test_one_exercise_is_scored_as_if_it_had_been_named() -> None:
    track = acted.perform("prone_press_up")
    [scored] = run(track)
    assert scored.result.exercise_source == "recognised"
    assert scored.result.recognition is not None
    assert scored.result.recognition.confidence > 0.9
    assert scored.result.segment is None
    named = score(track, "prone_press_up")
    assert named.exercise_source == "given"
    assert named.recognition is None
    assert scored.result.reps == named.reps
    assert scored.result.faults == named.faults
    assert "A remark." in scored.result.summary.notes


def test_several_exercises_are_scored_one_by_one_in_the_time_of_the_clip() -> None:
    parts = [acted.perform("knee_hug"), acted.perform("standing_back_extension")]
    track = splice(parts)
    first, second = run(track)
    assert (first.result.exercise, second.result.exercise) == (
        "knee_hug",
        "standing_back_extension",
    )
    assert first.result.segment is not None
    assert second.result.segment is not None
    assert [place.index for place in (first.result.segment, second.result.segment)] == [1, 2]
    assert first.result.segment.of == second.result.segment.of == 2
    assert first.result.summary.reps_counted == second.result.summary.reps_counted == 3
    cut_s = parts[0].frame_count / acted.FPS
    assert all(rep.end_s < cut_s for rep in first.result.reps)
    assert all(rep.start_s > cut_s for rep in second.result.reps)
    assert second.track.time_s[0] == second.result.segment.start_s == pytest.approx(cut_s, abs=0.1)
    assert second.result.clip == describe(track)


def test_what_is_not_sure_is_asked() -> None:
    with pytest.raises(NothingToScoreError) as caught:
        run(acted.seal_on_straight_arms(4.4))
    assert caught.value.message.startswith("I am not sure whether this is a ")
    assert "-e prone_press_up" in caught.value.hint
    assert "-e seal_stretch" in caught.value.hint


def test_lying_still_is_asked_by_posture() -> None:
    with pytest.raises(NothingToScoreError) as caught:
        run(acted.lie_still())
    assert caught.value.message.startswith("The person lies on the back. I am not sure")
    assert "-e pelvic_tilt" in caught.value.hint
    assert "-e knee_hug" in caught.value.hint


def test_another_movement_is_said_to_be_none_and_all_names_are_given() -> None:
    with pytest.raises(NothingToScoreError) as caught:
        run(acted.superman())
    assert "is none of the exercises" in caught.value.message
    assert "lies on the front" in caught.value.message
    for name in ("pelvic_tilt", "seal_stretch", "standing_back_extension"):
        assert name in caught.value.hint


def test_nobody_in_the_clip_is_said_first() -> None:
    with pytest.raises(NothingToScoreError, match="No person was found"):
        run(lose(acted.lie_still(), 0.0, 1e9))


def test_a_part_that_is_not_sure_is_left_out_with_a_remark() -> None:
    parts = [
        acted.perform("knee_hug"),
        acted.seal_on_straight_arms(4.4),
        acted.perform("standing_back_extension"),
    ]
    scored = run(splice(parts))
    assert [part.result.exercise for part in scored] == ["knee_hug", "standing_back_extension"]
    for part in scored:
        assert any("not sure which exercise" in note for note in part.result.summary.notes)
