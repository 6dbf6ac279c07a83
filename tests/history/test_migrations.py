"""A store of the first schema, brought to the present one."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from formcheck.errors import StoreError
from formcheck.history import migrations
from formcheck.history.corrections.changes import Reject
from formcheck.history.database import connect
from formcheck.history.migrations import (
    Migration,
    all_migrations,
    latest_version,
    migrate,
    read_version,
    split_statements,
)
from formcheck.history.places import backups_of
from formcheck.history.private_files import create_private_file
from formcheck.history.store import Store
from formcheck.results.result_json import write_result
from tests.support.history import add_set, make_fault, make_result

FOLDER = "0123456789abcdef01234567"


@pytest.fixture
def first_store(tmp_path: Path) -> Path:
    """Return a store as the first schema had it, with a patient, a set and a note."""
    path = tmp_path / "history.sqlite3"
    create_private_file(path)
    with contextlib.closing(connect(path)) as connection:
        migrate(connection, path, upto=1)
        assert read_version(connection) == 1
        connection.execute("INSERT INTO patients VALUES (7, 'A. B.', 'a. b.', 1.7e9)")
        connection.execute(
            "INSERT INTO sessions VALUES (3, 7, 1.7e9, 1.7e9, '2023-11-14', 'score')"
        )
        connection.execute(
            "INSERT INTO sets (id, patient_id, session_id, exercise, unit, source, performed_at_s, "
            "day, added_at_s, fingerprint, clip_sha256, clip_name, segment_index, duration_s, "
            "not_seen_share, folder, reps_counted, clean_reps) VALUES (5, 7, 3, 'prone_press_up', "
            "'deg', 'score', 1.7e9, '2023-11-14', 1.7e9, 'print', 'hash', 'a.mp4', 1, 60, 0, "
            f"'{FOLDER}', 3, 2)"
        )
        connection.execute("INSERT INTO notes VALUES (2, 5, 1.5, 'slowly', 1.7e9, 1.7e9)")
        connection.execute(
            "INSERT INTO corrections VALUES (5, 1, ?, 1.7e9, 0)",
            (Reject(key="rep-3").model_dump_json(),),
        )
    folder = tmp_path / "history-files" / FOLDER
    folder.mkdir(parents=True)
    write_result(make_result(faults=[make_fault(1)]), folder / "result.json")
    return path


def test_the_migrations_are_numbered_without_a_gap() -> None:
    assert [step.version for step in all_migrations()] == list(range(1, latest_version() + 1))
    assert latest_version() >= 2


def test_an_older_store_keeps_everything(first_store: Path) -> None:
    with Store.open(first_store) as store:
        assert [item.patient.label for item in store.patients.overviews()] == ["A. B."]
        assert store.sets.get(5).row.reps_counted == 3
        assert [note.text for note in store.notes.of_set(5)] == ["slowly"]
        assert [rep.key for rep in store.reviews.get(5).counted] == ["rep-1", "rep-2"]
        assert add_set(store, 7).added


def test_figures_that_the_older_schema_lacked_are_computed_once(first_store: Path) -> None:
    with Store.open(first_store) as store:
        (figures,) = store.progress.of_patient(7)
        assert (figures.reps_counted, figures.clean_reps, figures.range_mean) == (2, 1, 42.0)
        (kept,) = store._database.rows("SELECT figures FROM sets WHERE id = 5")
        assert kept["figures"] is not None
        assert store.progress.of_patient(7) == [figures]


def test_a_backup_of_the_older_store_is_made_first(first_store: Path) -> None:
    with Store.open(first_store) as store:
        made = store.backup
    assert made is not None
    assert backups_of(first_store) == [made]
    with contextlib.closing(sqlite3.connect(made)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert old.execute("SELECT text FROM notes").fetchall() == [("slowly",)]


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    first_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (
        all_migrations()[0],
        Migration(2, "0002.sql", ("CREATE TABLE half (value)", "INSERT INTO absent VALUES (1)")),
    )
    monkeypatch.setattr(migrations, "all_migrations", lambda: steps)
    with pytest.raises(StoreError):
        Store.open(first_store)
    with contextlib.closing(connect(first_store)) as connection:
        assert read_version(connection) == 1
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master")]
    assert "half" not in names
    assert "notes" in names
    monkeypatch.undo()
    with Store.open(first_store) as store:
        assert [note.text for note in store.notes.of_set(5)] == ["slowly"]


def test_without_room_for_the_backup_the_store_is_not_touched(
    first_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrations, "make_backup", full)
    with pytest.raises(Exception, match="no space left"):
        Store.open(first_store)
    with contextlib.closing(connect(first_store)) as connection:
        assert read_version(connection) == 1


def test_deleting_a_patient_forgets_them_in_the_backup_too(first_store: Path) -> None:
    with Store.open(first_store) as store:
        deleted = store.patients.delete(7)
        assert deleted.backups == (store.backup,)
    (backup,) = deleted.backups
    with contextlib.closing(sqlite3.connect(backup)) as old:
        for table in ("patients", "sets", "notes", "corrections", "sessions"):
            assert old.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert b"slowly" not in backup.read_bytes()


def test_a_script_is_split_at_its_statements() -> None:
    script = "-- one;\nCREATE TABLE a (\n  b TEXT DEFAULT ';'\n);\n\nDELETE FROM a;\n"
    first, second = split_statements(script)
    assert first.endswith("DEFAULT ';'\n);")
    assert second == "DELETE FROM a;"
