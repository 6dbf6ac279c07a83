"""The worker as a whole: what it begins with, what it says at once, and that there is one."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from formcheck import scoring
from formcheck.errors import NothingToScoreError
from formcheck.history.films.film import Progress
from formcheck.history.store import Store
from formcheck.judge.scored import ScoredClip
from formcheck.score_options import ScoreOptions
from formcheck.worker.worker import Worker, run_worker
from tests.support.clips import brightness_ramp, write_clip
from tests.support.films import add_film
from tests.support.history import open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@contextmanager
def _working(store: Store) -> Iterator[Worker]:
    worker = Worker(store.path)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.ending.set()
        thread.join()


def _wait_until(met: Callable[[], bool]) -> None:
    end_s = time.monotonic() + 60
    while not met():
        assert time.monotonic() < end_s
        time.sleep(0.02)


def test_what_a_stopped_worker_was_in_the_midst_of_is_begun_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = add_film(store, store.patients.add("A"))
    store.films.note(film, Progress(state="working", share=0.7, begun=1))
    seen: list[bool] = []

    def score(_options: ScoreOptions, *_: object) -> list[ScoredClip]:
        seen.append(store.films.get(film.id).progress.interrupted)
        raise NothingToScoreError("Nobody.")

    monkeypatch.setattr(scoring, "score_with", score)
    with _working(store):
        _wait_until(lambda: store.films.get(film.id).state == "failed")
    assert seen in ([True], [])


def test_what_is_no_film_and_the_day_are_told_before_its_turn_comes(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = store.patients.add("A")
    clip = write_clip(tmp_path / "c.mp4", brightness_ramp(), 5).read_bytes()
    first = add_film(store, patient, clip, "first.mp4", modified_s=1_700_000_000.0)
    release = threading.Event()

    def score(_options: ScoreOptions, *_: object) -> list[ScoredClip]:
        release.wait(60)
        raise NothingToScoreError("Nobody.")

    monkeypatch.setattr(scoring, "score_with", score)
    with _working(store):
        _wait_until(lambda: store.films.get(first.id).state == "working")
        wrong = add_film(store, patient, b"#!/bin/sh\n", "wrong.mp4")
        _wait_until(lambda: store.films.get(wrong.id).state == "failed")
        _wait_until(lambda: store.films.get(first.id).facts is not None)
        assert store.films.get(first.id).state == "working"
        release.set()
        _wait_until(lambda: store.films.get(first.id).state == "failed")
    wrong = store.films.get(wrong.id)
    assert "is not a video" in wrong.progress.message
    assert not wrong.path.exists()
    facts = store.films.get(first.id).facts
    assert facts is not None
    assert facts.recorded_at is not None
    assert facts.recorded_at.timestamp() == 1_700_000_000.0
    assert not facts.by_camera


def test_of_two_workers_one_works_and_the_other_takes_over(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def score(_options: ScoreOptions, *_: object) -> list[ScoredClip]:
        raise NothingToScoreError("Nobody.")

    monkeypatch.setattr(scoring, "score_with", score)
    patient = store.patients.add("A")
    with _working(store) as first:
        one = add_film(store, patient, b"1")
        _wait_until(lambda: store.films.get(one.id).state == "failed")
        with _working(store):
            first.ending.set()
            _wait_until(first.ended.is_set)
            other = add_film(store, patient, b"2")
            _wait_until(lambda: store.films.get(other.id).state == "failed")


def test_it_ends_with_whoever_started_it(store: Store) -> None:
    reading, writing = os.pipe()
    with open(reading, "rb", buffering=0) as told:  # noqa: PTH123  a descriptor
        thread = threading.Thread(target=run_worker, args=(store.path, told))
        thread.start()
        os.close(writing)
        thread.join(60)
        assert not thread.is_alive()
