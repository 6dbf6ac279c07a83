"""One annotated picture from one frame."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.arrays import Pixels
from formcheck.drawing.palette import GROUND, Stage
from formcheck.drawing.skeleton import Skeleton
from formcheck.drawing.text import TextRenderer
from formcheck.exercises.base import Exercise
from formcheck.judge.scored import ScoredClip
from formcheck.report.judged_angle import JudgedAngleDrawing
from formcheck.report.layout import Layout, plan_layout
from formcheck.report.moving_side import find_shown_sides
from formcheck.report.panel import Panel
from formcheck.report.storyboard import Storyboard, build_storyboard
from formcheck.report.timeline_strip import TimelineStrip


@dataclass(frozen=True)
class Scenery:
    """What all canvases of one clip share; nothing in it changes while drawing.

    Attributes
    ----------
    exercise : Exercise
    layout : Layout
    storyboard : Storyboard
    skeleton : Skeleton
    angle : JudgedAngleDrawing
    strip : TimelineStrip
    text : TextRenderer
    """

    exercise: Exercise
    layout: Layout
    storyboard: Storyboard
    skeleton: Skeleton
    angle: JudgedAngleDrawing
    strip: TimelineStrip
    text: TextRenderer


def prepare_scenery(scored: ScoredClip, frame_width_px: int, frame_height_px: int) -> Scenery:
    """Work out everything that can be known before the first frame is drawn.

    Parameters
    ----------
    scored : ScoredClip
        Result and per-frame arrays.
    frame_width_px, frame_height_px : int
        Size of the pictures that will be annotated; they may be scaled
        differently from those that the landmarks were found in.
    """
    layout = plan_layout(frame_width_px, frame_height_px)
    text = TextRenderer()
    width, height = layout.picture.width, layout.picture.height
    scale = (width / scored.track.width_px, height / scored.track.height_px)
    stage = Stage(width, height, scale, layout.unit)
    storyboard = build_storyboard(scored)
    values = [moment.angle for moment in storyboard.moments]
    time_s = scored.track.time_s
    duration_s = max(scored.result.clip.duration_s, float(time_s[-1]) if len(time_s) else 0.0)
    is_left = find_shown_sides(scored)
    return Scenery(
        exercise=scored.exercise,
        layout=layout,
        storyboard=storyboard,
        skeleton=Skeleton(scored.measurements, stage, is_left),
        angle=JudgedAngleDrawing(
            scored.exercise.judged_angle, scored.measurements, stage, text, values, is_left
        ),
        strip=TimelineStrip(layout, scored.result, duration_s),
        text=text,
    )


class Overlay:
    """Annotates frames on a canvas of its own; one for each thread.

    Parameters
    ----------
    scenery : Scenery
        Shared by all overlays of a clip.
    """

    def __init__(self, scenery: Scenery) -> None:
        layout = scenery.layout
        self._scenery = scenery
        self._panel = Panel(layout, scenery.storyboard, scenery.text)
        self._canvas = np.empty((layout.height, layout.width, 3), np.uint8)
        self._canvas[:] = GROUND

    def annotate(self, rgb: Pixels, index: int, time_s: float) -> Pixels:
        """Return the annotated picture.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The clip's frame; not changed.
        index : int
            Processed frame whose landmarks and words belong to it.
        time_s : float
            Moment for the mark on the timeline.

        Returns
        -------
        (layout.height, layout.width, 3) uint8
            The overlay's own canvas: used again by the next call.
        """
        scenery = self._scenery
        box = scenery.layout.picture
        picture = self._canvas[box.top : box.bottom, box.left : box.right]
        if rgb.shape[:2] == picture.shape[:2]:
            picture[:] = rgb
        else:
            cv2.resize(rgb, (box.width, box.height), dst=picture, interpolation=cv2.INTER_LINEAR)
        moment = scenery.storyboard.moments[index]
        notice = scenery.storyboard.notices[moment.notice] if moment.notice >= 0 else None
        scenery.angle.draw(picture, index)
        if notice and time_s <= notice.fault_end_s:
            joints = self._joints_to_point_at(notice.fault_id, index)
            scenery.skeleton.draw(picture, index, joints, notice.colour)
        else:
            scenery.skeleton.draw(picture, index)
        self._panel.draw(self._canvas, moment)
        scenery.strip.draw(self._canvas, time_s)
        return self._canvas

    def _joints_to_point_at(self, fault_id: str, index: int) -> tuple[str, ...]:
        """Return the joints that a fault is shown at; none where that would mislead."""
        spec = next((one for one in self._scenery.exercise.faults if one.id == fault_id), None)
        if spec is None:
            return ()
        # The hidden leg rests and is not drawn: the near one is not the one that is meant.
        hidden = spec.of_resting_leg and not self._scenery.skeleton.draws_hidden_leg(index)
        return () if hidden else spec.shown_at
