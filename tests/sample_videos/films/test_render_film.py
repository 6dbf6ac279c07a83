"""A very small film drawn for real; skipped where there is no OpenGL."""

import json

import av
import numpy as np
import pytest

from formcheck.errors import MissingLibraryError
from formcheck.evaluation.labels import read_labels
from sample_videos.renderer.films.film import Film

pytest.importorskip("moderngl")

from sample_videos.renderer.batch import is_done, picture_fingerprint, render_set
from sample_videos.renderer.draw import Stage

pytestmark = pytest.mark.slow

TAKE = {
    "name": "wide",
    "lead_s": 0.4,
    "tail_s": 0.2,
    "exercise": {"name": "prone_press_up", "prescribed_hold_s": 0.2},
    "camera": {"distance_m": 2.5},
    "before": [{"pose": "all_fours", "stay_s": 0.4}],
    "ready_s": 0.8,
    "manner": {"breath_mm": 8, "hand_opens_s": 2},
    "prop": [
        {"kind": "television", "ahead_m": 0.8, "nearer_m": -1.2},
        {"kind": "stool", "ahead_m": -1.4},
    ],
    "light_change": [{"at_s": 1.5, "brightness": 0.4}],
    "repetition": [{"out_s": 1.0, "hold_s": 0.2, "return_s": 1.0, "rest_s": 0.2}],
}
FILM = Film(
    name="tiny",
    width=160,
    height=120,
    frames_per_second=5,
    exercise="prone_press_up",
    take=[TAKE, {"name": "close", "like": "wide", "camera": {"distance_m": 1.0}}],
    piece=[
        {"card": {"seconds": 0.6, "title": "Up", "ground": (0, 0, 0), "behind": "wide"}},
        {"take": "wide", "until_s": 2.4},
        {"take": "close", "from_s": 2.4, "until_s": 3.0, "into": "fade", "into_s": 0.4},
    ],
    overlay=[{"kind": "logo", "at": (0.9, 0.85), "colour": (250, 0, 0)}],
    finish={"flash_s": (2.0,)},
)


@pytest.fixture(scope="module")
def rendered(body_data, tmp_path_factory):
    try:
        with Stage(16, 16):
            pass
    except MissingLibraryError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("films")
    render_set([FILM], folder, processes=1)
    return folder


def pictures(folder):
    with av.open(str(folder / "tiny.mp4")) as clip:
        frames = list(clip.decode(video=0))
    return [frame.time for frame in frames], [frame.to_ndarray(format="rgb24") for frame in frames]


def test_the_film_has_a_picture_for_every_row_of_truth(rendered):
    times, shown = pictures(rendered)
    truth = np.load(rendered / "tiny.truth.npz")
    np.testing.assert_allclose(times, truth["time_s"], atol=1e-3)
    assert len(shown) == 18
    assert truth["take"].tolist() == [""] * 3 + ["wide"] * 12 + ["close"] * 3
    assert np.isnan(truth["knee_deg"][:3]).all()
    assert np.isfinite(truth["knee_deg"][3:]).all()


def test_cards_flashes_lights_and_logos_are_in_the_pictures(rendered):
    _, shown = pictures(rendered)
    bright = [float(picture[:60].mean()) for picture in shown]
    assert bright[0] < 0.7 * bright[4]
    assert bright[10] > 200
    assert bright[12] < 0.8 * bright[8]
    red, green, _ = shown[4][102 - 6, 144]
    assert int(red) - int(green) > 90


def test_the_label_is_one_that_evaluate_reads_and_the_film_is_done(rendered):
    (clip,) = read_labels(rendered / "labels.json")
    assert clip.label.exercise == "prone_press_up"
    assert is_done(FILM, rendered)
    changed = FILM.model_copy(update={"title": "Other", "role": "lookalike: x"})
    assert picture_fingerprint(changed) == picture_fingerprint(FILM)
    assert json.loads((rendered / "labels.json").read_text())["clips"][0]["cuts_s"] == [0.6, 3.0]
