"""``score --patient``, ``import`` and ``patients``, with the scoring itself replaced."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from formcheck.cli import patients_run, score_run
from formcheck.cli.import_run import Options as ImportOptions
from formcheck.cli.import_run import import_all
from formcheck.cli.score_run import Options, score_all
from formcheck.errors import (
    NothingToScoreError,
    PlanError,
    StoreError,
    UnknownRecordError,
    UsageError,
)
from formcheck.exercises.settings import Settings
from formcheck.history.corrections.changes import Finish, Reject
from formcheck.history.store import Store
from formcheck.judge.scored import ScoredClip
from formcheck.plan.model import Plan, PlannedExercise
from formcheck.results.result_json import render_result, write_result
from formcheck.score_options import ScoreOptions
from tests.support.history import add_set, make_fault, make_result
from tests.support.scored import make_scored

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and devices")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return where the history is."""
    return tmp_path / "store" / "history.sqlite3"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ScoreOptions]:
    """Replace the scoring and return what it was asked."""
    calls: list[ScoreOptions] = []

    def pretend(
        options: ScoreOptions, clip: Path, out_dir: Path, exercise: str
    ) -> list[ScoredClip]:
        calls.append(options)
        if clip.name == "empty.mp4":
            raise NothingToScoreError("Nobody.")
        return [make_scored()]

    monkeypatch.setattr(score_run, "score_with", pretend)
    return calls


def _settings(asked: list[ScoreOptions]) -> Settings:
    settings = asked[-1].settings
    assert settings is not None
    return settings


def _clip(tmp_path: Path, name: str = "a.mp4") -> Path:
    (tmp_path / name).write_bytes(b"clip")
    return tmp_path / name


def test_scoring_for_a_patient_keeps_the_set_once(
    tmp_path: Path,
    place: Path,
    asked: list[ScoreOptions],
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = Options("auto", out=tmp_path / "out", patient="A. B.", store_file=place)
    assert score_all([_clip(tmp_path)], options) == 0
    assert capsys.readouterr().out.endswith("Kept in the history of A. B.: 1 set.\n")
    assert score_all([_clip(tmp_path)], options) == 0
    said = capsys.readouterr().out
    assert said.endswith("Nothing new for the history of A. B.: 1 set was there already.\n")
    with Store.open(place) as store:
        assert store.sets.select().total == 1


def test_without_a_patient_no_history_is_touched(
    tmp_path: Path, place: Path, asked: list[ScoreOptions]
) -> None:
    assert score_all([_clip(tmp_path)], Options(out=tmp_path / "out", store_file=place)) == 0
    assert not place.parent.exists()


def test_a_clip_with_nothing_in_it_keeps_nothing(
    tmp_path: Path, place: Path, asked: list[ScoreOptions]
) -> None:
    options = Options(out=tmp_path / "out", patient="A", store_file=place)
    assert score_all([_clip(tmp_path, "empty.mp4"), _clip(tmp_path)], options) == 4
    with Store.open(place) as store:
        assert store.sets.select().total == 1


def test_json_for_programs_holds_nothing_else(
    tmp_path: Path,
    place: Path,
    asked: list[ScoreOptions],
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = Options(out=tmp_path / "out", patient="A", store_file=place)
    score_all([_clip(tmp_path)], options, as_json=True)
    assert json.loads(capsys.readouterr().out)["clips"][0]["exit_code"] == 0


def test_the_patients_plan_judges_unless_settings_are_named(
    tmp_path: Path, place: Path, asked: list[ScoreOptions]
) -> None:
    with Store.open(place) as store:
        planned = Plan(exercises={"prone_press_up": PlannedExercise(reps=6)})
        store.plans.save(store.patients.add("A").id, planned)
    options = Options(out=tmp_path / "out", patient="A", store_file=place)
    score_all([_clip(tmp_path)], options)
    assert _settings(asked).prone_press_up.dose.reps == 6
    (tmp_path / "mine.toml").write_text("[prone_press_up.dose]\nreps = 3\n")
    named = Options(
        out=tmp_path / "out",
        patient="A",
        store_file=place,
        settings_file=tmp_path / "mine.toml",
    )
    score_all([_clip(tmp_path)], named)
    assert _settings(asked).prone_press_up.dose.reps == 3


def test_a_history_that_cannot_be_opened_is_said_before_anything_is_scored(
    tmp_path: Path, asked: list[ScoreOptions]
) -> None:
    options = Options(out=tmp_path / "out", patient="A", store_file=tmp_path)
    with pytest.raises(StoreError, match="is a folder"):
        score_all([_clip(tmp_path)], options)
    assert asked == []


def test_results_are_imported_once_and_damaged_ones_do_not_stop_the_rest(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, folder in enumerate(["one", "two/1_knee_hug", "two/2_pelvic_tilt", "bad"]):
        (tmp_path / "results" / folder).mkdir(parents=True)
        result = make_result(f"{number}.mp4")
        write_result(result, tmp_path / "results" / folder / "result.json")
    (tmp_path / "results" / "bad" / "result.json").write_text("{}")
    options = ImportOptions(patient="A. B.", store_file=place)
    assert import_all([tmp_path / "results"], options) == 3
    said = capsys.readouterr()
    assert said.out.startswith("Kept in the history of A. B.: 3 sets.\n")
    assert "The filmed clips of 3 sets were not found" in said.out
    assert "no result of formcheck, or damaged" in said.err
    assert import_all([tmp_path / "results", tmp_path / "results" / "one"], options) == 3
    assert "3 sets were there already" in capsys.readouterr().out


def _huge(folder: Path) -> None:
    with (folder / "result.json").open("wb") as file:
        file.truncate(200_000_000)


def _linked(folder: Path) -> None:
    (folder / "result.json").symlink_to("/dev/zero")


def _piped(folder: Path) -> None:
    os.mkfifo(folder / "result.json")


def _changed(old: str, new: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        text = render_result(make_result("bad.mp4"))
        assert old in text
        (folder / "result.json").write_text(text.replace(old, new, 1))

    return write


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_huge, "larger than 8 MB"),
        pytest.param(_linked, "is a link", marks=needs_pipes),
        pytest.param(_piped, "no plain file", marks=needs_pipes),
        (_changed('"duration_s": 60.0', '"duration_s": 1e308'), "“duration_s” cannot be"),
        (_changed('"schema_version": 1', '"schema_version": 99'), "a newer formcheck"),
        (_changed('"index": 1', f'"index": {2**63}'), "“index” cannot be"),
        (_changed('"settings": {', '"settings": {"a": ' + "[" * 5000), "or damaged"),
        (_changed('"exercise": "prone_press_up"', '"exercise": "<b>"'), "“exercise” cannot be"),
    ],
)
def test_a_bad_folder_is_said_and_the_good_one_beside_it_taken(
    tmp_path: Path,
    place: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], None],
    words: str,
) -> None:
    for name in ("a bad", "good"):
        (tmp_path / "results" / name).mkdir(parents=True)
    spoil(tmp_path / "results" / "a bad")
    write_result(make_result(), tmp_path / "results" / "good" / "result.json")
    options = ImportOptions(patient="A", store_file=place)
    assert import_all([tmp_path / "results"], options) == 3
    said = capsys.readouterr()
    assert said.out.startswith("Kept in the history of A: 1 set.\n")
    assert words in said.err
    assert "went wrong" not in said.err


