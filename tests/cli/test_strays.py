"""Sets without a row: warned of, taken in again, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result as Ran
from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.errors import InputError, UsageError
from formcheck.history.models import SetFilter
from formcheck.history.set_folder import SET_JSON
from formcheck.history.store import Store
from tests.support.history import add_set, make_result, open_store


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """Return a history in which two sets of a patient, and one of nobody known, lack their rows."""
    with open_store(tmp_path) as store:
        patient = store.patients.add("A").id
        for name in ("a.mp4", "b.mp4", "c.mp4"):
            add_set(store, patient, make_result(name))
        last = store.sets.get(3).files.folder
        with store._database.writing() as connection:
            connection.execute("DELETE FROM sets")
    (last / SET_JSON).unlink()
    return tmp_path / "history.sqlite3"


def _run(store: Path, *arguments: str) -> Ran:
    return CliRunner().invoke(app, ["patients", *arguments, "--store", str(store)])


def _names(store: Path) -> Sequence[str]:
    with Store.open(store) as opened:
        return sorted(folder.name for folder in opened.strays.folders())


def test_every_command_that_opens_it_warns(lost: Path) -> None:
    for arguments in ((), ("rename", "A", "B")):
        done = _run(lost, *arguments)
        assert done.exit_code == 0
        assert "Warning: 3 sets lie in" in done.stderr
        assert f'take-in --store "{lost}"' in done.stderr
    assert "Warning" not in _run(lost.with_name("other.sqlite3")).stderr


def test_sets_are_taken_in_again(lost: Path) -> None:
    done = _run(lost, "take-in")
    assert done.stdout.startswith("Taken in again: 2 sets.\nNot told whose they are")
    assert "Prone press up, c.mp4" in done.stdout
    (name,) = _names(lost)
    done = _run(lost, "take-in", name, "--patient", "C", "--day", "2025-03-04")
    assert done.stdout == "Taken in again: 1 set.\n"
    with Store.open(lost) as store:
        assert [(item.patient.label, item.sets) for item in store.patients.overviews()] == [
            ("A", 2),
            ("C", 1),
        ]
        days = [row.day for row in store.sets.select(SetFilter(order="oldest")).rows]
        assert days == [date(2025, 3, 3), date(2025, 3, 3), date(2025, 3, 4)]
    assert _run(lost, "take-in").stdout == "Taken in again: 0 sets.\n"
    assert "Warning" not in _run(lost).stderr


def test_a_folder_that_is_no_lost_set_is_refused(lost: Path) -> None:
    done = _run(lost, "take-in", "elsewhere")
    assert isinstance(done.exception, InputError)
    assert len(_names(lost)) == 3


def test_what_is_damaged_is_named_and_left(lost: Path) -> None:
    name = _names(lost)[0]
    (lost.with_name("history-files") / name / "result.json").write_text("{")
    done = _run(lost, "take-in", "--patient", "A")
    assert f"Half filled or damaged; “formcheck patients forget-files” deletes them:\n  {name}" in (
        done.stdout
    )
    assert _names(lost) == [name]


def test_files_are_forgotten_after_asking(lost: Path) -> None:
    refused = _run(lost, "forget-files")
    assert isinstance(refused.exception, UsageError)
    assert len(_names(lost)) == 3
    done = _run(lost, "forget-files", "--yes")
    assert done.stdout.count("Set without a row: ") == 3
    assert "Prone press up, a.mp4" in done.stdout
    assert _names(lost) == []
    assert "There is nothing" in _run(lost, "forget-files", "--yes").stdout


def test_deleting_a_patient_names_what_may_be_theirs(lost: Path) -> None:
    done = _run(lost, "delete", "A", "--yes")
    assert "These sets have no row in the history, and may be of this patient:\n  " in done.stdout
    assert "forget-files" in done.stdout
    assert len(_names(lost)) == 1, "those that tell whose they are went along"
