"""How long something must last to be a fault."""

from __future__ import annotations

from pydantic import Field

from formcheck.exercises.settings.table import Table


class FaultTiming(Table):
    """How long something must last to be a fault (clinical-spec §1.7)."""

    min_s: float = Field(0.4, ge=0, description="shortest duration of a fault")
    min_share: float = Field(0.3, ge=0, le=1, description="or this share of the phase, if shorter")
