"""``--store``: whichever command it stands behind, it names the history that is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import Result as Ran
from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.cli.patients import patients
from formcheck.history.backups import make_backup
from formcheck.history.corrections.changes import Finish
from formcheck.history.places import STORE_VARIABLE
from formcheck.history.store import Store
from formcheck.plan.model import Plan
from tests.support.history import add_set, make_result

#: What stands behind each command, and what it says only of the history that was named.
COMMANDS = {
    "": ((), "P-named"),
    "delete": (("P", "--yes"), "Deleted: P\n  1 set"),
    "rename": (("P", "Q"), "is now called “Q”"),
    "plan": (("P",), "named"),
    "restore": (("--yes",), "is as it was at the backup"),
    "take-in": ((), "Taken in again: 1 set."),
    "forget-files": (("--yes",), "Set without a row"),
    "labels": (("labels.json",), "Wrote 1 reviewed set"),
}
POSITIONS = ("before", "behind", "both")


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a history in which everything can be done; the default one holds the same patient."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "default.sqlite3"))
    clip = tmp_path / "a.mp4"
    clip.write_bytes(b"clip")
    with Store.open(tmp_path / "named.sqlite3") as store:
        patient_id = store.patients.add("P").id
        store.patients.add("P-named")
        store.plans.save(patient_id, Plan(note="named"))
        store.reviews.save(add_set(store, patient_id, clip=clip).set_id, Finish())
        make_backup(store.path)
        lost = add_set(store, patient_id, make_result("b.mp4")).set_id
        with store._database.writing() as connection:
            connection.execute("DELETE FROM sets WHERE id = ?", (lost,))
    with Store.open() as store:
        store.patients.add("P")
    return tmp_path / "named.sqlite3"


def _arguments(command: str, store: Path, position: str) -> list[str]:
    option = ("--store", str(store))
    rest = (*([command] if command else []), *COMMANDS[command][0])
    before = option if position in ("before", "both") else ()
    behind = option if position in ("behind", "both") else ()
    return ["patients", *before, *rest, *behind]


def _run(arguments: Sequence[str]) -> Ran:
    return CliRunner().invoke(app, list(arguments))


def test_every_command_is_tried() -> None:
    assert {command.name for command in patients.registered_commands} == COMMANDS.keys() - {""}


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_history_that_is_named_is_the_one_that_is_used(
    named: Path, command: str, position: str
) -> None:
    default = (named.parent / "default.sqlite3").read_bytes()
    done = _run(_arguments(command, named, position))
    assert done.exit_code == 0, done.exception
    assert COMMANDS[command][1] in done.stdout
    assert (named.parent / "default.sqlite3").read_bytes() == default


def test_two_histories_are_refused(named: Path) -> None:
    other = ("--store", str(named.parent / "default.sqlite3"))
    done = _run([*_arguments("delete", named, "before"), *other])
    assert "Two histories are named" in str(done.exception)
    for path in (named, named.parent / "default.sqlite3"):
        with Store.open(path) as store:
            assert store.patients.find("P") is not None
