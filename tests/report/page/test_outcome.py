from __future__ import annotations

import pytest

from formcheck.judge.result import Summary
from formcheck.report.page.outcome import collect_remarks, collect_tiles, describe_outcome
from tests.support.scored import make_result


def _summary(counted: int, clean: int, hold_s: float = 0.0) -> Summary:
    changes = {"reps_counted": counted, "clean_reps": clean, "hold_total_s": hold_s}
    return make_result().summary.model_copy(update=changes)


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        (_summary(10, 8, 19.5), "10 repetitions counted, 8 of them clean. Total hold 19.5\u00a0s."),
        (_summary(3, 3), "3 repetitions counted, all of them clean."),
        (_summary(2, 0), "2 repetitions counted, none of them clean."),
        (_summary(1, 1), "1 repetition counted, and it was clean."),
        (_summary(1, 0), "1 repetition counted, with something to correct."),
        (_summary(0, 0), "No repetition was counted."),
    ],
)
def test_the_outcome_in_a_sentence(summary: Summary, words: str) -> None:
    assert describe_outcome(summary) == words


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ((2, 1, 0, None), "2 left, 1 right."),
        ((0, 0, 3, None), "3 both together."),
        ((1, 2, 1, 4.4), "1 left, 2 right, 1 both together."),
        (
            (2, 2, 0, -11.6),
            "2 left, 2 right. On average the right side reads 12° more than the left one; "
            "the side away from the camera is measured less exactly.",
        ),
    ],
)
def test_the_sides_are_told_apart(sides: tuple[int, int, int, float | None], words: str) -> None:
    names = ("reps_left", "reps_right", "reps_both", "symmetry_deg")
    summary = _summary(3, 3).model_copy(update=dict(zip(names, sides, strict=True)))
    assert describe_outcome(summary) == f"3 repetitions counted, all of them clean. {words}"


def test_a_dose_for_each_leg_says_so() -> None:
    summary = _summary(3, 3).model_copy(update={"reps_left": 2, "reps_right": 1, "reps_both": 0})
    told = collect_tiles(make_result(summary=summary))[0].remark
    assert told == "10 with each leg are usual"


def test_the_tiles_count_and_compare_with_what_is_usual() -> None:
    tiles = {tile.label: (tile.value, tile.remark) for tile in collect_tiles(make_result())}
    assert tiles["counted"] == ("3", "10 are usual")
    assert tiles["clean"][0] == "1"
    assert tiles["not counted"] == ("3", "1 too small, 1 lost from view, 1 not this exercise")
    assert tiles["average peak"] == ("45°", "41° to 49°")
    assert tiles["total hold"] == ("3.6\u00a0s", "1.2\u00a0s each, 2 s are usual")


def test_the_tiles_compare_with_what_was_asked_for() -> None:
    """Nothing says “plan” of a clip that was scored without one."""
    settings = {"prone_press_up": {"dose": {"reps": 5, "hold_s": 4.0}}}
    tiles = {tile.label: tile.remark for tile in collect_tiles(make_result(settings=settings))}
    assert tiles["counted"] == "of 5"
    assert tiles["total hold"] == "1.2\u00a0s each, 4 s asked for"


def test_nothing_counted_has_no_peak_and_no_hold() -> None:
    result = make_result(reps=[], summary=_summary(0, 0), settings={})
    assert [tile.label for tile in collect_tiles(result)] == ["counted"]
    assert collect_tiles(result)[0].remark == ""


def test_remarks_tell_of_the_view_the_count_and_what_was_not_seen() -> None:
    remarks = collect_remarks(make_result())
    assert remarks[0] == "The body is turned from side-on."
    assert remarks[1].startswith("Other ways of counting")
    assert "2.0 of 33.0 seconds" in remarks[2]


def test_the_settling_time_of_every_clip_is_no_remark() -> None:
    tracking = make_result().tracking.model_copy(update={"seconds_not_seen": 0.5})
    assert len(collect_remarks(make_result(tracking=tracking))) == 2
