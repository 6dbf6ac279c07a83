from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.evaluation.clip_score import LeftOut
from formcheck.evaluation.evaluation import Evaluation, describe, summarise, write_evaluation
from tests.evaluation.builders import make_clip_score, make_engine_score, make_label


def build() -> Evaluation:
    return summarise(
        [
            make_clip_score(clip="a.mp4", conditions=["dim", "clutter"]),
            make_clip_score(
                make_engine_score(4, 5),
                make_engine_score(4, 4),
                clip="b.mp4",
                exercise="pelvic_tilt",
                conditions=["dim"],
            ),
            make_clip_score(make_engine_score(2, 0), clip="c.mp4", message="No person was found."),
            LeftOut(make_label(clip="d.mp4", exercise="knee_hug"), "not yet"),
        ]
    )


def test_groups_hold_their_clips_and_a_clip_counts_under_each_condition() -> None:
    evaluation = build()
    assert evaluation.total.clips == 3
    assert {name: group.clips for name, group in evaluation.by_exercise.items()} == {
        "pelvic_tilt": 1,
        "prone_press_up": 2,
    }
    assert {name: group.clips for name, group in evaluation.by_condition.items()} == {
        "clutter": 1,
        "dim": 2,
    }
    assert [item.label.clip for item in evaluation.left_out] == ["d.mp4"]


def test_engines_stand_side_by_side() -> None:
    total = build().total
    assert total.recorded.count.exact_share == pytest.approx(1 / 3)
    assert total.live.count.exact_share == pytest.approx(2 / 3)
    assert total.same_count_share == pytest.approx(2 / 3)
    assert total.not_scored == 1


def test_the_file_holds_every_clip_and_reads_back(tmp_path: Path) -> None:
    described = describe(
        build(), labels_name="labels.json", model={"variant": "full", "sha256": "0"}, settings={}
    )
    write_evaluation(described, tmp_path / "out.json")
    again = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert again == described
    assert [clip["clip"] for clip in again["clips"]] == ["a.mp4", "b.mp4", "c.mp4"]
    assert again["clips"][2]["message"] == "No person was found."
    assert again["left_out"] == [{"clip": "d.mp4", "exercise": "knee_hug", "reason": "not yet"}]


def test_no_clips_at_all_can_be_described() -> None:
    described = describe(summarise([]), labels_name="x", model={}, settings={})
    assert described["total"]["recorded"]["count"]["mae"] is None
