"""Several programs at once, and programs that are killed while they write."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest

from formcheck.errors import StoreError
from formcheck.history.store import Store
from tests.support.history import add_set, make_result, open_store

ROOT = Path(__file__).parents[3]
KILLS = 30


def _start(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.history.writer", str(folder), name, str(count)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _check_whole(store: Store) -> None:
    """Check that every row has its files, and that the database is sound."""
    assert store._database.rows("PRAGMA integrity_check")[0][0] == "ok"
    assert store._database.rows("PRAGMA foreign_key_check") == []
    for row in store._database.rows("SELECT id FROM sets"):
        assert len(store.reviews.get(row["id"]).reps) == 3
        assert store.sets.get(row["id"]).files.landmarks is not None


def test_two_programs_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    count = 12
    writers = [_start(tmp_path, name, count) for name in ("one", "two")]
    ended = [writer.communicate(timeout=200) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], ended
    with open_store(tmp_path) as store:
        assert [item.sets for item in store.patients.overviews()] == [count, count]
        assert store.sets.select().total == 2 * count
        _check_whole(store)


@pytest.mark.slow
def test_killed_at_any_moment_every_committed_set_is_there(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.store_durability", f"--kills={KILLS}", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout)
    assert figures["kills"] == KILLS
    assert figures["lost"] == 0
    assert figures["committed"] >= KILLS // 2, "every other one had committed something"
    with open_store(tmp_path) as store:
        assert store.sets.select().total > 0
        _check_whole(store)


def test_a_new_store_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    barrier = threading.Barrier(6)

    def open_and_add(number: int) -> int:
        barrier.wait()
        with open_store(tmp_path) as store:
            return store.patients.add(f"patient {number}").id

    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(open_and_add, range(6)))
    assert len(set(ids)) == 6


def test_adding_to_a_patient_who_is_just_deleted_is_said_plainly(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, open_store(tmp_path) as other:
        patient_id = store.patients.add("A").id

        def delete_meanwhile(*_: object) -> None:
            other.patients.delete(patient_id)

        with (
            mock.patch("formcheck.history.adding.fill_folder", delete_meanwhile),
            pytest.raises(StoreError, match="Another window"),
        ):
            add_set(store, patient_id)
        assert store.sets.select().total == 0


def test_threads_share_a_store(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        patient_id = store.patients.add("A").id

        def add(number: int) -> bool:
            # Each clip twice: only one of the two may be added.
            return add_set(store, patient_id, make_result(f"{number // 2}.mp4")).added

        with ThreadPoolExecutor(4) as pool:
            added = list(pool.map(add, range(12)))
        assert added.count(True) == 6
        assert store.sets.select().total == 6
        assert len(list(store.files_folder.iterdir())) == 6
