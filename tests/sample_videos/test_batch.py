"""Many scenes, with drawing replaced: what is done stays done."""

import json

import pytest

pytest.importorskip("moderngl")

from sample_videos.renderer import batch
from sample_videos.renderer.batch import is_done, render_set
from sample_videos.renderer.scene import Scene


def scene(name, **changes):
    return Scene(**{"name": name, "exercise": {"name": "pelvic_tilt"}} | changes)


@pytest.fixture
def done(monkeypatch):
    """Names of what was drawn, and of what was measured only."""
    drawn, measured = [], []

    def files(scene, folder):
        (folder / f"{scene.name}.mp4").write_bytes(b"clip")
        (folder / f"{scene.name}.truth.npz").write_bytes(b"truth")
        return {"clip": f"{scene.name}.mp4", "prescribed": scene.exercise.hold_s}

    def draw(scene, folder, progress):
        if scene.name == "killed":
            raise KeyboardInterrupt
        drawn.append(scene.name)
        return files(scene, folder)

    def measure(scene, folder):
        measured.append(scene.name)
        return files(scene, folder), None

    monkeypatch.setattr(batch, "render_clip", draw)
    monkeypatch.setattr(batch, "measure_scene", measure)
    return drawn, measured


def labels_in(folder):
    return json.loads((folder / "labels.json").read_text())


def test_stopped_half_way_it_goes_on_where_it_was(done, tmp_path):
    drawn, _ = done
    with pytest.raises(KeyboardInterrupt):
        render_set([scene("a"), scene("killed"), scene("b")], tmp_path, processes=1)
    assert not (tmp_path / "labels.json").exists()
    seen = []
    render_set(
        [scene("a"), scene("b")], tmp_path, processes=1, progress=lambda *now: seen.append(now)
    )
    assert drawn == ["a", "b"]
    assert seen == [(1, 2, ""), (2, 2, "b")]
    assert [clip["clip"] for clip in labels_in(tmp_path)["clips"]] == ["a.mp4", "b.mp4"]


def test_a_changed_scene_is_drawn_again_and_the_others_are_not(done, tmp_path):
    drawn, measured = done
    render_set([scene("a"), scene("b")], tmp_path, processes=1)
    render_set([scene("a"), scene("b", seed=5)], tmp_path, processes=1)
    assert drawn == ["a", "b", "b"]
    assert measured == []


def test_a_lost_clip_is_drawn_again(done, tmp_path):
    drawn, _ = done
    render_set([scene("a")], tmp_path, processes=1)
    (tmp_path / "a.mp4").unlink()
    assert not is_done(scene("a"), tmp_path)
    render_set([scene("a")], tmp_path, processes=1)
    assert drawn == ["a", "a"]


def test_what_does_not_show_in_the_picture_only_makes_new_labels(done, tmp_path):
    drawn, measured = done
    told = {"name": "pelvic_tilt", "prescribed_hold_s": 8.0}
    render_set([scene("a")], tmp_path, processes=1)
    render_set([scene("a", exercise=told, title="Tilt", tags=["x"])], tmp_path, processes=1)
    assert (drawn, measured) == (["a"], ["a"])
    assert labels_in(tmp_path)["clips"][0]["prescribed"] == 8.0


def test_a_newer_way_of_labelling_draws_nothing_again(done, tmp_path, monkeypatch):
    drawn, measured = done
    render_set([scene("a")], tmp_path, processes=1)
    monkeypatch.setattr(batch, "TRUTH_VERSION", batch.TRUTH_VERSION + 1)
    assert not is_done(scene("a"), tmp_path)
    render_set([scene("a")], tmp_path, processes=1)
    assert (drawn, measured) == (["a"], ["a"])


def test_the_labels_say_what_the_set_was_made_from(done, tmp_path):
    render_set([scene("a")], tmp_path, processes=1, set="eval", seed=3)
    assert {"set": "eval", "seed": 3}.items() <= labels_in(tmp_path).items()
