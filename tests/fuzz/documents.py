"""Documents that people hand to formcheck, damaged by chance: each is taken, or refused in words.

Of each kind, ``mutate`` makes a damaged document out of a number, always the same one, and
``feed`` hands it to the program in an empty folder: it returns whether the document was taken,
and raises only what formcheck does not do on purpose.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from formcheck.errors import FormcheckError
from formcheck.evaluation.labels import read_labels
from formcheck.exercises.settings import Settings, default_settings
from formcheck.history.corrections.changes import parse_change
from formcheck.history.intake.found import ClipSearch, find_own_landmarks, read_found
from formcheck.history.intake.take_in import Intake
from formcheck.history.set_folder import LANDMARKS_NPZ, RESULT_JSON
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.settings import plan_settings
from formcheck.plan.toml_file import parse_plan_text, read_plan, render_plan
from formcheck.pose.track_file import pack_track
from formcheck.results.result_json import render_result
from formcheck.review.web.views.frame_data import pack_landmarks
from formcheck.review.web.views.plan_fields import fields_of, plan_of
from formcheck.review.web.views.progress_view import collect_progress
from formcheck.review.web.views.set_data import describe_set
from formcheck.review.web.views.set_report import collect_set_report
from formcheck.settings_file import read_settings
from formcheck.toml_text import render_toml
from tests.support.history import MORNING, add_set, make_fault, make_result, open_store
from tests.support.scored import make_scored


@dataclass(frozen=True)
class Kind:
    """A kind of document."""

    name: str
    mutate: Callable[[int], bytes]
    feed: Callable[[bytes, Path], bool]


def _odd_values(chance: Random) -> list[Any]:
    return [
        None,
        True,
        -1,
        0,
        2**63,
        -(10**30),
        1e308,
        -1e308,
        float("nan"),
        float("inf"),
        chance.uniform(-1e3, 1e3),
        "",
        "x" * 3000,
        "\u202e<script>\x00",
        "../../../etc/passwd",
        "12",
        [],
        {},
        [[]] * 3,
        {"do": "finish"},
    ]


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) of nested lists and tables."""
    if isinstance(value, dict):
        items: list[tuple[Any, Any]] = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    else:
        return []
    return [(value, key) for key, _ in items] + [
        place for _, inner in items for place in _places(inner)
    ]


def _change_values(document: Any, chance: Random) -> None:
    """Replace, remove, copy or add values of a document, in place."""
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        places = _places(document)
        if not places:
            return
        container, key = chance.choice(places)
        odd = _odd_values(chance)
        match chance.randrange(6):
            case 0:
                del container[key]
            case 1 if isinstance(container, dict):
                container[chance.choice(["extra", "", "x" * 500, "__proto__"])] = chance.choice(odd)
            case 2:
                other, name = chance.choice(places)
                if name in (other if isinstance(other, dict) else range(len(other))):
                    container[key] = json.loads(json.dumps(other[name]))
            case _:
                container[key] = chance.choice(odd)


def _damage_bytes(data: bytes, chance: Random) -> bytes:
    """Cut, overwrite, double or nest a piece of a file."""
    if not data:
        return data
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 1, 2, 8, 200)))
    piece = chance.choice(
        [
            b"",
            chance.randbytes(end - start),
            data[start:end] * 2,
            b"\x00",
            b"\xff\xfe",
            b"[" * chance.choice((3, 2000)),
            b'{"a":' * 500,
            b"9" * chance.choice((20, 5000)),
            b"1e999",
        ]
    )
    return data[:start] + piece + data[end:]


def _mutate_json(sound: Callable[[], Any], seed: int) -> bytes:
    chance = Random(seed)
    document = sound()
    _change_values(document, chance)
    data = json.dumps(document).encode("utf-8", "surrogatepass")
    return _damage_bytes(data, chance) if chance.random() < 0.3 else data


