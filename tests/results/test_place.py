"""The folder of a clip's result: its own, whatever else is called so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.results.place import ResultPlace, find_place, folder_name, read_owner


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("squat.mp4", "squat"),
        ("two.dots.mp4", "two.dots"),
        ("no_suffix", "no_suffix"),
        ("Übung 1 .mov", "Übung 1"),
        ("..mp4", "clip"),
        ("...mp4", "clip"),
        (" .mp4", "clip"),
    ],
)
def test_folder_name(name: str, folder: str) -> None:
    assert folder_name(Path("somewhere") / name) == folder


def test_landmarks_of_live_sets_go_by_the_name_of_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are all called the same, and two of them in one run must not be mixed up."""
    assert folder_name(tmp_path / "some.day" / "landmarks.npz") == "some.day"
    assert folder_name(tmp_path / "clip.mp4") == "clip"
    monkeypatch.chdir(tmp_path)
    assert folder_name(Path("landmarks.npz")) == tmp_path.name


def _keep(folder: Path, sha256: str, file: str = "result.json") -> Path:
    folder.mkdir(parents=True)
    (folder / file).write_text(json.dumps({"clip": {"sha256": sha256}}))
    return folder


@pytest.mark.parametrize("file", ["result.json", "segments.json"])
def test_a_result_is_replaced_by_the_same_clip_alone(tmp_path: Path, file: str) -> None:
    there = _keep(tmp_path / "press", "aa", file)
    assert find_place(tmp_path, "press", "aa") == ResultPlace(there, replaces=True)
    assert find_place(tmp_path, "press", "bb") == ResultPlace(tmp_path / "press-2", taken=there)
    own = _keep(tmp_path / "press-2", "bb", file)
    assert find_place(tmp_path, "press", "bb") == ResultPlace(own, replaces=True)
    assert find_place(tmp_path, "press", "cc").folder == tmp_path / "press-3"


def test_a_clip_finds_its_own_folder_after_the_first_one_is_gone(tmp_path: Path) -> None:
    own = _keep(tmp_path / "press-2", "bb")
    assert find_place(tmp_path, "press", "bb") == ResultPlace(own, replaces=True)
    assert find_place(tmp_path, "press", "cc") == ResultPlace(tmp_path / "press")


def test_a_folder_without_a_result_is_used(tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "notes.txt").write_text("mine")
    assert find_place(tmp_path, "press", "aa") == ResultPlace(tmp_path / "press")
    assert find_place(tmp_path / "absent", "press", "aa").folder == tmp_path / "absent" / "press"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"clip": null}', '{"clip": "a.mp4"}'])
def test_a_result_that_cannot_be_read_is_not_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "press").mkdir()
    assert read_owner(tmp_path / "press") is None
    (tmp_path / "press" / "result.json").write_text(text)
    assert read_owner(tmp_path / "press") == ""
    assert find_place(tmp_path, "press", "aa").folder == tmp_path / "press-2"


@pytest.mark.parametrize(("there", "wanted"), [("PRESS", "press"), ("u\u0308b", "\u00fcb")])
def test_names_that_some_file_systems_take_for_one_are_kept_apart(
    tmp_path: Path, there: str, wanted: str
) -> None:
    _keep(tmp_path / there, "aa")
    assert find_place(tmp_path, wanted, "bb").folder == tmp_path / f"{wanted}-2"


def test_what_is_said_names_both_folders(tmp_path: Path) -> None:
    assert ResultPlace(tmp_path / "a").describe() == ""
    assert "Replaced the earlier result" in ResultPlace(tmp_path / "a", replaces=True).describe()
    aside = ResultPlace(tmp_path / "a-2", taken=tmp_path / "a").describe()
    assert aside.startswith(f"{tmp_path / 'a'} holds")
    assert aside.endswith(f"in {tmp_path / 'a-2'}.")
