"""Documents that people hand to formcheck, damaged by chance: each is taken, or refused in words.

Of each kind, ``mutate`` makes a damaged document by chance, and ``feed`` hands it to the program
in an empty folder: it returns whether the document was taken, and raises only what formcheck does
not do on purpose.
"""

from __future__ import annotations

import copy
import io
import json
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from random import Random
from string import Formatter
from typing import Any

import numpy as np

from formcheck.errors import FormcheckError
from formcheck.evaluation.labels import read_labels
from formcheck.exercises.settings import Settings, default_settings
from formcheck.history.corrections.changes import parse_change
from formcheck.history.corrections.reviewed import start_review
from formcheck.history.intake.found import ClipSearch, find_own_landmarks, read_found
from formcheck.history.intake.take_in import Intake
from formcheck.history.set_folder import LANDMARKS_NPZ, RESULT_JSON, REVIEW_JSON, SET_JSON
from formcheck.live.phrases.catalogue import load_phrases
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.plan.settings import plan_settings
from formcheck.plan.toml_file import parse_plan_text, read_plan, render_plan
from formcheck.pose.track_file import pack_track
from formcheck.results.result_json import render_result
from formcheck.review.sharing.tables import write_tables
from formcheck.review.web.views.frame_data import pack_landmarks
from formcheck.review.web.views.plan_fields import fields_of, plan_of
from formcheck.review.web.views.progress_view import collect_progress
from formcheck.review.web.views.set_data import describe_set
from formcheck.review.web.views.set_report import collect_set_report
from formcheck.settings_file import read_settings
from formcheck.toml_text import render_toml
from tests.fuzz.damage import damage_bytes, damage_json, damage_lines
from tests.support.history import MORNING, add_set, make_fault, make_result, open_store
from tests.support.scored import make_scored


@dataclass(frozen=True)
class Kind:
    """A kind of document."""

    name: str
    mutate: Callable[[Random], bytes]
    feed: Callable[[bytes, Path], bool]


def refused(error: FormcheckError) -> bool:
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
            return refused(error)
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
        return refused(error)
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
        return refused(error)
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


def _mutate_landmarks(chance: Random) -> bytes:
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
        data = damage_bytes(data, chance)
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
        return refused(error)
    return True


def _review() -> Any:
    result = make_result(faults=[make_fault(1)])
    return start_review(result).model_copy(update={"revision": 1}).model_dump(mode="json")


def _feed_review(data: bytes, folder: Path) -> bool:
    """Look at, correct and delete a set whose ``review.json`` was damaged: it is written anew."""
    with open_store(folder / "store") as store:
        patient_id = store.patients.add("A").id
        set_id = add_set(store, patient_id, make_result(faults=[make_fault(1)])).set_id
        store.reviews.save(set_id, parse_change({"do": "reject", "key": "rep-1"}))
        place = store.sets.get(set_id).files.folder / REVIEW_JSON
        sound = place.read_bytes()
        place.write_bytes(data)
        reviewed = store.reviews.get(set_id)
        assert place.read_bytes() == sound
        assert len(reviewed.counted) == 2
        collect_set_report(store, store.sets.get(set_id))
        store.patients.delete(patient_id)
        assert not place.exists()
    return True


def _tag() -> Any:
    return {
        "patient_id": 1,
        "patient_added_at_s": 1_700_000_000.25,
        "performed_at": MORNING.isoformat(),
        "source": "live",
        "clip_outside": "/clips/a.mp4",
    }


def _feed_tag(data: bytes, folder: Path) -> bool:
    """Find a set that lost its row by what its folder says of itself."""
    with open_store(folder / "store") as store:
        add_set(store, store.patients.add("A").id)
        (row,) = store.sets.select().rows
        place = store.sets.get(row.id).files.folder / SET_JSON
        place.write_bytes(data)
        with store._database.writing() as connection:
            connection.execute("DELETE FROM sets")
        (stray,) = store.strays.all()
        assert stray.result is not None
        store.strays.forget(store.strays.leftovers())
        assert not place.exists()
        return stray.tag is not None


@cache
def _sound_store() -> bytes:
    with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as name:
        with open_store(Path(name)) as store:
            patient_id = store.patients.add("A").id
            set_id = add_set(store, patient_id, make_result(faults=[make_fault(1)])).set_id
            store.notes.add(set_id, "a note", 1.0)
            store.plans.save(patient_id, parse_plan_text(_plan()))
        return (Path(name) / "history.sqlite3").read_bytes()


def _mutate_store(chance: Random) -> bytes:
    data = _sound_store()
    for _ in range(chance.choice((1, 1, 2, 8))):
        data = damage_bytes(data, chance)
    return data


def _feed_store(data: bytes, folder: Path) -> bool:
    """Open a damaged history and read all of it."""
    (folder / "history.sqlite3").write_bytes(data)
    try:
        with open_store(folder) as store:
            for overview in store.patients.overviews():
                store.plans.versions(overview.patient.id)
                collect_progress(store, overview.patient.id, MORNING.date())
            for row in store.sets.select().rows:
                store.notes.of_set(row.id)
            write_tables(store, folder / "tables.zip")
    except FormcheckError as error:
        return refused(error)
    return True


@cache
def _phrases() -> str:
    return (resources.files("formcheck.live.phrases") / "words.en.toml").read_text(encoding="utf-8")


def _feed_phrases(data: bytes, folder: Path) -> bool:
    """Read a translation of what is said live, and say all of it."""
    path = folder / "mine.toml"
    path.write_bytes(data)
    try:
        phrases = load_phrases(str(path))
    except FormcheckError as error:
        return refused(error)
    for key, text in _texts(tomllib.loads(_phrases())):
        places = {name: 3 for _, name, _, _ in Formatter().parse(text) if name is not None}
        assert phrases.text(key, **places) is not None
    return True


def _texts(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _texts(value, f"{before}{name}.")
        elif isinstance(value, str):
            yield f"{before}{name}", value


def _of_json(name: str, sound: Callable[[], Any], feed: Callable[[bytes, Path], bool]) -> Kind:
    return Kind(name, lambda chance: damage_json(copy.deepcopy(sound()), chance), feed)


def _of_lines(name: str, sound: Callable[[], str], feed: Callable[[bytes, Path], bool]) -> Kind:
    return Kind(name, lambda chance: damage_lines(sound(), chance), feed)


KINDS = {
    kind.name: kind
    for kind in (
        _of_json("result", _result, _feed_result),
        _of_json("corrections", lambda: _CHANGES, _feed_corrections),
        _of_json("review", _review, _feed_review),
        _of_json("set tag", _tag, _feed_tag),
        _of_lines("plan", _plan, _feed_plan),
        _of_lines("settings", _settings, _feed_settings),
        _of_lines("phrases", _phrases, _feed_phrases),
        Kind("landmarks", _mutate_landmarks, _feed_landmarks),
        _of_json("labels", _labels, _feed_labels),
        Kind("store", _mutate_store, _feed_store),
    )
}
