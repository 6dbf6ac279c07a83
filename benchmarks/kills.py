"""Kill programs that write to one history at once, again and again, and count what was lost.

``python -m benchmarks.kills --kills 1000`` prints a table. In each round four programs work at
once: ``score``, the saving of live sets, ``import``, and the pages with a browser that writes notes
and corrections. Each says what it has finished; after a random time all four are killed with
SIGKILL. Then all that was said must be there, whatever is shown must be whole, and no folder may
have lost its row. The programs are forks of one that has loaded all modules, so that they are
killed while they work and not while they load. Ends with 1 if anything is wrong. Needs a system
that can fork.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import select
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from formcheck.cli import import_run, score_run
from formcheck.errors import InputError, StoreError
from formcheck.history.intake.found import read_found
from formcheck.history.set_folder import read_result
from formcheck.history.store import Store
from formcheck.live.flow.effects import RecordPain
from formcheck.live.judging import FinishedSet
from formcheck.live.saving import HistoryDesk, save_set
from formcheck.pose.kept_track import LANDMARKS_FILE, KeptTrack, write_kept_track
from formcheck.results.result_json import render_result
from formcheck.review.web.keys import Keys
from formcheck.review.web.server import HOST, listen, make_server
from formcheck.score_options import ScoreOptions
from tests.support.history import add_set, make_result
from tests.support.live import PERFORMED_AT, finished_set
from tests.support.review_site import Visitor
from tests.support.scoring import MODEL

#: So much longer than each program needs for its first piece of work, they are left at it at most.
_SHARE = 1.0
_PATIENCE_S = 120.0
_CHECK_ALL_EVERY = 50
_STORE = "history.sqlite3"

Say = Callable[[str], None]


@dataclass
class Figures:
    """What came of it, by program; ``wrong`` are sentences."""

    kills: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def _score(folder: Path, number: int, finished: FinishedSet, say: Say) -> None:
    for count in range(1000):
        name = f"score-{number}-{count}"
        kept = folder / "kept" / name
        kept.mkdir(parents=True)
        track = finished.done.track
        # Other bytes, so that it is another clip.
        mark = np.full_like(track.visibility, 1e-6 * (1 + number * 1000 + count))
        track = replace(track, visibility=track.visibility - mark)
        write_kept_track(KeptTrack(track, MODEL.variant, MODEL.sha256), kept / LANDMARKS_FILE)
        options = score_run.Options(
            exercise="press-up",
            out=folder / "results",
            settings_file=None,
            patient="score",
            day=None,
            store_file=folder / _STORE,
            scoring=ScoreOptions(),
        )
        if score_run.score_all([kept / LANDMARKS_FILE], options, as_json=False) == 0:
            say(name)


def _live(folder: Path, number: int, finished: FinishedSet, say: Say) -> None:
    desk = HistoryDesk(folder / _STORE, "live")
    for count in range(1000):
        performed_at = PERFORMED_AT + timedelta(hours=number, seconds=2 * count)
        saved = save_set(finished, out=folder / "live", performed_at=performed_at, model=MODEL)
        desk.add_set(saved)
        desk.add_pain(RecordPain("after", 3, "back"))
        say(saved.folder.name)


def _import(folder: Path, number: int, _finished: FinishedSet, say: Say) -> None:
    for count in range(1000):
        name = f"import-{number}-{count}"
        place = folder / "made" / name
        place.mkdir(parents=True)
        (place / "result.json").write_text(render_result(make_result(f"{name}.mp4")))
        options = import_run.Options(patient="import", store_file=folder / _STORE)
        if import_run.import_all([place], options) == 0:
            say(name)


def _pages(folder: Path, number: int, _finished: FinishedSet, say: Say) -> None:
    store, keys, listening = Store.open(folder / _STORE), Keys(), listen(0)
    port = listening.getsockname()[1]
    server = make_server(store, keys, port)
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.005)
    headers = {
        "cookie": f"{keys.cookie_name}={keys.session}",
        "origin": f"http://{HOST}:{port}",
        "sec-fetch-site": "same-origin",
        "x-formcheck-token": keys.form_token,
    }
    browser = Visitor(port, headers, keys.root)
    for count in range(1000):
        name = f"note-{number}-{count}"
        if browser.post_json("/sets/1/notes", {"text": name, "time_s": 1.0}).status == 200:
            say(name)
        verdict = {"do": ("confirm", "reject")[count % 2], "key": "rep-1"}
        if browser.post_json("/sets/1/changes", verdict).status == 200:
            say("correction")


PROGRAMS = {"score": _score, "live": _live, "import": _import, "pages": _pages}


def kill_again_and_again(
    folder: Path, kills: int, chance: random.Random, figures: Figures | None = None
) -> Figures:
    """Let the programs work, kill them all, look at what is there; until so many were killed.

    Parameters
    ----------
    folder : Path
        Exists and is empty.
    kills : int
    chance : random.Random
    figures : Figures, optional
        Kept up to date, for whoever does not wait for the end.
    """
    finished = finished_set()
    with Store.open(folder / _STORE) as store:
        add_set(store, store.patients.add("pages").id)
    figures, looked = figures or Figures(), Looked()
    said: Counter[str] = Counter()
    number, longest_s = 0, 0.0
    while figures.kills.total() < kills:
        started: dict[str, tuple[int, int]] = {}
        for program in list(PROGRAMS)[: kills - figures.kills.total()]:
            heard = [reading for _, reading in started.values()]
            started[program] = _start(program, folder, number, finished, heard)
        if not number:
            longest_s = _SHARE * _wait_for_all([reading for _, reading in started.values()])
        time.sleep(chance.uniform(0.0, longest_s))
        for child, _ in started.values():
            os.kill(child, signal.SIGKILL)
        for program, (child, reading) in started.items():
            os.waitpid(child, 0)
            with os.fdopen(reading, encoding="ascii") as lines:
                whole = [line.strip() for line in lines if line.endswith("\n")]
            said.update(whole)
            figures.kills[program] += 1
            figures.finished[program] += len(whole)
        everything = number % _CHECK_ALL_EVERY == 0 or figures.kills.total() >= kills
        figures.wrong += [
            f"round {number}: {problem}"
            for problem in looked.find_wrong(folder, said, everything=everything)
        ]
        number += 1
    return figures


def _start(
    program: str, folder: Path, number: int, finished: FinishedSet, heard: list[int]
) -> tuple[int, int]:
    """Start a program and return its process and where its words can be read.

    Where others are ``heard`` is closed in it: each ends when nobody listens any more.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        for other in (reading, *heard):
            os.close(other)
        with (folder / f"{program}.log").open("a") as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        PROGRAMS[program](folder, number, finished, lambda line: _write_line(writing, line))
    finally:
        os._exit(1)


