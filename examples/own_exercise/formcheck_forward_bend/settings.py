"""Thresholds of the standing forward bend."""

from __future__ import annotations

from pydantic import Field

from formcheck.reps.settings import Table


class ForwardBendStates(Table):
    """Forward bend: when a repetition begins, counts and ends."""

    enter_deg: float = Field(10.0, description="lean that begins a repetition")
    count_deg: float = Field(30.0, description="lean that a counted repetition reaches")
    exit_deg: float = Field(7.0, description="lean below which it has ended")
    hold_speed_deg_s: float = Field(8.0, gt=0, description="slower than this is holding")
    target_deg: float = Field(60.0, description="lean to aim for")


class ForwardBendDose(Table):
    """Forward bend: the prescription."""

    reps: int = Field(10, ge=1, description="prescribed repetitions")
    hold_s: float = Field(2.0, ge=0, description="prescribed pause")


class ForwardBendFaults(Table):
    """Forward bend: fault thresholds."""

    knee_bend_deg: float = Field(20.0, description="FB-1: knees bent more than at rest by this")
    hold_tolerance_s: float = Field(0.5, description="FB-2: the pause may fall short by this")


class ForwardBendSettings(Table):
    """All settings of the forward bend."""

    states: ForwardBendStates = ForwardBendStates()
    dose: ForwardBendDose = ForwardBendDose()
    faults: ForwardBendFaults = ForwardBendFaults()
