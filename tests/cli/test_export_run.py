"""``export``, and files that come back by ``import``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from formcheck.cli.annotations_run import add_to_labels, take_in_corrections
from formcheck.cli.export_run import export_all, list_formats
from formcheck.errors import InputError, OutputError, ReviewError, UsageError
from formcheck.evaluation.labels import read_labels
from formcheck.exports.exported_set import read_set
from formcheck.exports.formats import FORMATS, Choices
from formcheck.exports.stretches import stretches_of
from formcheck.history.corrections.changes import Reject
from formcheck.history.store import Store
from formcheck.results.files import write_data
from tests.support.clips import brightness_ramp, write_clip
from tests.support.history import add_set, make_rep, make_result
from tests.support.scored import make_scored


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Return a folder with one result."""
    folder = tmp_path / "results" / "Mr Miller"
    folder.mkdir(parents=True)
    write_data(make_scored(), folder)
    return folder.parent


def test_every_result_becomes_a_file(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export_all([results], "elan", tmp_path / "out", Choices()) == 0
    file, about = sorted((tmp_path / "out").iterdir())
    assert about.name == "provenance.json"
    assert file.name == "abababababab_prone_press_up.eaf"
    assert f"2 files written to {tmp_path / 'out'}." in capsys.readouterr().out


def test_one_that_cannot_be_read_does_not_stop_the_others(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = results / "b"
    damaged.mkdir()
    (damaged / "result.json").write_text("{")
    assert export_all([results, tmp_path / "nowhere"], "mot", tmp_path / "out", Choices()) == 3
    assert len(list((tmp_path / "out").glob("*.mot"))) == 1
    told = capsys.readouterr().err
    assert "is no result of formcheck" in told
    assert "There is no folder" in told


def test_a_clip_that_was_scored_twice_is_exported_once(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = results / "b"
    again.mkdir()
    write_data(make_scored(), again)
    assert export_all([results], "bids", tmp_path / "out", Choices()) == 0
    assert "holds a clip that was read already" in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "out").glob("sub-*")] == ["sub-0001"]


def test_landmarks_that_are_gone_end_with_their_own_code(
    results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export_all([results], "trc", tmp_path / "out", Choices()) == 4
    assert not (tmp_path / "out").exists()
    assert "Score its clip again" in capsys.readouterr().err


def test_the_list_tells_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert list_formats() == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(FORMATS)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a history that holds one set."""
    place = tmp_path / "store" / "history.sqlite3"
    with Store.open(place) as store:
        add_set(store, store.patients.add("A. B.").id)
    return place


def _exported(place: Path, tmp_path: Path) -> Path:
    with Store.open(place) as store:
        folder = store.sets.get(1).files.folder
        assert export_all([folder], "elan", tmp_path / "out", Choices()) == 0
    (file,) = (tmp_path / "out").glob("*.eaf")
    return file


def test_an_edited_file_finds_its_set_and_is_shown_before_it_is_kept(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _exported(place, tmp_path)
    edited = file.read_text().replace("rep-2 | counted", "rep-2 | partial")
    file.write_text(edited.replace('TIME_VALUE="6000"', 'TIME_VALUE="5500"'))
    capsys.readouterr()
    assert take_in_corrections(file, None, place, agreed=True) == 0
    told = capsys.readouterr().out
    assert "Set 1 of A. B., Prone press up, 3 March 2025:" in told
    assert "rep-1: from 2.00 to 5.50 s" in told
    assert "rep-2: partial" in told
    with Store.open(place) as store:
        reviewed = store.reviews.get(1)
        assert [(rep.key, rep.end_s) for rep in reviewed.counted] == [("rep-1", 5.5), ("rep-3", 16)]
        assert stretches_of(read_set(store.sets.get(1).files.folder))[0].end_s == 5.5


def test_nothing_is_kept_unless_somebody_agrees(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _exported(place, tmp_path)
    file.write_text(file.read_text().replace("rep-2 | counted", "rep-2 | partial"))
    with pytest.raises(UsageError, match="Nobody is there to agree"):
        take_in_corrections(file, None, place, agreed=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("formcheck.cli.annotations_run.is_agreed", lambda _: False)
    assert take_in_corrections(file, None, place, agreed=False) == 0
    assert "Nothing was changed." in capsys.readouterr().out
    with Store.open(place) as store:
        assert store.reviews.corrections(1) == []


def test_an_untouched_file_changes_nothing(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _exported(place, tmp_path)
    assert take_in_corrections(file, None, place, agreed=False) == 0
    assert "nothing is different" in capsys.readouterr().out


def test_a_file_that_does_not_fit_is_kept_whole_or_not_at_all(place: Path, tmp_path: Path) -> None:
    with Store.open(place) as store:
        store.reviews.save(1, Reject(key="rep-3"))
    file = tmp_path / "late.vtt"
    file.write_text(
        "WEBVTT\n\nmovement-1\n00:02.000 --> 00:05.000\n\n"
        "movement-2\n00:07.000 --> 00:11.000\n\n\n9:00.000 --> 9:01.000\nlate\n".replace(
            "9:00", "09:00"
        ).replace("9:01", "09:01")
    )
    with pytest.raises(ReviewError, match="The clip ends"):
        take_in_corrections(file, 1, place, agreed=True)
    with Store.open(place) as store:
        assert store.reviews.corrections(1) == [Reject(key="rep-3")]


def test_a_file_that_names_no_set_needs_its_number(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "by hand.vtt"
    file.write_text("WEBVTT\n\n00:20.000 --> 00:24.000\nby hand\n")
    with pytest.raises(UsageError, match="does not say which set"):
        take_in_corrections(file, None, place, agreed=True)
    assert take_in_corrections(file, 1, place, agreed=True) == 0
    with Store.open(place) as store:
        # What the file does not hold is not there, whoever wrote it.
        assert [rep.start_s for rep in store.reviews.get(1).counted] == [20.0]


def test_two_sets_of_one_clip_are_asked_for(place: Path, tmp_path: Path) -> None:
    file = _exported(place, tmp_path)
    with Store.open(place) as store:
        other = make_result(reps=[make_rep(1)])
        add_set(store, store.patients.add("C. D.").id, other)
    with pytest.raises(UsageError, match="belongs to several sets"):
        take_in_corrections(file, None, place, agreed=True)


def _film(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    write_clip(path, brightness_ramp(), 30)
    return path


def test_an_edited_file_becomes_labels(tmp_path: Path) -> None:
    clip = _film(tmp_path / "films" / "a.mp4")
    file = tmp_path / "coded.vtt"
    file.write_text("WEBVTT\n\n00:00.100 --> 00:00.900\none\n")
    labels = tmp_path / "labels.json"
    for _ in range(2):
        assert add_to_labels(file, labels, clip, "press-up") == 0
    (label,) = json.loads(labels.read_text())["clips"]
    assert (label["clip"], label["reps"]) == ("films/a.mp4", [[0.1, 0.9]])
    assert [item.label.exercise for item in read_labels(labels)] == ["prone_press_up"]


def test_labels_need_their_film_and_are_never_written_over_something_else(tmp_path: Path) -> None:
    file = tmp_path / "coded.vtt"
    file.write_text("WEBVTT\n")
    with pytest.raises(UsageError, match="of a film and an exercise"):
        add_to_labels(file, tmp_path / "labels.json", None, "press-up")
    clip = _film(tmp_path / "a.mp4")
    other = tmp_path / "diary.json"
    other.write_text('{"clips": 3}')
    with pytest.raises(OutputError, match="holds no labels"):
        add_to_labels(file, other, clip, "press-up")
    assert other.read_text() == '{"clips": 3}'
    with pytest.raises(InputError, match="no file that can be taken in"):
        add_to_labels(tmp_path / "a.mp4", other, clip, "press-up")
