"""Films are taken in once, told by their bytes, kept private, and go with their patient."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections import namedtuple
from datetime import date

import pytest

from formcheck.errors import DiskFullError, UnknownRecordError, UsageError
from formcheck.history.films import films, receiving
from formcheck.history.films.film import Facts, Progress
from formcheck.history.models import Patient
from formcheck.history.store import Store
from tests.support.films import add_film
from tests.support.history import add_set, make_result


@pytest.fixture
def patient(store: Store) -> Patient:
    return store.patients.add("A. B.")


def _clip_hash(name: str) -> str:
    return make_result(name).clip.sha256


def test_a_film_is_kept_whole_and_private(store: Store, patient: Patient) -> None:
    film = add_film(store, patient, b"bytes", "walk.mp4", modified_s=1_700_000_000.0)
    assert film.path.read_bytes() == b"bytes"
    assert film.path.stat().st_mtime == 1_700_000_000.0
    assert film.asked.sha256 == hashlib.sha256(b"bytes").hexdigest()
    assert film.state == "waiting"
    assert store.films.folder in film.path.parents
    for path in (store.films.folder, film.folder, film.path.parent):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for path in (film.path, film.folder / "asked.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_films_stand_in_the_order_in_which_they_came(store: Store, patient: Patient) -> None:
    names = [f"{number}.mp4" for number in range(10)]
    for name in names:
        add_film(store, patient, name.encode(), name)
    assert [film.asked.name for film in store.films.all()] == names


def test_the_same_bytes_are_taken_in_once(store: Store, patient: Patient) -> None:
    first = add_film(store, patient, b"same", "a.mp4")
    again = add_film(store, patient, b"same", "copy of a.mp4")
    assert again.id == first.id
    assert len(store.films.all()) == 1
    assert len([entry for entry in store.films.folder.iterdir() if entry.is_dir()]) == 1


def test_another_patient_may_have_the_same_film(store: Store, patient: Patient) -> None:
    first = add_film(store, patient, b"same")
    other = add_film(store, store.patients.add("C"), b"same")
    assert other.id != first.id


def test_a_film_that_failed_is_tried_again_when_it_is_chosen_again(
    store: Store, patient: Patient
) -> None:
    film = add_film(store, patient, b"same")
    store.films.note(film, Progress(state="failed", message="no"))
    again = add_film(store, patient, b"same")
    assert (again.id, again.state, again.asked.attempt) == (film.id, "waiting", 2)


def test_a_film_that_the_history_knows_is_listed_as_known(store: Store, patient: Patient) -> None:
    data = b"the clip"
    clip = make_result().clip.model_copy(update={"sha256": hashlib.sha256(data).hexdigest()})
    known = add_set(store, patient.id, make_result().model_copy(update={"clip": clip})).set_id
    film = add_film(store, patient, data)
    assert film.state == "known"
    assert film.progress.set_ids == (known,)
    assert not film.path.exists()


def test_what_was_noted_of_an_earlier_attempt_does_not_count(
    store: Store, patient: Patient
) -> None:
    film = add_film(store, patient)
    store.films.note(film, Progress(state="unsure", candidates=("knee_hug",)))
    assert store.films.get(film.id).state == "unsure"
    again = store.films.ask_again(store.films.get(film.id), exercise="knee_hug")
    assert again.state == "waiting"
    assert again.asked.exercise == "knee_hug"


def test_cancelled_counts_until_it_is_asked_for_again(store: Store, patient: Patient) -> None:
    film = add_film(store, patient)
    store.films.note(film, Progress(state="working", share=0.4))
    film = store.films.ask(store.films.get(film.id), cancelled=True)
    assert film.state == "cancelled"
    assert store.films.ask_again(film).state == "waiting"


def test_what_is_done_is_done_though_it_was_cancelled_too_late(
    store: Store, patient: Patient
) -> None:
    film = store.films.ask(add_film(store, patient), cancelled=True)
    store.films.note(film, Progress(state="done", set_ids=(1,)))
    assert store.films.get(film.id).state == "done"


def test_the_day_is_kept(store: Store, patient: Patient) -> None:
    film = store.films.ask(add_film(store, patient), day=date(2025, 3, 1))
    assert store.films.get(film.id).asked.day == date(2025, 3, 1)


def test_nothing_is_noted_of_a_film_that_was_taken_out(store: Store, patient: Patient) -> None:
    film = add_film(store, patient)
    store.films.forget(film)
    store.films.note(film, Facts())
    assert not film.folder.exists()
    with pytest.raises(UnknownRecordError):
        store.films.get(film.id)


@pytest.mark.parametrize("name", ["..", "../history", "x", "0" * 24, "0" * 23 + "/"])
def test_no_other_folder_is_ever_a_film(store: Store, name: str) -> None:
    with pytest.raises(UnknownRecordError):
        store.films.get(name)


@pytest.mark.parametrize("document", [b"", b"{}", b"null", b"[1]", b'{"name": 3}', b"\xff\x00"])
def test_a_damaged_document_harms_no_other_film(
    store: Store, patient: Patient, document: bytes
) -> None:
    damaged, sound = add_film(store, patient, b"1"), add_film(store, patient, b"2")
    (damaged.folder / "asked.json").write_bytes(document)
    assert [film.id for film in store.films.all()] == [sound.id]


def test_a_patient_goes_with_all_films(store: Store, patient: Patient) -> None:
    mine = add_film(store, patient, b"12345")
    other = add_film(store, store.patients.add("C"), b"other")
    deleted = store.patients.delete(patient.id)
    assert deleted.files == 2
    assert deleted.size_bytes > 5
    assert not mine.folder.exists()
    assert [film.id for film in store.films.all()] == [other.id]


def test_a_later_patient_of_the_same_number_gets_no_film_of_the_earlier(
    store: Store, patient: Patient
) -> None:
    film = add_film(store, patient)
    told = film.asked.model_copy(update={"patient_added_at_s": 1.0})
    (film.folder / "asked.json").write_text(told.model_dump_json())
    assert store.films.of_patient(patient) == []


def test_what_is_larger_than_any_film_is_refused(store: Store) -> None:
    received = store.films.receive()
    with pytest.raises(UsageError, match="larger"):
        received.check_room(receiving.LARGEST_FILM_BYTES + 1)
    received.discard()
    assert not received.folder.exists()


def test_a_film_that_the_disk_has_no_room_for_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = store.films.receive()
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 0, 600_000_000))
    received.check_room(1_000_000)
    with pytest.raises(DiskFullError):
        received.check_room(100_000_000)
    received.discard()


def test_too_many_films_are_refused(
    store: Store, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(films, "MOST_FILMS", 2)
    add_film(store, patient, b"1")
    add_film(store, patient, b"2")
    with pytest.raises(UsageError, match="in the list already"):
        store.films.receive()


def test_a_film_that_comes_in_while_a_worker_begins_is_not_tidied_up(store: Store) -> None:
    """Its folder is there before its bytes, and its bytes have their name before it is listed."""
    begins, ends = store.films.receive(), store.films.receive()
    (begins.folder / "incoming.partial").unlink()
    ends.end(None)
    ends.keep_as("film.mp4")
    store.films.tidy_up()
    assert begins.folder.exists()
    assert list(ends.folder.rglob("film.mp4"))
    begins.discard()


def test_a_film_whose_taking_out_was_cut_off_goes_at_the_next_start(
    store: Store, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = add_film(store, patient, b"1")
    with monkeypatch.context() as cut_off:
        cut_off.setattr(films.shutil, "rmtree", lambda *_, **__: None)
        assert store.films.forget(film) == [film.folder]
    assert store.films.all() == []
    assert film.folder.exists()
    store.films.tidy_up()
    assert not film.folder.exists()


def test_what_never_came_whole_and_what_ended_long_ago_is_tidied_up(
    store: Store, patient: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way, left = store.films.receive(), store.films.receive()
    left.end(None)
    (left.folder / "incoming.partial").unlink()
    os.utime(left.folder, (1e9, 1e9))
    done, waiting = add_film(store, patient, b"1"), add_film(store, patient, b"2")
    store.films.note(done, Progress(state="done"))
    monkeypatch.setattr(films, "_LISTED_S", -1.0)
    store.films.tidy_up()
    assert under_way.folder.exists()
    under_way.discard()
    assert not left.folder.exists()
    assert [film.id for film in store.films.all()] == [waiting.id]
