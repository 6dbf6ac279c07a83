"""Settings of the measuring stage; defaults from clinical-spec §1.3, §1.4 and §9 unless noted."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class ViewSettings(BaseModel):
    """What counts as seen, and how strongly positions are smoothed."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    yaw_ok_deg: float = Field(20.0, ge=0, le=90, description="turn from side-on without remark")
    yaw_max_deg: float = Field(
        30.0, ge=0, le=90, description="turn beyond which form is not judged, only counted"
    )
    yaw_turned_deg: float = Field(
        40.0, ge=0, le=90, description="turn beyond which nothing is counted either"
    )
    yaw_window_s: float = Field(6.0, gt=0, description="window over which the turn is estimated")
    shoulder_breadth_torso: float = Field(
        0.9, gt=0, description="assumed shoulder breadth, in torso lengths"
    )
    edge_margin: float = Field(
        0.005, ge=0, le=0.2, description="landmarks nearer to the edge are taken as out of view"
    )
    settle_s: float = Field(0.5, ge=0, description="not judged after a start, cut or loss")
    short_loss_s: float = Field(0.3, ge=0, description="a loss that does not unsettle the tracker")
    gap_fill_s: float = Field(0.5, ge=0, description="longest gap that is bridged")
    gap_abort_s: float = Field(1.0, ge=0, description="gap after which a repetition is not seen")
    lost_s: float = Field(2.0, ge=0, description="loss after which baselines start afresh")
    cut_threshold: float = Field(
        0.04, gt=0, le=1, description="change of the whole picture that counts as a cut"
    )
    shortest_shot_s: float = Field(2.0, ge=0, description="shots shorter than this are left out")
    smoothing_cutoff_hz: float = Field(4.0, gt=0, description="low-pass of landmark positions")
