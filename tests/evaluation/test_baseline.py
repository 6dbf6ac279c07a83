from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import UsageError
from formcheck.evaluation.baseline import compare, read_baseline
from formcheck.evaluation.clip_score import ClipScore
from formcheck.evaluation.evaluation import describe, summarise
from tests.evaluation.builders import make_clip_score, make_engine_score


def described(*scores: ClipScore) -> dict[str, Any]:
    return describe(summarise(scores), labels_name="x", model={}, settings={})


def verdicts(before: dict[str, Any], now: dict[str, Any]) -> dict[str, str]:
    comparison = compare(before, now)
    return {change.name: change.verdict for change in [*comparison.figures, *comparison.clips]}


def test_nothing_changed() -> None:
    assert verdicts(described(make_clip_score()), described(make_clip_score())) == {}


def test_better_and_worse_follow_the_meaning_of_a_figure() -> None:
    before = described(make_clip_score(make_engine_score(4, 3, bounds=[0.2])))
    now = described(make_clip_score(make_engine_score(4, 4, bounds=[0.3])))
    found = verdicts(before, now)
    assert found["total.recorded.count.exact_share"] == "better"
    assert found["total.recorded.count.mae"] == "better"
    assert found["total.recorded.reps.boundary_error_s"] == "worse"
    assert found["a.mp4 (prone_press_up) recorded counted"] == "better"
    assert found["a.mp4 (prone_press_up) live boundary_error_s"] == "worse"
    assert "total.recorded.reps.overlap.found" not in found


def test_counting_too_many_is_worse_too() -> None:
    before, now = (described(make_clip_score(make_engine_score(4, n))) for n in (4, 6))
    assert verdicts(before, now)["a.mp4 (prone_press_up) recorded counted"] == "worse"


def test_clips_that_came_and_went_are_said() -> None:
    before = described(make_clip_score(clip="old.mp4"))
    now = described(make_clip_score(clip="new.mp4"))
    changes = {change.name: (change.before, change.now) for change in compare(before, now).clips}
    assert changes == {
        "new.mp4 (prone_press_up)": ("not there", "there"),
        "old.mp4 (prone_press_up)": ("there", "not there"),
    }


def test_a_clip_that_is_no_longer_scored_is_said() -> None:
    before = described(make_clip_score(make_engine_score(2, 0)))
    now = described(make_clip_score(make_engine_score(2, 0), message="No person was found."))
    found = verdicts(before, now)
    assert found["a.mp4 (prone_press_up) message"] == "other"
    assert found["total.not_scored"] == "worse"


def test_a_baseline_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(json.dumps(described(make_clip_score())), encoding="utf-8")
    assert verdicts(read_baseline(path), described(make_clip_score())) == {}


@pytest.mark.parametrize("text", ["{", "[]", '{"schema_version": 99}'])
def test_what_is_no_baseline(tmp_path: Path, text: str) -> None:
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"old\.json"):
        read_baseline(path)
