from __future__ import annotations

import json
from pathlib import Path

from formcheck.results.segment_folders import (
    SEGMENTS_JSON,
    find_earlier_files,
    segment_folder_name,
    write_segments,
)
from tests.support.scored import make_scored
from tests.support.segments import make_segment


def test_a_segment_has_a_folder_a_whole_clip_none() -> None:
    assert segment_folder_name(make_segment(2, 3).result) == "2_prone_press_up"
    assert segment_folder_name(make_scored().result) == ""


def test_only_files_of_earlier_segments_are_found(tmp_path: Path) -> None:
    for name in ("1_knee_hug", "12_pelvic_tilt", "holidays", "3_somersault"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "result.json").touch()
    (tmp_path / "1_knee_hug" / "my notes.txt").touch()
    (tmp_path / "2_knee_hug").touch()
    assert find_earlier_files(tmp_path, ["result.json", "reps.csv"]) == [
        "12_pelvic_tilt/result.json",
        "1_knee_hug/result.json",
    ]
    assert find_earlier_files(tmp_path / "absent", ["result.json"]) == []


def test_the_index_names_every_segment(tmp_path: Path) -> None:
    results = [make_segment(1, 2).result, make_segment(2, 2).result]
    write_segments(results, tmp_path / SEGMENTS_JSON)
    index = json.loads((tmp_path / SEGMENTS_JSON).read_text(encoding="utf-8"))
    assert index["schema_version"] == 1
    assert index["clip"]["name"] == results[0].clip.name
    assert [part["folder"] for part in index["segments"]] == [
        "1_prone_press_up",
        "2_prone_press_up",
    ]
    assert index["segments"][1] == {
        "index": 2,
        "folder": "2_prone_press_up",
        "exercise": "prone_press_up",
        "start_s": 2.0,
        "end_s": 12.0,
        "confidence": 0.97,
        "runner_up": "seal_stretch",
        "reps_counted": 3,
    }
