"""Film files: what they say is filled in, and what does not fit is told with its fix."""

from pathlib import Path

import pytest

import sample_videos
from formcheck.errors import SettingsError
from sample_videos.renderer.films.film import Film
from sample_videos.renderer.library import read_work
from sample_videos.renderer.scene import Scene

EXAMPLE = Path(sample_videos.__file__).parent / "films" / "hug_with_close_up.toml"
TAKE = {"name": "wide", "exercise": {"name": "knee_hug"}, "camera": {"distance_m": 2.0}}
FILM = {
    "name": "film",
    "exercise": "knee_hug",
    "take": [TAKE, {"name": "close", "like": "wide", "camera": {"distance_m": 1.0}}],
    "piece": [{"take": "wide", "until_s": 2.0}, {"take": "close", "from_s": 2, "until_s": 3}],
}


def written(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_take_like_another_differs_only_in_what_it_says():
    film = Film(**FILM, width=320, height=180)
    wide, close = film.take
    assert (wide.camera.distance_m, close.camera.distance_m) == (2.0, 1.0)
    assert close.camera.height_m == wide.camera.height_m
    assert {take.width for take in film.take} == {320}
    assert film.performance_of("close") == "wide"
    assert film.seconds == pytest.approx(3.0)


def test_a_film_made_of_another_one_stays_the_same():
    film = Film(**FILM)
    assert Film(**film.model_dump()) == film


def test_the_example_is_a_film_and_a_scene_stays_a_scene():
    film = read_work(EXAMPLE)
    assert isinstance(film, Film)
    assert film.name == "hug_with_close_up"
    assert isinstance(read_work(EXAMPLE.parents[1] / "scenes" / "knee_hug_good.toml"), Scene)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"piece": [{"take": "near", "until_s": 1.0}]}, "no take is called 'near'"),
        ({"piece": [{"take": "wide", "from_s": 2.0, "until_s": 1.0}]}, "ends before it begins"),
        ({"piece": [{"until_s": 1.0}]}, "either of a take or a card"),
        ({"take": [TAKE | {"arriving_s": 2.0}], "piece": [{"take": "wide", "until_s": 1.0}]},
         "before"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        Film(**FILM | change)


def test_a_misspelt_file_names_the_line_and_the_fix(tmp_path):
    text = EXAMPLE.read_text(encoding="utf-8").replace("settle_share", "setle_share")
    with pytest.raises(SettingsError) as told:
        read_work(written(tmp_path, text))
    assert "setle_share" in str(told.value)
