"""Which faults could be seen in a repetition, and were not there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.pose.landmarks import landmark_of
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera, film
from tests.support.streaming import play
from tests.support.synthetic import (
    PlannedRep,
    excursion,
    frame_times,
    plan_reps,
    prone_press_up,
)

REPS = plan_reps(4, 40.0)


def _act(
    reps: list[PlannedRep] = REPS,
    more: list[PlannedRep] | None = None,
    *,
    head_back_in: int | None = None,
    hands_ahead_torso: float = 0.1,
) -> PoseTrack:
    time_s = frame_times(reps, fps=15.0)
    up = excursion(time_s, reps) + excursion(time_s, more or [])
    neck = np.zeros_like(time_s)
    if head_back_in is not None:
        span = reps[head_back_in]
        neck[(time_s >= span.start_s) & (time_s <= span.end_s)] = 50.0
    points = prone_press_up(
        up,
        elbow_deg=65.0 + 2.5 * up,
        neck_deg=neck,
        hip_rise_torso=0.001 * up,
        hand_ahead_torso=hands_ahead_torso,
    )
    return film(time_s, points, Camera(near_side="right"))


def _absent(track: PoseTrack, fault_id: str) -> list[bool]:
    """Return for each counted repetition whether a fault is told to be absent."""
    played = play(track, "prone_press_up")
    return [
        fault_id in absent
        for state in [*played.states, played.last]
        for rep, absent in zip(state.new_reps, state.new_absent, strict=True)
        if rep.counted
    ]


def test_a_fault_is_absent_from_the_repetitions_after_it() -> None:
    assert _absent(_act(head_back_in=1), "PPU-5") == [False, False, True, True]


def test_nothing_is_told_of_faults_that_the_set_never_had() -> None:
    assert _absent(_act(), "PPU-5") == [False] * 4


def test_what_could_not_be_seen_is_not_absent() -> None:
    track = _act(head_back_in=1)
    hidden = (track.time_s > REPS[2].start_s) & (track.time_s < REPS[2].end_s)
    visibility = track.visibility.copy()
    visibility[np.ix_(hidden, [landmark_of("ear", "right")])] = 0.0
    track = replace(track, visibility=visibility)
    assert _absent(track, "PPU-5") == [False, False, False, True]


def test_not_lowering_is_absent_after_a_whole_gap_from_peak_to_peak() -> None:
    reps = plan_reps(4, 40.0, rest_s=1.0)
    gap_s = reps[1].start_s - reps[0].hold_end_s
    propped = [PlannedRep(reps[0].hold_end_s, 14.0, 1.5, gap_s - 1.5, 1.5)]
    assert _absent(_act(reps, propped), "PPU-4") == [False, False, True, True]


def test_hands_are_looked_at_before_the_first_only_and_never_praised() -> None:
    assert _absent(_act(hands_ahead_torso=0.6), "PPU-7") == [False] * 4
