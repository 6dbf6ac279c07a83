"""``reps.csv`` and ``frames.csv``: tables that a spreadsheet or statistics program opens."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.files import write_text
from formcheck.judge.result import Rep, Result
from formcheck.judge.scored import ScoredClip
from formcheck.pose.landmarks import landmark_of

FloatArray = NDArray[np.float64]

#: Joints whose visibility tells the near side (clinical-spec §1.4).
_NEAR_SIDE_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")

_UNIT_NAMES = {"deg": "deg", "%": "percent", "s": "s", "deg/s": "deg_s", "torso": "torso"}


def write_reps_csv(result: Result, path: Path) -> None:
    """Write one row a repetition, counted or not.

    The columns are number (empty if not counted), kind, side, variant, start, peak
    and end time, value at the peak, change from rest, duration of the way out, the
    hold, the whole time up and the way back, trust, and the faults as identifiers and as names,
    each separated by semicolons. A cell is empty where nothing was measured.

    Parameters
    ----------
    result : Result
    path : Path

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    unit = _UNIT_NAMES.get(result.signal.unit, "value")
    names = {fault.id: fault.name for fault in result.faults}
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(
        [
            "rep",
            "kind",
            "side",
            "variant",
            "start_s",
            "peak_s",
            "end_s",
            f"peak_{unit}",
            f"range_{unit}",
            "out_s",
            "hold_s",
            "hold_is_at_least",
            "up_s",
            "return_s",
            "trust_0_to_1",
            "sure",
            "fault_ids",
            "fault_names",
            "not_counted_because",
        ]
    )
    table.writerows(_rep_row(rep, names) for rep in result.reps)
    write_text(path, text.getvalue())


def _rep_row(rep: Rep, fault_names: Mapping[str, str]) -> list[str]:
    return [
        "" if rep.index is None else str(rep.index),
        rep.kind,
        rep.side or "",
        rep.variant or "",
        *(_number(value, 3) for value in (rep.start_s, rep.peak_s, rep.end_s)),
        *(_number(value, 2) for value in (rep.peak, rep.range)),
        *(_number(value, 3) for value in (rep.out_s, rep.hold_s)),
        "yes" if rep.hold_at_least else "no",
        *(_number(value, 3) for value in (rep.up_s, rep.return_s)),
        _number(rep.trust, 3),
        "yes" if rep.sure else "no",
        ";".join(rep.faults),
        ";".join(fault_names.get(fault_id, fault_id) for fault_id in rep.faults),
        rep.reason or "",
    ]


def _number(value: float | None, decimals: int) -> str:
    if value is None or not math.isfinite(value):
        return ""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


def write_frames_csv(scored: ScoredClip, path: Path) -> None:
    """Write one row a processed frame.

    The columns are the time, the main signal, phase, repetitions so far, hold
    clock, posture, view (turn away from side-on), mean visibility of the near
    side, then every measured signal under its own name. A cell is empty where
    something was not seen.

    Parameters
    ----------
    scored : ScoredClip
    path : Path

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    timeline, measured = scored.timeline, scored.measurements
    unit = _UNIT_NAMES.get(scored.result.signal.unit, "value")
    numbers: dict[str, FloatArray] = {
        f"main_signal_{unit}": timeline.signal,
        "hold_s": timeline.hold_s,
        "view_yaw_deg": measured.yaw_deg,
        "near_side_visibility_0_to_1": compute_near_side_visibility(scored),
        **measured.signals,
    }
    header = ["time_s", "phase", "reps_counted", "posture", *numbers]
    # Whole rows are formatted at once: half an hour of video has 50,000 of them.
    values = np.round(np.column_stack(list(numbers.values())), 4) + 0.0
    row = "%.4f,%s,%d,%s" + ",%.4f" * len(numbers)
    lines = [
        row % (time_s, phase, reps, posture, *cells)
        for time_s, phase, reps, posture, cells in zip(
            timeline.time_s.tolist(),
            timeline.phase,
            timeline.reps_counted.tolist(),
            measured.posture,
            values.tolist(),
            strict=True,
        )
    ]
    body = "\n".join(lines).replace(",nan", ",")
    write_text(path, ",".join(header) + "\n" + body + "\n")


def compute_near_side_visibility(scored: ScoredClip) -> FloatArray:
    """Return the mean visibility of the near side's main joints.

    Returns
    -------
    (F,) float
        0 to 1; NaN where no person was found.
    """
    columns = [landmark_of(joint, scored.measurements.near_side) for joint in _NEAR_SIDE_JOINTS]
    mean: FloatArray = scored.track.visibility[:, columns].mean(axis=1)
    return mean
