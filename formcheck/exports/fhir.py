"""A FHIR R4 bundle for a clinic's record: what was asked for, done and measured.

Nothing in it interprets: angles are those of the picture's plane, in a code system of our own, and
an observation is preliminary until a therapist has reviewed the set.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from formcheck.errors import UsageError
from formcheck.exercises.registry import find_exercise
from formcheck.exports.exported_set import ExportedSet, PainScore

_CODES = "urn:formcheck:codes"
_UCUM = "http://unitsofmeasure.org"
_LOINC = "http://loinc.org"
_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
#: "Pain severity - 0-10 verbal numeric rating [Score] - Reported".
_PAIN_CODE = "72514-3"
#: "Exercise duration".
_DURATION_CODE = "55411-3"
#: UCUM by the unit of a signal.
_UNITS = {"deg": "deg", "%": "%", "s": "s"}


def render_fhir(sets: Sequence[ExportedSet], patient_reference: str) -> str:
    """Return the text of a transaction bundle.

    Sent twice, a set arrives once: each entry is to be made only if none has its identifier.

    Parameters
    ----------
    sets : sequence of ExportedSet
        Of one person.
    patient_reference : str
        The person in the record it is for, for example ``Patient/123``.

    Raises
    ------
    UsageError
        The reference is none.
    """
    kind, _, identifier = patient_reference.partition("/")
    if kind != "Patient" or not identifier or not identifier.replace("-", "").isalnum():
        raise UsageError(
            f"“{patient_reference}” names no patient of a record.",
            "Give the reference as the record has it, for example Patient/123.",
        )
    versions = dict.fromkeys(item.result.formcheck_version for item in sets)
    devices = {version: _device(version) for version in versions}
    entries = list(devices.values())
    for item in sets:
        device = devices[item.result.formcheck_version]["fullUrl"]
        entries += _entries(item, patient_reference, device)
    bundle = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    return json.dumps(bundle, indent=2, ensure_ascii=False) + "\n"


def _entries(item: ExportedSet, patient: str, device: str) -> list[dict[str, Any]]:
    subject = {"reference": patient}
    request = _entry("ServiceRequest", item, "request", {**_request(item), "subject": subject})
    procedure = _entry(
        "Procedure",
        item,
        "set",
        {
            "status": "completed",
            "code": _exercise_code(item),
            "subject": subject,
            "basedOn": [{"reference": request["fullUrl"]}],
            **_period(item),
        },
    )
    measured = {
        "subject": subject,
        "partOf": [{"reference": procedure["fullUrl"]}],
        "device": {"reference": device},
        "status": "final" if item.reviewed.finished else "preliminary",
        **_moment(item),
    }
    entries = [request, procedure, _entry("Observation", item, "form", _form(item) | measured)]
    for number, answer in enumerate(item.pain, start=1):
        said = {"subject": subject, "status": "final", **_pain(answer)}
        said["partOf"] = [{"reference": procedure["fullUrl"]}]
        entries.append(_entry("Observation", item, f"pain-{number}", said))
    return entries


def _entry(kind: str, item: ExportedSet, part: str, resource: dict[str, Any]) -> dict[str, Any]:
    """Return an entry that is the same each time it is made from the same set."""
    digest = hashlib.sha256(f"{item.name} {_set_key(item)} {part}".encode()).hexdigest()
    return _made_once(kind, digest, resource)


def _made_once(kind: str, digest: str, resource: dict[str, Any]) -> dict[str, Any]:
    identifier = f"urn:sha256:{digest}"
    return {
        "fullUrl": f"urn:uuid:{uuid.UUID(digest[:32])}",
        "resource": {
            "resourceType": kind,
            "identifier": [{"system": "urn:ietf:rfc:3986", "value": identifier}],
            **resource,
        },
        "request": {
            "method": "POST",
            "url": kind,
            "ifNoneExist": f"identifier=urn:ietf:rfc:3986|{identifier}",
        },
    }


def _set_key(item: ExportedSet) -> str:
    return "" if item.performed_at is None else item.performed_at.isoformat()


def _device(version: str) -> dict[str, Any]:
    digest = hashlib.sha256(f"formcheck {version}".encode()).hexdigest()
    names = [{"name": "formcheck", "type": "manufacturer-name"}]
    return _made_once("Device", digest, {"deviceName": names, "version": [{"value": version}]})


def _exercise_code(item: ExportedSet) -> dict[str, Any]:
    exercise = find_exercise(item.result.exercise)
    return {
        "coding": [{"system": _CODES, "code": exercise.name, "display": exercise.title}],
        "text": exercise.title,
    }


def _request(item: ExportedSet) -> dict[str, Any]:
    dose = item.result.settings.get(item.result.exercise, {}).get("dose", {})
    asked: dict[str, Any] = {
        "status": "active",
        "intent": "order",
        "code": _exercise_code(item),
    }
    if isinstance(dose.get("reps"), int):
        asked["quantityQuantity"] = {"value": dose["reps"], "unit": "repetitions"}
    return asked


def _period(item: ExportedSet) -> dict[str, Any]:
    if item.performed_at is None:
        return {}
    end = item.performed_at + timedelta(seconds=item.result.clip.duration_s)
    times = {"start": item.performed_at, "end": end}
    return {
        "performedPeriod": {
            name: moment.isoformat(timespec="seconds") for name, moment in times.items()
        }
    }


def _moment(item: ExportedSet) -> dict[str, Any]:
    if item.performed_at is None:
        return {}
    return {"effectiveDateTime": item.performed_at.isoformat(timespec="seconds")}


def _form(item: ExportedSet) -> dict[str, Any]:
    counted = item.reviewed.counted
    peaks = [rep.peak for rep in counted if rep.peak is not None]
    held_s = sum(rep.hold_s or 0.0 for rep in counted)
    unit = _UNITS.get(item.reviewed.unit, "1")
    components = [
        _component("repetitions", "Repetitions counted", len(counted), "{repetitions}"),
        _component(
            "clean", "Repetitions without a fault", len(item.reviewed.clean), "{repetitions}"
        ),
        _component("held", "Time held in all", round(held_s, 1), "s"),
    ]
    if peaks:
        mean = round(sum(peaks) / len(peaks), 1)
        components.append(
            _component("mean-peak", f"{item.result.signal.title}, mean peak", mean, unit)
        )
    components += [
        _component(f"fault-{fault_id}", f"Fault: {name}", number, "{occurrences}")
        for (fault_id, name), number in _fault_counts(item).items()
    ]
    duration = _quantity(round(item.result.clip.duration_s, 1), "s")
    components.append(
        {"code": _loinc(_DURATION_CODE, "Exercise duration"), "valueQuantity": duration}
    )
    title = "Shape of an exercise, measured from one camera"
    return {
        "category": [{"coding": [{"system": _CATEGORIES, "code": "activity"}]}],
        "code": {"coding": [{"system": _CODES, "code": "form", "display": title}], "text": title},
        "component": components,
    }


def _fault_counts(item: ExportedSet) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for fault in item.reviewed.standing_faults:
        key = fault.id, fault.name
        counts[key] = counts.get(key, 0) + 1
    return counts


def _component(code: str, display: str, value: float, unit: str) -> dict[str, Any]:
    coding = {"system": _CODES, "code": code, "display": display}
    return {
        "code": {"coding": [coding], "text": display},
        "valueQuantity": _quantity(value, unit),
    }


def _quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit.strip("{}"), "system": _UCUM, "code": unit}


def _loinc(code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": _LOINC, "code": code, "display": display}], "text": display}


def _pain(answer: PainScore) -> dict[str, Any]:
    display = "Pain severity - 0-10 verbal numeric rating [Score] - Reported"
    return {
        "category": [{"coding": [{"system": _CATEGORIES, "code": "survey"}]}],
        "code": _loinc(_PAIN_CODE, display),
        "effectiveDateTime": answer.answered_at.isoformat(timespec="seconds"),
        "valueQuantity": _quantity(answer.score, "{score}"),
    }
