"""Sets of the history in the formats of other programs."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from formcheck.errors import ReviewError, UsageError
from formcheck.exports.formats import Choices
from formcheck.history.store import Store
from formcheck.review.sharing.other_programs import write_for_other_programs
from tests.support.history import MORNING, add_set, make_landmarks, make_result, open_store


def _store(folder: Path) -> Store:
    store = open_store(folder)
    one, two = store.patients.add("Miller"), store.patients.add("Smith")
    landmarks = make_landmarks()
    added = add_set(store, one.id, make_result("a.mp4"), landmarks=landmarks)
    add_set(store, one.id, make_result("b.mp4"), hours=1.0)
    add_set(store, two.id, make_result("c.mp4"), hours=2.0, landmarks=landmarks)
    store.pain.add(
        one.id,
        moment="after",
        pain_0_to_10=4,
        furthest_site="back",
        answered_at=MORNING,
        set_id=added.set_id,
    )
    return store


def test_each_set_is_a_file_and_those_that_lack_something_are_named(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        path = tmp_path / "all.zip"
        write_for_other_programs(store, "movement", Choices(), path)
        with ZipFile(path) as archive:
            assert len([name for name in archive.namelist() if name.endswith(".nc")]) == 2
            left_out = archive.read("left_out.txt").decode()
        assert left_out.startswith("Set 2: The landmarks of")
        assert not any(word in left_out for word in ("Miller", "Smith", "mp4"))


def test_one_patient_is_one_bundle_with_what_she_said(tmp_path: Path) -> None:
    with _store(tmp_path) as store:
        path = tmp_path / "one.zip"
        choices = Choices(patient_reference="Patient/7")
        write_for_other_programs(store, "fhir", choices, path, patient_id=1)
        with ZipFile(path) as archive:
            assert archive.namelist() == ["fhir_bundle.json", "provenance.json"]
            bundle = json.loads(archive.read("fhir_bundle.json"))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds.count("Procedure") == 2
    # Two of form, one of pain.
    assert kinds.count("Observation") == 3
    assert "2025-03-03T09:00:00+00:00" in json.dumps(bundle)


def test_nothing_to_export_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.patients.add("Miller")
        with pytest.raises(ReviewError, match="no set that can be exported"):
            write_for_other_programs(store, "elan", Choices(), tmp_path / "all.zip")
        with pytest.raises(UsageError, match="whose exercises"):
            write_for_other_programs(store, "fhir", Choices(), tmp_path / "all.zip")
