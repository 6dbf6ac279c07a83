"""What the page about the sample videos lists is what there is."""

import json
import re
from pathlib import Path

import sample_videos
from sample_videos.renderer.exercises.registry import EXERCISES
from sample_videos.renderer.library import committed_scenes, find_scene
from sample_videos.renderer.measure import measure_scene
from sample_videos.renderer.motion import Repetition

FOLDER = Path(sample_videos.__file__).parent
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_committed_clip_is_listed_rendered_from_its_scene_and_labelled():
    listed = set(re.findall(r"^\| `(\w+)\.mp4`", PAGE, re.MULTILINE))
    there = {path.stem for path in FOLDER.glob("*.mp4")}
    labels = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))["clips"]
    assert listed == there == {scene.name for scene in committed_scenes()}
    assert {Path(label["clip"]).stem for label in labels} == there
    assert all((FOLDER / label["angles"]).is_file() for label in labels)


def test_the_committed_clips_stay_few_and_small():
    clips = list(FOLDER.glob("*.mp4"))
    committed = [*clips, *FOLDER.glob("*.npz"), FOLDER / "labels.json"]
    assert len(clips) <= 12
    assert sum(path.stat().st_size for path in committed) < 10_000_000


def test_the_labels_are_those_of_the_scenes_as_they_are_now():
    labels = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))["clips"]
    titles = {Path(label["clip"]).stem: label["title"] for label in labels}
    doses = {Path(label["clip"]).stem: label["prescribed"] for label in labels}
    for scene in committed_scenes():
        assert titles[scene.name] == scene.title
        assert doses[scene.name] == {
            "hold_s": scene.exercise.hold_s,
            "reps": len(scene.repetition),
        }


def test_every_fault_parameter_is_listed_and_exists():
    table = PAGE.split("## Which faults a body can show")[1].split("Not shown:")[0]
    listed = set(re.findall(r"`(\w+)`", table.split("|---|---|")[1]))
    parameters = {name for exercise in EXERCISES for name in exercise.mover.parameters}
    assert listed == parameters | {"out_s", "return_s", "hold_s", "depth", "rest_amount"}
    assert listed - parameters <= set(Repetition.model_fields)


def test_the_committed_labels_hold_all_that_the_renderer_writes(body_data):
    scene = find_scene("seal_stretch_good").model_copy(update={"frames_per_second": 5.0})
    written = measure_scene(scene)[0]
    labels = json.loads((FOLDER / "labels.json").read_text(encoding="utf-8"))["clips"]
    assert all(set(label) == set(written) for label in labels)
