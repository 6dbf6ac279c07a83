"""The set of films: what the issue asks of it, and the same from the same seed."""

from collections import Counter

from sample_videos.renderer.exercises.registry import EXERCISES
from sample_videos.renderer.films.sets import film_set


def test_a_third_each_of_cut_targets_look_alikes_and_plain_targets():
    films = film_set(2026)
    kinds = Counter(film.name.split("_")[1] for film in films)
    assert len(films) >= 120
    assert len({film.name for film in films}) == len(films)
    assert set(kinds) == {"cut", "other", "plain"}
    assert all(0.27 < count / len(films) < 0.4 for count in kinds.values())
    assert all(film.is_look_alike == ("_other_" in film.name) for film in films)
    assert 17 < sum(film.seconds for film in films) / len(films) < 23


def test_every_exercise_is_shown_and_looked_like():
    films = film_set(2026)
    names = {exercise.name for exercise in EXERCISES}
    assert {film.exercise for film in films if not film.is_look_alike} == names
    assert {film.exercise for film in films if film.is_look_alike} == names


def test_the_same_seed_gives_the_same_films_and_another_gives_others():
    assert film_set(5) == film_set(5)
    assert film_set(5) != film_set(6)
    assert [film.name for film in film_set(5)] == [film.name for film in film_set(6)]


def test_every_change_and_everything_burnt_in_comes_in_the_set():
    films = film_set(2026)
    entrances = {piece.into for film in films for piece in film.piece}
    assert entrances == {"cut", "fade", "blur", "black"}
    burnt = {overlay.kind for film in films for overlay in film.overlay}
    assert burnt >= {"caption", "banner", "watermark", "arrow", "logo"}
    takes = [take for film in films for take in film.take]
    assert {prop.kind for take in takes for prop in take.prop} >= {"stool", "television"}
    assert any(take.light_change for take in takes)
    assert any(film.finish.flash_s for film in films)
    assert any(film.finish.grey_s for film in films)
