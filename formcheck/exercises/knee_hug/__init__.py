"""Knee hug (clinical-spec §6)."""

from __future__ import annotations

from formcheck.exercises.base import (
    DoseLimits,
    Exercise,
    FaultSpec,
    JudgedAngle,
    Placement,
    StartCheck,
    Target,
)
from formcheck.exercises.knee_hug.settings import KneeHugSettings
from formcheck.exercises.shared import sources
from formcheck.words import read_words

EXERCISE = Exercise(
    name="knee_hug",
    package=__name__,
    words=read_words(__name__),
    settings=KneeHugSettings,
    stance="supine",
    signal="knee_to_chest_deg",
    unit="deg",
    judged_angle=JudgedAngle(
        kind="closing",
        joints=("shoulder", "hip", "knee"),
        signal="knee_to_chest_deg",
        either_side=True,
    ),
    faults=(
        FaultSpec("KH-1", 1, "torso", shown_at=("ear", "shoulder")),
        FaultSpec("KH-2", 1, "deg", shown_at=("knee", "ankle"), of_resting_leg=True),
        FaultSpec("KH-3", 2, "torso", shown_at=("hip",)),
        FaultSpec("KH-4", 1, "deg/s"),
        FaultSpec("KH-5", 1, "s", about="dose"),
        FaultSpec("KH-6", 0, "deg", about="range"),
        FaultSpec("KH-7", 0, "torso", shown_at=("wrist",)),
        FaultSpec("KH-8", 0, "deg", cued=False, about="set"),
        FaultSpec("KH-9", 1, "deg/s"),
    ),
    placement=Placement(1.6, 1.8),
    dose_limits=DoseLimits(reps=(2, 10), hold_s=(2, 30)),
    targets=(Target("target_deg", "deg", (95, 125)),),
    start_checks=(
        StartCheck("lie_back", "trunk_inclination_deg", most=35),
        StartCheck("feet_down", "knee_to_chest_deg", most=72),
    ),
    sources=(
        sources.VERSUS_ARTHRITIS,
        sources.PREHAB_KNEE,
        sources.MAYO_BACK,
        sources.MAYO_KNEE,
    ),
    bends="forward",
    sided=True,
    needs_enabling=True,
    reach_is_peak=True,
)
