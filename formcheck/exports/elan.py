"""ELAN's ``.eaf``: a tier for repetitions, one for each kind of fault, one for notes."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from formcheck.errors import InputError
from formcheck.exercises.registry import find_exercise
from formcheck.exports.exported_set import ExportedSet
from formcheck.exports.provenance import provenance
from formcheck.exports.stretches import NOTES, REPETITIONS, Stretch, fault_tier, stretches_of

#: The form asks for a day; a set's own would tell when somebody exercised.
_NO_DAY = "1970-01-01T00:00:00+00:00"
_TIER_TYPE = "default-lt"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def render_elan(exported: ExportedSet) -> str:
    """Return the text of an ELAN document of version 3.0.

    It names no film, for names of films are often names of people: in ELAN, link the film by
    “Linked files”.
    """
    stretches = stretches_of(exported)
    slots = _Slots()
    tiers = [_tier(name, stretches, slots) for name in _tier_names(exported, stretches)]
    ET.register_namespace("xsi", _XSI)
    document = ET.Element(
        "ANNOTATION_DOCUMENT",
        {
            "AUTHOR": f"formcheck {exported.result.formcheck_version}",
            "DATE": _NO_DAY,
            "FORMAT": "3.0",
            "VERSION": "3.0",
            f"{{{_XSI}}}noNamespaceSchemaLocation": "http://www.mpi.nl/tools/elan/EAFv3.0.xsd",
        },
    )
    header = ET.SubElement(document, "HEADER", {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"})
    for name, value in provenance(exported.result).items():
        ET.SubElement(header, "PROPERTY", {"NAME": name}).text = value
    last = ET.SubElement(header, "PROPERTY", {"NAME": "lastUsedAnnotationId"})
    last.text = str(len(stretches))
    order = ET.SubElement(document, "TIME_ORDER")
    for number, milliseconds in enumerate(slots.times, start=1):
        ET.SubElement(
            order, "TIME_SLOT", {"TIME_SLOT_ID": f"ts{number}", "TIME_VALUE": str(milliseconds)}
        )
    document.extend(tiers)
    ET.SubElement(
        document,
        "LINGUISTIC_TYPE",
        {"LINGUISTIC_TYPE_ID": _TIER_TYPE, "TIME_ALIGNABLE": "true", "GRAPHIC_REFERENCES": "false"},
    )
    ET.indent(document, "  ")
    text = ET.tostring(document, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


class _Slots:
    """The moments of a document; each annotation has two of its own."""

    def __init__(self) -> None:
        self.times: list[int] = []
        self.annotations = 0

    def add(self, time_s: float) -> str:
        self.times.append(max(round(1000.0 * time_s), 0))
        return f"ts{len(self.times)}"

    def next_annotation(self) -> str:
        self.annotations += 1
        return f"a{self.annotations}"


def _tier_names(exported: ExportedSet, stretches: Sequence[Stretch]) -> list[str]:
    """Return every tier that somebody may want to write in, those without a stretch too."""
    known = [fault_tier(spec.id) for spec in find_exercise(exported.result.exercise).faults]
    used = [stretch.tier for stretch in stretches]
    return list(dict.fromkeys([REPETITIONS, *known, *used, NOTES]))


def _tier(name: str, stretches: Sequence[Stretch], slots: _Slots) -> ET.Element:
    tier = ET.Element("TIER", {"LINGUISTIC_TYPE_REF": _TIER_TYPE, "TIER_ID": name})
    free_from_ms = 0
    for stretch in stretches:
        if stretch.tier != name:
            continue
        # Nothing in a tier may overlap, and nothing may have no length.
        start_ms = max(round(1000.0 * stretch.start_s), free_from_ms)
        free_from_ms = max(round(1000.0 * stretch.end_s), start_ms + 1)
        annotation = ET.SubElement(ET.SubElement(tier, "ANNOTATION"), "ALIGNABLE_ANNOTATION")
        annotation.set("ANNOTATION_ID", slots.next_annotation())
        annotation.set("TIME_SLOT_REF1", slots.add(start_ms / 1000.0))
        annotation.set("TIME_SLOT_REF2", slots.add(free_from_ms / 1000.0))
        ET.SubElement(annotation, "ANNOTATION_VALUE").text = stretch.text
    return tier


def read_elan(data: bytes) -> list[Stretch]:
    """Return what an ELAN document holds, in order of time.

    Annotations of dependent tiers have the times of what they depend on; moments without a
    time of their own lie evenly between their neighbours, as ELAN shows them.

    Raises
    ------
    InputError
        It is no ELAN document.
    """
    try:
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ValueError("declarations of its own")
        # Without declarations of its own it cannot unfold into more than it is.
        document = ET.fromstring(data)  # noqa: S314
        if document.tag != "ANNOTATION_DOCUMENT":
            raise ValueError(document.tag)
        return _read_document(document)
    except (ET.ParseError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            "This is no ELAN document, or it is damaged.", "Save it in ELAN once more."
        ) from error


def _read_document(document: ET.Element) -> list[Stretch]:
    times_s = _read_times(document)
    spans: dict[str, tuple[float, float]] = {}
    waiting: list[tuple[str, ET.Element]] = []
    found = []
    for tier in document.iter("TIER"):
        for annotation in tier.iter("ALIGNABLE_ANNOTATION"):
            first, last = (annotation.attrib[f"TIME_SLOT_REF{end}"] for end in (1, 2))
            span = times_s[first], times_s[last]
            spans[annotation.attrib["ANNOTATION_ID"]] = span
            found.append(Stretch(tier.attrib["TIER_ID"], *span, _value(annotation)))
        waiting += [(tier.attrib["TIER_ID"], item) for item in tier.iter("REF_ANNOTATION")]
    while waiting:
        known = [(name, item) for name, item in waiting if item.attrib["ANNOTATION_REF"] in spans]
        if not known:
            raise ValueError("annotations that depend on nothing")
        for name, item in known:
            span = spans[item.attrib["ANNOTATION_REF"]]
            spans[item.attrib["ANNOTATION_ID"]] = span
            found.append(Stretch(name, *span, _value(item)))
        waiting = [pair for pair in waiting if pair not in known]
    return sorted(found, key=lambda item: (item.start_s, item.end_s, item.tier))


def _value(annotation: ET.Element) -> str:
    return " ".join((annotation.findtext("ANNOTATION_VALUE") or "").split())


def _read_times(document: ET.Element) -> dict[str, float]:
    media = document.find("HEADER/MEDIA_DESCRIPTOR")
    origin_ms = 0 if media is None else int(media.get("TIME_ORIGIN", "0"))
    slots = [
        (slot.attrib["TIME_SLOT_ID"], slot.get("TIME_VALUE")) for slot in document.iter("TIME_SLOT")
    ]
    known = [at for at, (_, value) in enumerate(slots) if value is not None]
    if slots and not known:
        raise ValueError("no times")
    times = {}
    for at, (name, value) in enumerate(slots):
        if value is not None:
            milliseconds = float(int(value))
        else:
            before = max((place for place in known if place < at), default=known[0])
            after = min((place for place in known if place > at), default=known[-1])
            low, high = float(str(slots[before][1])), float(str(slots[after][1]))
            share = (at - before) / (after - before) if after > before else 0.0
            milliseconds = low + share * (high - low)
        times[name] = (milliseconds - origin_ms) / 1000.0
    return times
