"""Thresholds of the standing back extension (clinical-spec §3)."""

from __future__ import annotations

from formcheck.bounds import number
from formcheck.reps.settings import Table


class BackExtensionStates(Table):
    """Standing back extension: when a repetition begins, counts and ends."""

    enter_deg: float = number(5.0, 0, 180, "lean past upright that begins a repetition")
    count_deg: float = number(8.0, 0, 180, "lean that a counted repetition reaches")
    exit_deg: float = number(3.0, 0, 180, "lean below which it has ended")
    hold_speed_deg_s: float = number(5.0, 0.1, 1000, "slower than this is holding")
    target_deg: float = number(15.0, 0.1, 180, "lean to aim for")


class BackExtensionDose(Table):
    """Standing back extension: the prescription."""

    reps: int = number(10, 1, 100, "prescribed repetitions")
    hold_s: float = number(2.0, 0, 600, "prescribed pause")


class BackExtensionFaults(Table):
    """Standing back extension: fault thresholds."""

    knee_bend_deg: float = number(15.0, 0, 180, "SBE-1: knees bent more than at rest by this")
    neck_lead_deg: float = number(
        25.0, 0, 180, "SBE-2: head tipped back by this before the trunk leans"
    )
    neck_lead_lean_deg: float = number(
        8.0, 0, 180, "SBE-2: lean up to which the head counts as leading"
    )
    neck_ratio: float = number(2.0, 0, 20, "SBE-2: or head tipped back by this many times the lean")
    neck_ratio_min_deg: float = number(
        15.0,
        0,
        180,
        "neck movement below this is never a fault (twice the ear's noise and more)",
    )
    ankle_lean_deg: float = number(5.0, 0, 180, "SBE-3: legs tipped backwards by this")
    hip_share_min: float = number(
        0.30, 0, 1, "SBE-3: or less than this share of the lean from the hips"
    )
    foot_move_torso: float = number(0.15, 0, 3, "SBE-3: or a foot that steps this far")
    out_speed_deg_s: float = number(60.0, 0.1, 1000, "SBE-4: faster than this going back")
    return_speed_deg_s: float = number(90.0, 0.1, 1000, "SBE-4: faster than this coming up")
    short_share: float = number(0.60, 0, 1, "SBE-5: less than this share of the target, twice")
    not_upright_deg: float = number(
        5.0, 0, 180, "SBE-7: still leaning back by this between repetitions"
    )
    forward_deg: float = number(-10.0, -180, 0, "SBE-7: bowed forward by this between repetitions")
    wrist_hip_torso: float = number(0.45, 0, 3, "SBE-8: hand further than this from the hip")
    hold_tolerance_s: float = number(0.5, 0, 600, "SBE-6: the pause may fall short by this")


class BackExtensionSettings(Table):
    """All settings of the standing back extension."""

    states: BackExtensionStates = BackExtensionStates()
    dose: BackExtensionDose = BackExtensionDose()
    faults: BackExtensionFaults = BackExtensionFaults()
