"""Seal stretch (clinical-spec §4)."""

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
from formcheck.exercises.seal_stretch.settings import SealSettings
from formcheck.exercises.shared import sources
from formcheck.words import read_words

EXERCISE = Exercise(
    name="seal_stretch",
    package=__name__,
    words=read_words(__name__),
    settings=SealSettings,
    stance="prone",
    signal="trunk_inclination_deg",
    unit="deg",
    judged_angle=JudgedAngle(
        kind="inclination",
        joints=("hip", "shoulder"),
        signal="trunk_inclination_deg",
    ),
    faults=(
        FaultSpec("SS-1", 2, "torso", shown_at=("hip",)),
        FaultSpec("SS-2", 1, "torso", shown_at=("elbow",)),
        FaultSpec("SS-3", 1, "torso", shown_at=("shoulder",)),
        FaultSpec("SS-4", 1, "deg", shown_at=("ear",)),
        FaultSpec("SS-5", 1, "deg", shown_at=("knee",)),
        FaultSpec("SS-6", 2, "deg", shown_at=("elbow",)),
        FaultSpec("SS-7", 1, "s", about="dose"),
        FaultSpec("SS-8", 1, "deg"),
    ),
    placement=Placement(2.0, 2.3),
    dose_limits=DoseLimits(reps=(1, 15), hold_s=(5, 300)),
    targets=(
        Target("forearms_target_deg", "deg", (18, 32), variant="forearms"),
        Target("straight_arms_target_deg", "deg", (35, 45), variant="straight_arms"),
    ),
    start_checks=(
        StartCheck("hips_down", "thigh_inclination_deg", most=22),
        StartCheck("chest_down", "trunk_inclination_deg", most=15),
    ),
    sources=(
        sources.SPHINX,
        sources.EKHART_SEAL,
        sources.BAYCARE,
    ),
    bends="backward",
    alike=(("straight_arms", "prone_press_up"),),
    hold_is_dose=True,
)