def _mutate_lines(sound: str, seed: int) -> bytes:
    """Exchange the value of a line, or damage a text as bytes."""
    chance = Random(seed)
    lines = sound.splitlines()
    values = ["true", "-400", "1e308", "nan", "-inf", "'x'", "[]", "{}", "9" * 400, "1979-05-27"]
    for _ in range(chance.choice((1, 1, 2, 4))):
        place = chance.randrange(len(lines))
        name = lines[place].partition("=")[0]
        lines[place] = chance.choice(
            [f"{name}= {chance.choice(values)}", f"{name}x = 3", "", lines[place] * 2, "[view]"]
        )
    data = "\n".join(lines).encode()
    return _damage_bytes(data, chance) if chance.random() < 0.3 else data


def _refused(error: FormcheckError) -> bool:
    """Return that a document was refused; the words must be ours."""
    words = str(error)
    if "Input should" in words or "validation error" in words or "\n\n" in words:
        raise ValueError(words)
    return False


def _result() -> Any:
    return json.loads(render_result(make_result(faults=[make_fault(1), make_fault(None)])))


def _feed_result(data: bytes, folder: Path) -> bool:
    """Import a result, show it everywhere, and delete it."""
    (folder / RESULT_JSON).write_bytes(data)
    with open_store(folder / "store") as store:
        intake = Intake(store, store.patients.add("A").id)
        try:
            added = intake.add_found(read_found(folder), ClipSearch([folder]))
        except FormcheckError as error:
            return _refused(error)
        record = store.sets.get(added.set_id)
        assert not record.row.damaged
        report = collect_set_report(store, record)
        json.dumps([describe_set(record, report["result"]), report["review"]], allow_nan=False)
        collect_progress(store, intake.patient_id, MORNING.date())
        store.patients.overviews()
        store.sets.delete(added.set_id)
    return True


_CHANGES: list[dict[str, Any]] = [
    {"do": "reject", "key": "rep-2"},
    {"do": "confirm", "key": "fault-1"},
    {"do": "move", "key": "rep-1", "start_s": 1.5, "end_s": 6.0},
    {"do": "add_rep", "start_s": 30.0, "end_s": 34.0, "kind": "partial", "hold_s": 1.0},
    {"do": "add_fault", "start_s": 3.0, "end_s": 4.0, "fault_id": "PPU-5"},
    {"do": "retype_rep", "key": "rep-3", "kind": "partial", "side": None},
    {"do": "retype_fault", "key": "fault-1", "fault_id": "PPU-3"},
    {"do": "set_hold", "key": "rep-1", "hold_s": 2.5},
    {"do": "finish"},
]


def _feed_corrections(data: bytes, folder: Path) -> bool:
    """Make the corrections that a page sends, one after the other, and take them back."""
    try:
        sent = json.loads(data)
    except (ValueError, RecursionError):
        # The pages answer this before anybody looks at it.
        return False
    taken = 0
    with open_store(folder / "store") as store:
        result = make_result(faults=[make_fault(1)])
        set_id = add_set(store, store.patients.add("A").id, result).set_id
        for change in sent if isinstance(sent, list) else [sent]:
            try:
                store.reviews.save(set_id, parse_change(change))
                taken += 1
            except FormcheckError:
                continue
        json.dumps(store.reviews.get(set_id).model_dump(), allow_nan=False)
        collect_progress(store, 1, MORNING.date())
        for _ in range(taken):
            store.reviews.undo(set_id)
        assert store.reviews.corrections(set_id) == []
    return taken > 0


def _plan() -> str:
    item = PlannedExercise(
        reps=8,
        hold_s=5.0,
        rest_s=30.0,
        days=["mon", "fri"],
        target=40.0,
        ignore=["PPU-1"],
        cues={"PPU-2": "Slow."},
        cue="Breathe.",
        thresholds={"faults": {"neck_deg": 50.0}},
    )
    return render_plan(
        Plan(
            note="a note",
            conditions=["disc"],
            exercises={"prone_press_up": item, "knee_hug": PlannedExercise(side="each")},
        )
    )


