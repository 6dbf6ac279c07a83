"""Opening a store that is new, damaged, foreign or newer."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from formcheck.errors import StoreError
from formcheck.history.backups import find_sound_backup, make_backup, restore_backup
from formcheck.history.migrations import latest_version
from formcheck.history.places import backups_of, find_store_path
from formcheck.history.store import Store
from tests.support.history import add_set, open_store


def _refused(path: Path) -> StoreError:
    """Return the error of opening a file that must come out of it unchanged."""
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store.open(path)
    assert path.read_bytes() == before
    assert "\n" not in caught.value.message
    return caught.value


def _filled(folder: Path) -> Path:
    with open_store(folder) as store:
        patient = store.patients.add("A")
        for number in range(5):
            store.patients.add(f"patient {number} " + "x" * 60)
        add_set(store, patient.id)
    return folder / "history.sqlite3"


def test_a_store_is_made_with_its_folders_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "mine.db"
    with Store.open(path) as store:
        add_set(store, store.patients.add("A").id)
        files = [item for item in tmp_path.rglob("*") if item.is_file()]
        folders = [item for item in tmp_path.rglob("*") if item.is_dir()]
        # The journal is there only while the store is open.
        assert {stat.S_IMODE(item.stat().st_mode) for item in files} == {0o600}
    assert {stat.S_IMODE(item.stat().st_mode) for item in folders} == {0o700}
    assert len(files) >= 3, "the store, its journal, and the result"


def test_a_store_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    path.chmod(0o644)
    Store.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_found_by_name_then_environment_then_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_STORE", str(tmp_path / "environment.db"))
    assert find_store_path(tmp_path / "named.db") == tmp_path / "named.db"
    assert find_store_path() == tmp_path / "environment.db"
    monkeypatch.delenv("FORMCHECK_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert find_store_path().name == "history.sqlite3"
    assert "formcheck" in find_store_path().parts


def test_a_damaged_page_is_told_in_one_line_and_nothing_is_touched(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    content = bytearray(path.read_bytes())
    content[4096 + 8 : 3 * 4096] = b"\xa5" * (2 * 4096 - 8)
    path.write_bytes(bytes(content))
    error = _refused(path)
    assert "damaged" in error.message
    assert "formcheck import" in error.hint


def test_a_damaged_store_names_the_backup_to_go_back_to(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    backup = make_backup(path)
    path.write_bytes(b"\0" * path.stat().st_size)
    error = _refused(path)
    assert backup.name in error.hint
    assert f'formcheck patients restore --store "{path}"' in error.hint
    assert restore_backup(path, find_sound_backup(path)).backup == backup
    with Store.open(path) as store:
        assert store.sets.select().total == 1
        assert store.reviews.get(1).exercise == "prone_press_up"


def test_a_store_cut_short_is_damaged(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    path.write_bytes(path.read_bytes()[:20_000])
    assert "damaged" in _refused(path).message


def test_an_emptied_store_is_damaged_as_long_as_its_files_are_there(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    path.write_bytes(b"")
    assert "damaged" in _refused(path).message


@pytest.mark.parametrize("content", [b"\0\0\0\x20ftypisom" + b"x" * 5000, b"hello, a note"])
def test_another_file_is_no_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    assert "is no history" in _refused(path).message


def test_another_programs_database_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine (value)")
    other.close()
    assert "another program" in _refused(path).message


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {latest_version() + 1}")
    connection.close()
    assert "newer formcheck" in _refused(path).message


def test_a_store_that_holds_somebody_is_backed_up_once_a_day(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    assert backups_of(path) == [], "it was empty when it was opened"
    for _ in range(2):
        with Store.open(path) as store:
            assert store.backup is None, "its schema is the present one"
    (first,) = backups_of(path)
    yesterday_s = first.stat().st_mtime - 25 * 3600
    os.utime(first, (yesterday_s, yesterday_s))
    Store.open(path).close()
    assert len(backups_of(path)) == 2


def test_a_folder_of_files_that_others_could_enter_is_closed_to_them(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    folder = tmp_path / "history-files"
    folder.chmod(0o755)
    Store.open(path).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_only_the_newest_backups_are_kept(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    made = [make_backup(path) for _ in range(9)]
    kept = backups_of(path)
    assert len(kept) == 7
    assert {stat.S_IMODE(item.stat().st_mode) for item in kept} == {0o600}
    assert set(kept) <= set(made)


def test_a_store_whose_own_words_are_no_text_any_more_is_damaged(tmp_path: Path) -> None:
    path = _filled(tmp_path)
    data = path.read_bytes()
    assert b"CREATE TABLE patients" in data
    path.write_bytes(data.replace(b"CREATE TABLE patients", b"CREATE TABLE \xf5\xf5\xf5\xf5ents"))
    assert "is damaged" in _refused(path).message
