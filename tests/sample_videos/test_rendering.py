"""A few small frames drawn for real; skipped where there is no OpenGL."""

import json

import av
import numpy as np
import pytest

from formcheck.errors import MissingLibraryError
from formcheck.evaluation.labels import check_files, read_labels
from sample_videos.renderer.scene import Scene

pytest.importorskip("moderngl")

from sample_videos.renderer.batch import render_set
from sample_videos.renderer.clip import render_clip
from sample_videos.renderer.draw import Stage
from sample_videos.renderer.measure import measure_scene

SCENE = {
    "name": "tiny",
    "width": 160,
    "height": 120,
    "frames_per_second": 5,
    "lead_s": 0.4,
    "tail_s": 0.2,
    "exercise": {"name": "prone_press_up", "prescribed_hold_s": 0.2},
    "camera": {"distance_m": 2.5},
    "repetition": [{"out_s": 1.2, "hold_s": 0.2, "return_s": 1.2, "rest_s": 0.2}],
}


@pytest.fixture(scope="module", autouse=True)
def _drawing():
    try:
        with Stage(16, 16):
            pass
    except MissingLibraryError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def rendered(body_data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    render_set([Scene(**SCENE)], folder, processes=1)
    return folder


def read_labels_of(folder):
    label = json.loads((folder / "labels.json").read_text())["clips"][0]
    return {k: [tuple(v) for v in value] if k == "reps" else value for k, value in label.items()}


def test_the_clip_has_a_frame_for_every_row_of_truth(rendered):
    with av.open(str(rendered / "tiny.mp4")) as clip:
        times = [frame.time for frame in clip.decode(video=0)]
    truth = np.load(rendered / "tiny.truth.npz")
    np.testing.assert_allclose(times, truth["time_s"], atol=1e-3)
    assert truth["joints_px"].shape == (len(times), len(truth["joint_names"]), 2)


def test_the_person_is_drawn_where_the_truth_says(rendered):
    with av.open(str(rendered / "tiny.mp4")) as clip:
        frames = [frame.to_ndarray(format="rgb24") for frame in clip.decode(video=0)]
    truth = np.load(rendered / "tiny.truth.npz")
    names = truth["joint_names"].tolist()
    hip = truth["joints_px"][0, names.index("right_hip")].round().astype(int)
    shirt_or_trousers = frames[0][hip[1] - 2 : hip[1] + 3, hip[0] - 2 : hip[0] + 3].mean()
    beside = frames[0][20:25, hip[0] - 2 : hip[0] + 3].mean()
    assert abs(shirt_or_trousers - beside) > 20


def test_the_labels_are_ones_that_evaluate_reads(rendered):
    clips = read_labels(rendered / "labels.json")
    check_files(clips)
    assert clips[0].label.exercise == "prone_press_up"
    assert clips[0].label.reps == [(0.4, 3.0)]


def test_what_is_measured_without_drawing_is_what_was_drawn(rendered):
    label, truth = measure_scene(Scene(**SCENE))
    drawn = np.load(rendered / "tiny.truth.npz")
    np.testing.assert_allclose(drawn["joints_px"], truth.joints_px, atol=1e-3)
    np.testing.assert_allclose(drawn["neck_deg"], truth.signals["neck_deg"], atol=1e-3)
    assert label == read_labels_of(rendered)


def test_every_effect_and_obstacle_can_be_drawn(body_data, tmp_path):
    effects = {
        "sensor_noise": 6.0,
        "motion_blur": 0.8,
        "uneven_light": 0.7,
        "shake_px": 2.0,
        "variable_frame_rate": 0.5,
        "occluder": "pet",
        "passer_by_at_s": 0.5,
    }
    scene = Scene(**SCENE | {"effects": effects, "camera": {"distance_m": 2.5, "yaw_deg": 12}})
    label = render_clip(scene, tmp_path)
    with av.open(str(tmp_path / label["clip"])) as clip:
        pictures = [frame.to_ndarray(format="gray") for frame in clip.decode(video=0)]
    assert len(pictures) > 10
    assert all(picture.std() > 10 for picture in pictures)


def test_two_at_once_give_what_one_after_the_other_gives(rendered, tmp_path):
    scenes = [Scene(**SCENE), Scene(**SCENE | {"name": "second", "seed": 3})]
    render_set(scenes, tmp_path, processes=2)
    assert (tmp_path / "tiny.mp4").read_bytes() == (rendered / "tiny.mp4").read_bytes()
    assert (tmp_path / "second.truth.npz").is_file()


def test_the_same_scene_gives_the_same_bytes(rendered, tmp_path):
    render_clip(Scene(**SCENE), tmp_path)
    assert (tmp_path / "tiny.mp4").read_bytes() == (rendered / "tiny.mp4").read_bytes()
