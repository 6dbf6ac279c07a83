"""``formcheck patients restore``."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from formcheck.cli.main import app
from formcheck.history.backups import make_backup
from formcheck.history.store import Store
from tests.support.history import add_set, make_result, open_store


def _damaged(folder: Path, exercise: str = "prone_press_up") -> Path:
    with open_store(folder) as store:
        patient = store.patients.add("A").id
        make_backup(store.path)
        add_set(store, patient, make_result("b.mp4", exercise=exercise))
        path = store.path
    path.write_bytes(b"\0" * path.stat().st_size)
    return path


def test_it_goes_back_says_what_that_means_and_names_what_is_left_out(tmp_path: Path) -> None:
    path = _damaged(tmp_path)
    done = CliRunner().invoke(app, ["patients", "restore", "--yes", "--store", str(path)])
    assert done.exit_code == 0, done.exception
    assert "is as it was at the backup of" in done.stdout
    assert "is kept as “history.replaced-" in done.stdout
    assert "1 set was added since" in done.stdout
    assert "Prone press up, b.mp4" in done.stdout
    with Store.open(path) as store:
        assert store.patients.find("A") is not None


def test_it_asks_and_without_somebody_to_ask_it_does_nothing(tmp_path: Path) -> None:
    path = _damaged(tmp_path)
    before = path.read_bytes()
    refused = CliRunner().invoke(app, ["patients", "restore", "--store", str(path)])
    assert refused.exit_code != 0
    assert "Add --yes" in str(getattr(refused.exception, "hint", ""))
    assert path.read_bytes() == before


def test_a_set_that_is_left_out_is_named_although_its_exercise_is_not_installed(
    tmp_path: Path,
) -> None:
    path = _damaged(tmp_path, "forward_bend")
    done = CliRunner().invoke(app, ["patients", "restore", "--yes", "--store", str(path)])
    assert done.exit_code == 0, done.exception
    assert "Forward bend (not installed), b.mp4" in done.stdout
