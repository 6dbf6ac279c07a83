"""One saved version of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from formcheck.plan.model import Plan


@dataclass(frozen=True)
class PlanVersion:
    """A plan as it was saved; versions count from 1 for each patient."""

    patient_id: int
    version: int
    saved_at: datetime
    plan: Plan
