import pytest

from sample_videos.renderer.motion import Repetition, Timeline, ease


def timeline(*repetitions, **changes):
    values = {"lead_s": 1.0, "tail_s": 0.5, "arriving_s": 0.0, "constant": {}} | changes
    return Timeline(list(repetitions), **values)


def test_ease_is_slow_at_both_ends_and_half_way_in_the_middle():
    assert ease(-1) == 0.0
    assert ease(0.5) == pytest.approx(0.5)
    assert ease(2) == 1.0
    assert ease(0.05) < 0.01


def test_phases_of_one_repetition():
    course = timeline(Repetition(out_s=1, hold_s=2, return_s=1, rest_s=1))
    seen = [(course.at(t).phase, course.at(t).repetition) for t in (0.5, 1.5, 3.0, 4.5, 5.5)]
    assert seen == [("rest", 0), ("out", 1), ("hold", 1), ("return", 1), ("rest", 0)]
    assert course.duration_s == pytest.approx(6.5)
    assert course.interval(0) == (1.0, 5.0)


def test_depth_and_what_is_left_at_rest():
    first = Repetition(out_s=1, hold_s=1, return_s=1, rest_s=1, depth=0.8, rest_amount=0.3)
    course = timeline(first, Repetition(out_s=1, hold_s=1, return_s=1, rest_s=1))
    assert course.at(2.5).moment.amount == pytest.approx(0.8)
    assert course.at(4.5).moment.amount == pytest.approx(0.3)
    assert course.at(5.0).moment.amount == pytest.approx(0.3)
    assert course.at(6.5).moment.amount == pytest.approx(1.0)


def test_a_fault_comes_and_goes_with_its_repetition():
    course = timeline(Repetition(out_s=1, hold_s=1, return_s=1, faults={"knee_bend_deg": 30.0}))
    bend = [course.at(t).moment["knee_bend_deg"] for t in (0.5, 1.5, 2.5, 3.5)]
    assert bend == pytest.approx([0.0, 15.0, 30.0, 15.0])


def test_a_constant_parameter_is_always_there_and_adds_to_a_fault():
    repetition = Repetition(out_s=1, hold_s=1, return_s=1, faults={"feet_up_deg": 20.0})
    course = timeline(repetition, constant={"feet_up_deg": 10.0})
    assert course.at(0.2).moment["feet_up_deg"] == 10.0
    assert course.at(2.5).moment["feet_up_deg"] == pytest.approx(30.0)


def test_sinking_starts_late_in_the_hold():
    sinking = Repetition(out_s=1, hold_s=8, return_s=1, faults={"sink_deg": 10.0})
    course = timeline(sinking, grows_in_hold={"sink_deg"})
    assert course.at(2.0 + 3.0).moment["sink_deg"] == 0.0
    assert course.at(2.0 + 7.0).moment["sink_deg"] == pytest.approx(10.0)


def test_what_belongs_to_the_hold_is_not_there_on_the_way():
    bouncing = Repetition(out_s=1, hold_s=2, return_s=1, faults={"bounce_deg": 10.0})
    course = timeline(bouncing, only_in_hold={"bounce_deg"})
    bounce = [course.at(t).moment["bounce_deg"] for t in (1.9, 3.0, 4.1)]
    assert bounce == pytest.approx([0.0, 10.0, 0.0])


def test_arriving_comes_first_and_moves_everything_later():
    course = timeline(Repetition(), arriving_s=2.0)
    assert course.at(1.0).phase == "arriving"
    assert course.at(1.0).arrived == pytest.approx(0.5)
    assert course.interval(0)[0] == pytest.approx(3.0)


def test_the_other_leg_takes_over_in_the_rest():
    first = Repetition(out_s=1, hold_s=1, return_s=1, rest_s=2, leg="left")
    course = timeline(first, first, first.model_copy(update={"leg": "right"}))
    assert course.leg_change(0.5) is None
    assert course.leg_change(2.0) is None
    assert course.leg_change(5.0) is None
    leg, share = course.leg_change(10.0)
    assert (leg, share) == ("right", pytest.approx(0.5))
    assert course.leg_change(13.0) is None
