"""What all tables of settings share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table of settings: no unknown keys, no infinities, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
