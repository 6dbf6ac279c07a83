from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import platformdirs
import pytest

import formcheck.pose.bundle as bundle_module
from formcheck.errors import MachineError
from formcheck.pose import pruned_bundle, pruned_proof
from formcheck.pose.bundle import Bundle, ensure_bundle, fetch_bundle, find_bundle, verify_bundle
from formcheck.pose.pruned_bundle import prove_pruned, pruned_path, with_kept_pruned, with_pruned
from formcheck.pose.pruned_proof import Proof
from formcheck.pose.pruning import prune_bundle
from tests.support.bundles import branching_bundle, tiny_bundle

OFFICIAL = branching_bundle()
PRUNED = prune_bundle(OFFICIAL)


class Judge:
    """Stands for the comparison of landmarks; counts how often it is asked."""

    def __init__(self) -> None:
        self.same = True
        self.asked: list[int | None] = []

    def __call__(self, bundle: Bundle, most: int | None = None, _progress: object = None) -> Proof:
        assert bundle.pruned is not None
        assert bundle.pruned.read_bytes() == PRUNED
        self.asked.append(most)
        return Proof(most or 530, self.same)


@pytest.fixture(autouse=True)
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Give every test a cache of its own, and landmarks that agree."""
    judge = Judge()
    monkeypatch.delenv("FORMCHECK_MODELS", raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "user")
    monkeypatch.setattr(pruned_proof, "compare_landmarks", judge)
    return judge


@pytest.fixture
def official(tmp_path: Path) -> Bundle:
    path = tmp_path / "anywhere" / "mine.task"
    path.parent.mkdir()
    path.write_bytes(OFFICIAL)
    return Bundle("full", path, hashlib.sha256(OFFICIAL).hexdigest())


def test_it_is_made_and_proved_once(official: Bundle, judge: Judge) -> None:
    made = with_pruned(official)
    assert made.pruned == pruned_path(official)
    assert made.run_path.read_bytes() == PRUNED
    assert with_pruned(official) == with_pruned(made) == with_kept_pruned(official) == made
    assert judge.asked == [8]


def test_the_official_bundle_keeps_its_name(official: Bundle) -> None:
    made = with_pruned(official)
    assert (made.path, made.sha256) == (official.path, official.sha256)
    assert official.run_path == official.path


def test_file_is_kept_in_the_cache_by_the_hash_of_the_official_one(
    official: Bundle, tmp_path: Path
) -> None:
    made = with_pruned(official)
    folder = tmp_path / "user" / "models" / "pruned"
    assert made.pruned == folder / f"{official.sha256}.task"
    assert sorted(path.suffix for path in folder.iterdir()) == [".json", ".task"]
    assert list(official.path.parent.iterdir()) == [official.path]


def test_looking_makes_nothing(official: Bundle, tmp_path: Path) -> None:
    assert with_kept_pruned(official) == official
    assert find_bundle(source=official.path) == official
    assert not (tmp_path / "user").exists()


@pytest.mark.parametrize("how", ["named", "fetched", "found"])
def test_every_way_to_a_bundle_gives_the_pruned_one(
    official: Bundle, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "named":
        bundle = ensure_bundle(source=official.path)
    elif how == "fetched":
        monkeypatch.setattr(bundle_module, "fetch_from_address", lambda *_: OFFICIAL)
        bundle = fetch_bundle()
    else:
        monkeypatch.setenv("FORMCHECK_MODELS", str(official.path))
        bundle = ensure_bundle()
        assert verify_bundle().bundle == bundle
    assert bundle.pruned == pruned_path(official)
    assert find_bundle(source=official.path) == replace(bundle, path=official.path)


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(PRUNED[:-9]), Path.unlink])
def test_damaged_file_is_noticed_and_made_anew(
    official: Bundle, judge: Judge, damage: Callable[[Path], object]
) -> None:
    path = with_pruned(official).run_path
    damage(path)
    assert with_kept_pruned(official) == official
    assert with_pruned(official).run_path == path
    assert path.read_bytes() == PRUNED
    assert judge.asked == [8, 8]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pruning": 1}', "5", '{"other": true}'])
def test_damaged_note_is_made_anew(official: Bundle, judge: Judge, text: str) -> None:
    note = pruned_path(official).with_suffix(".json")
    with_pruned(official)
    whole = note.read_text()
    note.write_text(text)
    assert with_kept_pruned(official) == official
    assert with_pruned(official).pruned is not None
    assert note.read_text() == whole
    assert judge.asked == [8, 8]


def test_file_without_a_note_is_not_used(official: Bundle) -> None:
    with_pruned(official)
    pruned_path(official).with_suffix(".json").unlink()
    assert with_kept_pruned(official) == official


def test_other_mediapipe_needs_another_proof(
    official: Bundle, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_pruned(official)
    monkeypatch.setattr(pruned_bundle, "version", lambda _: "0.11.0")
    assert with_kept_pruned(official) == official
    assert with_pruned(official).pruned is not None
    assert judge.asked == [8, 8]


def test_other_landmarks_are_remembered(official: Bundle, judge: Judge) -> None:
    judge.same = False
    assert with_pruned(official) == official
    assert with_pruned(official).run_path == official.path
    assert judge.asked == [8]
    assert not pruned_path(official).exists()


def test_whole_proof_overrules_the_first_look(official: Bundle, judge: Judge) -> None:
    assert with_pruned(official).pruned is not None
    judge.same = False
    verdict = prove_pruned(official)
    assert (verdict.refused, verdict.pictures) == ("other landmarks on this computer", 530)
    assert with_pruned(official) == official
    judge.same = True
    assert prove_pruned(official).refused == ""
    assert with_pruned(official).pruned is not None
    assert judge.asked == [8, None, None]


def test_bundle_that_cannot_be_pruned_is_used_as_it_is(tmp_path: Path, judge: Judge) -> None:
    path = tmp_path / "tiny.task"
    path.write_bytes(tiny_bundle())
    bundle = ensure_bundle(source=path)
    assert (bundle.pruned, bundle.run_path) == (None, path)
    note = json.loads(pruned_path(bundle).with_suffix(".json").read_text())
    assert "0 outputs" in note["refused"]
    assert judge.asked == []


def test_folder_that_cannot_be_written_does_no_harm(official: Bundle, tmp_path: Path) -> None:
    (tmp_path / "user").write_text("a file where the folder should be")
    assert with_pruned(official) == official


def test_sample_that_is_missing_does_no_harm(
    official: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> Proof:
        raise MachineError("The sample clip is missing.")

    monkeypatch.setattr(pruned_proof, "compare_landmarks", missing)
    assert with_pruned(official) == official
    assert not pruned_path(official).with_suffix(".json").exists()


def test_several_at_once_do_no_harm(official: Bundle) -> None:
    made: list[Bundle] = []
    threads = [
        threading.Thread(target=lambda: made.append(with_pruned(official))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [bundle.pruned for bundle in made] == [pruned_path(official)] * 6
    assert pruned_path(official).read_bytes() == PRUNED
    assert len(list(pruned_path(official).parent.iterdir())) == 2