def _feed_plan(data: bytes, folder: Path) -> bool:
    path = folder / "plan.toml"
    path.write_bytes(data)
    try:
        plan = read_plan(path)
    except FormcheckError as error:
        return _refused(error)
    again = parse_plan_text(render_plan(plan))
    assert plan_settings(again) == plan_settings(plan)
    plan_of(fields_of(plan), plan.not_installed)
    with open_store(folder / "store") as store:
        patient_id = store.patients.add("A").id
        saved = store.plans.save(patient_id, plan)
        assert saved.plan == plan
        add_set(store, patient_id)
        collect_progress(store, patient_id, MORNING.date())
    return True


@cache
def _settings() -> str:
    return render_toml("Settings", default_settings().model_dump())


def _feed_settings(data: bytes, folder: Path) -> bool:
    path = folder / "mine.toml"
    path.write_bytes(data)
    try:
        settings = read_settings(path)
    except FormcheckError as error:
        return _refused(error)
    assert Settings.from_mapping(settings.model_dump()) == settings
    return True


@cache
def _landmarks() -> dict[str, Any]:
    track = make_scored().track
    return {
        "time_s": track.time_s,
        "xy_px": track.xy_px.astype(np.float32),
        "visibility": track.visibility.astype(np.float32),
        "size_px": np.array([track.width_px, track.height_px]),
    }


@cache
def _track() -> dict[str, Any]:
    with np.load(io.BytesIO(pack_track(make_scored().track, model_variant="full"))) as arrays:
        return dict(arrays)


def _mutate_landmarks(seed: int) -> bytes:
    chance = Random(seed)
    arrays = dict(chance.choice((_landmarks, _track))())
    if chance.random() < 0.6:
        name = chance.choice([name for name in arrays if arrays[name].dtype.kind != "U"])
        shape = arrays[name].shape
        arrays[name] = chance.choice(
            [
                arrays[name].reshape(-1)[: arrays[name].size // 2],
                np.full(shape, chance.choice([np.nan, np.inf, -1e300, 1e30])),
                np.full(shape, "x"),
                np.zeros(shape, chance.choice(["c16", "M8[s]", "?", "u1", "V3", "S0"])),
                np.zeros((*shape, 0)),
                np.array(3.0),
                arrays[name].astype(np.float16),
            ]
        )
    packed = io.BytesIO()
    save = chance.choice((np.savez, np.savez_compressed))
    save(packed, **arrays)
    data = packed.getvalue()
    for _ in range(chance.choice((0, 1, 1, 3))):
        data = _damage_bytes(data, chance)
    return data


def _feed_landmarks(data: bytes, folder: Path) -> bool:
    (folder / LANDMARKS_NPZ).write_bytes(data)
    landmarks = find_own_landmarks(folder)
    if landmarks is None:
        return False
    pack_landmarks(landmarks)
    return True


def _labels() -> Any:
    entry = {
        "clip": "a.mp4",
        "exercise": "prone_press_up",
        "reps": [[1.0, 3.0], [4.0, 6.5]],
        "holds_s": [1.0, None],
        "faults": [{"id": "PPU-1", "start_s": 1.0, "end_s": 2.0, "severity": 2}],
        "prescribed": {"reps": 2, "hold_s": 2.0},
        "conditions": ["dim light"],
    }
    return {"clips": [entry, {"clip": "b.mp4", "exercise": "knee_hug"}]}


def _feed_labels(data: bytes, folder: Path) -> bool:
    path = folder / "labels.json"
    path.write_bytes(data)
    try:
        read_labels(path)
    except FormcheckError as error:
        return _refused(error)
    return True


KINDS = {
    kind.name: kind
    for kind in (
        Kind("result", lambda seed: _mutate_json(_result, seed), _feed_result),
        Kind(
            "corrections",
            lambda seed: _mutate_json(lambda: json.loads(json.dumps(_CHANGES)), seed),
            _feed_corrections,
        ),
        Kind("plan", lambda seed: _mutate_lines(_plan(), seed), _feed_plan),
        Kind("settings", lambda seed: _mutate_lines(_settings(), seed), _feed_settings),
        Kind("landmarks", _mutate_landmarks, _feed_landmarks),
        Kind("labels", lambda seed: _mutate_json(_labels, seed), _feed_labels),
    )
}
