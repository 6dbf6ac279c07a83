"""A BIDS motion data set: one folder, subjects and sessions by number, no days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from formcheck.exercises.registry import find_exercise
from formcheck.exports.exported_set import ExportedSet, Signals, signal_unit
from formcheck.exports.provenance import provenance
from formcheck.exports.resampling import EvenFrames, make_even
from formcheck.exports.stretches import REPETITIONS, stretches_of
from formcheck.kinematics.legs import VISIBILITY_SIGNALS
from formcheck.kinematics.signals import SIGNALS

_VERSION = "1.11.0"
_SYSTEM = "markerless"
_UNITS = {"deg": "deg", "torso": "n/a", "1": "n/a"}
_README = """Joint angles and distances of people who exercise, measured by formcheck.

They were measured from one camera. Angles lie in the plane of the picture. Lengths ending in _torso
are trunk lengths. n/a is a moment at which nothing was seen. Repetitions and faults are in the
events.
"""


def render_bids(sets: Iterable[tuple[ExportedSet, Signals]]) -> Iterator[tuple[str, str]]:
    """Yield the files of a data set: paths and texts.

    Who is the same person the results do not know: subjects are numbered by clip, in the
    order of `sets`, and the exercises of one clip are its sessions.

    Parameters
    ----------
    sets : iterable of (ExportedSet, Signals)
        One after the other is held, never all.
    """
    yield (
        "dataset_description.json",
        _json(
            {
                "Name": "Low-back exercises measured by formcheck",
                "BIDSVersion": _VERSION,
                "DatasetType": "raw",
                "License": "n/a",
                "Authors": ["n/a"],
                "HEDVersion": "8.3.0",
            }
        ),
    )
    yield "README.md", _README
    subjects: dict[str, str] = {}
    for item, signals in sets:
        clip = item.result.clip.sha256 or item.name
        subject = subjects.setdefault(clip, f"{len(subjects) + 1:04d}")
        yield from _set_files(item, signals, subject).items()
    rows = ["participant_id", *(f"sub-{subject}" for subject in subjects.values())]
    yield "participants.tsv", "\n".join(rows) + "\n"


def _set_files(item: ExportedSet, signals: Signals, subject: str) -> Mapping[str, str]:
    task = item.result.exercise.replace("_", "")
    segment = item.result.segment
    session = f"{1 if segment is None else segment.index:02d}"
    folder = f"sub-{subject}/ses-{session}/motion"
    stem = f"{folder}/sub-{subject}_ses-{session}_task-{task}"
    names = list(signals.values)
    even = make_even(signals.time_s, np.stack([signals.values[name] for name in names], axis=1))
    return {
        f"{stem}_tracksys-{_SYSTEM}_motion.tsv": _motion(even),
        f"{stem}_tracksys-{_SYSTEM}_motion.json": _json(_motion_about(item, even, task, names)),
        f"{stem}_tracksys-{_SYSTEM}_channels.tsv": _channels(names),
        f"{stem}_tracksys-{_SYSTEM}_channels.json": _json(_channels_about(names)),
        f"{stem}_events.tsv": _events(item, float(even.time_s[0])),
        f"{stem}_events.json": _json(_events_about()),
    }


def _motion(even: EvenFrames) -> str:
    rows = (
        "\t".join(f"{value:.4f}" if np.isfinite(value) else "n/a" for value in frame)
        for frame in even.values
    )
    return "\n".join(rows) + "\n"


def _motion_about(
    item: ExportedSet, even: EvenFrames, task: str, names: Sequence[str]
) -> dict[str, Any]:
    kinds = [_kind(name) for name in names]
    return {
        "TaskName": task,
        "TaskDescription": find_exercise(item.result.exercise).title,
        "SamplingFrequency": round(even.rate_hz, 6),
        "MotionChannelCount": len(names),
        "JNTANGChannelCount": kinds.count("JNTANG"),
        "MISCChannelCount": kinds.count("MISC"),
        "RecordingType": "continuous",
        "RecordingDuration": round(float(even.time_s[-1] - even.time_s[0]), 3),
        "TrackedPointsCount": 33,
        "TrackingSystemName": _SYSTEM,
        "SoftwareVersions": item.result.formcheck_version,
        "Resampled": even.resampled,
        "Provenance": provenance(item.result),
    }


def _kind(name: str) -> str:
    return "JNTANG" if signal_unit(name) == "deg" else "MISC"


def _channels(names: Sequence[str]) -> str:
    rows = ["name\tcomponent\ttype\ttracked_point\tunits"]
    rows += [f"{name}\tn/a\t{_kind(name)}\tn/a\t{_UNITS[signal_unit(name)]}" for name in names]
    return "\n".join(rows) + "\n"


def _channels_about(names: Sequence[str]) -> dict[str, Any]:
    meanings = {**SIGNALS, **VISIBILITY_SIGNALS}
    return {
        "name": {
            "Description": "Name of the signal",
            "Levels": {name: meanings[name] for name in names},
        }
    }


def _events(item: ExportedSet, first_s: float) -> str:
    """Return the events; onsets count from the first row of the motion table."""
    speed = item.result.clip.speed
    rows = ["onset\tduration\ttrial_type\tvalue"]
    rows += [
        f"{speed * stretch.start_s - first_s:.3f}\t{speed * (stretch.end_s - stretch.start_s):.3f}"
        f"\t{'repetition' if stretch.tier == REPETITIONS else 'fault'}\t{stretch.text}"
        for stretch in stretches_of(item)
    ]
    return "\n".join(rows) + "\n"


def _events_about() -> dict[str, Any]:
    return {
        "trial_type": {
            "Description": "What happens",
            "Levels": {
                "repetition": "a repetition, counted or not",
                "fault": "a fault of form",
            },
        },
        "value": {"Description": "Key in the result, then what it is"},
    }


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
