"""Kill a program that writes to the history, again and again, and count what was lost.

``python -m benchmarks.store_durability --kills 1000`` prints one JSON object. A
child process adds sets, notes and corrections, and says each one that was
committed; after a random time it is killed with SIGKILL, the store is opened
again, and everything that was said must be there, with its files. Ends with 1 if
anything was lost. Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from formcheck.history.corrections.changes import Confirm
from formcheck.history.store import Store
from tests.support.history import add_set, make_landmarks, make_result

_LONGEST_S = 0.25
_CHECK_WHOLE_EVERY = 100


@dataclass
class Figures:
    """What came of it; ``lost`` are committed things that were not there afterwards."""

    kills: int = 0
    committed: int = 0
    lost: int = 0
    sets: int = 0
    unsound: int = 0
    seconds: float = 0.0


def main() -> int:
    """Run the loop and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("folder", type=Path, nargs="?")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = (asked.folder or Path(temporary)) / "history.sqlite3"
        figures = kill_again_and_again(path, asked.kills, random.Random(asked.seed))
    print(json.dumps(asdict(figures)))
    return int(figures.lost > 0 or figures.unsound > 0)


def kill_again_and_again(path: Path, kills: int, chance: random.Random) -> Figures:
    """Start a writer, kill it, look at the store; so many times."""
    Store.open(path).close()
    figures = Figures()
    begun_s = time.perf_counter()
    said: set[tuple[str, int]] = set()
    for number in range(kills):
        said |= _write_until_killed(path, number, chance.uniform(0.0, _LONGEST_S))
        with Store.open(path) as store:
            kept = _read_kept(store)
            figures.lost += len(said - kept)
            if number % _CHECK_WHOLE_EVERY == 0 or number == kills - 1:
                figures.unsound += _count_unsound(store)
            figures.sets = store.sets.select().total
        figures.kills += 1
    figures.committed = len(said)
    figures.seconds = round(time.perf_counter() - begun_s, 1)
    return figures


def _write_until_killed(path: Path, number: int, after_s: float) -> set[tuple[str, int]]:
    """Let a child write for a while and return what it said was committed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _write_forever(path, number, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as said:
        # Every other one may be killed before it has committed anything, while it opens the store.
        first = [said.readline()] if number % 2 else []
        time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        whole = [line.split() for line in [*first, *said] if line.endswith("\n")]
    return {(kind, int(which)) for kind, which in whole}


def _write_forever(path: Path, number: int, said: int) -> None:
    """Add sets until killed; each is said only after it was committed."""
    try:
        with Store.open(path) as store:
            patient_id = store.patients.add(f"patient {number % 20}").id
            for count in range(100_000):
                result = make_result(f"{number}-{count}.mp4")
                landmarks = make_landmarks()
                set_id = add_set(store, patient_id, result, landmarks=landmarks).set_id
                os.write(said, f"set {set_id}\n".encode())
                note = store.notes.add(set_id, f"note {count}", 1.0)
                os.write(said, f"note {note.id}\n".encode())
                store.reviews.save(set_id, Confirm(key="rep-1"))
                os.write(said, f"correction {set_id}\n".encode())
    finally:
        os._exit(1)


def _read_kept(store: Store) -> set[tuple[str, int]]:
    queries = {
        "set": "SELECT id FROM sets",
        "note": "SELECT id FROM notes",
        "correction": "SELECT set_id AS id FROM corrections",
    }
    return {
        (kind, row["id"]) for kind, query in queries.items() for row in store._database.rows(query)
    }


def _count_unsound(store: Store) -> int:
    """Count what does not hold together: the database itself, and sets without their files."""
    unsound = int(store._database.rows("PRAGMA integrity_check")[0][0] != "ok")
    unsound += len(store._database.rows("PRAGMA foreign_key_check"))
    for row in store._database.rows("SELECT id FROM sets"):
        files = store.sets.get(row["id"]).files
        unsound += int(not files.result_json.is_file() or files.landmarks is None)
    return unsound


if __name__ == "__main__":
    sys.exit(main())