def test_a_place_without_results_is_said_and_the_others_taken(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "good").mkdir()
    write_result(make_result(), tmp_path / "good" / "result.json")
    options = ImportOptions(patient="A", store_file=place)
    named = [tmp_path / "absent", tmp_path / "empty", tmp_path / "good"]
    assert import_all(named, options) == 3
    said = capsys.readouterr()
    assert said.out.startswith("Kept in the history of A: 1 set.\n")
    assert "no folder" in said.err
    assert "no result" in said.err
    assert import_all(named[:2], options) == 3
    assert capsys.readouterr().out == ""


def test_patients_are_listed_with_what_is_to_do(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patients_run.print_patients(place)
    assert "Nobody is in the history yet" in capsys.readouterr().out
    with Store.open(place) as store:
        add_set(store, store.patients.add("A. B.").id)
    patients_run.print_patients(place)
    said = capsys.readouterr().out
    assert "A. B." in said
    assert "Mon 3 Mar 2025" in said
    assert str(place) in said.replace("\n", "")


def test_deleting_says_what_was_deleted(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(place) as store:
        add_set(store, store.patients.add("A. B.").id)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(UsageError, match="no way back"):
        patients_run.delete("A. B.", place, ask=True)
    patients_run.delete("a. b.", place, ask=False)
    said = capsys.readouterr().out
    assert said.startswith("Deleted: A. B.\n  1 set\n  3 repetitions\n  1 session\n  2 files, ")
    with pytest.raises(UnknownRecordError, match="no patient “A"):
        patients_run.delete("A. B.", place, ask=False)


def test_a_patient_is_renamed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(place) as store:
        store.patients.add("A")
    patients_run.rename("A", "B", place)
    assert capsys.readouterr().out == "“A” is now called “B”.\n"


def test_a_plan_is_set_from_a_file_and_printed(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(place) as store:
        store.patients.add("A")
    with pytest.raises(PlanError, match="no plan yet"):
        patients_run.print_plan("A", place)
    (tmp_path / "plan.toml").write_text("[exercises.knee_hug]\nreps = 40\n")
    patients_run.set_plan("A", tmp_path / "plan.toml", place)
    said = capsys.readouterr().out
    assert said.startswith("Version 1 of the plan of A is in force.\nCaution: Knee hug: 40 rep")
    patients_run.print_plan("A", place)
    (tmp_path / "again.toml").write_text(capsys.readouterr().out)
    patients_run.set_plan("A", tmp_path / "again.toml", place)
    assert "Version 1 of" in capsys.readouterr().out, "the printed plan is the same plan"


def test_reviewed_sets_are_written_as_labels_with_the_agreement(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(place) as store:
        result = make_result(faults=[make_fault(1)])
        patient_id = store.patients.add("A").id
        set_id = add_set(store, patient_id, result, clip=_clip(tmp_path)).set_id
        store.reviews.save(set_id, Reject(key="rep-3"))
        store.reviews.save(set_id, Finish())
    patients_run.write_labels(tmp_path / "labels.json", "A", place)
    said = capsys.readouterr().out
    assert "Wrote 1 reviewed set" in said
    assert "Repetitions: the same in 67% of 3 (95 times in 100 the truth lies between 21%" in said
    assert "Clean or not: the same in 100% of 2 (95 times in 100 the truth lies between 34%" in said
    # Three that agree are no perfect kappa.
    assert "kappa 1.00" not in said
    assert json.loads((tmp_path / "labels.json").read_text())["clips"][0]["reps"]
