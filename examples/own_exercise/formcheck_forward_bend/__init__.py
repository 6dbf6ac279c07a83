"""Standing forward bend."""

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
from formcheck.words import read_words
from formcheck_forward_bend.settings import ForwardBendSettings

EXERCISE = Exercise(
    name="forward_bend",
    package=__name__,
    words=read_words(__name__),
    settings=ForwardBendSettings,
    stance="standing",
    signal="forward_lean_deg",
    unit="deg",
    judged_angle=JudgedAngle(kind="lean", joints=("hip", "shoulder"), signal="lean_deg"),
    faults=(
        FaultSpec("FB-1", 1, "deg", joints=("hip", "knee", "ankle"), shown_at=("knee",)),
        FaultSpec("FB-2", 1, "s", about="dose"),
    ),
    placement=Placement(2.3, 3.0, on_table=True),
    dose_limits=DoseLimits(reps=(3, 10), hold_s=(0, 30)),
    targets=(Target("target_deg", "deg", (30, 90)),),
    start_checks=(StartCheck("stand_up", "lean_deg", least=-15),),
    bends="forward",
)
