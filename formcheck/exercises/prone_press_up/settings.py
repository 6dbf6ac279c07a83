"""Thresholds of the prone press up (clinical-spec §7)."""

from __future__ import annotations

from pydantic import Field

from formcheck.reps.settings import Table


class PressUpStates(Table):
    """Prone press up: when a repetition begins, counts and ends."""

    enter_deg: float = Field(10.0, description="trunk rise that begins a repetition")
    count_deg: float = Field(20.0, description="trunk rise that a counted repetition reaches")
    count_elbow_deg: float = Field(25.0, description="elbow straightening that it reaches")
    exit_deg: float = Field(7.0, description="trunk rise below which it has ended")
    target_deg: float | None = Field(
        None, gt=0, description="trunk rise to aim for; the person's own best without it"
    )
    hold_speed_deg_s: float = Field(5.0, gt=0, description="slower than this is holding")


class PressUpDose(Table):
    """Prone press up: the prescription."""

    reps: int = Field(10, ge=1, description="prescribed repetitions")
    hold_s: float = Field(2.0, ge=0, description="prescribed pause at the top")


class PressUpFaults(Table):
    """Prone press up: fault thresholds."""

    hip_rise_minor_torso: float = Field(0.06, description="PPU-1: hips off the floor, minor")
    hip_rise_major_torso: float = Field(0.10, description="PPU-1: hips off the floor, major")
    thigh_inclination_deg: float = Field(
        8.0, description="PPU-1: minor only if the thighs slope by this too"
    )
    push_up_rise_torso: float = Field(
        0.20, description="PPU-2: hips higher than this may be a push-up"
    )
    push_up_trunk_deg: float = Field(20.0, description="PPU-2: with the trunk lower than this")
    push_up_elbow_deg: float = Field(
        140.0, description="PPU-2: and the elbows straighter than this"
    )
    push_up_bend_deg: float = Field(
        18.0,
        description="trunk raised against the thigh by less than this, with the hips up: push-up",
    )
    idle_trunk_deg: float = Field(10.0, description="PPU-3: trunk raised by this")
    idle_elbow_deg: float = Field(
        10.0, description="PPU-3: with the elbows straightened by less than this"
    )
    idle_wrist_rise_torso: float = Field(
        0.10, description="hands that leave the floor by this push nothing"
    )
    not_down_deg: float = Field(
        8.0, description="PPU-4: trunk still raised by this between repetitions"
    )
    neck_deg: float = Field(40.0, description="PPU-5: head tipped back by this")
    up_min_s: float = Field(1.0, description="PPU-6: up in less than this")
    speed_deg_s: float = Field(60.0, description="PPU-6: or faster than this")
    hold_tolerance_s: float = Field(0.5, description="PPU-6: or a pause short by more than this")
    hand_torso: float = Field(
        0.35, description="PPU-7: hand further than this from the shoulder, along the floor"
    )
    knee_bend_deg: float = Field(15.0, description="PPU-8: knees bent more than at rest by this")
    ankle_rise_torso: float = Field(0.15, description="PPU-8: or feet off the floor by this")
    fatigue_share: float = Field(
        0.80, description="PPU-9: last three below this share of the best three"
    )
    low_share: float = Field(0.60, description="PPU-10: below this share of the own best")


class PressUpSettings(Table):
    """All settings of the prone press up."""

    states: PressUpStates = PressUpStates()
    dose: PressUpDose = PressUpDose()
    faults: PressUpFaults = PressUpFaults()
