"""Choosing a format, reading a folder, writing files."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest

from formcheck.errors import InputError, OutputError, UsageError
from formcheck.exports.exported_set import ExportedSet, read_set
from formcheck.exports.formats import FORMATS, Choices, check_choices
from formcheck.exports.writing import add_to_zip, write_files
from formcheck.history.corrections.changes import Reject
from formcheck.results.files import write_data
from tests.support.exported import make_exported, moving_landmarks
from tests.support.history import add_set, make_landmarks, make_result, open_store
from tests.support.scored import make_scored

_CHOICES = Choices(patient_reference="Patient/1")


def _render(item: ExportedSet, name: str) -> tuple[dict[str, str | bytes], list[str]]:
    """Return the files of a set, and why it was left out."""
    why: list[str] = []
    files = dict(FORMATS[name].files([item], _CHOICES, lambda _, error: why.append(error.message)))
    return files, why


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_makes_the_same_bytes_each_time(name: str) -> None:
    files, _ = _render(make_exported(), name)
    assert files
    assert files == _render(make_exported(), name)[0]
    assert not any("Miller" in path for path in files)


@pytest.mark.parametrize("name", ["movement", "trc", "deeplabcut"])
def test_landmarks_that_were_not_kept_are_asked_for(name: str) -> None:
    files, (why,) = _render(make_exported(landmarks=None), name)
    assert (files, FORMATS[name].needs_landmarks) == ({}, True)
    assert "not kept on this computer" in why


@pytest.mark.parametrize("name", ["mot", "bids"])
def test_a_table_that_is_missing_is_asked_for(name: str) -> None:
    files, (why,) = _render(make_exported(signals=None), name)
    assert not any("_motion" in path or path.endswith(".mot") for path in files)
    assert "table of frames" in why


def test_what_there_is_not_is_told() -> None:
    with pytest.raises(UsageError, match="no format “c3d”"):
        check_choices("c3d", _CHOICES)
    with pytest.raises(UsageError, match="whose exercises"):
        check_choices("fhir", Choices())


def test_a_folder_of_a_result_is_read_with_its_signals(tmp_path: Path) -> None:
    scored = make_scored()
    write_data(scored, tmp_path)
    found = read_set(tmp_path)
    assert [rep.peak_s for rep in found.result.reps] == [rep.peak_s for rep in scored.result.reps]
    assert found.landmarks is None
    assert found.signals is not None
    wanted = scored.measurements.signals["trunk_inclination_deg"]
    assert np.allclose(
        found.signals.values["trunk_inclination_deg"], wanted, atol=1e-4, equal_nan=True
    )
    assert found.name == "abababababab_prone_press_up"


def test_a_folder_of_the_history_brings_landmarks_day_and_corrections(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        patient = store.patients.add("A")
        added = add_set(store, patient.id, landmarks=make_landmarks())
        store.reviews.save(added.set_id, Reject(key="rep-2"))
        record = store.sets.get(added.set_id)
        found = read_set(record.files.folder)
        assert found.landmarks is not None
        assert found.performed_at == record.row.performed_at
        assert [rep.key for rep in found.reviewed.counted] == ["rep-1", "rep-3"]
        assert store.sets.of_clip(make_result().clip.sha256, "prone_press_up") == [added.set_id]
        assert store.sets.of_clip("", "prone_press_up") == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("frames.csv", "time_s,knee_deg\n0.0,1\n0.0,2\n"),
        ("frames.csv", "time_s\nx\n"),
        ("frames.csv", ""),
        ("review.json", "{}"),
    ],
)
def test_what_is_damaged_is_told(name: str, content: str, tmp_path: Path) -> None:
    write_data(make_scored(), tmp_path)
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError):
        read_set(tmp_path)


def test_a_clip_without_a_hash_has_a_name_all_the_same() -> None:
    result = make_result()
    live = result.model_copy(update={"clip": result.clip.model_copy(update={"sha256": ""})})
    name = make_exported(live).name
    assert name == make_exported(live).name
    assert name.endswith("_prone_press_up")
    assert len(name) == len(make_exported().name)


def test_files_are_written_into_folders_and_zips(tmp_path: Path) -> None:
    files: list[tuple[str, str | bytes]] = [("a/b.txt", "ä"), ("c.bin", b"\x00")]
    assert write_files(iter(files), tmp_path / "out") == 2
    assert (tmp_path / "out" / "a" / "b.txt").read_text(encoding="utf-8") == "ä"
    assert (tmp_path / "out" / "c.bin").read_bytes() == b"\x00"
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        assert add_to_zip(archive, iter(files)) == 2
    with ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist() == ["a/b.txt", "c.bin"]
    with pytest.raises(OutputError, match="cannot be made"):
        write_files(iter(files), tmp_path / "all.zip")


def test_sets_of_one_clip_have_names_of_their_own() -> None:
    one, other = make_exported(), make_exported(make_result(exercise="knee_hug"))
    clip = one.result.clip
    other = replace(other, result=other.result.model_copy(update={"clip": clip}))
    assert one.name != other.name


def test_landmarks_are_only_read_where_they_are_needed(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        added = add_set(store, store.patients.add("A").id, landmarks=make_landmarks())
        folder = store.sets.get(added.set_id).files.folder
    assert read_set(folder, with_landmarks=False).landmarks is None
    assert read_set(folder).landmarks is not None


def test_every_column_of_a_study_is_described() -> None:
    files, _ = _render(make_exported(), "tables")
    package = json.loads(files["datapackage.json"])
    assert [resource["name"] for resource in package["resources"]] == [
        "sets",
        "repetitions",
        "faults",
    ]
    for resource in package["resources"]:
        header, *rows = csv.reader(io.StringIO(str(files[resource["path"]])))
        fields = resource["schema"]["fields"]
        assert header == [field["name"] for field in fields]
        assert all(field["description"] for field in fields)
        assert rows
        for row in rows:
            for cell, field in zip(row, fields, strict=True):
                _check_type(cell, field)
    sizes = {
        field["name"]: field.get("unit") for field in package["resources"][1]["schema"]["fields"]
    }
    assert (sizes["hold_s"], sizes["peak"], sizes["side"]) == ("s", "as the column unit says", None)
    assert package["provenance"][0]["clip_sha256"] == make_exported().result.clip.sha256


def _check_type(cell: str, field: dict[str, Any]) -> None:
    if cell == "":
        return
    match field["type"]:
        case "integer":
            int(cell)
        case "number":
            float(cell)
        case "boolean":
            assert cell in (*field["trueValues"], *field["falseValues"])


@pytest.mark.parametrize("name", FORMATS)
def test_each_export_tells_where_it_comes_from(name: str) -> None:
    told = "".join(map(str, _render(make_exported(), name)[0].values()))
    result = make_exported().result
    assert all(
        wanted in told for wanted in (result.clip.sha256, result.model.sha256, "prone_press_up")
    )
    assert "dose" in told, "the settings in force"


def test_a_film_of_variable_rate_is_said_to_be_resampled() -> None:
    landmarks = moving_landmarks()
    landmarks.time_s[20:] += 0.05
    uneven, _ = _render(make_exported(landmarks=landmarks), "trc")
    even, _ = _render(make_exported(), "trc")
    assert "resampled where the format has one rate" in str(uneven["provenance.json"])
    assert "as filmed" in str(even["provenance.json"])