def _wait_for_all(readings: list[int]) -> float:
    """Wait until every program has finished something, and return how long that took."""
    begun_s = time.monotonic()
    waiting = set(readings)
    while waiting and time.monotonic() - begun_s < _PATIENCE_S:
        spoken, _, _ = select.select(list(waiting), [], [], 1.0)
        waiting -= set(spoken)
    return time.monotonic() - begun_s


def _write_line(writing: int, line: str) -> None:
    os.write(writing, f"{line}\n".encode())


class Looked:
    """What was found whole already and cannot have changed since."""

    def __init__(self) -> None:
        self._sets: set[int] = set()
        self._folders: set[Path] = set()

    def find_wrong(self, folder: Path, said: Counter[str], *, everything: bool) -> list[str]:
        """Return what is lost, or shown as whole and is not."""
        if everything:
            self._sets.clear()
            self._folders.clear()
        wrong = self._look_at_folders(folder, said)
        with Store.open(folder / _STORE) as store:
            if everything and store._database.rows("PRAGMA integrity_check")[0][0] != "ok":
                wrong.append("the database does not hold together")
            texts = {row["text"] for row in store._database.rows("SELECT text FROM notes")}
            notes = [name for name in said if name[:5] == "note-"]
            wrong += [f"{name} is lost" for name in notes if name not in texts]
            corrections = store._database.rows("SELECT count(*) FROM corrections")[0][0]
            if corrections < said["correction"]:
                wrong.append("a correction is lost")
            wrong += _missing_sets(store, said)
            for row in store._database.rows("SELECT id FROM sets"):
                if row["id"] not in self._sets:
                    wrong += self._look_at_set(store, row["id"])
            wrong += [f"{path.name} has no row" for path in store.strays.folders()]
        return wrong

    def _look_at_set(self, store: Store, set_id: int) -> list[str]:
        try:
            read_result(store.sets.get(set_id).files.result_json)
        except StoreError as error:
            return [f"set {set_id} is not whole: {error}"]
        self._sets.add(set_id)
        return []

    def _look_at_folders(self, folder: Path, said: Counter[str]) -> list[str]:
        wrong = []
        there = {*folder.glob("results/[!.]*"), *folder.glob("live/[!.]*")}
        for path in there - self._folders:
            try:
                read_found(path)
            except InputError as error:
                wrong.append(f"{path.name} is not whole: {error}")
            else:
                self._folders.add(path)
        names = {path.name for path in there}
        expected = [name for name in said if name[:6] == "score-" or name[:2] == "20"]
        return wrong + [f"{name} is lost" for name in expected if name not in names]


def _missing_sets(store: Store, said: Counter[str]) -> list[str]:
    kept = {overview.patient.label: overview.sets for overview in store.patients.overviews()}
    counts = {
        "score": sum(name[:6] == "score-" for name in said),
        "import": sum(name[:7] == "import-" for name in said),
        "live": sum(name[:2] == "20" for name in said),
    }
    return [
        f"a set of {label} is lost from the history"
        for label, count in counts.items()
        if kept.get(label, 0) < count
    ]


def main() -> int:
    """Kill, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=1000, help="of all programs together")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="formcheck-kills-", ignore_cleanup_errors=True) as name:
        figures = Figures()
        # Ctrl-C ends it sooner.
        with contextlib.suppress(KeyboardInterrupt):
            kill_again_and_again(Path(name), asked.kills, random.Random(asked.seed), figures)
    print("| program | killed | had finished before |\n|---|---|---|")
    for program in PROGRAMS:
        print(f"| {program} | {figures.kills[program]} | {figures.finished[program]} |")
    print(f"\nlost, or not whole: {len(figures.wrong)}")
    for problem in figures.wrong[:20]:
        print(problem, file=sys.stderr)
    return int(bool(figures.wrong))


if __name__ == "__main__":
    sys.exit(main())
