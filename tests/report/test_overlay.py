from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.drawing.palette import GROUND, SEVERITY
from formcheck.judge.scored import Phase, ScoredClip
from formcheck.pose.landmarks import landmark_of
from formcheck.report.overlay import Overlay, Scenery, prepare_scenery
from tests.report.body import HIP_PX, make_moving_clip
from tests.support.scored import make_fault

GREY = np.full((480, 640, 3), 120, np.uint8)


def annotated(scored: ScoredClip, index: int = 0) -> tuple[Scenery, NDArray[np.uint8]]:
    scenery = prepare_scenery(scored, 640, 480)
    time_s = float(scored.timeline.time_s[index])
    return scenery, Overlay(scenery).annotate(GREY, index, time_s)


def still_clip(phase: Phase = "ready", frames: int = 40) -> ScoredClip:
    return make_moving_clip([20.0] * frames, [phase] * frames)


def drawn_px(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((picture != 120).any(axis=2))


def test_picture_is_untouched_but_for_the_body_and_its_angle() -> None:
    scenery, canvas = annotated(still_clip())
    box = scenery.layout.picture
    drawn = drawn_px(canvas[: box.bottom, : box.right])
    rows, columns = np.nonzero(drawn)
    assert 0 < drawn.mean() < 0.05
    assert rows.min() > 150
    assert columns.min() > 60


def test_nothing_is_drawn_onto_the_picture_when_nobody_was_seen() -> None:
    scored = make_moving_clip([np.nan] * 10, ["not_judged"] * 10)
    scenery, canvas = annotated(scored)
    box = scenery.layout.picture
    assert not drawn_px(canvas[: box.bottom, : box.right]).any()


def test_landmark_that_is_not_seen_leaves_its_bones_out() -> None:
    scored = still_clip()
    xy_px = scored.measurements.xy_px.copy()
    xy_px[:, landmark_of("ankle", "right")] = np.nan
    blind = replace(scored, measurements=replace(scored.measurements, xy_px=xy_px))
    shin = (slice(295, 306), slice(125, 180))
    assert drawn_px(annotated(scored)[1][shin]).any()
    assert not drawn_px(annotated(blind)[1][shin]).any()


def test_landmarks_of_a_smaller_picture_land_on_the_same_body() -> None:
    scored = still_clip()
    half = replace(
        scored,
        track=replace(scored.track, width_px=320, height_px=240),
        measurements=replace(
            scored.measurements, xy_px=scored.measurements.xy_px / 2, torso_px=60.0
        ),
    )
    assert np.array_equal(annotated(scored)[1], annotated(half)[1])


def test_fault_is_announced_and_its_joint_pointed_at_while_it_lasts() -> None:
    scored = still_clip(frames=60)
    fault = make_fault("T-2", None, (1.0, 1.2), 0.14, 0.10)
    pointing = tuple(replace(spec, shown_at=("hip",)) for spec in scored.exercise.faults)
    scored = replace(
        scored,
        exercise=replace(scored.exercise, faults=pointing),
        result=scored.result.model_copy(update={"faults": [fault]}),
    )
    scenery = prepare_scenery(scored, 640, 480)
    overlay = Overlay(scenery)
    card = scenery.layout.notice
    hip_x, hip_y = (int(value) for value in HIP_PX)
    shown, pointed_at = [], []
    for index in range(60):
        canvas = overlay.annotate(GREY, index, index / 10)
        words = canvas[card.top : card.bottom, card.left : card.right]
        shown.append(bool((words != GROUND).any()))
        around = canvas[hip_y - 20 : hip_y + 20, hip_x - 20 : hip_x + 20]
        pointed_at.append(bool((np.abs(around.astype(int) - SEVERITY[2]).sum(axis=2) < 6).any()))
    assert shown == [10 <= index < 35 for index in range(60)]
    # The words stay to be read; the body is pointed at only while it is so.
    assert pointed_at == [10 <= index <= 12 for index in range(60)]


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (480, 854), (200, 120)])
def test_every_shape_of_picture_can_be_annotated(size: tuple[int, int]) -> None:
    scored = make_moving_clip([20.0] * 4, ["hold"] * 4, size_px=size)
    scenery = prepare_scenery(scored, *size)
    frame = np.full((size[1], size[0], 3), 120, np.uint8)
    canvas = Overlay(scenery).annotate(frame, 0, 0.0)
    assert canvas.shape == (scenery.layout.height, scenery.layout.width, 3)


def test_panel_looks_the_same_however_one_got_there() -> None:
    phases: list[Phase] = ["ready"] * 10 + ["out"] * 5 + ["hold"] * 10 + ["return"] * 5
    scored = make_moving_clip(list(np.linspace(0, 45, 30)), phases)
    hold_s = np.where(np.array(phases) == "hold", np.arange(30) / 10 - 1.4, 0.0)
    scored = replace(scored, timeline=replace(scored.timeline, hold_s=hold_s))
    scenery = prepare_scenery(scored, 640, 480)
    walked = Overlay(scenery)
    for index in range(30):
        canvas = walked.annotate(GREY, index, index / 10)
        assert np.array_equal(canvas, Overlay(scenery).annotate(GREY, index, index / 10))
