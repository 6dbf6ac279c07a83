"""Settings that hold for every exercise: how long a fault lasts, and what is said to be sure."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from formcheck.bounds import number


class Table(BaseModel):
    """A table of settings: no unknown keys, no infinities, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class FaultTiming(Table):
    """How long something must last to be a fault (clinical-spec §1.7)."""

    min_s: float = number(0.4, 0, 600, "shortest duration of a fault")
    min_share: float = number(0.3, 0, 1, "or this share of the phase, if shorter")


class TrustSettings(Table):
    """Trust is 0 to 1; what lies below the bound is shown as not sure and never cued."""

    sure_from: float = number(0.6, 0, 1, "less trust than this is shown as not sure")
