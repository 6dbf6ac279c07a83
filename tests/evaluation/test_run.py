from __future__ import annotations

import os
from pathlib import Path

import pytest

from formcheck.errors import InputError, MachineError, ModelError, UsageError
from formcheck.evaluation.evaluation import Evaluation, describe
from formcheck.evaluation.labels import LabelledClip
from formcheck.evaluation.run import evaluate
from formcheck.evaluation.tallies import Tally
from formcheck.exercises.settings import default_settings
from formcheck.pose.track import PoseTrack
from tests.evaluation.acted import ENTRIES, read_acted, track_of
from tests.support.scoring import MODEL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    return evaluate(
        read_acted(tmp_path_factory.mktemp("labels")), track_of, default_settings(), model=MODEL
    )


def test_a_clip_done_well_is_found_exactly(evaluation: Evaluation) -> None:
    score = evaluation.scores[0]
    for engine in score.engines.values():
        assert engine.reps == Tally(3, 3, 3)
        assert engine.faults is not None
        assert engine.faults.clean_reps == 3
        assert engine.faults.wrong_cues == ()
    assert score.engines["recorded"].bounds.mean_absolute == pytest.approx(0.0, abs=0.3)
    assert score.engines["recorded"].holds.mean_absolute == pytest.approx(0.0, abs=0.5)
    assert score.engines["recorded"].main_angle.absolute.mean_absolute == pytest.approx(
        0.0, abs=0.5
    )


def test_lying_still_counts_nothing(evaluation: Evaluation) -> None:
    assert evaluation.by_exercise["pelvic_tilt"].recorded.count.quiet_share == 1.0


def test_a_clip_that_cannot_be_scored_counts_nothing_and_says_why(evaluation: Evaluation) -> None:
    score = evaluation.scores[2]
    assert score.message == "No person was found in the clip."
    assert score.engines["recorded"].reps == Tally(1, 0, 0)
    assert score.engines["live"].faults is not None
    assert score.engines["live"].faults.by_id["SBE-1"] == Tally(1, 0, 0)
    assert score.engines["recorded"].not_seen_s == score.engines["recorded"].duration_s
    assert evaluation.total.not_scored == 1


def test_an_exercise_that_is_not_known_is_left_out(evaluation: Evaluation) -> None:
    [left_out] = evaluation.left_out
    assert left_out.label.clip == "squat.mp4"
    assert "squat" in left_out.reason
    assert evaluation.total.clips == 3


def test_several_processes_give_the_same_in_the_same_order(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    clips = read_acted(tmp_path)
    done: list[int] = []
    again = evaluate(clips, track_of, default_settings(), model=MODEL, jobs=2, progress=done.append)
    assert done == [1, 2, 3, 4]
    one, two = (
        describe(each, labels_name="x", model={}, settings={}) for each in (evaluation, again)
    )
    assert one == two


def test_a_clip_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    def refuse(item: LabelledClip) -> PoseTrack:
        raise InputError(f"{item.label.clip} is damaged.")

    evaluation = evaluate(read_acted(tmp_path), refuse, default_settings(), model=MODEL)
    assert evaluation.total.clips == 0
    assert evaluation.left_out[0].reason == "leans.mp4 is damaged."


def end_abruptly(item: LabelledClip) -> PoseTrack:
    os._exit(9)


def test_a_process_that_dies_is_explained(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="helper process"):
        evaluate(read_acted(tmp_path), end_abruptly, default_settings(), model=MODEL, jobs=2)


def refuse_by_name(item: LabelledClip) -> PoseTrack:
    raise ModelError(f"No model for {item.label.clip}.", "Fetch it.")


def test_an_error_in_a_process_arrives_whole(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No model for") as caught:
        evaluate(read_acted(tmp_path), refuse_by_name, default_settings(), model=MODEL, jobs=2)
    assert caught.value.hint == "Fetch it."


def test_a_missing_clip_is_named_before_any_is_scored(tmp_path: Path) -> None:
    clips = read_acted(tmp_path)
    (tmp_path / "still.mp4").unlink()
    with pytest.raises(UsageError, match=r"still\.mp4"):
        evaluate(clips, track_of, default_settings(), model=MODEL)


def test_a_clip_is_judged_by_what_was_prescribed(tmp_path: Path) -> None:
    long_hold = ENTRIES[0] | {"prescribed": {"hold_s": 6, "reps": 3}}
    evaluation = evaluate(
        read_acted(tmp_path, [long_hold]), track_of, default_settings(), model=MODEL
    )
    faults = evaluation.scores[0].engines["recorded"].faults
    assert faults is not None
    assert [cue.id for cue in faults.wrong_cues] == ["SBE-6"] * 3


def test_clips_of_an_unknown_exercise_need_not_be_there(tmp_path: Path) -> None:
    clips = read_acted(tmp_path, [ENTRIES[3]])
    (tmp_path / "squat.mp4").unlink()
    assert len(evaluate(clips, track_of, default_settings(), model=MODEL).left_out) == 1
