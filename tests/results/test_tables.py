from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.pose.landmarks import Landmark
from formcheck.results.files import RESULT_FILES
from formcheck.results.tables import (
    compute_near_side_visibility,
    describe_columns,
    write_frames_csv,
    write_reps_csv,
)
from tests.support.filming import film
from tests.support.scored import make_result, make_scored
from tests.support.scoring import score_clip
from tests.support.synthetic import excursion, frame_times, plan_reps, standing_back_extension


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_a_repetition_with_units_in_the_header(tmp_path: Path) -> None:
    write_reps_csv(make_result(), tmp_path / "reps.csv")
    rows = _read(tmp_path / "reps.csv")
    assert len(rows) == 6
    assert rows[1] == {
        "rep": "2",
        "kind": "counted",
        "side": "",
        "variant": "",
        "start_s": "7.000",
        "peak_s": "9.000",
        "end_s": "11.000",
        "peak_deg": "48.50",
        "range_deg": "50.00",
        "out_s": "1.400",
        "hold_s": "1.200",
        "hold_is_at_least": "no",
        "up_s": "",
        "return_s": "1.400",
        "trust_0_to_1": "0.930",
        "sure": "yes",
        "fault_ids": "T-2;T-1",
        "fault_names": "hips coming off the floor;head thrown back",
        "not_counted_because": "",
    }


def test_both_clocks_variant_and_reason_of_a_hold(tmp_path: Path) -> None:
    result = make_result()
    told = {"hold_s": 2.5, "up_s": 3.25, "variant": "forearms", "reason": "held 2.5 s"}
    reps = [result.reps[0].model_copy(update=told)]
    write_reps_csv(make_result(reps=reps), tmp_path / "reps.csv")
    row = _read(tmp_path / "reps.csv")[0]
    assert (row["hold_s"], row["up_s"]) == ("2.500", "3.250")
    assert (row["variant"], row["not_counted_because"]) == ("forearms", "held 2.5 s")


def test_a_repetition_that_was_not_seen_has_empty_cells(tmp_path: Path) -> None:
    write_reps_csv(make_result(), tmp_path / "reps.csv")
    lost = _read(tmp_path / "reps.csv")[3]
    assert lost["kind"] == "not_seen"
    assert lost["rep"] == lost["peak_deg"] == lost["range_deg"] == ""


def test_a_signal_in_per_cent_names_its_unit_in_letters(tmp_path: Path) -> None:
    signal = make_result().signal.model_copy(update={"unit": "%"})
    write_reps_csv(make_result(signal=signal), tmp_path / "reps.csv")
    assert {"peak_percent", "range_percent"} <= set(_read(tmp_path / "reps.csv")[0])


def test_no_repetitions_leave_the_header(tmp_path: Path) -> None:
    write_reps_csv(make_result(reps=[]), tmp_path / "reps.csv")
    assert (tmp_path / "reps.csv").read_text(encoding="utf-8").count("\n") == 1


def test_one_row_a_frame_with_every_signal(tmp_path: Path) -> None:
    scored = make_scored()
    write_frames_csv(scored, tmp_path / "frames.csv")
    rows = _read(tmp_path / "frames.csv")
    assert len(rows) == 990
    assert list(rows[0]) == [
        "time_s",
        "phase",
        "reps_counted",
        "posture",
        "main_signal_deg",
        "hold_s",
        "view_yaw_deg",
        "near_side_visibility_0_to_1",
        "trunk_inclination_deg",
        "hip_rise_torso",
    ]
    assert [float(row["time_s"]) for row in rows] == pytest.approx(
        scored.timeline.time_s.tolist(), abs=1e-4
    )
    at_the_top = rows[4 * 30]
    assert at_the_top["phase"] == "hold"
    assert float(at_the_top["main_signal_deg"]) == 46.0
    assert float(at_the_top["hip_rise_torso"]) == 0.02


def test_a_frame_that_was_not_seen_has_empty_cells_and_keeps_its_words(tmp_path: Path) -> None:
    write_frames_csv(make_scored(), tmp_path / "frames.csv")
    lost = _read(tmp_path / "frames.csv")[19 * 30]
    assert lost["phase"] == "not_judged"
    assert lost["posture"] == "prone"
    measured = ("main_signal_deg", "view_yaw_deg", "trunk_inclination_deg", "hip_rise_torso")
    assert [lost[name] for name in measured] == [""] * 4
    assert "nan" not in (tmp_path / "frames.csv").read_text(encoding="utf-8")


def test_visibility_is_that_of_the_near_side() -> None:
    scored = make_scored()
    scored.track.visibility[0] = 0.0
    for joint in ("SHOULDER", "ELBOW", "HIP", "KNEE"):
        scored.track.visibility[0, Landmark[f"LEFT_{joint}"]] = 1.0
    near = compute_near_side_visibility(scored)
    assert near[0] == pytest.approx(0.8)
    assert np.isnan(near[19 * 30])


def test_every_column_of_a_measured_clip_is_described_in_its_order(tmp_path: Path) -> None:
    reps = plan_reps(1, 18.0)
    time_s = frame_times(reps)
    track = film(time_s, standing_back_extension(excursion(time_s, reps)))
    track = replace(track, looked_at=np.arange(len(time_s)) % 3 == 0)
    scored = score_clip(track, "standing_back_extension")
    write_frames_csv(scored, tmp_path / "frames.csv")
    write_reps_csv(scored.result, tmp_path / "reps.csv")
    described = describe_columns()
    assert described.keys() <= set(RESULT_FILES)
    for name, columns in described.items():
        header = (tmp_path / name).read_text(encoding="utf-8").partition("\n")[0]
        assert header.split(",") == [column.header("deg") for column in columns]


def test_every_column_says_what_it_means_and_in_what_unit() -> None:
    for columns in describe_columns().values():
        for column in columns:
            assert column.meaning
            endings = {"s": "_s", "deg": "_deg", "torso lengths": "_torso", "0 to 1": "_0_to_1"}
            assert column.name.endswith(endings.get(column.unit, column.unit)), column.name


def test_described_columns_give_the_cells_of_the_table(tmp_path: Path) -> None:
    scored = make_scored()
    write_frames_csv(scored, tmp_path / "frames.csv")
    rows = _read(tmp_path / "frames.csv")
    columns = {column.name: column for column in describe_columns()["frames.csv"]}
    for name in ("time_s", "hold_s", "trunk_inclination_deg"):
        cells = [float(row[name] or "nan") for row in rows]
        assert cells == pytest.approx(list(columns[name].get(scored)), abs=1e-4, nan_ok=True)


def test_only_a_clip_that_was_looked_at_sparingly_says_which_frames_were(tmp_path: Path) -> None:
    scored = make_scored()
    write_frames_csv(scored, tmp_path / "frames.csv")
    assert "looked_at" not in _read(tmp_path / "frames.csv")[0]
    looked_at = np.arange(scored.track.frame_count) % 3 == 0
    write_frames_csv(
        replace(scored, track=replace(scored.track, looked_at=looked_at)), tmp_path / "frames.csv"
    )
    told = [row["looked_at"] for row in _read(tmp_path / "frames.csv")]
    assert told == ["yes" if looked else "no" for looked in looked_at]
