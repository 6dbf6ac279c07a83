"""Pelvic tilt in hook-lying (clinical-spec §5)."""

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
from formcheck.exercises.pelvic_tilt.settings import PelvicTiltSettings
from formcheck.exercises.shared import sources
from formcheck.words import read_words

EXERCISE = Exercise(
    name="pelvic_tilt",
    package=__name__,
    words=read_words(__name__),
    settings=PelvicTiltSettings,
    stance="supine",
    signal="tilt_percent",
    unit="%",
    judged_angle=JudgedAngle(
        kind="joint",
        joints=("shoulder", "hip", "knee"),
        signal="shoulder_hip_knee_deg",
    ),
    faults=(
        FaultSpec("PT-1", 2, "torso", shown_at=("hip",)),
        FaultSpec("PT-2", 1, "%", about="range"),
        FaultSpec("PT-3", 2, "deg", shown_at=("hip",)),
        FaultSpec("PT-4", 1, "torso", joints=("hip", "knee", "ankle"), shown_at=("knee",)),
        FaultSpec("PT-5", 1, "torso", joints=("ear", "shoulder"), shown_at=("ear", "shoulder")),
        FaultSpec("PT-6", 1, "s", about="dose"),
        FaultSpec(
            "PT-7", 0, "deg", joints=("hip", "knee", "ankle"), shown_at=("ankle",), about="set_up"
        ),
        FaultSpec("PT-8", 1, "%"),
    ),
    placement=Placement(1.6, 1.8),
    dose_limits=DoseLimits(reps=(5, 20), hold_s=(3, 15)),
    targets=(Target("target_share", "%", (60, 100)),),
    start_checks=(
        StartCheck("lie_back", "trunk_inclination_deg", most=35),
        StartCheck("bend_knees", "thigh_inclination_deg", most=-4),
        StartCheck("bend_knees_more", "thigh_inclination_deg", most=-13),
        StartCheck("hips_down", "trunk_inclination_deg", least=-19),
    ),
    sources=(
        sources.PREHAB_TILT,
        sources.KRAMES_TILT,
        sources.MAYO_BACK,
    ),
    guided=True,
)
