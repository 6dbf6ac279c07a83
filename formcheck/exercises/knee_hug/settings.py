"""Thresholds of the knee hug (clinical-spec §6)."""

from __future__ import annotations

from formcheck.bounds import number
from formcheck.reps.settings import Table


class KneeHugStates(Table):
    """Knee hug: when a repetition begins, counts, is held and ends."""

    enter_deg: float = number(15.0, 0, 180, "rise from the leg's rest that begins a repetition")
    count_level_deg: float = number(
        95.0, 0, 180, "knee-to-chest angle that a counted repetition reaches"
    )
    target_deg: float = number(110.0, 0, 180, "knee-to-chest angle to aim for")
    count_target_share: float = number(
        0.70,
        0.05,
        1,
        "or so much of the way from feet on the floor to the target, if that is less",
    )
    exit_deg: float = number(12.0, 0, 180, "rise below which it has ended")
    clasp_torso: float = number(
        0.35, 0.01, 3, "a wrist nearer than this to the leg around the knee: clasped"
    )
    hold_speed_deg_s: float = number(8.0, 0.1, 1000, "clasped and slower: holding")
    rep_min_s: float = number(1.0, 0, 600, "shorter movements are crossing legs")
    both_share: float = number(0.60, 0.05, 1, "both legs move if both reach this share of the peak")
    foot_lift_torso: float = number(
        0.15, 0.01, 3, "a foot that lifts less than this is only drawn up along the floor"
    )
    straight_knee_deg: float = number(
        130.0, 0, 180, "a leg straighter than this is stretched, not hugged"
    )
    crossed_torso: float = number(
        0.45,
        0.01,
        3,
        "other ankle nearer than this to the knee: another stretch, leg over leg",
    )


class KneeHugDose(Table):
    """Knee hug: the prescription."""

    reps: int = number(3, 1, 100, "prescribed repetitions for each leg")
    hold_s: float = number(5.0, 0, 600, "prescribed hold")


class KneeHugFaults(Table):
    """Knee hug: fault thresholds."""

    ear_rise_torso: float = number(0.10, 0, 3, "KH-1: head lifted by this")
    shoulder_rise_torso: float = number(0.08, 0, 3, "KH-1: or shoulders lifted by this")
    lift_min_s: float = number(0.5, 0, 600, "KH-1: for at least this long")
    other_leg_deg: float = number(12.0, 0, 180, "KH-2: other knee drawn up by this")
    other_ankle_torso: float = number(0.10, 0, 3, "KH-2: or other foot, leg straight, lifted")
    other_min_s: float = number(
        0.7, 0, 600, "KH-2: for at least this long; crossing legs are mistaken for less"
    )
    other_visibility: float = number(
        0.5, 0, 1, "KH-2: only if the other knee is seen at least so well"
    )
    knees_apart_torso: float = number(0.25, 0, 3, "KH-2: and the knees are further apart than this")
    tail_single_torso: float = number(0.08, 0, 3, "KH-3: tailbone up by this, one leg")
    tail_both_torso: float = number(0.12, 0, 3, "KH-3: tailbone up by this, both legs")
    pull_speed_deg_s: float = number(120.0, 0.1, 1000, "KH-4: pulled in faster than this")
    bounce_sd_deg: float = number(3.0, 0.1, 180, "KH-4: or bounced at the top, standard deviation")
    hold_tolerance_s: float = number(1.0, 0, 600, "KH-5: hold short by more than this")
    close_share: float = number(
        0.80, 0, 1, "KH-6: below this share of the own best, or of the target"
    )
    kneecap_torso: float = number(
        0.02,
        0,
        3,
        "KH-7: wrist nearer to the kneecap; 0.08 on the body, but the landmarks of "
        "hands that hold the shin come as near as 0.03",
    )
    asymmetry_deg: float = number(15.0, 0.1, 180, "KH-8: left and right differ by this")
    drop_speed_deg_s: float = number(150.0, 0.1, 1000, "KH-9: lowered faster than this")


class KneeHugSettings(Table):
    """All settings of the knee hug."""

    states: KneeHugStates = KneeHugStates()
    dose: KneeHugDose = KneeHugDose()
    faults: KneeHugFaults = KneeHugFaults()
