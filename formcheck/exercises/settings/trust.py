"""From which trust on something is said to be so."""

from __future__ import annotations

from pydantic import Field

from formcheck.exercises.settings.table import Table


class TrustSettings(Table):
    """Trust is 0 to 1; what lies below the bound is shown as not sure and never cued."""

    sure_from: float = Field(
        0.6, ge=0, le=1, description="less trust than this is shown as not sure"
    )
