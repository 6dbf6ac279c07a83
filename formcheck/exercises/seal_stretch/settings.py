"""Thresholds of the seal stretch (clinical-spec §4)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from formcheck.bounds import number
from formcheck.reps.settings import Table


class SealStates(Table):
    """Seal stretch: when a hold begins, counts and ends."""

    rest_deg: float = number(10.0, 0, 180, "trunk rise below which you rest")
    exit_deg: float = number(7.0, 0, 180, "trunk rise below which a hold has ended for sure")
    forearms_deg: float = number(18.0, 0, 180, "trunk rise held on the forearms, at least")
    straight_arms_deg: float = number(30.0, 0, 180, "trunk rise held on straight arms, at least")
    slack_deg: float = number(
        1.0, 0, 180, "sinking by no more than this below that height is still holding"
    )
    hold_speed_deg_s: float = number(5.0, 0.1, 1000, "slower than this is holding")
    grace_s: float = number(1.0, 0, 600, "leaving the hold for no longer than this does not end it")
    unseen_s: float = number(2.0, 0, 600, "a hold that is not seen for longer than this is lost")
    min_hold_s: float = number(4.0, 0, 600, "shorter holds do not count")
    min_hold_share: float = number(0.4, 0, 1, "unless they reach this share of the prescribed hold")
    forearms_target_deg: float = number(25.0, 0.1, 180, "trunk rise to aim for on forearms")
    straight_arms_target_deg: float = number(
        40.0, 0.1, 180, "trunk rise to aim for on straight arms"
    )


class SealDose(Table):
    """Seal stretch: the prescription."""

    reps: int = number(3, 1, 100, "prescribed holds")
    hold_s: float = number(30.0, 0, 300, "prescribed length of a hold, 5 to 300")
    rest_s: float = number(30.0, 0, 3600, "prescribed rest between holds")


class SealFaults(Table):
    """Seal stretch: fault thresholds."""

    hip_rise_minor_torso: float = number(0.05, 0, 3, "SS-1: hips off the floor, minor")
    hip_rise_major_torso: float = number(0.10, 0, 3, "SS-1: hips off the floor, major")
    thigh_inclination_deg: float = number(
        6.0, 0, 180, "SS-1: minor only if the thighs slope by this too"
    )
    plank_rise_torso: float = number(0.20, 0, 3, "hips higher than this may be a plank")
    plank_bend_deg: float = number(
        10.0,
        0,
        180,
        "trunk raised against the thigh by less than this, with the hips up: plank",
    )
    prop_torso: float = number(
        0.20, 0, 3, "elbow or hand less than this below the shoulder: not propped up"
    )
    elbow_ahead_torso: float = number(
        0.25, 0, 3, "SS-2: elbows further than this ahead of the shoulders, an easier option"
    )
    elbow_behind_torso: float = number(-0.12, -3, 0, "SS-2: elbows behind the shoulders by this")
    neck_length_share: float = number(
        0.80, 0.05, 1, "SS-3: ear to shoulder below this share of that while rising"
    )
    neck_length_s: float = number(1.0, 0, 600, "SS-3: for longer than this")
    neck_deg: float = number(40.0, 0, 180, "SS-4: head tipped back by this")
    nose_above_ear_torso: float = number(0.12, 0, 3, "SS-4: or nose above the ear by this")
    knee_bend_deg: float = number(15.0, 0, 180, "SS-5: knees bent more than at rest by this")
    ankle_rise_torso: float = number(0.15, 0, 3, "SS-5: or feet off the floor by this")
    forearm_elbow_deg: float = number(120.0, 0, 180, "SS-6: elbows straighter than this")
    forearm_rise_torso: float = number(0.12, 0, 3, "SS-6: or higher than the hands by this")
    sink_deg: float = number(6.0, 0, 180, "SS-7: sunk by this below the middle of the hold")
    hold_share: float = number(
        0.80, 0, 1, "SS-7: or held for less than this share of the prescription"
    )
    rock_sd_deg: float = number(
        3.0, 0, 180, "SS-8: trunk moving up and down by this, as a standard deviation"
    )
    swing_deg: float = number(4.0, 0.1, 180, "SS-8: or swinging by more than this")
    swings: int = number(3, 1, 100, "SS-8: more often than this")


class SealSettings(Table):
    """All settings of the seal stretch."""

    variant: Literal["auto", "forearms", "straight_arms"] = Field(
        "auto",
        description='way of doing it: "forearms", "straight_arms", or "auto" for what is seen',
    )
    states: SealStates = SealStates()
    dose: SealDose = SealDose()
    faults: SealFaults = SealFaults()
