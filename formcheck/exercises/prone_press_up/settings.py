"""Thresholds of the prone press up (clinical-spec §7)."""

from __future__ import annotations

from formcheck.bounds import number
from formcheck.reps.settings import Table


class PressUpStates(Table):
    """Prone press up: when a repetition begins, counts and ends."""

    enter_deg: float = number(10.0, 0, 180, "trunk rise that begins a repetition")
    count_deg: float = number(20.0, 0, 180, "trunk rise that a counted repetition reaches")
    count_elbow_deg: float = number(25.0, 0, 180, "elbow straightening that it reaches")
    exit_deg: float = number(7.0, 0, 180, "trunk rise below which it has ended")
    target_deg: float | None = number(
        None, 0.1, 180, "trunk rise to aim for; the person's own best without it"
    )
    hold_speed_deg_s: float = number(5.0, 0.1, 1000, "slower than this is holding")


class PressUpDose(Table):
    """Prone press up: the prescription."""

    reps: int = number(10, 1, 100, "prescribed repetitions")
    hold_s: float = number(2.0, 0, 600, "prescribed pause at the top")


class PressUpFaults(Table):
    """Prone press up: fault thresholds."""

    hip_rise_minor_torso: float = number(0.06, 0, 3, "PPU-1: hips off the floor, minor")
    hip_rise_major_torso: float = number(0.10, 0, 3, "PPU-1: hips off the floor, major")
    thigh_inclination_deg: float = number(
        8.0, 0, 180, "PPU-1: minor only if the thighs slope by this too"
    )
    push_up_rise_torso: float = number(0.20, 0, 3, "PPU-2: hips higher than this may be a push-up")
    push_up_trunk_deg: float = number(20.0, 0, 180, "PPU-2: with the trunk lower than this")
    push_up_elbow_deg: float = number(140.0, 0, 180, "PPU-2: and the elbows straighter than this")
    push_up_bend_deg: float = number(
        18.0,
        0,
        180,
        "trunk raised against the thigh by less than this, with the hips up: push-up",
    )
    idle_trunk_deg: float = number(10.0, 0, 180, "PPU-3: trunk raised by this")
    idle_elbow_deg: float = number(
        10.0, 0, 180, "PPU-3: with the elbows straightened by less than this"
    )
    idle_wrist_rise_torso: float = number(
        0.10, 0, 3, "hands that leave the floor by this push nothing"
    )
    not_down_deg: float = number(
        8.0, 0, 180, "PPU-4: trunk still raised by this between repetitions"
    )
    neck_deg: float = number(40.0, 0, 180, "PPU-5: head tipped back by this")
    up_min_s: float = number(1.0, 0, 600, "PPU-6: up in less than this")
    speed_deg_s: float = number(60.0, 0.1, 1000, "PPU-6: or faster than this")
    hold_tolerance_s: float = number(0.5, 0, 600, "PPU-6: or a pause short by more than this")
    hand_torso: float = number(
        0.35, 0, 3, "PPU-7: hand further than this from the shoulder, along the floor"
    )
    knee_bend_deg: float = number(15.0, 0, 180, "PPU-8: knees bent more than at rest by this")
    ankle_rise_torso: float = number(0.15, 0, 3, "PPU-8: or feet off the floor by this")
    fatigue_share: float = number(
        0.80, 0, 1, "PPU-9: last three below this share of the best three"
    )
    low_share: float = number(0.60, 0, 1, "PPU-10: below this share of the own best")


class PressUpSettings(Table):
    """All settings of the prone press up."""

    states: PressUpStates = PressUpStates()
    dose: PressUpDose = PressUpDose()
    faults: PressUpFaults = PressUpFaults()
