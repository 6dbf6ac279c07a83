"""Programs whose power is cut: each says what it has committed, and what it is about to take away.

``python -m benchmarks.power_cut.work KIND FOLDER`` does the work of a kind in a folder and writes
what it says to FOLDER/said. ``CHECKS`` look at what a cut has left, and at what was said by then.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from benchmarks.power_cut.recording import SAID
from formcheck.history.corrections.changes import AddFault, Confirm, Reject
from formcheck.history.intake.found import find_own_landmarks, read_found
from formcheck.history.set_folder import load_landmarks, read_result
from formcheck.history.store import Store
from formcheck.live.flow.effects import RecordPain
from formcheck.live.saving import HistoryDesk, save_set
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.results.folder import replacing_results
from tests.support.history import MORNING, add_set, make_fault, make_landmarks, make_result
from tests.support.live import PERFORMED_AT, finished_set
from tests.support.scoring import MODEL

_CLIP = bytes(range(256)) * 200
_WEEK_BEFORE = MORNING.date() - timedelta(days=7)

Say = Callable[[str], None]


def main(kind: str, folder: Path) -> None:
    """Do the work of a kind."""
    descriptor = os.open(folder / SAID, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    WORK[kind](folder, lambda line: void(os.write(descriptor, f"{line}\n".encode())))


def void(_: object) -> None:
    """Return nothing."""


def _work_on_store(folder: Path, say: Say) -> None:
    clip = folder / "a.mp4"
    clip.write_bytes(_CLIP)
    with Store.open(folder / "data" / "history.sqlite3") as store:
        patients = [store.patients.add(label).id for label in ("A", "B")]
        for patient_id in patients:
            say(f"patient {patient_id}")
        for number in range(6):
            result = make_result(f"{number}.mp4", faults=[make_fault(1)])
            added = add_set(
                store,
                patients[number % 2],
                result,
                hours=24 * number,
                landmarks=make_landmarks(),
                clip=clip,
            )
            set_id = added.set_id
            say(f"set {set_id}")
            say(f"note {store.notes.add(set_id, f'note {number}', 1.0).id}")
            store.reviews.save(set_id, Reject(key="rep-2"))
            store.reviews.save(set_id, AddFault(fault_id="PPU-5", start_s=3.0, end_s=4.0))
            say(f"corrections {set_id} 2")
        store.reviews.undo(1)
        store.reviews.save(2, Confirm(key="rep-1"))
        say("corrections 2 3")
        plan = Plan(exercises={"prone_press_up": PlannedExercise(reps=8)})
        store.plans.save(patients[0], plan)
        say(f"plan {patients[0]}")
        store.days.change(3, _WEEK_BEFORE)
        say(f"day 3 {_WEEK_BEFORE.isoformat()}")
        say("deleting set 4")
        store.sets.delete(4)
        say("deleted set 4")
        say(f"deleting patient {patients[1]}")
        store.patients.delete(patients[1])
        say(f"deleted patient {patients[1]}")
        say(f"set {add_set(store, patients[0], make_result('late.mp4'), hours=200).set_id}")


def _check_store(folder: Path, said: Sequence[str]) -> list[str]:
    lines = {tuple(line.split()) for line in said}
    place = folder / "data" / "history.sqlite3"
    if not place.parent.exists() and not said:
        return []
    wrong = []
    with Store.open(place) as store:
        if store._database.rows("PRAGMA integrity_check")[0][0] != "ok":
            wrong.append("the database does not hold together")
        rows = {row.id: row for row in store.sets.select().rows}
        patients = {overview.patient.id for overview in store.patients.overviews()}
        going = {line[1:] for line in lines if line[0] == "deleting"}
        gone = {line[1:] for line in lines if line[0] == "deleted"}
        of_b = {str(set_id) for set_id in (2, 4, 6)} if ("patient", "2") in going else set()
        for line in lines:
            match line:
                case "patient", number if ("patient", number) not in going:
                    wrong += [] if int(number) in patients else [f"patient {number} is lost"]
                case "set", number if ("set", number) not in going and number not in of_b:
                    wrong += [] if int(number) in rows else [f"set {number} is lost"]
                case "corrections", number, count if int(number) in rows:
                    # One of set 1 was taken back later, which may be there or not.
                    least = int(count) - (number == "1")
                    found = len(store.reviews.corrections(int(number)))
                    wrong += [] if found >= least else [f"corrections of set {number} are lost"]
                case "plan", number:
                    known = store.plans.get(int(number)) is not None
                    wrong += [] if known else ["the plan is lost"]
                case "day", number, day:
                    kept = rows[int(number)].day == date.fromisoformat(day)
                    wrong += [] if kept else ["the day is lost"]
                case _:
                    pass
        notes = {note.id for set_id in rows for note in store.notes.of_set(set_id)}
        said_notes = {int(line[1]) for line in lines if line[0] == "note"}
        if not going and not said_notes <= notes:
            wrong.append("a note is lost")
        there = {"set": set(rows), "patient": patients}
        wrong += [f"{what} {which} is back" for what, which in gone if int(which) in there[what]]
        wrong += [problem for set_id in rows for problem in _check_set(store, set_id)]
        wrong += [f"{path.name} has no row" for path in store.strays.folders()]
    return wrong


def _check_set(store: Store, set_id: int) -> list[str]:
    """Return what is wrong with the files of a set that has a row: it is shown as whole."""
    record = store.sets.get(set_id)
    files = record.files
    if not files.result_json.is_file():
        return [f"the result of set {set_id} is lost"]
    read_result(files.result_json)
    store.reviews.get(set_id)
    wrong = []
    if record.clip_name != "late.mp4":
        if files.landmarks is None or load_landmarks(files.landmarks).time_s.size != 4:
            wrong.append(f"the landmarks of set {set_id} are lost")
        if files.clip is None or files.clip.read_bytes() != _CLIP:
            wrong.append(f"the clip of set {set_id} is not whole")
    return wrong


_NAMES = ("result.json", "report.html", "annotated.mp4", "part/result.json")
_VERSIONS = 8


def _work_on_results(folder: Path, say: Say) -> None:
    for version in range(1, _VERSIONS + 1):
        for clip in ("a", "b"):
            out = folder / "results" / clip
            with replacing_results(out, _NAMES) as temporary:
                for name in _NAMES[:3] if version % 3 else _NAMES:
                    (temporary / name).parent.mkdir(exist_ok=True)
                    (temporary / name).write_bytes(_content(version, name))
            say(f"result {clip} {version}")


def _content(version: int, name: str) -> bytes:
    if name.endswith(".json"):
        return json.dumps({"version": version}).encode()
    return f"{version} ".encode() * 20_000


def _check_results(folder: Path, said: Sequence[str]) -> list[str]:
    newest = dict.fromkeys(("a", "b"), 0)
    for line in said:
        _, clip, version = line.split()
        newest[clip] = int(version)
    wrong = []
    for clip, least in newest.items():
        out = folder / "results" / clip
        if not out.exists():
            wrong += [f"result {least} of {clip} is lost"] if least else []
            continue
        found = {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file()
        }
        versions = [version for version in range(1, _VERSIONS + 1) if found == _whole(version)]
        if not versions:
            wrong.append(f"what is shown of {clip} after {least} is not whole: {sorted(found)}")
        elif versions[0] < least:
            wrong.append(f"result {least} of {clip} is lost")
    return wrong


def _whole(version: int) -> dict[str, bytes]:
    return {name: _content(version, name) for name in (_NAMES[:3] if version % 3 else _NAMES)}


def _work_on_live_sets(folder: Path, say: Say) -> None:
    finished = finished_set()
    desk = HistoryDesk(folder / "data" / "history.sqlite3", "A")
    say("patient")
    for number in range(3):
        performed_at = PERFORMED_AT + timedelta(minutes=number)
        saved = save_set(finished, out=folder / "live", performed_at=performed_at, model=MODEL)
        say(f"saved {saved.folder.name}")
        desk.add_set(saved)
        say("added")
        desk.add_pain(RecordPain("after", 3, "back"))
        say("answered")
    desk.close()


@cache
def _live_frames() -> int:
    return finished_set().done.track.frame_count


def _check_live_sets(folder: Path, said: Sequence[str]) -> list[str]:
    wrong = []
    names = {line.split()[1] for line in said if line.startswith("saved")}
    live = folder / "live"
    there = {path.name for path in live.glob("[!.]*")}
    wrong += [f"{name} is lost" for name in names - there]
    for name in there:
        found = read_found(live / name)
        if found.result.summary.reps_counted != 2 or find_own_landmarks(live / name) is None:
            wrong.append(f"{name} is not whole")
    place = folder / "data" / "history.sqlite3"
    if not said and not place.parent.exists():
        return wrong
    with Store.open(place) as store:
        rows = store.sets.select().rows
        if len(rows) < sum(line == "added" for line in said):
            wrong.append("a set is lost from the history")
        for row in rows:
            files = store.sets.get(row.id).files
            if files.landmarks is None or not load_landmarks(files.landmarks).time_s.size:
                wrong.append("the landmarks of a set are lost")
            store.reviews.get(row.id)
        patients = [overview.patient.id for overview in store.patients.overviews()]
        answers = [answer for number in patients for answer in store.pain.of_patient(number)]
        if len(answers) < sum(line == "answered" for line in said):
            wrong.append("an answer about pain is lost")
    return wrong


WORK: dict[str, Callable[[Path, Say], None]] = {
    "store": _work_on_store,
    "results": _work_on_results,
    "live sets": _work_on_live_sets,
}
CHECKS: dict[str, Callable[[Path, Sequence[str]], list[str]]] = {
    "store": _check_store,
    "results": _check_results,
    "live sets": _check_live_sets,
}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
