"""Prone press up (clinical-spec §7)."""

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
from formcheck.exercises.prone_press_up.settings import PressUpSettings
from formcheck.exercises.shared import sources
from formcheck.words import read_words

EXERCISE = Exercise(
    name="prone_press_up",
    package=__name__,
    words=read_words(__name__),
    settings=PressUpSettings,
    stance="prone",
    signal="trunk_inclination_deg",
    unit="deg",
    judged_angle=JudgedAngle(
        kind="inclination",
        joints=("hip", "shoulder"),
        signal="trunk_inclination_deg",
    ),
    faults=(
        FaultSpec("PPU-1", 2, "torso", shown_at=("hip",)),
        FaultSpec("PPU-2", 2, "torso", shown_at=("hip",)),
        FaultSpec("PPU-3", 1, "deg", joints=("shoulder", "elbow", "wrist"), shown_at=("elbow",)),
        FaultSpec("PPU-4", 1, "deg", shown_at=("shoulder",)),
        FaultSpec("PPU-5", 1, "deg", joints=("ear", "shoulder", "hip"), shown_at=("ear",)),
        FaultSpec("PPU-6", 1, "s"),
        FaultSpec(
            "PPU-7", 1, "torso", joints=("wrist", "shoulder"), shown_at=("wrist",), about="set_up"
        ),
        FaultSpec("PPU-8", 1, "deg", joints=("hip", "knee", "ankle"), shown_at=("knee",)),
        FaultSpec("PPU-9", 0, "deg", about="set"),
        FaultSpec("PPU-10", 0, "deg", about="range"),
    ),
    placement=Placement(2.0, 2.3),
    dose_limits=DoseLimits(reps=(5, 15), hold_s=(0, 10)),
    targets=(Target("target_deg", "deg", (25, 45)),),
    start_checks=(
        StartCheck("hips_down", "thigh_inclination_deg", most=22),
        StartCheck("chest_down", "trunk_inclination_deg", most=15),
    ),
    sources=(
        sources.LEDERMAN_PRESS,
        sources.EXTENSION_PROGRAMME,
        sources.TOTALBACK,
    ),
    bends="backward",
)
