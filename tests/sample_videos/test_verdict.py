"""What must be found in a clip: only what nobody can dispute."""

import pytest

from sample_videos.renderer.measure import measure_scene
from tests.sample_videos.builders import make_scene, measure

pytestmark = pytest.mark.usefixtures("body_data")


def test_a_repetition_that_the_clip_cuts_off_asks_for_nothing():
    scene = make_scene(
        "prone_press_up", {}, {"faults": {"head_back_deg": 80}}, stops_at_s=1.2 + 6.5 + 1.2 + 3.5
    )
    label, _ = measure_scene(scene)
    assert len(label["reps"]) == len(label["partial_reps"]) == 1
    assert label["faults"] == []


@pytest.mark.parametrize(
    "camera", [{"yaw_deg": 35.0}, {"distance_m": 1.7, "aim_ahead_m": 0.6}], ids=["turned", "cut"]
)
def test_what_nobody_can_see_is_a_close_call(camera):
    label, _ = measure("prone_press_up", {"faults": {"feet_up_deg": 40}}, camera=camera)
    assert "PPU-8" not in {fault["id"] for fault in label["faults"]}
    assert "PPU-8" in {call["id"] for call in label["close_calls"]}


def test_of_a_small_movement_only_what_is_dangerous_or_makes_it_small_must_be_found():
    label, _ = measure("pelvic_tilt", {"depth": 0.25, "faults": {"head_lift_deg": 26}})
    assert len(label["partial_reps"]) == 1
    assert {fault["id"] for fault in label["faults"]} == {"PT-2"}
    assert "PT-5" in {call["id"] for call in label["close_calls"]}


def test_how_long_somebody_held_who_rocks_is_not_told():
    label, _ = measure("seal_stretch", {"faults": {"rock_deg": 9}})
    assert len(label["reps"]) == 1
    assert label["holds_s"] == [None]
