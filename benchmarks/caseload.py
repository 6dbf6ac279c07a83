"""How fast the first page of a therapist is, with 1,000 patients and 20,000 sets.

``python -m benchmarks.caseload`` fills a history with patients who exercise by a plan and answer
about pain, and asks for the page over HTTP: the first time after something was written, and
again. It prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.review import running
from benchmarks.review_store import build_store
from formcheck.history.store import Store
from formcheck.plan.model import Plan, PlannedExercise
from tests.support.review_site import Visitor

_ROUNDS = 7
#: Sets that are really scored and stored; the others are copies of their rows.
_SCORED = 500
_WEEKS = 20
_SESSIONS = 30
_SITES = ("none", "back", "buttock", "thigh")


def main() -> None:
    """Fill a history, measure and print."""
    parser = argparse.ArgumentParser(description="How fast a therapist's first page is.")
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--sets", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="formcheck-caseload-") as name:
        path = Path(name) / "history.sqlite"
        build_store(path, min(_SCORED, asked.sets), asked.patients)
        with Store.open(path) as store:
            with store._database.writing() as connection:
                _copy_sets(connection, asked.sets)
                _spread(connection)
                _report(connection)
            figures = _measure(store)
    print(json.dumps({"patients": asked.patients, "sets": asked.sets, **figures}, indent=2))


def _copy_sets(connection: sqlite3.Connection, wanted: int) -> None:
    """Fill the table of sets up to a number, patient after patient."""
    patients = [row["id"] for row in connection.execute("SELECT id FROM patients")]
    rows = [dict(row) for row in connection.execute("SELECT * FROM sets")]
    columns = [name for name in rows[0] if name != "id"]
    insert = f"INSERT INTO sets ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    for number in range(len(rows), wanted):
        row = dict(rows[number % len(rows)])
        row["patient_id"] = patients[number % len(patients)]
        for name in ("fingerprint", "folder", "clip_sha256"):
            row[name] = f"{row[name]}-{number}"
        connection.execute(insert, [row[name] for name in columns])


def _spread(connection: sqlite3.Connection) -> None:
    """Put the sets on days of the last weeks; three of four are reviewed."""
    chance, now = random.Random(7), datetime.now(UTC)
    for row in connection.execute("SELECT id FROM sets").fetchall():
        at = now - timedelta(hours=1, days=7 * _WEEKS * chance.random())
        state = chance.choice(("new", "done", "done", "done"))
        connection.execute(
            "UPDATE sets SET performed_at_s = ?, added_at_s = ?, day = ?, review_state = ? "
            "WHERE id = ?",
            (at.timestamp(), at.timestamp(), at.date().isoformat(), state, row["id"]),
        )


def _report(connection: sqlite3.Connection) -> None:
    """Give every patient a plan and answers about pain, and one in ten a warning sign."""
    chance, now = random.Random(8), datetime.now(UTC)
    plan = Plan(exercises={"knee_hug": PlannedExercise(sets_a_day=2)}).model_dump_json()
    begun_s = (now - timedelta(weeks=_WEEKS)).timestamp()
    for row in connection.execute("SELECT id FROM patients").fetchall():
        connection.execute("INSERT INTO plans VALUES (?, 1, ?, ?)", (row["id"], begun_s, plan))
        for _ in range(_SESSIONS):
            _answer(connection, row["id"], now - timedelta(days=140 * chance.random()), chance)
        if chance.random() < 0.1:
            at = now - timedelta(days=20 * chance.random())
            connection.execute(
                "INSERT INTO safety_events (patient_id, kind, detail, happened_at_s, day) "
                "VALUES (?, 'red_flag', 'cannot hold urine', ?, ?)",
                (row["id"], at.timestamp(), at.date().isoformat()),
            )


def _answer(
    connection: sqlite3.Connection, patient_id: int, at: datetime, chance: random.Random
) -> None:
    day = at.date().isoformat()
    begun_s = at.timestamp()
    cursor = connection.execute(
        "INSERT INTO sessions (patient_id, started_at_s, ended_at_s, day, source) "
        "VALUES (?, ?, ?, ?, 'live')",
        (patient_id, begun_s, begun_s + 600, day),
    )
    for moment, later_s in (("before", 0), ("after", 600)):
        connection.execute(
            "INSERT INTO pain_answers (patient_id, session_id, moment, pain_0_to_10, "
            "furthest_site, answered_at_s, day) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                patient_id,
                cursor.lastrowid,
                moment,
                chance.randint(1, 6),
                chance.choice(_SITES),
                begun_s + later_s,
                day,
            ),
        )


def _measure(store: Store) -> dict[str, object]:
    patient_id = store.patients.overviews()[0].patient.id
    with running(store) as (port, keys):
        visitor = Visitor(port, {"cookie": f"{keys.cookie_name}={keys.session}"}, keys.root)

        def ask_ms(path: str) -> float:
            begun_s = time.perf_counter()
            answer = visitor.get(path)
            assert answer.status == 200, path
            return 1000 * (time.perf_counter() - begun_s)

        def ask_after_change_ms() -> float:
            store.patients.rename(patient_id, f"renamed {time.monotonic_ns()}")
            return ask_ms("/")

        ask_ms("/")
        timed = {
            "after a change": [ask_after_change_ms() for _ in range(_ROUNDS)],
            "again": [ask_ms("/") for _ in range(_ROUNDS)],
            "last page": [ask_ms("/?page=25") for _ in range(_ROUNDS)],
            "with one flag": [ask_ms("/?flag=red_flag") for _ in range(_ROUNDS)],
            "by label": [ask_ms("/?label=99") for _ in range(_ROUNDS)],
            "by exercise and fault": [
                ask_ms("/?exercise=prone_press_up&fault=PPU-1") for _ in range(_ROUNDS)
            ],
        }
    medians = {name: round(statistics.median(times_ms), 1) for name, times_ms in timed.items()}
    return {"server_median_ms": medians}


if __name__ == "__main__":
    main()
