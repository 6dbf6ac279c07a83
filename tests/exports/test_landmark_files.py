"""netCDF for movement and the table of DeepLabCut."""

from __future__ import annotations

import csv
import io
import sys

import numpy as np
import pytest
from scipy.io import netcdf_file

from formcheck.errors import MissingLibraryError
from formcheck.exports.deeplabcut import render_deeplabcut
from formcheck.exports.movement_netcdf import render_movement
from formcheck.history.models import Landmarks
from formcheck.pose.landmarks import Landmark
from tests.support.exported import FPS, FRAMES, GAP, make_exported, moving_landmarks


def _open(landmarks: Landmarks) -> netcdf_file:
    data = render_movement(make_exported(), landmarks)
    assert data[:4] == b"CDF\x02"
    return netcdf_file(io.BytesIO(data), "r", mmap=False)


def test_movement_finds_its_dimensions_and_variables() -> None:
    file = _open(moving_landmarks())
    position = file.variables["position"]
    assert position.dimensions == ("time", "space", "keypoint", "individual")
    assert position.shape == (FRAMES, 2, 33, 1)
    assert file.variables["confidence"].dimensions == ("time", "keypoint", "individual")
    names = [b"".join(row).rstrip(b"\0").decode() for row in file.variables["keypoint"][:]]
    assert names == [landmark.name.lower() for landmark in Landmark]
    assert file.variables["keypoint"]._Encoding == b"utf-8"
    assert (file.ds_type, file.time_unit, float(file.fps)) == (b"poses", b"seconds", FPS)
    assert b"Miller" not in render_movement(make_exported(), moving_landmarks())


def test_positions_are_pixels_with_y_downwards_and_gaps_are_kept() -> None:
    file = _open(moving_landmarks())
    position = file.variables["position"][:]
    assert position[0, :, Landmark.LEFT_HIP, 0].tolist() == [300.0, 300.0]
    assert position[3, 1, Landmark.LEFT_WRIST, 0] == 197.0
    assert np.isnan(position[GAP]).all()
    assert np.isnan(position[:, :, Landmark.RIGHT_WRIST]).all()


def test_times_of_an_uneven_film_are_its_own_and_no_rate_is_claimed() -> None:
    landmarks = moving_landmarks()
    landmarks.time_s[20:] += 0.05
    file = _open(landmarks)
    assert file.variables["time"][:].tolist() == landmarks.time_s.tolist()
    assert not hasattr(file, "fps")


def test_deeplabcut_has_three_rows_of_head_and_three_columns_a_part() -> None:
    rows = list(csv.reader(io.StringIO(render_deeplabcut(moving_landmarks()))))
    assert [row[0] for row in rows[:3]] == ["scorer", "bodyparts", "coords"]
    assert {len(row) for row in rows} == {1 + 3 * 33}
    at = rows[1].index("left_hip")
    assert rows[2][at : at + 3] == ["x", "y", "likelihood"]
    assert rows[3][at : at + 3] == ["300.000", "300.000", "0.900"]
    assert rows[3 + GAP][at : at + 3] == ["", "", ""]
    assert [row[0] for row in rows[3:]] == [str(number) for number in range(FRAMES)]


def test_without_scipy_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.delitem(sys.modules, "scipy.io")
    with pytest.raises(MissingLibraryError, match="file for movement needs SciPy") as caught:
        render_movement(make_exported(), moving_landmarks())
    assert "pip install" in caught.value.hint
