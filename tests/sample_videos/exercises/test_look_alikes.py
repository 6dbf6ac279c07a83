import pytest

from tests.sample_videos.builders import measure


@pytest.mark.usefixtures("body_data")
def test_a_look_alike_carries_only_the_fault_that_names_it():
    label, _ = measure("bridge", {"hold_s": 1.0}, {"hold_s": 1.0})
    assert label["role"] == "lookalike: bridge"
    assert label["exercise"] == "pelvic_tilt"
    assert label["reps"] == []
    assert {fault["id"] for fault in label["faults"]} == {"PT-1"}


@pytest.mark.parametrize(
    ("movement", "fair"), [("lying_still", ["PT-2"]), ("forward_bend", ["SBE-7"]), ("sit_up", [])]
)
@pytest.mark.usefixtures("body_data")
def test_who_does_something_else_may_be_told_so(movement, fair):
    label, truth = measure(movement, {"hold_s": 1.0})
    whole_clip = [
        call["id"]
        for call in label["close_calls"]
        if (call["start_s"], call["end_s"]) == (0.0, round(float(truth.time_s[-1]), 3))
    ]
    assert whole_clip == fair
    assert len(label["lookalike_movements"]) == 1
