"""Each fault of the catalogue is truly there when asked for, and only then."""

import pytest

from sample_videos.renderer.fault_catalogue import EXAMPLES, NOT_SHOWN, OVER_A_SESSION
from sample_videos.renderer.measure import measure_scene
from sample_videos.renderer.motion import Repetition
from sample_videos.renderer.scene import Scene

HOLD_S = {"pelvic_tilt": 3.0, "knee_hug": 3.0, "prone_press_up": 1.8, "seal_stretch": 5.5}
EXERCISES = (*HOLD_S, "standing_back_extension")
STANDING_CAMERA = {"distance_m": 2.9, "height_m": 1.05, "aim_height_m": 0.87}
NEEDS_TWO = {"SBE-5", "KH-6"}
NEEDS_A_NEXT = {"SBE-7", "PT-8", "PPU-4"}
# In these the hand comes as near to the knee as a hand on the kneecap does; the scene tells them
# apart, no joint does.
NEVER_PLAIN = {"KH-7"}


def make_scene(exercise, *changes, constant=None, variant="", **more):
    ordinary = {"out_s": 2.0, "hold_s": HOLD_S.get(exercise, 1.8) + 0.3, "return_s": 2.2}
    ordinary |= {"rest_s": 1.2} | ({"leg": "right"} if exercise == "knee_hug" else {})
    values = {
        "name": "test",
        "frames_per_second": 10,
        "camera": STANDING_CAMERA if exercise == "standing_back_extension" else {},
        "person": {"male": 0.0, "stature_m": 1.68},
        "exercise": {
            "name": exercise,
            "variant": variant,
            "prescribed_hold_s": HOLD_S.get(exercise, 1.8),
            "constant": dict(constant or {}),
        },
        "repetition": [Repetition(**(ordinary | dict(change))) for change in changes or [{}]],
    }
    return Scene(**(values | more))


def measure(exercise, *changes, **more):
    return measure_scene(make_scene(exercise, *changes, **more))


def show(example):
    changes = [example.repetition]
    if example.id in NEEDS_TWO:
        changes = [{}, example.repetition, example.repetition]
    if example.id in NEEDS_A_NEXT:
        changes.append({})
    found, _ = measure(
        example.exercise, *changes, constant=example.constant, variant=example.variant
    )
    return found


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.usefixtures("body_data")
def test_a_clean_repetition_has_no_fault_and_counts(exercise):
    label, truth = measure(exercise)
    assert label["faults"] == []
    assert not [call for call in label["close_calls"] if call["id"] not in NEVER_PLAIN | {"SS-6"}]
    assert len(label["reps"]) == 1
    assert label["holds_s"][0] == pytest.approx(HOLD_S.get(exercise, 1.8) + 0.3, abs=1.0)
    assert truth.repetition.max() == 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
@pytest.mark.usefixtures("body_data")
def test_a_fault_asked_for_is_truly_there_and_alone(example):
    label = show(example)
    found = {fault["id"] for fault in label["faults"]}
    assert example.id in found
    assert found - {example.id} <= set(example.brings_along)


def test_every_fault_of_the_specification_is_accounted_for():
    counts = {"SBE": 8, "SS": 8, "PT": 8, "KH": 9, "PPU": 10}
    wanted = {f"{key}-{number}" for key, last in counts.items() for number in range(1, last + 1)}
    assert {example.id for example in EXAMPLES} | set(OVER_A_SESSION) == wanted
    assert all(NOT_SHOWN.values())


@pytest.mark.usefixtures("body_data")
def test_a_shallow_repetition_is_partial():
    label, _ = measure("prone_press_up", {"depth": 0.35})
    assert label["reps"] == []
    assert len(label["partial_reps"]) == 1


@pytest.mark.usefixtures("body_data")
def test_a_pelvic_tilt_moves_as_measured_on_people():
    _, truth = measure("pelvic_tilt")
    hold = truth.phase == 3
    assert 4.0 <= truth.change("shoulder_hip_knee_deg")[hold].max() <= 7.0
    assert 0.039 <= truth.signals["hip_slide_torso"][hold].max() <= 0.068
    assert truth.signals["hip_rise_torso"][hold].max() <= 0.025


@pytest.mark.parametrize(
    ("exercise", "faults", "named"),
    [
        ("pelvic_tilt", {"hip_lift_deg": 11}, "PT-1"),
        ("prone_press_up", {"push_up": 1.0}, "PPU-2"),
        ("prone_press_up", {"arms_idle": 1.0}, "PPU-3"),
    ],
)
@pytest.mark.usefixtures("body_data")
def test_another_movement_is_no_repetition_and_has_one_name(exercise, faults, named):
    label, _ = measure(exercise, {}, {"faults": faults})
    assert len(label["reps"]) == 1
    assert len(label["lookalike_movements"]) == 1
    assert [fault["id"] for fault in label["faults"]] == [named]


@pytest.mark.usefixtures("body_data")
def test_a_crunched_tilt_stays_a_repetition_with_a_fault():
    label, _ = measure("pelvic_tilt", {"faults": {"head_lift_deg": 26}})
    assert len(label["reps"]) == 1
    assert {fault["id"] for fault in label["faults"]} == {"PT-5"}


@pytest.mark.usefixtures("body_data")
def test_a_repetition_that_the_clip_cuts_off_asks_for_nothing():
    scene = make_scene(
        "prone_press_up", {}, {"faults": {"head_back_deg": 80}}, stops_at_s=1.2 + 6.3 + 1.2 + 3.5
    )
    label, _ = measure_scene(scene)
    assert len(label["reps"]) == len(label["partial_reps"]) == 1
    assert label["faults"] == []


@pytest.mark.parametrize(
    "camera", [{"yaw_deg": 35.0}, {"distance_m": 1.7, "aim_ahead_m": 0.6}], ids=["turned", "cut"]
)
@pytest.mark.usefixtures("body_data")
def test_what_nobody_can_see_is_a_close_call(camera):
    label, _ = measure("prone_press_up", {"faults": {"feet_up_deg": 40}}, camera=camera)
    assert "PPU-8" not in {fault["id"] for fault in label["faults"]}
    assert "PPU-8" in {call["id"] for call in label["close_calls"]}


@pytest.mark.usefixtures("body_data")
def test_the_look_alike_of_an_exercise_carries_only_the_fault_that_names_it():
    scene = make_scene("bridge", {"hold_s": 1.0}, {"hold_s": 1.0})
    label, _ = measure_scene(scene)
    assert label["role"].startswith("lookalike")
    assert label["exercise"] == "pelvic_tilt"
    assert label["reps"] == []
    assert {fault["id"] for fault in label["faults"]} == {"PT-1"}
