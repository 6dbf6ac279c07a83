from __future__ import annotations

import numpy as np
import pytest

from formcheck.drawing.palette import Stage
from formcheck.drawing.text import TextRenderer
from formcheck.report.judged_angle import JudgedAngleDrawing, compute_arc
from formcheck.report.label_place import place_label
from tests.report.body import HIP, HIP_PX, INCLINATION, LEAN, SIZE_PX, make_measurements

STAGE = Stage(*SIZE_PX, (1.0, 1.0), 1.0)


def test_inclination_is_measured_from_the_floor_line() -> None:
    arc = compute_arc(INCLINATION, make_measurements([30.0, -10.0]), (1.0, 1.0))
    assert arc.vertex_px.tolist() == [list(HIP_PX)] * 2
    assert arc.start_rad.tolist() == [0.0, 0.0]
    assert np.degrees(arc.sweep_rad) == pytest.approx([30.0, -10.0])


def test_lean_is_measured_from_the_vertical() -> None:
    arc = compute_arc(LEAN, make_measurements([60.0]), (1.0, 1.0))
    assert np.degrees(arc.start_rad) == pytest.approx([90.0])
    assert np.degrees(arc.sweep_rad) == pytest.approx([-30.0])


def test_joint_angle_lies_on_the_side_that_was_measured() -> None:
    measured = make_measurements([30.0, 30.0], [150.0, 210.0])
    arc = compute_arc(HIP, measured, (1.0, 1.0))
    assert np.abs(np.degrees(arc.sweep_rad)) == pytest.approx([150.0, 210.0])
    assert np.sign(arc.sweep_rad[0]) == -np.sign(arc.sweep_rad[1])


def test_frame_that_was_not_seen_has_no_arc() -> None:
    arc = compute_arc(INCLINATION, make_measurements([30.0, np.nan]), (1.0, 1.0))
    assert np.isfinite(arc.sweep_rad).tolist() == [True, False]
    assert np.isnan(arc.vertex_px[1]).all()


def test_scale_moves_the_corner() -> None:
    arc = compute_arc(INCLINATION, make_measurements([30.0]), (2.0, 0.5))
    assert arc.vertex_px[0].tolist() == [HIP_PX[0] * 2, HIP_PX[1] * 0.5]


def test_nothing_is_drawn_without_a_value() -> None:
    drawing = JudgedAngleDrawing(
        INCLINATION, make_measurements([30.0, 30.0]), STAGE, TextRenderer(), ["30°", ""]
    )
    scene = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
    drawing.draw(scene, 1)
    assert not scene.any()
    drawing.draw(scene, 0)
    assert scene.any()


def test_value_stands_clear_of_the_body_and_inside_the_picture() -> None:
    measured = make_measurements(list(np.linspace(0.0, 45.0, 40)))
    vertex = np.tile(HIP_PX, (40, 1))
    half = (25.0, 15.0)
    labels = place_label(vertex, np.array([60.0, -10.0]), measured, STAGE, half)
    assert labels is not None
    assert (labels > np.asarray(half)).all()
    assert (labels < np.asarray(SIZE_PX) - half).all()
    for frame, centre in enumerate(labels):
        body = measured.xy_px[frame][np.isfinite(measured.xy_px[frame, :, 0])]
        outside = np.abs(body - centre) > np.asarray(half)
        assert outside.any(axis=1).all()


def test_value_has_no_place_in_a_picture_filled_by_the_body() -> None:
    tiny = Stage(320, 310, (1.0, 1.0), 1.0)
    measured = make_measurements([20.0] * 5)
    vertex = np.tile(HIP_PX, (5, 1))
    assert place_label(vertex, np.array([40.0, -10.0]), measured, tiny, (150.0, 150.0)) is None


def test_value_does_not_jump_when_sight_is_lost_for_a_while() -> None:
    angles = [20.0] * 20 + [np.nan] * 10 + [20.0] * 20
    measured = make_measurements(angles)
    vertex = np.where(np.isfinite(angles)[:, None], HIP_PX, np.nan)
    labels = place_label(vertex, np.array([50.0, -10.0]), measured, STAGE, (25.0, 15.0))
    assert labels is not None
    assert np.isnan(labels[20:30]).all()
    assert np.ptp(labels[np.isfinite(angles)], axis=0) == pytest.approx([0.0, 0.0])
