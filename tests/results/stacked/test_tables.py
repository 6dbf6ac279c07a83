from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.places import LocalPlace
from formcheck.batch.tables import collect, write_tables
from formcheck.judge.result import SegmentInfo
from formcheck.results.files import write_data
from formcheck.results.segment_folders import segment_folder_name, write_segments
from formcheck.results.stacked.columns import SetEntry
from formcheck.results.stacked.frames import frame_columns
from formcheck.results.stacked.reading import read_results
from formcheck.results.stacked.tables import NotScored, render_csv, stack
from formcheck.results.tables import describe_columns
from tests.support.scored import make_result, make_scored


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_rows_stand_by_folder_whatever_the_order() -> None:
    entries = [SetEntry(name, make_result()) for name in ("b/x", "a/y", "a/x")]
    tables = {table.name: table for table in stack(entries)}
    assert list(tables) == ["sets", "repetitions", "faults", "not_scored"]
    assert [row[0] for row in tables["sets"].rows] == ["a/x", "a/y", "b/x"]
    other = {table.name: table for table in stack(entries[::-1])}
    assert {name: render_csv(table) for name, table in tables.items()} == {
        name: render_csv(table) for name, table in other.items()
    }


def test_what_a_row_says() -> None:
    result = make_result()
    sets, reps, faults, refused = (
        _rows(render_csv(table))
        for table in stack([SetEntry("a/x", result)], [NotScored("b", "input", "Empty.", "")])
    )
    assert (sets[0]["folder"], sets[0]["exercise"]) == ("a/x", result.exercise)
    assert int(sets[0]["reps_counted"]) == result.summary.reps_counted
    assert int(sets[0]["fault_count"]) == len(result.sure_faults)
    assert sets[0]["recognised"] in ("yes", "no")
    assert sets[0]["segment"] == ""
    assert len(reps) == len(result.reps)
    assert [row["kind"] for row in reps] == [rep.kind for rep in result.reps]
    assert [row["id"] for row in faults] == [fault.id for fault in result.faults]
    assert refused == [{"folder": "b", "code": "input", "sentence": "Empty.", "hint": ""}]


def test_every_column_is_explained_and_named_once() -> None:
    for columns in [table.columns for table in stack([])] + [frame_columns()]:
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)
        assert all(column.meaning for column in columns)
        assert all(column.unit for column in columns if column.kind == "number")


def test_parts_of_a_clip_are_rows_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "clip"
    results = []
    for index in (1, 2):
        span = SegmentInfo(index=index, of=2, start_s=index - 1.0, end_s=float(index))
        results.append(make_result(segment=span))
        part = folder / segment_folder_name(results[-1])
        part.mkdir(parents=True)
        (part / "result.json").write_text(results[-1].model_dump_json(), encoding="utf-8")
    write_segments(results, folder / "segments.json")
    read = LocalPlace(tmp_path).read
    found = read_results(read, "clip")
    assert [part for part, _ in found] == [segment_folder_name(result) for result in results]
    table = stack(SetEntry("clip", result) for _, result in found)[0]
    assert [row[3] for row in table.rows] == [1, 2]
    (folder / segment_folder_name(results[1]) / "result.json").unlink()
    with pytest.raises(ValueError, match="has no result"):
        read_results(read, "clip")


@pytest.fixture
def scored(tmp_path: Path) -> Path:
    """Return a folder with the results of two clips and one that is damaged."""
    for name in ("b", "a", "damaged"):
        (tmp_path / name).mkdir()
        write_data(make_scored(), tmp_path / name)
    (tmp_path / "damaged" / "result.json").write_text("{", encoding="utf-8")
    return tmp_path


_OUTCOMES = [ClipOutcome(name, name, "scored") for name in ("b", "a", "damaged")]


def test_frames_of_all_clips_in_one_table(scored: Path) -> None:
    place = LocalPlace(scored)
    found = collect(place, _OUTCOMES)
    assert [row.folder for row in found.not_scored] == ["damaged"]
    names = write_tables(place, found, frames=True)
    assert names[-1] == "frames.csv"
    stacked = _rows((scored / "frames.csv").read_text(encoding="utf-8"))
    own = _rows((scored / "a" / "frames.csv").read_text(encoding="utf-8"))
    assert [row["folder"] for row in stacked] == ["a"] * len(own) + ["b"] * len(own)
    assert [float(row["time_s"]) for row in stacked[: len(own)]] == [
        float(row["time_s"]) for row in own
    ]
    assert {row["unit"] for row in stacked} == {"deg"}
    main = [row["main_signal"] for row in stacked[: len(own)]]
    assert [float(cell) for cell in main if cell] == [
        float(row["main_signal_deg"]) for row in own if row["main_signal_deg"]
    ]
    measured = {column.name for column in describe_columns()["frames.csv"]}
    assert measured - set(stacked[0]) == {"main_signal_{unit}"}


def test_frames_that_were_not_looked_at_are_told_apart(scored: Path) -> None:
    path = scored / "a" / "frames.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    marked = [f"{head},looked_at", f"{first},yes", *(f"{line},no" for line in rest)]
    path.write_text("\n".join(marked) + "\n", encoding="utf-8")
    place = LocalPlace(scored)
    write_tables(place, collect(place, _OUTCOMES), frames=True)
    stacked = _rows((scored / "frames.csv").read_text(encoding="utf-8"))
    told = {name: [row["looked_at"] for row in stacked if row["folder"] == name] for name in "ab"}
    assert told["a"] == ["yes"] + ["no"] * len(rest)
    assert set(told["b"]) == {""}


def test_parquet_has_types_units_and_the_same_rows(scored: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    place = LocalPlace(scored)
    found = collect(place, _OUTCOMES)
    write_tables(place, found, frames=True)
    write_tables(place, found, frames=True, form="parquet")
    for name in ("sets", "repetitions", "faults", "not_scored", "frames"):
        table = parquet.read_table(scored / f"{name}.parquet")
        rows = _rows((scored / f"{name}.csv").read_text(encoding="utf-8"))
        assert table.num_rows == len(rows)
        assert table.column("folder").to_pylist() == [row["folder"] for row in rows]
    reps = parquet.read_schema(scored / "repetitions.parquet")
    assert [str(reps.field(name).type) for name in ("rep", "hold_s", "sure", "kind")] == [
        "int64",
        "double",
        "bool",
        "string",
    ]
    assert reps.field("hold_s").metadata[b"unit"] == b"s"
    assert json.loads(json.dumps(reps.names)) == reps.names
