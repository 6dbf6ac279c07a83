"""``reps.csv`` and ``frames.csv``: tables that a spreadsheet or statistics program opens."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from formcheck.arrays import FloatArray
from formcheck.files import open_for_replacing, write_text
from formcheck.judge.result import Rep, Result
from formcheck.judge.scored import ScoredClip
from formcheck.kinematics.legs import VISIBILITY_SIGNALS
from formcheck.kinematics.signals import SIGNALS
from formcheck.pose.landmarks import landmark_of
from formcheck.results.columns import Column

AnyArray: TypeAlias = NDArray[Any]

#: Joints whose visibility tells the near side (clinical-spec §1.4).
_NEAR_SIDE_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")

_UNIT_NAMES = {"deg": "deg", "%": "percent", "s": "s", "deg/s": "deg_s", "torso": "torso"}
#: How the name of a measured signal ends, and the unit that says.
_SIGNAL_UNITS = {"_deg": "deg", "_torso": "torso lengths", "_0_to_1": "0 to 1"}


def describe_columns() -> dict[str, list[Column[Any, Any]]]:
    """Return the columns of each table of a result, by the name of its file, in their order.

    The measured signals, which end ``frames.csv``, are among them, and so is what it
    tells of a clip that was scored with ``--thrifty`` only.
    """
    signals = [
        _signal_column(name, meaning) for name, meaning in {**SIGNALS, **VISIBILITY_SIGNALS}.items()
    ]
    return {"reps.csv": [*_REP_COLUMNS], "frames.csv": [*_FRAME_COLUMNS, *signals, _LOOKED_AT]}


@dataclass(frozen=True)
class _RepRow:
    """A repetition, and what the faults of its clip are called."""

    rep: Rep
    fault_names: Mapping[str, str]


def _number(value: float | None, decimals: int) -> str:
    if value is None or not math.isfinite(value):
        return ""
    return f"{round(value, decimals) + 0.0:.{decimals}f}"


_RepColumn = Column[_RepRow, str]

_REP_COLUMNS: tuple[_RepColumn, ...] = (
    _RepColumn(
        "rep",
        "",
        "number of the repetition, from 1; empty if it did not count",
        lambda row: "" if row.rep.index is None else str(row.rep.index),
    ),
    _RepColumn(
        "kind",
        "",
        "counted, partial (too small or cut off), not_seen, or other_movement",
        lambda row: row.rep.kind,
    ),
    _RepColumn(
        "side",
        "",
        "left, right or both; empty in an exercise without sides",
        lambda row: row.rep.side or "",
    ),
    _RepColumn(
        "variant",
        "",
        "way of doing the exercise, where there are several",
        lambda row: row.rep.variant or "",
    ),
    _RepColumn("start_s", "s", "when it began", lambda row: _number(row.rep.start_s, 3)),
    _RepColumn(
        "peak_s", "s", "when the main signal was greatest", lambda row: _number(row.rep.peak_s, 3)
    ),
    _RepColumn("end_s", "s", "when it was over", lambda row: _number(row.rep.end_s, 3)),
    _RepColumn(
        "peak_{unit}",
        "{unit}",
        "the main signal at its greatest",
        lambda row: _number(row.rep.peak, 2),
    ),
    _RepColumn(
        "range_{unit}", "{unit}", "the change from rest", lambda row: _number(row.rep.range, 2)
    ),
    _RepColumn("out_s", "s", "duration of the way out", lambda row: _number(row.rep.out_s, 3)),
    _RepColumn(
        "hold_s", "s", "time that is credited as held", lambda row: _number(row.rep.hold_s, 3)
    ),
    _RepColumn(
        "hold_is_at_least",
        "",
        "yes or no: whether it began before it was seen, or went on after it was",
        lambda row: "yes" if row.rep.hold_at_least else "no",
    ),
    _RepColumn(
        "up_s",
        "s",
        "whole time away from rest, held or not, where the hold is the dose",
        lambda row: _number(row.rep.up_s, 3),
    ),
    _RepColumn(
        "return_s", "s", "duration of the way back", lambda row: _number(row.rep.return_s, 3)
    ),
    _RepColumn(
        "trust_0_to_1",
        "0 to 1",
        "how far the repetition is to be trusted",
        lambda row: _number(row.rep.trust, 3),
    ),
    _RepColumn(
        "sure",
        "",
        "yes; no where trust is below the setting trust.sure_from",
        lambda row: "yes" if row.rep.sure else "no",
    ),
    _RepColumn(
        "fault_ids",
        "",
        "identifiers of its sure faults, separated by semicolons",
        lambda row: ";".join(row.rep.faults),
    ),
    _RepColumn(
        "fault_names",
        "",
        "the names of these faults, in the same order",
        lambda row: ";".join(row.fault_names.get(fault, fault) for fault in row.rep.faults),
    ),
    _RepColumn(
        "not_counted_because",
        "",
        "why it did not count, where the kind does not say enough",
        lambda row: row.rep.reason or "",
    ),
)


def write_reps_csv(result: Result, path: Path) -> None:
    """Write one row a repetition, counted or not.

    The columns are those of `describe_columns`. A cell is empty where nothing was
    measured.

    Parameters
    ----------
    result : Result
    path : Path

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    names = {fault.id: fault.name for fault in result.faults}
    rows = [_RepRow(rep, names) for rep in result.reps]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_headers(_REP_COLUMNS, result))
    table.writerows([column.get(row) for column in _REP_COLUMNS] for row in rows)
    write_text(path, text.getvalue())


