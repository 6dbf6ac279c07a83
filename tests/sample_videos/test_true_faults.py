"""Each fault of the catalogue is truly there when asked for, and only then."""

import pytest

from sample_videos.renderer.fault_catalogue import EXAMPLES, NOT_SHOWN, OVER_A_SESSION
from sample_videos.renderer.measure import measure_scene
from sample_videos.renderer.motion import Repetition
from sample_videos.renderer.scene import Scene

HOLD_S = {"pelvic_tilt": 2.0, "knee_hug": 2.0, "prone_press_up": 1.5, "seal_stretch": 5.0}
EXERCISES = (*HOLD_S, "standing_back_extension")


def measure(exercise, repetition=None, constant=None, variant=""):
    ordinary = {"out_s": 2.0, "hold_s": HOLD_S.get(exercise, 1.5) + 0.3, "return_s": 2.2}
    ordinary |= {"leg": "right"} if exercise == "knee_hug" else {}
    repetition = ordinary | {"rest_s": 1.2} | dict(repetition or {})
    scene = Scene(
        name="test",
        frames_per_second=10,
        person={"male": 0.0, "stature_m": 1.68},
        exercise={
            "name": exercise,
            "variant": variant,
            "prescribed_hold_s": HOLD_S.get(exercise, 1.5),
            "constant": dict(constant or {}),
        },
        repetition=[Repetition(**repetition)],
    )
    label, truth = measure_scene(scene)
    return label, truth


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.usefixtures("body_data")
def test_a_clean_repetition_has_no_fault_and_counts(exercise):
    label, _ = measure(exercise)
    assert label["faults"] == []
    assert label["close_calls"] == []
    assert len(label["reps"]) == 1
    assert label["holds_s"][0] == pytest.approx(HOLD_S.get(exercise, 1.5) + 0.3, abs=1.0)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
@pytest.mark.usefixtures("body_data")
def test_a_fault_asked_for_is_truly_there_and_alone(example):
    label, _ = measure(example.exercise, example.repetition, example.constant, example.variant)
    found = {fault["id"] for fault in label["faults"]}
    possible = found | {fault["id"] for fault in label["close_calls"]}
    assert example.id in found
    assert possible - {example.id} <= set(example.brings_along)


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
