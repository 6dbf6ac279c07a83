"""Thresholds of the standing back extension (clinical-spec §3)."""

from __future__ import annotations

from pydantic import Field

from formcheck.reps.settings import Table


class BackExtensionStates(Table):
    """Standing back extension: when a repetition begins, counts and ends."""

    enter_deg: float = Field(5.0, description="lean past upright that begins a repetition")
    count_deg: float = Field(8.0, description="lean that a counted repetition reaches")
    exit_deg: float = Field(3.0, description="lean below which it has ended")
    hold_speed_deg_s: float = Field(5.0, gt=0, description="slower than this is holding")
    target_deg: float = Field(15.0, description="lean to aim for")


class BackExtensionDose(Table):
    """Standing back extension: the prescription."""

    reps: int = Field(10, ge=1, description="prescribed repetitions")
    hold_s: float = Field(2.0, ge=0, description="prescribed pause")


class BackExtensionFaults(Table):
    """Standing back extension: fault thresholds."""

    knee_bend_deg: float = Field(15.0, description="SBE-1: knees bent more than at rest by this")
    neck_lead_deg: float = Field(
        25.0, description="SBE-2: head tipped back by this before the trunk leans"
    )
    neck_lead_lean_deg: float = Field(
        8.0, description="SBE-2: lean up to which the head counts as leading"
    )
    neck_ratio: float = Field(
        2.0, description="SBE-2: or head tipped back by this many times the lean"
    )
    neck_ratio_min_deg: float = Field(
        15.0,
        description="neck movement below this is never a fault (twice the ear's noise and more)",
    )
    ankle_lean_deg: float = Field(5.0, description="SBE-3: legs tipped backwards by this")
    hip_share_min: float = Field(
        0.30, description="SBE-3: or less than this share of the lean from the hips"
    )
    foot_move_torso: float = Field(0.15, description="SBE-3: or a foot that steps this far")
    out_speed_deg_s: float = Field(60.0, description="SBE-4: faster than this going back")
    return_speed_deg_s: float = Field(90.0, description="SBE-4: faster than this coming up")
    short_share: float = Field(0.60, description="SBE-5: less than this share of the target, twice")
    not_upright_deg: float = Field(
        5.0, description="SBE-7: still leaning back by this between repetitions"
    )
    forward_deg: float = Field(
        -10.0, description="SBE-7: bowed forward by this between repetitions"
    )
    wrist_hip_torso: float = Field(0.45, description="SBE-8: hand further than this from the hip")
    hold_tolerance_s: float = Field(0.5, description="SBE-6: the pause may fall short by this")


class BackExtensionSettings(Table):
    """All settings of the standing back extension."""

    states: BackExtensionStates = BackExtensionStates()
    dose: BackExtensionDose = BackExtensionDose()
    faults: BackExtensionFaults = BackExtensionFaults()
