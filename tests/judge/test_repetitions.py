"""From movements to numbered repetitions and to faults in seconds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import default_settings
from formcheck.judge.faults import collect_faults
from formcheck.judge.repetitions import collect_reps
from formcheck.judge.shots import JudgedShot, Shot
from formcheck.reps.judgement import (
    Details,
    Finding,
    HoldClock,
    JudgedMovement,
    Kind,
    ShotJudgement,
)
from formcheck.reps.movements import Movement
from tests.support.filming import make_track
from tests.support.shots import FPS, make_measurements

FRAMES = 80
TRACK = make_track(np.arange(2 * FRAMES) / FPS, np.full((2 * FRAMES, 33, 2), 200.0))
EXERCISE = get_exercise("standing_back_extension")


def verdict(
    start: int, kind: Kind, hold: tuple[int, int] | None = None, *findings: Finding
) -> JudgedMovement:
    movement = Movement(start, start + 8, start + 16, "rest", "returned")
    return JudgedMovement(movement, kind, hold, list(findings))


def shot(offset: int, movements: list[JudgedMovement], *findings: Finding) -> JudgedShot:
    values = np.arange(FRAMES, dtype=float)
    measurements = make_measurements(FRAMES, lean_deg=values)
    measurements = type(measurements)(
        **{**vars(measurements), "time_s": measurements.time_s + offset / FPS}
    )
    judgement = ShotJudgement(
        signal=values + 100.0,
        baseline=100.0,
        displacement=values,
        in_position=np.ones(FRAMES, dtype=bool),
        movements=movements,
        findings=list(findings),
    )
    return JudgedShot(Shot(offset, measurements), judgement, None)


def test_numbers_go_through_the_shots_and_to_counted_movements_only() -> None:
    judged = [
        shot(0, [verdict(8, "counted"), verdict(32, "partial"), verdict(56, "counted")]),
        shot(FRAMES, [verdict(8, "other_movement"), verdict(32, "counted")]),
    ]
    numbered = collect_reps(judged, TRACK, default_settings())
    assert [item.rep.index for item in numbered] == [1, None, 2, None, 3]
    assert [item.rep.counted for item in numbered] == [True, False, True, False, True]
    assert [item.offset for item in numbered] == [0, 0, 0, FRAMES, FRAMES]
    assert [item.rep.start_s for item in numbered] == [1.0, 4.0, 7.0, 11.0, 14.0]


def test_times_and_values_of_a_repetition() -> None:
    (item,) = collect_reps([shot(0, [verdict(8, "counted", (12, 20))])], TRACK, default_settings())
    rep = item.rep
    assert (rep.start_s, rep.peak_s, rep.end_s) == (1.0, 2.0, 3.0)
    assert (rep.out_s, rep.hold_s, rep.return_s) == (0.5, 1.0, 0.5)
    assert (rep.peak, rep.range) == (116.0, 16.0)
    assert rep.trust == 1.0
    assert (rep.kind, rep.side, rep.faults) == ("counted", None, [])


def test_without_a_hold_out_and_return_meet_at_the_peak() -> None:
    (item,) = collect_reps([shot(0, [verdict(8, "counted")])], TRACK, default_settings())
    assert (item.rep.out_s, item.rep.hold_s, item.rep.return_s) == (1.0, 0.0, 1.0)


def faults_of(*judged: JudgedShot):  # type: ignore[no-untyped-def]
    numbered = collect_reps(judged, TRACK, default_settings())
    return collect_faults(EXERCISE, judged, numbered, TRACK, default_settings())


def test_a_fault_carries_words_seconds_and_its_repetition() -> None:
    finding = Finding("SBE-1", 10, 14, -20.0, -15.0)
    (fault,) = faults_of(shot(FRAMES, [verdict(8, "counted", None, finding)]))
    assert (fault.id, fault.name, fault.severity) == ("SBE-1", "knees bending", 2)
    assert (fault.start_s, fault.end_s) == (11.25, 11.75)
    assert (fault.value, fault.threshold, fault.unit) == (-20.0, -15.0, "deg")
    assert fault.cue == "Keep your legs long and straight."
    assert fault.rep == 1


def test_a_finding_may_differ_in_severity_and_unit() -> None:
    finding = Finding("SBE-3", 10, 14, 0.2, 0.3, severity=0, unit="share")
    (fault,) = faults_of(shot(0, [verdict(8, "counted", None, finding)]))
    assert (fault.severity, fault.unit) == (0, "share")


@pytest.mark.parametrize(
    ("frame", "rep"),
    [(4, None), (8, None), (9, 1), (16, 1), (24, 1), (26, None), (40, None), (60, 2)],
    ids=[
        "before",
        "at the start",
        "just after it",
        "within",
        "at the end",
        "between",
        "within a partial one",
        "within the next",
    ],
)
def test_a_fault_of_the_shot_belongs_to_the_repetition_in_which_it_begins(
    frame: int, rep: int | None
) -> None:
    movements = [verdict(8, "counted"), verdict(32, "partial"), verdict(56, "counted")]
    (fault,) = faults_of(shot(0, movements, Finding("SBE-7", frame, frame, 6.0, 5.0)))
    assert fault.rep == rep


def test_faults_are_sorted_by_time_and_then_by_severity() -> None:
    first = verdict(
        8, "counted", None, Finding("SBE-6", 12, 14, 1, 2), Finding("SBE-3", 12, 14, 1, 2)
    )
    found = faults_of(shot(0, [first], Finding("SBE-8", 4, 6, 1, 2)))
    assert [fault.id for fault in found] == ["SBE-8", "SBE-3", "SBE-6"]


def test_the_clock_of_the_rules_goes_before_the_length_of_the_hold() -> None:
    so_far_s = np.linspace(0.0, 0.8, 17)
    clock = HoldClock(so_far_s, 2 * so_far_s)
    details = Details(clock=clock, variant="forearms", reason="too short")
    timed = replace(verdict(8, "partial", (12, 20)), details=details)
    rep = collect_reps([shot(0, [timed])], TRACK, default_settings())[0].rep
    assert (rep.hold_s, rep.up_s) == (0.8, 1.6)
    assert (rep.variant, rep.reason) == ("forearms", "too short")
    plain = collect_reps([shot(0, [verdict(8, "counted", (12, 20))])], TRACK, default_settings())[
        0
    ].rep
    assert (plain.up_s, plain.variant, plain.reason) == (None, None, None)
