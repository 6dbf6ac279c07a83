from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from formcheck.errors import DiskFullError, OutputError
from formcheck.results import folder as folder_module
from formcheck.results.folder import replacing_results

NAMES = ("a.txt", "b.txt")


def _everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def _write_and(folder: Path, raise_error: type[BaseException] | None = None) -> None:
    """Write a new result, or fail after its first file."""
    with replacing_results(folder, NAMES) as temporary:
        (temporary / "a.txt").write_text("new")
        if raise_error is not None:
            raise raise_error


def test_files_appear_together_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "clip"
    with replacing_results(folder, NAMES) as temporary:
        (temporary / "a.txt").write_text("one")
        assert not folder.exists()
        assert temporary.parent == folder.parent
    assert _everything(tmp_path) == ["new", "new/clip", "new/clip/a.txt"]


def test_an_earlier_result_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    for name in (*NAMES, "diary.txt"):
        (tmp_path / "clip").mkdir(exist_ok=True)
        (tmp_path / "clip" / name).write_text("old")
    with replacing_results(tmp_path / "clip", NAMES) as temporary:
        (temporary / "a.txt").write_text("new")
    assert _everything(tmp_path) == ["clip", "clip/a.txt", "clip/diary.txt"]
    assert (tmp_path / "clip" / "a.txt").read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "clip").mkdir()
    (tmp_path / "clip" / "a.txt").write_text("old")
    with pytest.raises(error):
        _write_and(tmp_path / "clip", raise_error=error)
    assert _everything(tmp_path) == ["clip", "clip/a.txt"]
    assert (tmp_path / "clip" / "a.txt").read_text() == "old"


def test_a_failure_takes_the_folders_away_that_it_made(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    folder = tmp_path / "mine" / "deep" / "deeper" / "clip"
    with pytest.raises(ValueError, match="no"), replacing_results(folder, NAMES):
        raise ValueError("no")
    assert _everything(tmp_path) == ["mine"]


def test_places_that_are_files(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    for folder in (tmp_path / "taken", tmp_path / "taken" / "clip", tmp_path / "taken" / "a" / "b"):
        with pytest.raises(OutputError), replacing_results(folder, NAMES):
            pass
    (tmp_path / "clip" / "a.txt").mkdir(parents=True)
    with (
        pytest.raises(OutputError, match="is a folder"),
        replacing_results(tmp_path / "clip", NAMES),
    ):
        pass
    assert _everything(tmp_path) == ["clip", "clip/a.txt", "taken"]


def test_a_disk_that_is_full_at_the_last_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DiskFullError):
        _write_and(tmp_path / "clip")
    assert _everything(tmp_path) == []


def test_folders_inside_come_and_go_with_their_files(tmp_path: Path) -> None:
    clip = tmp_path / "clip"
    with replacing_results(clip, NAMES) as temporary:
        for name in ("1_hug", "2_tilt"):
            (temporary / name).mkdir()
            (temporary / name / "a.txt").write_text("one")
    assert _everything(clip) == ["1_hug", "1_hug/a.txt", "2_tilt", "2_tilt/a.txt"]
    (clip / "2_tilt" / "diary.txt").write_text("hers")
    with replacing_results(clip, [*NAMES, "1_hug/a.txt", "2_tilt/a.txt"]) as temporary:
        (temporary / "a.txt").write_text("two")
    assert _everything(clip) == ["2_tilt", "2_tilt/diary.txt", "a.txt"]


@pytest.mark.parametrize("exchanging", [True, False])
def test_an_earlier_result_gives_way_whole_and_the_folder_keeps_its_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanging: bool
) -> None:
    if not exchanging:
        monkeypatch.setattr(folder_module, "exchange", lambda *_: False)
    clip = tmp_path / "clip"
    names = (*NAMES, "result.json")
    with replacing_results(clip, names, private=True) as temporary:
        for name in names:
            (temporary / name).write_text("old")
    (clip / "diary.txt").write_text("hers")
    (clip / "photos").mkdir()
    with replacing_results(clip, names) as temporary:
        for name in ("a.txt", "result.json"):
            (temporary / name).write_text("new")
    assert _everything(tmp_path) == [
        "clip",
        "clip/a.txt",
        "clip/diary.txt",
        "clip/photos",
        "clip/result.json",
    ]
    assert (clip / "a.txt").read_text() == "new"
    assert (clip / "diary.txt").read_text() == "hers"
    assert os.name != "posix" or clip.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_exchanged_holds_no_result_until_the_last_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "exchange", lambda *_: False)
    names = ("a.txt", "result.json", "z.txt")
    (tmp_path / "clip").mkdir()
    for name in names:
        (tmp_path / "clip" / name).write_text("old")
    seen = []
    replace = Path.replace

    def watch(source: Path, target: Path) -> Path:
        seen.append((target.name, (tmp_path / "clip" / "result.json").exists()))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", watch)
    with replacing_results(tmp_path / "clip", names) as temporary:
        for name in names:
            (temporary / name).write_text("new")
    assert seen == [("a.txt", False), ("z.txt", False), ("result.json", False)]


@pytest.mark.skipif(os.name != "posix", reason="rights of owner and others")
def test_a_new_folder_has_the_rights_that_the_user_gives(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    _write_and(tmp_path / "clip")
    assert (tmp_path / "clip").stat().st_mode == (tmp_path / "plain").stat().st_mode
