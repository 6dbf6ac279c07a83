"""Thresholds of the knee hug (clinical-spec §6)."""

from __future__ import annotations

from pydantic import Field

from formcheck.reps.settings import Table


class KneeHugStates(Table):
    """Knee hug: when a repetition begins, counts, is held and ends."""

    enter_deg: float = Field(15.0, description="rise from the leg's rest that begins a repetition")
    count_level_deg: float = Field(
        95.0, description="knee-to-chest angle that a counted repetition reaches"
    )
    target_deg: float = Field(110.0, description="knee-to-chest angle to aim for")
    count_target_share: float = Field(
        0.70,
        gt=0,
        le=1,
        description="or so much of the way from feet on the floor to the target, if that is less",
    )
    exit_deg: float = Field(12.0, description="rise below which it has ended")
    clasp_torso: float = Field(
        0.35, gt=0, description="a wrist nearer than this to the leg around the knee: clasped"
    )
    hold_speed_deg_s: float = Field(8.0, gt=0, description="clasped and slower: holding")
    rep_min_s: float = Field(1.0, ge=0, description="shorter movements are crossing legs")
    both_share: float = Field(
        0.60, gt=0, le=1, description="both legs move if both reach this share of the peak"
    )
    foot_lift_torso: float = Field(
        0.15, gt=0, description="a foot that lifts less than this is only drawn up along the floor"
    )
    crossed_torso: float = Field(
        0.45,
        gt=0,
        description="other ankle nearer than this to the knee: another stretch, leg over leg",
    )


class KneeHugDose(Table):
    """Knee hug: the prescription."""

    reps: int = Field(3, ge=1, description="prescribed repetitions for each leg")
    hold_s: float = Field(5.0, ge=0, description="prescribed hold")


class KneeHugFaults(Table):
    """Knee hug: fault thresholds."""

    ear_rise_torso: float = Field(0.10, description="KH-1: head lifted by this")
    shoulder_rise_torso: float = Field(0.08, description="KH-1: or shoulders lifted by this")
    lift_min_s: float = Field(0.5, ge=0, description="KH-1: for at least this long")
    other_leg_deg: float = Field(12.0, description="KH-2: other knee drawn up by this")
    other_ankle_torso: float = Field(0.10, description="KH-2: or other foot, leg straight, lifted")
    other_min_s: float = Field(
        0.7, ge=0, description="KH-2: for at least this long; crossing legs are mistaken for less"
    )
    other_visibility: float = Field(
        0.5, ge=0, le=1, description="KH-2: only if the other knee is seen at least so well"
    )
    knees_apart_torso: float = Field(
        0.25, ge=0, description="KH-2: and the knees are further apart than this"
    )
    tail_single_torso: float = Field(0.08, description="KH-3: tailbone up by this, one leg")
    tail_both_torso: float = Field(0.12, description="KH-3: tailbone up by this, both legs")
    pull_speed_deg_s: float = Field(120.0, gt=0, description="KH-4: pulled in faster than this")
    bounce_sd_deg: float = Field(
        3.0, gt=0, description="KH-4: or bounced at the top, standard deviation"
    )
    hold_tolerance_s: float = Field(1.0, description="KH-5: hold short by more than this")
    close_share: float = Field(
        0.80, ge=0, le=1, description="KH-6: below this share of the own best, or of the target"
    )
    kneecap_torso: float = Field(
        0.02,
        ge=0,
        description="KH-7: wrist nearer to the kneecap; 0.08 on the body, but the landmarks of "
        "hands that hold the shin come as near as 0.03",
    )
    asymmetry_deg: float = Field(15.0, gt=0, description="KH-8: left and right differ by this")
    drop_speed_deg_s: float = Field(150.0, gt=0, description="KH-9: lowered faster than this")


class KneeHugSettings(Table):
    """All settings of the knee hug."""

    states: KneeHugStates = KneeHugStates()
    dose: KneeHugDose = KneeHugDose()
    faults: KneeHugFaults = KneeHugFaults()