def _headers(columns: Sequence[Column[Any, Any]], result: Result) -> list[str]:
    unit = _UNIT_NAMES.get(result.signal.unit, "value")
    return [column.header(unit) for column in columns]


#: So many rows are made at once: of an hour, all of them would take 200 MB.
_ROWS_AT_ONCE = 4096


@dataclass(frozen=True)
class _FrameColumn(Column[ScoredClip, Sequence[Any] | AnyArray]):
    """A column of all frames; `form` writes one cell.

    ``rounded`` numbers are nought without a sign where four decimals are nought.
    """

    form: str = "%.4f"
    rounded: bool = False

    def cells(self, values: Sequence[Any] | AnyArray, rows: slice) -> Sequence[Any]:
        """Return some of what `get` gave, ready to be written."""
        some = values[rows]
        if self.rounded:
            some = np.round(some, 4) + 0.0
        cells: Sequence[Any] = some.tolist() if isinstance(some, np.ndarray) else some
        return cells


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


_FRAME_COLUMNS: tuple[_FrameColumn, ...] = (
    _FrameColumn(
        "time_s",
        "s",
        "time after the first frame of the clip",
        lambda scored: scored.timeline.time_s,
    ),
    _FrameColumn(
        "phase",
        "",
        "not_judged (not seen, or not in position), ready, out, hold or return",
        lambda scored: scored.timeline.phase,
        form="%s",
    ),
    _FrameColumn(
        "reps_counted",
        "",
        "repetitions counted so far",
        lambda scored: scored.timeline.reps_counted,
        form="%d",
    ),
    _FrameColumn(
        "posture",
        "",
        "standing, prone, supine, other or unknown",
        lambda scored: scored.measurements.posture,
        form="%s",
    ),
    _FrameColumn(
        "main_signal_{unit}",
        "{unit}",
        "what repetitions are counted on",
        lambda scored: scored.timeline.signal,
        rounded=True,
    ),
    _FrameColumn(
        "hold_s",
        "s",
        "length of the hold that goes on or is just over; 0 outside repetitions",
        lambda scored: scored.timeline.hold_s,
        rounded=True,
    ),
    _FrameColumn(
        "view_yaw_deg",
        "deg",
        "how far the person is turned away from side-on",
        lambda scored: scored.measurements.yaw_deg,
        rounded=True,
    ),
    _FrameColumn(
        "near_side_visibility_0_to_1",
        "0 to 1",
        "how well the model saw the joints of the near side, on average",
        compute_near_side_visibility,
        rounded=True,
    ),
)


#: Only where the model was to look no more than it had to.
_LOOKED_AT = _FrameColumn(
    "looked_at",
    "",
    "yes; no where nothing had moved, so that the model did not look",
    lambda scored: ["yes" if looked else "no" for looked in _looked_at(scored)],
    form="%s",
)


def _looked_at(scored: ScoredClip) -> Sequence[bool]:
    looked_at = scored.track.looked_at
    return [] if looked_at is None else looked_at.tolist()


def _signal_column(name: str, meaning: str) -> _FrameColumn:
    unit = next((unit for end, unit in _SIGNAL_UNITS.items() if name.endswith(end)), "")
    return _FrameColumn(
        name, unit, meaning, lambda scored: scored.measurements.signals[name], rounded=True
    )


def write_frames_csv(scored: ScoredClip, path: Path) -> None:
    """Write one row a processed frame.

    The columns are those of `describe_columns`, of the signals those that were
    measured. A cell is empty where something was not seen.

    Parameters
    ----------
    scored : ScoredClip
    path : Path

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    columns = [
        *_FRAME_COLUMNS,
        *(_signal_column(name, "") for name in scored.measurements.signals),
        *([] if scored.track.looked_at is None else [_LOOKED_AT]),
    ]
    values = [column.get(scored) for column in columns]
    # A row is formatted as a whole: half an hour of video has 50,000 of them.
    row = ",".join(column.form for column in columns) + "\n"
    with open_for_replacing(path) as file:
        file.write((",".join(_headers(columns, scored.result)) + "\n").encode())
        for start in range(0, scored.track.frame_count, _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            cells = [column.cells(own, rows) for column, own in zip(columns, values, strict=True)]
            text = "".join(row % each for each in zip(*cells, strict=True))
            file.write(text.replace(",nan", ",").encode("utf-8", errors="replace"))
