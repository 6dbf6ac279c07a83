"""What becomes of a film: scored, asked about, refused, stopped; and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from formcheck import scoring
from formcheck.errors import (
    InputError,
    LyingPictureError,
    NothingToScoreError,
    UnsureExerciseError,
)
from formcheck.history.films.film import Film, Progress
from formcheck.history.store import Store
from formcheck.judge.scored import ScoredClip
from formcheck.results.files import write_data
from formcheck.score_options import ScoreOptions
from formcheck.worker.scoring_film import MOST_BEGINNINGS, EndingError, ScoringFilm
from tests.support.films import add_film
from tests.support.history import open_store
from tests.support.scored import make_result, make_scored

Scoring = Callable[[ScoreOptions, Path, Path, str], list[ScoredClip]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def film(store: Store) -> Film:
    return add_film(store, store.patients.add("A. B."), modified_s=1_700_000_000.0)


def _scores(options: ScoreOptions, clip: Path, out: Path, _exercise: str) -> list[ScoredClip]:
    """Do what scoring does, with a result that is made by hand."""
    assert clip.read_bytes() == b"a film"
    assert options.folder_name is not None
    for share in (0.0, 0.5, 1.0):
        options.tell_progress("pose", share)
    scored = make_scored(make_result())
    (out / options.folder_name).mkdir()
    write_data(scored, out / options.folder_name)
    return [scored]


def _raises(error: Exception) -> Scoring:
    def score(*_: object) -> list[ScoredClip]:
        raise error

    return score


def _run(
    store: Store,
    film: Film,
    monkeypatch: pytest.MonkeyPatch,
    score: Scoring = _scores,
    ending: Callable[[], bool] = lambda: False,
) -> Film:
    monkeypatch.setattr(scoring, "score_with", score)
    scoring_film = ScoringFilm(store, store.films.get(film.id), ending)
    if scoring_film.begin():
        scoring_film.run()
    return store.films.get(film.id)


def test_a_film_becomes_a_set_and_leaves_nothing_else(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = _run(store, film, monkeypatch)
    assert after.state == "done"
    assert after.progress.share == 1.0
    (set_id,) = after.progress.set_ids
    record = store.sets.get(set_id)
    assert record.files.clip is not None
    assert record.files.clip.read_bytes() == b"a film"
    assert record.row.performed_at.timestamp() == 1_700_000_000.0
    names = {entry.name for entry in film.folder.iterdir()}
    assert names == {"asked.json", "progress.json"}


def test_the_day_that_was_chosen_counts_even_if_it_is_chosen_meanwhile(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    def score(options: ScoreOptions, clip: Path, out: Path, name: str) -> list[ScoredClip]:
        store.films.ask(film, day=date(2025, 3, 1))
        return _scores(options, clip, out, name)

    after = _run(store, film, monkeypatch, score)
    assert store.sets.get(after.progress.set_ids[0]).row.day == date(2025, 3, 1)


def test_the_same_set_is_known_and_not_added_twice(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _run(store, film, monkeypatch)
    other = add_film(store, store.patients.get(film.asked.patient_id), b"a film ", "b.mp4")
    other.path.write_bytes(b"a film")
    second = _run(store, other, monkeypatch)
    assert second.state == "known"
    assert second.progress.set_ids == first.progress.set_ids


def test_where_it_is_not_sure_the_exercise_is_asked_for(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = UnsureExerciseError("Is it a knee hug?", "-e", ("knee_hug",), "Start lying.")
    after = _run(store, film, monkeypatch, _raises(error))
    assert after.state == "unsure"
    assert after.progress.message == "Is it a knee hug?"
    assert after.progress.hint == "Start lying."
    assert after.progress.candidates == ("knee_hug",)
    assert after.path.exists()
    named = store.films.ask_again(after, exercise="knee_hug")
    asked: list[str] = []

    def score(options: ScoreOptions, clip: Path, out: Path, name: str) -> list[ScoredClip]:
        asked.append(name)
        return _scores(options, clip, out, name)

    assert _run(store, named, monkeypatch, score).state == "done"
    assert asked == ["knee_hug"]


def test_a_lying_picture_can_be_turned(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = _run(store, film, monkeypatch, _raises(LyingPictureError("It lies.", "-", 90)))
    assert (after.state, after.progress.rotate) == ("failed", 90)
    turned: list[int] = []

    def score(options: ScoreOptions, clip: Path, out: Path, name: str) -> list[ScoredClip]:
        turned.append(options.rotate)
        return _scores(options, clip, out, name)

    _run(store, store.films.ask_again(after, rotate=90), monkeypatch, score)
    assert turned == [90]


@pytest.mark.parametrize(
    ("error", "stays"),
    [
        (NothingToScoreError("Nobody is seen.", "Film again."), True),
        (InputError("No film."), False),
    ],
)
def test_why_not_is_told_in_the_words_of_the_command(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch, error: Exception, stays: bool
) -> None:
    after = _run(store, film, monkeypatch, _raises(error))
    assert after.state == "failed"
    assert str(error).startswith(after.progress.message)
    assert after.path.exists() == stays


def test_an_error_of_the_program_stops_no_other_film(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = _run(store, film, monkeypatch, _raises(ZeroDivisionError()))
    assert after.state == "failed"
    assert "ZeroDivisionError" in after.progress.message


@pytest.mark.parametrize("how", ["cancelled", "forgotten", "deleted"])
def test_what_nobody_wants_any_more_is_stopped(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    def score(options: ScoreOptions, *_: object) -> list[ScoredClip]:
        options.tell_progress("pose", 0.1)
        if how == "cancelled":
            store.films.ask(film, cancelled=True)
        elif how == "forgotten":
            store.films.forget(film)
        else:
            store.patients.delete(film.asked.patient_id)
        options.tell_progress("pose", 0.2)
        raise AssertionError("it went on")

    monkeypatch.setattr(scoring, "score_with", score)
    scoring_film = ScoringFilm(store, film, lambda: False)
    assert scoring_film.begin()
    scoring_film.run()
    assert store.sets.select().total == 0
    if how == "cancelled":
        assert store.films.get(film.id).state == "cancelled"
        assert film.path.exists()
    else:
        assert not film.folder.exists()


def test_when_the_program_ends_the_film_waits_for_the_next_start(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(MOST_BEGINNINGS + 2):
        with pytest.raises(EndingError):
            _run(store, film, monkeypatch, ending=lambda: True)
    after = store.films.get(film.id)
    assert (after.state, after.progress.interrupted) == ("waiting", True)
    assert _run(store, after, monkeypatch).state == "done"


def test_a_film_that_ends_the_program_is_not_tried_for_ever(
    store: Store, film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.films.note(film, Progress(state="waiting", begun=MOST_BEGINNINGS))
    after = _run(store, film, monkeypatch, _raises(AssertionError("it was tried")))
    assert after.state == "failed"
    assert "ended twice" in after.progress.message


def test_a_film_of_a_watched_folder_stays_where_it_is(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "camera.mp4"
    source.write_bytes(b"a film")
    patient = store.patients.add("A. B.")
    film = store.films.refer(patient, source, "0" * 64, 6)
    after = _run(store, film, monkeypatch)
    assert after.state == "done"
    assert source.exists()
    assert replace(film) == film
