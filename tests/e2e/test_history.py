"""A patient's clips, from the command line into the history and out of it again."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from formcheck.history.set_folder import load_landmarks
from formcheck.history.store import Store
from tests.e2e.command import Command


@pytest.fixture
def place(formcheck: Command) -> Path:
    """Return where the history is."""
    return formcheck.folder / "kept" / "history.db"


def _goes_out_and_comes_back(formcheck: Command, variables: dict[str, str]) -> None:
    """Export what was scored to other programs, edit it there, and take it in again."""
    for name, ending in (("trc", ".trc"), ("elan", ".eaf")):
        done = formcheck.run("export", "formcheck-results", "--to", name, "-o", name, **variables)
        assert done.exit_code == 0, done.stderr
        (file,) = (formcheck.folder / name).glob(f"*{ending}")
    edited = file.read_text().replace("rep-2 | counted", "rep-2 | partial")
    file.write_text(edited)
    asked = formcheck.run("import", file, **variables)
    assert (asked.exit_code, "rep-2: partial" in asked.stdout) == (2, True)
    assert "--yes" in asked.stderr
    kept = formcheck.run("import", file, "--yes", **variables)
    assert kept.exit_code == 0, kept.stderr
    again = formcheck.run("import", file, "--yes", **variables)
    assert "nothing is different" in again.stdout


def test_a_clip_is_scored_for_a_patient_imported_and_deleted(
    formcheck: Command, short_clip: Path, place: Path
) -> None:
    variables = {"FORMCHECK_STORE": str(place)}
    scored = formcheck.run(
        "score",
        short_clip,
        *("-e", "prone_press_up", "--no-video", "--patient", "A. B.", "--day", "2025-03-03"),
        **variables,
    )
    assert scored.exit_code == 0, scored.stderr
    assert scored.stdout.endswith("Kept in the history of A. B.: 1 set.\n")
    imported = formcheck.run("import", "formcheck-results", "--patient", "a. b.", **variables)
    assert imported.exit_code == 0, imported.stderr
    assert "1 set was there already" in imported.stdout
    with Store.open(place) as store:
        (row,) = store.sets.select().rows
        files = store.sets.get(row.id).files
        assert (row.reps_counted, row.day.isoformat()) == (2, "2025-03-03")
        assert files.clip is not None
        assert files.clip.read_bytes() == short_clip.read_bytes()
        assert files.landmarks is not None
        assert load_landmarks(files.landmarks).xy_px.shape[1:] == (33, 2)
        kept = [path for path in place.parent.rglob("*") if path.is_file()]
        assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    _goes_out_and_comes_back(formcheck, variables)
    listed = formcheck.run("patients", "--store", place)
    assert "A. B." in listed.stdout
    deleted = formcheck.run("patients", "delete", "A. B.", "--yes", **variables)
    assert deleted.exit_code == 0
    assert deleted.stdout.startswith("Deleted: A. B.\n  1 set")
    assert short_clip.exists()
    assert list((place.parent / "history-files").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (["import", "nowhere", "--patient", "A"], 3, "There is no folder"),
        (["import", ".", "--patient", "A"], 3, "There is no result"),
        (["patients", "delete", "A", "--yes"], 2, "There is no patient"),
        (["patients", "plan", "A", "--set", "absent.toml"], 2, "There is no patient"),
        (["patients", "--store", "."], 3, "is a folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_two_lines(
    formcheck: Command, place: Path, arguments: list[str], exit_code: int, words: str
) -> None:
    ended = formcheck.run_warm(*arguments, FORMCHECK_STORE=str(place))
    assert ended.exit_code == exit_code
    assert words in ended.complaint[0]
    assert len(ended.complaint) <= 2


def test_a_plan_file_that_is_not_there_is_named(formcheck: Command, place: Path) -> None:
    with Store.open(place) as store:
        store.patients.add("A")
    ended = formcheck.run_warm(
        "patients", "plan", "A", "--set", "absent.toml", FORMCHECK_STORE=str(place)
    )
    assert ended.exit_code == 2
    assert "There is no plan file" in ended.complaint[0]


def test_a_damaged_history_is_said_in_two_lines_and_left_alone(
    formcheck: Command, place: Path
) -> None:
    with Store.open(place) as store:
        store.patients.add("A")
    content = bytearray(place.read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\xa5" * 4096 * 2
    place.write_bytes(bytes(content))
    ended = formcheck.run_warm("patients", "--store", place)
    assert ended.exit_code == 3
    assert "is damaged" in ended.complaint[0]
    assert len(ended.complaint) == 2
    assert place.read_bytes() == bytes(content)
