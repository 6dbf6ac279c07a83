"""Settings of the measuring stage; defaults from clinical-spec §1.3, §1.4 and §9 unless noted."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from formcheck.bounds import number


class ViewSettings(BaseModel):
    """What counts as seen, and how strongly positions are smoothed."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    yaw_ok_deg: float = number(20.0, 0, 90, "turn from side-on without remark")
    yaw_max_deg: float = number(30.0, 0, 90, "turn beyond which form is not judged, only counted")
    yaw_turned_deg: float = number(40.0, 0, 90, "turn beyond which nothing is counted either")
    yaw_window_s: float = number(6.0, 0.1, 600, "window over which the turn is estimated")
    shoulder_breadth_torso: float = number(
        0.9, 0.1, 3, "assumed shoulder breadth, in torso lengths"
    )
    edge_margin: float = number(
        0.005, 0, 0.2, "landmarks nearer to the edge are taken as out of view"
    )
    settle_s: float = number(0.5, 0, 600, "not judged after a start, cut or loss")
    short_loss_s: float = number(0.3, 0, 600, "a loss that does not unsettle the tracker")
    gap_fill_s: float = number(0.5, 0, 600, "longest gap that is bridged")
    gap_abort_s: float = number(1.0, 0, 600, "gap after which a repetition is not seen")
    lost_s: float = number(2.0, 0, 600, "loss after which baselines start afresh")
    cut_threshold: float = number(
        0.04, 0.001, 1, "change of the whole picture that counts as a cut"
    )
    shortest_shot_s: float = number(2.0, 0, 600, "shots shorter than this are left out")
    smoothing_cutoff_hz: float = number(4.0, 0.1, 30, "low-pass of landmark positions")
