"""New films of a watched folder come in once, when they are whole, and no others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.history.films.film import Progress
from formcheck.history.models import Patient
from formcheck.history.store import Store
from formcheck.worker.watching import HOPELESS_S, SETTLED_S, Watching
from tests.support.clips import brightness_ramp, write_clip
from tests.support.history import open_store


class _Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "store").mkdir()
    with open_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def patient(store: Store) -> Patient:
    return store.patients.add("A. B.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "camera"
    folder.mkdir()
    return folder


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def watching(store: Store, clock: _Clock) -> Watching:
    return Watching(store, clock)


def _clip(path: Path, frames: int = 5) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_clip(path, brightness_ramp(), frames)


def _look_till_settled(watching: Watching, clock: _Clock, more_s: float = 0.0) -> None:
    watching.look()
    clock.now_s += SETTLED_S + 1 + more_s
    watching.look()


def _names(store: Store) -> list[str]:
    return sorted(film.asked.name for film in store.films.all())


def test_a_new_film_comes_in_once(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    _clip(folder / "old.mp4")
    store.watches.begin(patient, folder, with_old=False)
    new = _clip(folder / "2025" / "03" / "new.mp4", 7)
    watching.look()
    assert _names(store) == []
    for _ in range(3):
        _look_till_settled(watching, clock)
    (film,) = store.films.all()
    assert film.path == new
    assert film.state == "waiting"
    assert not any(film.folder.glob("film/*"))


def test_the_ones_that_are_there_come_in_if_that_is_wished(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    _clip(folder / "old.mp4")
    store.watches.begin(patient, folder, with_old=True)
    _look_till_settled(watching, clock)
    assert _names(store) == ["old.mp4"]


def test_each_once_also_after_a_restart_and_out_of_the_list(
    store: Store, patient: Patient, folder: Path, clock: _Clock
) -> None:
    store.watches.begin(patient, folder, with_old=False)
    _clip(folder / "a.mp4")
    _look_till_settled(Watching(store, clock), clock)
    store.films.forget(store.films.all()[0])
    _look_till_settled(Watching(store, clock), clock)
    assert _names(store) == []


def test_a_film_that_still_grows_is_waited_for(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    store.watches.begin(patient, folder, with_old=False)
    whole = _clip(folder.parent / "whole.mp4", 20).read_bytes()
    growing = folder / "growing.mp4"
    for part in range(1, 5):
        growing.write_bytes(whole[: len(whole) * part // 5])
        clock.now_s += SETTLED_S / 2
        watching.look()
    # It rests, but its end is not there.
    _look_till_settled(watching, clock)
    assert _names(store) == []
    growing.write_bytes(whole)
    _look_till_settled(watching, clock)
    assert _names(store) == ["growing.mp4"]


def test_one_that_never_opens_is_told_in_the_end(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    store.watches.begin(patient, folder, with_old=False)
    (folder / "broken.mp4").write_bytes(b"no film at all")
    _look_till_settled(watching, clock)
    assert _names(store) == []
    _look_till_settled(watching, clock, HOPELESS_S)
    assert _names(store) == ["broken.mp4"]


def test_what_is_no_film_hidden_or_a_link_is_passed_over(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    store.watches.begin(patient, folder, with_old=False)
    elsewhere = _clip(folder.parent / "elsewhere.mp4")
    (folder / "link.mp4").symlink_to(elsewhere)
    _clip(folder / ".hidden.mp4")
    (folder / "notes.txt").write_text("x")
    os.mkfifo(folder / "pipe.mp4")
    _look_till_settled(watching, clock)
    assert _names(store) == []


def test_the_same_film_under_another_name_does_not_come_twice(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    store.watches.begin(patient, folder, with_old=False)
    first = _clip(folder / "a.mp4")
    _look_till_settled(watching, clock)
    (folder / "b.mp4").write_bytes(first.read_bytes())
    _look_till_settled(watching, clock)
    assert _names(store) == ["a.mp4"]


def test_a_folder_that_is_out_of_reach_is_asked_again(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    store.watches.begin(patient, folder, with_old=False)
    folder.rename(folder.with_name("away"))
    watching.look()
    folder.with_name("away").rename(folder)
    _clip(folder / "a.mp4")
    _look_till_settled(watching, clock)
    assert _names(store) == ["a.mp4"]


def test_watching_ends_with_the_patient(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    store.watches.begin(patient, folder, with_old=False)
    store.patients.delete(patient.id)
    assert store.watches.all() == []
    _clip(folder / "a.mp4")
    _look_till_settled(watching, clock)
    assert _names(store) == []


def test_folders_that_cannot_be_watched_are_refused(
    store: Store, patient: Patient, folder: Path, tmp_path: Path
) -> None:
    for wrong in (folder / "nowhere", Path("camera"), _clip(folder / "a.mp4")):
        with pytest.raises(UsageError, match="no folder"):
            store.watches.begin(patient, wrong, with_old=False)
    for own in (store.path.parent, tmp_path, Path("/")):
        with pytest.raises(UsageError, match="its own films"):
            store.watches.begin(patient, own, with_old=False)


def test_a_film_that_came_to_no_end_keeps_its_place_in_the_folder(
    store: Store, patient: Patient, folder: Path, watching: Watching, clock: _Clock
) -> None:
    store.watches.begin(patient, folder, with_old=False)
    clip = _clip(folder / "a.mp4")
    _look_till_settled(watching, clock)
    film = store.films.all()[0]
    store.films.note(film, Progress(state="failed"))
    store.films.forget_bytes(film)
    store.films.forget(film)
    assert clip.exists()
