"""FHIR bundles and BIDS data sets."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from formcheck.errors import UsageError
from formcheck.exports.bids import render_bids
from formcheck.exports.exported_set import PainScore
from formcheck.exports.fhir import render_fhir
from tests.support.exported import FRAMES, GAP, make_exported

_DONE = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
_SET = make_exported(performed_at=_DONE, pain=(PainScore(3, _DONE),))
#: What each status may be in FHIR R4; the library does not look.
_STATUS = {
    "ServiceRequest": {"active"},
    "Procedure": {"completed"},
    "Observation": {"preliminary", "final"},
    "Device": {None},
}
_UCUM = {"{repetitions}", "{occurrences}", "{score}", "s", "deg", "%", "1"}


def _bundle(**values: Any) -> dict[str, Any]:
    exported = make_exported(performed_at=_DONE, pain=(PainScore(3, _DONE),), **values)
    document: dict[str, Any] = json.loads(render_fhir([exported], "Patient/12"))
    return document


def _resources(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return [resource for resource in found if resource["resourceType"] == kind]


def test_a_bundle_is_valid_and_every_reference_leads_somewhere() -> None:
    bundle = _bundle()
    Bundle.model_validate(bundle)
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(urls) == len(bundle["entry"])
    references = set(_values(bundle, "reference"))
    assert references - urls == {"Patient/12"}
    text = json.dumps(bundle)
    assert all(f'"code": "{code}"' in text for code in ("72514-3", "55411-3"))
    for resource in (entry["resource"] for entry in bundle["entry"]):
        assert resource.get("status") in _STATUS[resource["resourceType"]]
    codes = {quantity["code"] for quantity in _values(bundle, "valueQuantity")}
    assert codes <= _UCUM


def _values(document: Any, key: str) -> list[Any]:
    if isinstance(document, list):
        return [value for item in document for value in _values(item, key)]
    if not isinstance(document, dict):
        return []
    own = [document[key]] if key in document else []
    return own + [value for item in document.values() for value in _values(item, key)]


def test_nothing_is_final_before_somebody_looked() -> None:
    form = _resources(_bundle(), "Observation")[0]
    assert form["status"] == "preliminary"
    reviewed = _SET.reviewed.model_copy(update={"finished": True})
    assert _resources(_bundle(reviewed=reviewed), "Observation")[0]["status"] == "final"
    assert "interpretation" not in json.dumps(_bundle())


def test_what_was_measured_is_told() -> None:
    form = _resources(_bundle(), "Observation")[0]
    said = {
        part["code"]["coding"][0]["code"]: part["valueQuantity"]["value"]
        for part in form["component"]
    }
    assert said["repetitions"] == 2
    assert said["clean"] == 1
    assert said["held"] == 2.4
    assert said["mean-peak"] == 40.0
    assert said["fault-PPU-1"] == 1
    pain = _resources(_bundle(), "Observation")[1]
    assert pain["valueQuantity"]["value"] == 3


def test_the_same_set_has_the_same_identifiers_so_that_it_arrives_once() -> None:
    first, second = _bundle(), _bundle()
    assert first == second
    asked = {entry["request"]["ifNoneExist"] for entry in first["entry"]}
    assert len(asked) == len(first["entry"])


def test_without_a_day_none_is_made_up() -> None:
    bundle = json.loads(render_fhir([make_exported()], "Patient/12"))
    assert "performedPeriod" not in _resources(bundle, "Procedure")[0]
    Bundle.model_validate(bundle)


@pytest.mark.parametrize("reference", ["", "12", "Patient/", "Practitioner/1", "Patient/a b"])
def test_a_reference_must_be_one(reference: str) -> None:
    with pytest.raises(UsageError, match="names no patient"):
        render_fhir([_SET], reference)


def test_bids_has_its_folders_its_columns_and_no_day() -> None:
    assert _SET.signals is not None
    files = dict(render_bids([(_SET, _SET.signals)]))
    stem = "sub-0001/ses-01/motion/sub-0001_ses-01_task-pronepressup"
    motion = files[f"{stem}_tracksys-markerless_motion.tsv"].splitlines()
    assert len(motion) == FRAMES
    assert motion[0] == "150.0000\t-1.5000"
    assert motion[GAP].startswith("n/a\t")
    channels = files[f"{stem}_tracksys-markerless_channels.tsv"].splitlines()
    assert channels[0].split("\t")[:4] == ["name", "component", "type", "tracked_point"]
    assert channels[1] == "knee_deg\tn/a\tJNTANG\tn/a\tdeg"
    about = json.loads(files[f"{stem}_tracksys-markerless_motion.json"])
    assert about["SamplingFrequency"] == 10.0
    assert about["Resampled"] is False
    events = files[f"{stem}_events.tsv"].splitlines()
    assert events[1] == "2.000\t4.000\trepetition\trep-1 | counted | 40 deg"
    everything = json.dumps(files)
    assert "2025" not in everything
    assert "Miller" not in everything
