"""Landmarks as a netCDF file that the Python package ``movement`` loads."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np

from formcheck.exports.exported_set import ExportedSet, seen_only
from formcheck.exports.provenance import provenance
from formcheck.exports.resampling import make_even
from formcheck.history.models import Landmarks
from formcheck.native import naming_absent_scipy
from formcheck.pose.landmarks import Landmark

_PERSON = "person"


def render_movement(exported: ExportedSet, landmarks: Landmarks) -> bytes:
    """Return the bytes of a netCDF-3 file: pixels, y down, times as they were stamped.

    The dimensions have the names of movement 0.17 and later; for earlier ones rename
    ``keypoint`` and ``individual`` to their plurals. ``fps`` is there only where the frames
    are even.
    """
    with naming_absent_scipy("A file for movement"):
        from scipy.io import netcdf_file  # noqa: PLC0415  slow to load

    names = [landmark.name.lower() for landmark in Landmark]
    written = io.BytesIO()
    file = netcdf_file(written, "w", version=2)
    for dimension, size in (
        ("time", landmarks.time_s.size),
        ("space", 2),
        ("keypoint", len(names)),
        ("individual", 1),
    ):
        file.createDimension(dimension, size)
    file.createVariable("time", "d", ("time",))[:] = landmarks.time_s
    _write_names(file, "space", ["x", "y"])
    _write_names(file, "keypoint", names)
    _write_names(file, "individual", [_PERSON])
    # (time, keypoint, space) to (time, space, keypoint, individual).
    position = np.swapaxes(seen_only(landmarks), 1, 2)[..., np.newaxis]
    dimensions = ("time", "space", "keypoint", "individual")
    file.createVariable("position", "f", dimensions)[:] = position
    confidence = landmarks.visibility[..., np.newaxis]
    file.createVariable("confidence", "f", ("time", "keypoint", "individual"))[:] = confidence
    for name, value in _attributes(exported, landmarks).items():
        setattr(file, name, value)
    file.flush()
    return written.getvalue()


def _write_names(file: object, dimension: str, names: Sequence[str]) -> None:
    """Write texts as characters with their encoding, as xarray reads them back."""
    longest = max(map(len, names))
    letters = f"{dimension}_letters"
    file.createDimension(letters, longest)  # type: ignore[attr-defined]
    variable = file.createVariable(dimension, "c", (dimension, letters))  # type: ignore[attr-defined]
    variable[:] = np.array([list(name.ljust(longest, "\0")) for name in names], "S1")
    variable._Encoding = "utf-8"


def _attributes(exported: ExportedSet, landmarks: Landmarks) -> dict[str, object]:
    even = make_even(landmarks.time_s, landmarks.visibility)
    rate = {} if even.resampled else {"fps": np.float64(even.rate_hz)}
    return {
        "ds_type": "poses",
        "source_software": "formcheck",
        "time_unit": "seconds",
        "width_px": np.int32(landmarks.width_px),
        "height_px": np.int32(landmarks.height_px),
        "sides": "left and right are the person's own; a mirrored picture swaps them",
        **rate,
        **provenance(exported.result),
    }
