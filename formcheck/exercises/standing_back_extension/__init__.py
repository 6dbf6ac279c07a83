"""Standing back extension (clinical-spec §3)."""

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
from formcheck.exercises.shared import sources
from formcheck.exercises.standing_back_extension.settings import BackExtensionSettings
from formcheck.words import read_words

EXERCISE = Exercise(
    name="standing_back_extension",
    package=__name__,
    words=read_words(__name__),
    settings=BackExtensionSettings,
    stance="standing",
    signal="lean_deg",
    unit="deg",
    judged_angle=JudgedAngle(kind="lean", joints=("hip", "shoulder"), signal="lean_deg"),
    faults=(
        FaultSpec("SBE-1", 2, "deg", joints=("hip", "knee", "ankle"), shown_at=("knee",)),
        FaultSpec("SBE-2", 1, "deg", joints=("ear", "shoulder", "hip"), shown_at=("ear",)),
        FaultSpec("SBE-3", 3, "deg", joints=("hip", "ankle"), shown_at=("ankle",)),
        FaultSpec("SBE-4", 1, "deg/s"),
        FaultSpec("SBE-5", 1, "deg", about="range"),
        FaultSpec("SBE-6", 1, "s", about="dose"),
        FaultSpec("SBE-7", 1, "deg", shown_at=("shoulder",)),
        FaultSpec("SBE-8", 1, "torso", joints=("wrist", "hip"), shown_at=("wrist",)),
    ),
    placement=Placement(2.3, 3.0, on_table=True),
    dose_limits=DoseLimits(reps=(3, 15), hold_s=(0, 10)),
    targets=(Target("target_deg", "deg", (8, 35)),),
    start_checks=(
        StartCheck("come_forward", "lean_deg", most=14),
        StartCheck("stand_tall", "lean_deg", least=-14),
        StartCheck("straighten_knees", "knee_deg", least=146),
    ),
    sources=(
        sources.CEMM_STANDING,
        sources.LEDERMAN_STANDING,
        sources.IMC_STANDING,
    ),
    bends="backward",
)
