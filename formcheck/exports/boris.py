"""BORIS projects: an observation in which repetitions and faults are states."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from formcheck.errors import InputError
from formcheck.exports.exported_set import ExportedSet
from formcheck.exports.provenance import short_provenance
from formcheck.exports.stretches import Stretch, stretches_of

_FORMAT = "7.0"
_NO_DAY = "1970-01-01T00:00:00"
_SUBJECT = "person"
#: Columns of an event: seconds, subject, behaviour, modifiers, comment, frame.
_TIME, _CODE, _COMMENT = 0, 2, 4
_ENDING_AND_BEGINNING_S = 0.001


def render_boris(exported: ExportedSet) -> str:
    """Return the text of a BORIS project.

    A state begins and ends by the same entry, in turn: stretches of one kind that overlap are
    cut where the next one begins. No film is named; BORIS asks for it.
    """
    stretches = _apart(stretches_of(exported))
    codes = list(dict.fromkeys(stretch.tier for stretch in stretches))
    events = sorted(
        [round(time_s, 3), _SUBJECT, stretch.tier, "", stretch.text, _frame(exported, time_s)]
        for stretch in stretches
        for time_s in (stretch.start_s, stretch.end_s)
    )
    clip = exported.result.clip
    project: dict[str, Any] = {
        "time_format": "s",
        "project_date": _NO_DAY,
        "project_name": exported.name,
        "project_description": short_provenance(exported.result),
        "project_format_version": _FORMAT,
        "subjects_conf": {"0": {"key": "", "name": _SUBJECT, "description": ""}},
        "behaviors_conf": {str(at): _behaviour(code) for at, code in enumerate(codes)},
        "observations": {
            exported.name: {
                "file": {str(player): [] for player in range(1, 9)},
                "type": "MEDIA",
                "date": _NO_DAY,
                "description": short_provenance(exported.result),
                "time offset": 0,
                "events": events,
                "observation time interval": [0, 0],
                "independent_variables": {},
                "media_info": {
                    "length": {},
                    "fps": {"": clip.fps},
                    "hasVideo": {},
                    "hasAudio": {},
                    "offset": {"1": 0.0},
                },
            }
        },
        "behavioral_categories": [],
        "independent_variables": {},
        "coding_map": {},
        "behaviors_coding_map": [],
        "converters": {},
    }
    return json.dumps(project, indent=1, ensure_ascii=False) + "\n"


def _behaviour(code: str) -> dict[str, Any]:
    return {
        "type": "State event",
        "key": "",
        "code": code,
        "description": "",
        "category": "",
        "modifiers": "",
        "excluded": "",
        "coding map": "",
    }


def _frame(exported: ExportedSet, time_s: float) -> int:
    return round(time_s * exported.result.clip.fps * exported.result.clip.speed)


def _apart(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches with each tier's own ones one after the other."""
    free_from_s: dict[str, float] = {}
    apart = []
    for stretch in stretches:
        start_s = max(stretch.start_s, free_from_s.get(stretch.tier, 0.0))
        end_s = max(stretch.end_s, start_s + _ENDING_AND_BEGINNING_S)
        free_from_s[stretch.tier] = end_s + _ENDING_AND_BEGINNING_S
        apart.append(Stretch(stretch.tier, start_s, end_s, stretch.text))
    return apart


def read_boris(data: bytes) -> list[Stretch]:
    """Return the states of the one observation of a BORIS project, in order of time.

    A point event is a stretch without length. The text is the comment of the entry that begins it.

    Raises
    ------
    InputError
        It is no project of BORIS, or holds several observations.
    """
    try:
        project = json.loads(data)
        observations = project["observations"]
        if len(observations) != 1:
            raise InputError(
                f"This project holds {len(observations)} observations.",
                "Export the one that belongs to the set into a project of its own.",
            )
        (observation,) = observations.values()
        points = {
            item["code"]
            for item in project["behaviors_conf"].values()
            if not str(item["type"]).lower().startswith("state")
        }
        events = [
            (float(event[_TIME]), str(event[_CODE]), str(event[_COMMENT]))
            for event in observation["events"]
        ]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise InputError(
            "This is no project of BORIS, or it is damaged.", "Save it in BORIS once more."
        ) from error
    return sorted(_states(events, points), key=lambda item: (item.start_s, item.end_s, item.tier))


def _states(events: Sequence[tuple[float, str, str]], points: set[str]) -> list[Stretch]:
    begun: dict[str, tuple[float, str]] = {}
    found = []
    for time_s, code, comment in sorted(events, key=lambda event: event[0]):
        if code in points:
            found.append(Stretch(code, time_s, time_s, comment))
        elif code in begun:
            start_s, text = begun.pop(code)
            found.append(Stretch(code, start_s, time_s, text))
        else:
            begun[code] = time_s, comment
    if begun:
        raise InputError(
            f"“{next(iter(begun))}” begins in this project and never ends.",
            "Close the state in BORIS, and save again.",
        )
    return found
