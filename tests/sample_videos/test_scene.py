import pytest

from formcheck.errors import SettingsError, UsageError
from sample_videos.renderer.exercises.registry import EXERCISES, LOOK_ALIKES
from sample_videos.renderer.library import (
    USUAL_SEEDS,
    committed_scenes,
    find_scene,
    scenes_of_set,
)
from sample_videos.renderer.scene import read_scene
from sample_videos.renderer.set_dressing import CONDITIONS

NAMES = {exercise.name for exercise in EXERCISES}
OTHERS = {movement.name for movement in LOOK_ALIKES}
GOOD = '[exercise]\nname = "pelvic_tilt"\n[[repetition]]\nfaults = { hip_lift_deg = 9 }\n'


def write(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    return path


def test_a_scene_takes_its_name_from_its_file(tmp_path):
    scene = read_scene(write(tmp_path, GOOD))
    assert scene.name == "mine"
    assert scene.exercise.hold_s == 5.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[exercise", "not valid TOML"),
        ('[exercise]\nname = "juggling"\n', "no movement is called 'juggling'"),
        (GOOD.replace("hip_lift_deg", "hip_lift"), "no parameter 'hip_lift'"),
        (GOOD + "[camera]\nzoom = 2\n", "camera.zoom"),
        (GOOD.replace('"pelvic_tilt"', '"pelvic_tilt"\nvariant = "flying"'), "no variant"),
        (GOOD + 'leg = "third"\n', "repetition.0.leg"),
        (GOOD + "[person]\nstature_m = 9\n", "person.stature_m"),
    ],
)
def test_a_wrong_scene_is_explained(tmp_path, text, message):
    with pytest.raises(SettingsError, match=message) as raised:
        read_scene(write(tmp_path, text))
    lines = str(raised.value).splitlines()
    assert len(lines) == 2
    assert "mine.toml" in lines[0]


def test_an_absent_scene_is_explained(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        read_scene(tmp_path / "nothing.toml")
    with pytest.raises(UsageError, match="no scene called"):
        find_scene("nothing")
    with pytest.raises(UsageError, match="no set called"):
        scenes_of_set("nothing")


def test_the_committed_scenes_show_each_exercise_well_and_badly():
    names = {scene.name for scene in committed_scenes()}
    assert names == {f"{exercise}_{how}" for exercise in NAMES for how in ("good", "bad")}
    assert len(names) <= 12
    assert {(scene.width, scene.height) for scene in committed_scenes()} == {(640, 480)}


def test_the_eval_set_is_large_mixed_and_the_same_every_time():
    scenes = scenes_of_set("eval")
    assert len(scenes) >= 80
    assert len({scene.name for scene in scenes}) == len(scenes)
    other = [scene for scene in scenes if scene.exercise.name in OTHERS]
    assert 0.14 <= len(other) / len(scenes) <= 0.20
    assert {scene.exercise.name for scene in other} == OTHERS
    assert scenes == scenes_of_set("eval")


def test_another_seed_gives_another_set_of_the_same_kind():
    usual, other = scenes_of_set("eval"), scenes_of_set("eval", 1)
    assert scenes_of_set("eval", USUAL_SEEDS["eval"]) == usual
    assert [scene.exercise.name for scene in other] == [scene.exercise.name for scene in usual]
    assert not [scene for scene in other if scene in usual]
    with pytest.raises(UsageError, match="not made from a seed"):
        scenes_of_set("committed", 1)


def test_the_eval_set_covers_every_condition():
    used = {tag for scene in scenes_of_set("eval") for tag in scene.tags}
    assert set(CONDITIONS) <= used


def test_the_eval_set_goes_through_the_catalogue_of_faults():
    asked = {
        (scene.exercise.name, name)
        for scene in scenes_of_set("eval")
        for name in [*scene.exercise.constant, *(n for r in scene.repetition for n in r.faults)]
    }
    wanted = {
        (exercise.name, name)
        for exercise in EXERCISES
        for example in exercise.examples
        for name in [*example.constant, *example.repetition.get("faults", {})]
    }
    assert wanted <= asked


def test_the_smoke_set_is_short_and_shows_good_and_bad():
    scenes = scenes_of_set("smoke")
    frames = sum(
        scene.frames_per_second
        * (scene.lead_s + scene.tail_s + sum(r.moving_s + r.rest_s for r in scene.repetition))
        for scene in scenes
    )
    assert {scene.exercise.name for scene in scenes} >= NAMES
    assert frames < 1500
    targets = [scene for scene in scenes if scene.exercise.name in NAMES]
    assert all([bool(r.faults) for r in scene.repetition] == [False, True] for scene in targets)
