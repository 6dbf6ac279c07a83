"""TRC and MOT, read back by a reader that knows nothing of how they were written."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formcheck.errors import UsageError
from formcheck.exports.exported_set import ExportedSet
from formcheck.exports.markers import MARKER_NAMES, make_markers
from formcheck.exports.opensim import render_mot, render_trc
from tests.support.exported import BODY_PX, FRAMES, GAP, make_exported, make_signals
from tests.support.history import make_result


def _trc(exported: ExportedSet, height_cm: float | None = None, *, fill: bool = False) -> str:
    assert exported.landmarks is not None
    table = make_markers(exported, exported.landmarks, height_cm=height_cm, fill=fill)
    return render_trc(exported, table)


def _read_trc(text: str) -> tuple[dict[str, str], dict[str, list[tuple[float, float, float]]]]:
    """Read a TRC by what its own head says."""
    lines = text.splitlines()
    head = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    names = [name for name in lines[3].split("\t")[2:] if name]
    rows = [line.split("\t") for line in lines[5:] if line.strip()]
    assert len(names) == int(head["NumMarkers"])
    assert len(rows) == int(head["NumFrames"])
    assert {len(row) for row in rows} == {2 + 3 * len(names)}
    points = {
        name: [tuple(map(float, row[2 + 3 * at : 5 + 3 * at])) for row in rows]
        for at, name in enumerate(names)
    }
    return head, points


def test_markers_have_their_names_and_lie_in_pixels_with_y_upwards() -> None:
    head, points = _read_trc(_trc(make_exported()))
    assert tuple(points) == MARKER_NAMES
    assert (head["Units"], head["DataRate"]) == ("px", "10")
    assert points["LShoulder"][0] == (100.0, 180.0, 0.0)
    # The hand rises.
    assert points["LWrist"][5][1] - points["LWrist"][0][1] == pytest.approx(5.0)
    assert points["Hip"][0] == (302.0, 175.0, 0.0)


def test_what_was_not_seen_is_a_gap_to_the_last_cell() -> None:
    text = _trc(make_exported())
    _, points = _read_trc(text)
    assert all(math.isnan(value) for value in points["LHip"][GAP])
    # Outside the picture: invented.
    assert all(math.isnan(x) for x, _, _ in points["RWrist"])
    assert "\t\n" not in text.split("\n\n", 1)[1]


def test_gaps_can_be_closed() -> None:
    _, points = _read_trc(_trc(make_exported(), fill=True))
    assert points["LWrist"][GAP][1] == pytest.approx(280.0 + GAP)
    assert np.isfinite([point for marker in points.values() for point in marker]).all()


def test_body_height_makes_metres() -> None:
    head, points = _read_trc(_trc(make_exported(), height_cm=180.0))
    assert head["Units"] == "m"
    shoulder, ankle = points["LShoulder"][0], points["LAnkle"][0]
    # Shoulder to ankle is 0.779 of body height.
    assert ankle[0] - shoulder[0] == pytest.approx(0.779 * 1.80, abs=1e-4)
    assert points["LHip"][0][0] - shoulder[0] == pytest.approx(
        200 / BODY_PX * 0.779 * 1.8, abs=1e-4
    )


def test_no_metres_without_a_body() -> None:
    exported = make_exported()
    assert exported.landmarks is not None
    exported.landmarks.xy_px[:, 27] = np.nan
    with pytest.raises(UsageError, match="Metres cannot be told"):
        _trc(exported, height_cm=180.0)


def test_a_tipped_camera_is_taken_out() -> None:
    level = make_exported()
    assert level.landmarks is not None
    angle = np.radians(6.0)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    around = np.array([320.0, 300.0])
    tipped_px = (level.landmarks.xy_px - around) @ turn.T + around
    view = make_result().view.model_copy(update={"roll_deg": 6.0})
    tipped = make_exported(make_result().model_copy(update={"view": view}))
    assert tipped.landmarks is not None
    tipped.landmarks.xy_px[:] = tipped_px
    _, points = _read_trc(_trc(tipped))
    heights = [points[name][0][1] for name in ("LShoulder", "LHip", "LKnee", "LAnkle")]
    assert heights == pytest.approx([heights[0]] * 4, abs=0.001)


def test_angles_stand_in_a_mot_of_version_3() -> None:
    text = render_mot(make_exported(), make_signals(), fill=False)
    head, _, body = text.partition("endheader\n")
    said = dict(line.split("=", 1) for line in head.splitlines()[1:] if line.count("=") == 1)
    rows = [line.split("\t") for line in body.splitlines()]
    assert (said["version"], said["inDegrees"]) == ("3", "yes")
    assert rows[0] == ["time", "knee_deg"]
    assert (int(said["nRows"]), int(said["nColumns"])) == (len(rows) - 1, len(rows[0]))
    assert rows[1] == ["0.000000", "150.0000"]
    assert rows[1 + GAP][1] == "nan"
    assert len(rows) == FRAMES + 1
    filled = render_mot(make_exported(), make_signals(), fill=True)
    assert "nan" not in filled.partition("endheader")[2]
