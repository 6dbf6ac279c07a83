"""The repetition state machine on hand-made displacements, eight frames a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.reps.holds import find_hold
from formcheck.reps.movements import (
    Movement,
    MovementFinder,
    MovementLimits,
    find_movements,
    refine_bounds,
)

NAN = np.nan
LIMITS = MovementLimits(enter=5.0, exit=3.0, confirm_s=0.25, gap_abort_s=1.0)

REST = [0.0] * 5
UP, TOP, DOWN = [2.0, 4.0, 6.0, 8.0], [10.0] * 4, [8.0, 6.0, 4.0, 2.0]
REP = [*REST, *UP, *TOP, *DOWN, *REST]


def find(
    values: Sequence[float], in_position: Sequence[bool] | None = None, fps: float = 8.0
) -> list[Movement]:
    displacement = np.array(values, dtype=float)
    fits = np.ones(len(values), bool) if in_position is None else np.array(in_position)
    return find_movements(np.arange(len(values)) / fps, displacement, fits, LIMITS)


def summary(movements: list[Movement]) -> list[tuple[str, str]]:
    return [(movement.began, movement.ended) for movement in movements]


def test_one_repetition() -> None:
    # Frames 5-8 go up, 9-12 are the top, 13-16 come down; 6 is the last at or below `enter`.
    assert find(REP) == [Movement(start=6, peak=9, end=16, began="rest", ended="returned")]
    assert find(REP)[0].whole


def test_several_repetitions() -> None:
    assert summary(find(REP * 3)) == [("rest", "returned")] * 3


@pytest.mark.parametrize(
    ("values", "count"),
    [
        (REST * 4, 0),
        ([*REST, 5.0, 5.0, 5.0, 5.0, *REST], 0),
        ([*REST, 5.1, 5.1, 5.1, *REST], 1),
        ([*REST, 9.0, 9.0, *REST], 0),
        ([*REST, 9.0, 9.0, 9.0, *REST], 1),
        ([*REST, 9.0, 9.0, 4.0, 9.0, 9.0, *REST], 0),
    ],
    ids=[
        "nothing",
        "at the entry threshold",
        "just above it",
        "a blip shorter than the confirm time",
        "just as long as the confirm time",
        "two blips",
    ],
)
def test_entry_needs_the_threshold_and_the_confirm_time(values: list[float], count: int) -> None:
    assert len(find(values)) == count


def test_between_exit_and_enter_a_movement_goes_on() -> None:
    values = [*REST, *UP, *TOP, 4.0, 4.0, 4.0, 4.0, *TOP, *DOWN, *REST]
    # The valley of 4 is deeper than half of the peak, so two repetitions touch there.
    assert summary(find(values)) == [("rest", "valley"), ("valley", "returned")]
    shallow = [
        6.0 if value == 4.0 and 12 < index < 17 else value for index, value in enumerate(values)
    ]
    assert summary(find(shallow)) == [("rest", "returned")]


def test_a_dip_below_exit_shorter_than_the_confirm_time_is_no_end_but_a_valley() -> None:
    found = find([*REST, *UP, *TOP, 6.0, 2.0, 6.0, *TOP, *DOWN, *REST])
    assert summary(found) == [("rest", "valley"), ("valley", "returned")]
    assert found[0].end == found[1].start == 14


def test_trembling_at_the_top_is_one_repetition() -> None:
    top = [10.0, 7.5, 10.0, 7.0, 10.5, 7.5]
    found = find([*REST, *UP, *top, *DOWN, *REST])
    assert summary(found) == [("rest", "returned")]
    assert found[0].peak == 13


def test_a_small_twitch_on_the_way_down_is_no_repetition() -> None:
    assert summary(find([*REST, *UP, *TOP, 4.0, 5.5, 4.0, *DOWN[3:], *REST])) == [
        ("rest", "returned")
    ]


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (4, [("rest", "returned")]),
        (8, [("rest", "returned")]),
        (9, [("rest", "lost")]),
    ],
)
def test_a_gap_is_bridged_up_to_the_abort_time(gap: int, expected: list[tuple[str, str]]) -> None:
    found = find([*REST, *UP, *TOP, *[NAN] * gap, *DOWN[:3], *[0.0] * 6])
    assert summary(found)[:1] == expected
    if expected[0][1] == "lost":
        assert found[0].end == 12
        assert not found[0].whole


def test_after_a_loss_a_raised_body_has_not_begun_at_rest() -> None:
    found = find([*REST, *UP, *TOP, *[NAN] * 15, *TOP, *DOWN, *REST])
    assert summary(found) == [("rest", "lost"), ("unseen", "returned")]
    assert not found[1].whole


def test_a_clip_that_starts_at_the_top() -> None:
    assert summary(find([*TOP, *DOWN, *REST])) == [("unseen", "returned")]


def test_a_clip_that_ends_at_the_top() -> None:
    found = find([*REST, *UP, *TOP])
    assert summary(found) == [("rest", "clip_end")]
    assert found[0].end == 12
    assert not found[0].whole


def test_leaving_the_position_ends_the_movement_where_it_was_last_seen() -> None:
    values = [*REST, *UP, *TOP, 30.0, 40.0, 50.0]
    found = find(values, [index < 13 for index in range(len(values))])
    assert summary(found) == [("rest", "left_position")]
    assert found[0].end == 12


def test_time_counts_and_not_frames() -> None:
    blip = [*REST, *[9.0] * 3, *REST]
    assert len(find(blip, fps=8.0)) == 1
    assert len(find(blip, fps=30.0)) == 0


def test_the_finder_tells_when_somebody_moves() -> None:
    finder = MovementFinder(LIMITS)
    moving = []
    for index, value in enumerate(REP):
        finder.update(index / 8, value, True)
        moving.append(finder.moving)
    # Above `enter` from frame 7, confirmed 0.25 s later; below `exit` from 16, confirmed at 18.
    assert [index for index, state in enumerate(moving) if state] == list(range(9, 18))


levels = st.lists(
    st.sampled_from([0.0, 1.0, 2.9, 4.0, 6.0, 10.0, 15.0, NAN]), min_size=1, max_size=30
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(levels)
def test_movements_are_ordered_and_do_not_overlap(raw: list[float]) -> None:
    found = find(np.repeat(raw, 4).tolist())
    for movement in found:
        assert movement.start <= movement.peak <= movement.end
    for before, after in pairwise(found):
        assert before.end <= after.start


@settings(max_examples=60, deadline=None, derandomize=True)
@given(levels, st.integers(1, 100))
def test_what_has_ended_never_changes_when_frames_are_appended(raw: list[float], now: int) -> None:
    values = np.repeat(raw, 4).tolist()
    past = [movement for movement in find(values[:now]) if movement.ended not in ("clip_end",)]
    assert find(values)[: len(past)] == past


@settings(max_examples=100, deadline=None, derandomize=True)
@given(levels)
def test_refined_movements_do_not_overlap(raw: list[float]) -> None:
    values = np.repeat(raw, 4)
    refined = [
        refine_bounds(np.arange(len(values)) / 8, values, movement)
        for movement in find(values.tolist())
    ]
    for movement in refined:
        assert movement.start <= movement.peak <= movement.end
    for before, after in pairwise(refined):
        assert before.end <= after.start


def refine(values: Sequence[float], **kwargs: float) -> tuple[int, int]:
    movement = find(values)[0]
    time_s = np.arange(len(values)) / 8
    refined = refine_bounds(time_s, np.array(values, dtype=float), movement, **kwargs)
    return refined.start, refined.end


def test_bounds_go_out_to_the_foot_of_the_slope() -> None:
    values = [*REST, 0.5, 1.0, 2.0, 3.0, 6.0, *TOP, 6.0, 3.0, 2.0, 1.0, 0.5, *REST]
    # 7 % of the peak is 0.7: last reached at frames 5 and 18.
    assert refine(values) == (5, 18)


@pytest.mark.parametrize("rest_share", [0.05, 0.15, 0.25])
def test_the_foot_is_a_share_of_the_peak(rest_share: float) -> None:
    values = [*REST, *np.arange(0.0, 10.0, 0.5), *TOP, *np.arange(10.0, 0.0, -0.5), *REST]
    start, end = refine(values, rest_share=rest_share)
    assert values[start] <= 10 * rest_share < values[start + 1]
    assert values[end] <= 10 * rest_share < values[end - 1]


def test_a_pause_on_the_way_down_is_part_of_the_movement() -> None:
    values = [*REST, *UP, *TOP, 6.0, *[4.5] * 16, 3.0, 1.0, *REST]
    assert refine(values)[1] == len(values) - len(REST)


def test_rest_that_lies_a_little_high_is_not_part_of_the_movement() -> None:
    rest = [1.2, 1.1, 1.3, 1.2] * 10
    values = [*rest, 3.0, 6.0, *TOP, 6.0, 3.0, *rest, *REST]
    start, end = refine(values)
    assert start == pytest.approx(39, abs=2)
    assert end == pytest.approx(48, abs=2)


def test_bounds_that_were_cut_off_stay() -> None:
    values = np.array([*TOP, *DOWN, *REST])
    movement = find(values.tolist())[0]
    assert refine_bounds(np.arange(len(values)) / 8, values, movement).start == movement.start
    values = np.array([*REST, *UP, *TOP])
    movement = find(values.tolist())[0]
    assert refine_bounds(np.arange(len(values)) / 8, values, movement).end == movement.end


def test_bounds_stop_at_what_was_not_seen_outside_the_movement() -> None:
    values = [*REST, NAN, *UP, *TOP, *DOWN, *REST]
    assert refine(values)[0] == 6


@pytest.mark.parametrize("lost", [[7, 8], [10, 11], [14, 15]], ids=["out", "top", "back"])
def test_bounds_look_past_what_was_not_seen_within_the_movement(lost: list[int]) -> None:
    values = np.array(REP)
    values[lost] = NAN
    assert refine(values.tolist()) == (4, 17)


@pytest.mark.parametrize(
    ("displacement", "velocity", "expected"),
    [
        ([0, 5, 10, 10, 10, 5, 0], [50, 50, 4, 0, -4, -50, -50], (2, 4)),
        ([0, 5, 10, 10, 10, 5, 0], [50, 50, 5, 0, -5, -50, -50], (3, 3)),
        ([0, 5, 9, 10, 8, 5, 0], [0, 0, 0, 0, 0, 0, 0], (2, 4)),
        ([0, 5, 10, 5, 0], [50, 50, 9, -50, -50], None),
        ([0, 7, 7, 7, 10, 0], [50, 0, 0, 0, 30, -50], None),
        ([0, 10, 10, 10, 0], [50, 0, 9, 0, -50], (1, 3)),
        ([0, 10, NAN, 10, 0], [50, 0, NAN, 0, -50], (1, 3)),
        ([0, 10, *[10] * 5, 10, 10, 0], [50, 0, *[9] * 5, 0, 0, -50], (7, 8)),
    ],
    ids=[
        "still at the top",
        "the speed itself is not still",
        "above 80 % of the peak",
        "never still",
        "still below the top only",
        "a short interruption",
        "a short gap",
        "the longest of two",
    ],
)
def test_hold(
    displacement: list[float], velocity: list[float], expected: tuple[int, int] | None
) -> None:
    values = np.nan_to_num(np.array(displacement, dtype=float), nan=-1.0)
    found = find_hold(
        np.arange(len(values)) / 8,
        np.array(displacement, dtype=float),
        np.array(velocity, dtype=float),
        Movement(0, int(np.argmax(values)), len(values) - 1, "rest", "returned"),
        hold_speed=5.0,
    )
    assert found == expected


def test_a_stall_on_the_way_down_ends_a_repetition() -> None:
    """Rest at 4.5, above the exit, for a second and a quarter; then the next repetition."""
    values = [*REST, *UP, *TOP, 8.0, 6.0, *[4.5] * 10, 6.0, 8.0, *TOP, *DOWN, *REST]
    time_s = np.arange(len(values)) / 8
    fits = np.ones(len(values), bool)
    waiting = find_movements(time_s, np.array(values), fits, LIMITS)
    assert summary(waiting) == [("rest", "valley"), ("valley", "returned")]
    stalling = replace(LIMITS, stall_s=0.8)
    resting = np.array([*values[:15], *[4.5] * 18])
    found = find_movements(time_s[:33], resting, fits[:33], stalling)
    assert summary(found) == [("rest", "valley"), ("valley", "clip_end")]
    assert found[0].end == 15
    assert summary(find_movements(time_s, np.array(values), fits, stalling)) == summary(waiting)


@pytest.mark.parametrize(("rest_below", "count"), [(None, 2), (4.5, 2), (3.5, 1)])
def test_what_lies_too_high_is_no_rest(rest_below: float | None, count: int) -> None:
    """A valley at 4 of 10, and a stall there, end a movement only if that is low enough."""
    valley = [*REST, *UP, *TOP, 8.0, 6.0, 4.0, 4.0, 4.0, 6.0, 8.0, *TOP, *DOWN, *REST]
    limits = replace(LIMITS, rest_below=rest_below)
    time_s, fits = np.arange(len(valley)) / 8, np.ones(len(valley), bool)
    assert len(find_movements(time_s, np.array(valley), fits, limits)) == count
    stall = [*REST, *UP, *TOP, 8.0, 6.0, *[4.0] * 12]
    limits = replace(LIMITS, rest_below=rest_below, stall_s=0.8)
    time_s, fits = np.arange(len(stall)) / 8, np.ones(len(stall), bool)
    assert len(find_movements(time_s, np.array(stall), fits, limits)) == count
