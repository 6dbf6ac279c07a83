"""Marker positions as TRC and joint angles as MOT, for OpenSim, Pose2Sim and Sports2D."""

from __future__ import annotations

import numpy as np

from formcheck.exports.exported_set import ExportedSet, Signals, signal_unit
from formcheck.exports.markers import MARKER_NAMES, MarkerTable
from formcheck.exports.provenance import short_provenance
from formcheck.exports.resampling import EvenFrames, fill_gaps, make_even

#: The release whose files of version 3 have this head.
_OPENSIM_VERSION = "4.6"


def render_trc(exported: ExportedSet, table: MarkerTable) -> str:
    """Return the text of a TRC file: x to the right, y up, z 0.

    A gap is ``NaN``; blank cells at the end of a row are refused by OpenSim.
    """
    even = table.frames
    frames, rate = even.time_s.size, f"{even.rate_hz:g}"
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{exported.name}.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\t"
        "OrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate}\t{rate}\t{frames}\t{len(MARKER_NAMES)}\t{table.unit}\t{rate}\t1\t{frames}",
        "Frame#\tTime\t" + "\t".join(f"{name}\t\t" for name in MARKER_NAMES),
        "\t\t" + "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, len(MARKER_NAMES) + 1)),
        "",
    ]
    for number, (time_s, points) in enumerate(zip(even.time_s, even.values, strict=True), start=1):
        cells = (f"{_cell(x)}\t{_cell(y)}\t{_depth(x)}" for x, y in points)
        lines.append(f"{number}\t{time_s - even.time_s[0]:.6f}\t" + "\t".join(cells))
    return "\n".join(lines) + "\n"


def _cell(value: float) -> str:
    return f"{value:.5f}" if np.isfinite(value) else "NaN"


def _depth(value: float) -> str:
    return "0.00000" if np.isfinite(value) else "NaN"


def render_mot(exported: ExportedSet, signals: Signals, *, fill: bool) -> str:
    """Return the text of a MOT file of version 3 with the angles of a set, degrees.

    Earlier versions lose all rows from the first gap on in OpenSim. The names are ours:
    angles in the plane of the picture, with other zeros, are no coordinates of a model.
    """
    names = [name for name in signals.values if signal_unit(name) == "deg"]
    values = np.stack([signals.values[name] for name in names], axis=1)
    even = make_even(signals.time_s, values)
    if fill:
        even = EvenFrames(even.time_s, fill_gaps(even.values), even.rate_hz, even.resampled)
    rhythm = "resampled to one rate" if even.resampled else "as filmed"
    lines = [
        exported.name,
        "version=3",
        f"OpenSimVersion={_OPENSIM_VERSION}",
        "DataType=double",
        f"nRows={even.time_s.size}",
        f"nColumns={len(names) + 1}",
        "inDegrees=yes",
        f"{short_provenance(exported.result)}; times {rhythm}",
        "endheader",
        "\t".join(["time", *names]),
    ]
    for time_s, row in zip(even.time_s, even.values, strict=True):
        cells = (f"{value:.4f}" if np.isfinite(value) else "nan" for value in row)
        lines.append("\t".join([f"{time_s:.6f}", *cells]))
    return "\n".join(lines) + "\n"
