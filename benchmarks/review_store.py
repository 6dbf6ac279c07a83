"""How fast the history answers with 10,000 sets in it.

``python -m benchmarks.review_store`` fills a store and prints one JSON object:
for everything that the pages ask for, the median of several rounds in milliseconds,
by the clock and of processor time: they are far apart on a busy machine.
``build_store`` makes the same store for other benchmarks.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest import mock

from formcheck.exercises.registry import exercise_names
from formcheck.history import private_files
from formcheck.history.models import NewSet, Page, SetFilter
from formcheck.history.store import Store
from tests.support.history import MORNING, make_fault, make_rep, make_result

_ROUNDS = 9


def main() -> None:
    """Fill a store, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=10_000)
    parser.add_argument("--patients", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "history.sqlite3"
        begun_s = time.perf_counter()
        build_store(path, asked.sets, asked.patients)
        filled_s = time.perf_counter() - begun_s
        figures = measure(path)
        size_mb = path.stat().st_size / 1e6
    print(
        json.dumps(
            {
                "sets": asked.sets,
                "filled_s": round(filled_s, 1),
                "store_mb": round(size_mb, 1),
                "median_ms": figures,
            },
            indent=2,
        )
    )


def build_store(path: Path, sets: int, patients: int) -> None:
    """Fill a store with sets of ten repetitions, spread over patients, exercises and weeks."""
    # Nobody will pull the plug: waiting for the disk is not what is measured.
    with Store.open(path) as store, mock.patch.object(private_files.os, "fsync", return_value=None):
        store._database.rows("PRAGMA synchronous = OFF")
        ids = [store.patients.add(f"patient {number:03d}").id for number in range(patients)]
        names = exercise_names()
        for number in range(sets):
            reps = [make_rep(index, range=30.0 + number % 17) for index in range(1, 11)]
            faults = [make_fault(index) for index in range(1, number % 4 + 1)]
            result = make_result(
                f"{number}.mp4", exercise=names[number % len(names)], reps=reps, faults=faults
            )
            performed_at = MORNING + timedelta(minutes=41 * number)
            store.sets.add(ids[number % patients], NewSet(result, performed_at, "score"))


def measure(path: Path) -> dict[str, dict[str, float]]:
    """Return the median times of each question."""
    with Store.open(path) as store:
        first = store.patients.overviews()[0].patient.id
        total = store.sets.select().total
        middle = store.sets.select(page=Page(max(1, total // 100), 50)).rows[0].id
        questions: dict[str, Callable[[], object]] = {
            "first page of all sets": store.sets.select,
            "last page of all sets": lambda: store.sets.select(page=Page(-(-total // 50), 50)),
            "all sets on one page": lambda: store.sets.select(page=Page(1, total)),
            "sets of one patient": lambda: store.sets.select(SetFilter(patient_id=first)),
            "sets of one exercise": lambda: store.sets.select(SetFilter(exercise="knee_hug")),
            "sets to review": lambda: store.sets.select(SetFilter(review_state="new")),
            "sets with one fault": lambda: store.sets.select(SetFilter(fault_id="PPU-1")),
            "patients": store.patients.overviews,
            "one set with its review": lambda: (store.sets.get(middle), store.reviews.get(middle)),
            "progress of one patient": lambda: store.progress.of_patient(first),
            "opening the store": lambda: Store.open(path).close(),
        }
        return {name: _time(ask) for name, ask in questions.items()}


def _time(ask: Callable[[], object]) -> dict[str, float]:
    clock_s, processor_s = [], []
    for _ in range(_ROUNDS):
        begun_s, used_s = time.perf_counter(), time.process_time()
        ask()
        clock_s.append(time.perf_counter() - begun_s)
        processor_s.append(time.process_time() - used_s)
    return {
        "clock_ms": round(1000 * statistics.median(clock_s), 2),
        "processor_ms": round(1000 * statistics.median(processor_s), 2),
    }


if __name__ == "__main__":
    main()
