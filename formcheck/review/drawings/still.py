"""A picture of one moment of a set, with what was drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from formcheck.arrays import Pixels
from formcheck.drawing.sketch import draw_sketch
from formcheck.drawing.text import TextRenderer
from formcheck.errors import ReviewError
from formcheck.history.corrections.drawings import Drawing
from formcheck.history.models import Landmarks, SetRecord
from formcheck.judge.result import Result
from formcheck.review.drawings.figure import sketch_drawing
from formcheck.review.drawings.measuring import find_scale
from formcheck.review.sharing.face import find_face_path, hide_face
from formcheck.review.sharing.stick_figure import StickFigure
from formcheck.video.reader import VideoFile
from formcheck.video.single import read_nearest

#: What the picture shows below the drawing: the film, the film without the face, a drawn figure.
Ground = Literal["film", "face_hidden", "figure"]

#: Longer side of the pictures of a report: they are looked at beside words.
REPORT_SIDE_PX = 1_000
#: Larger films are not read at all.
_FULL_SIDE_PX = 8_192
#: Lines are as thick on a picture of any size as on a page of this height.
_PAGE_HEIGHT_PX = 600
_SAME_FRAME_S = 0.02


@dataclass(frozen=True)
class Still:
    """What a picture is to show.

    Attributes
    ----------
    time_s : float
        The moment, seconds into the clip.
    ground : {"film", "face_hidden", "figure"}
    body : bool
        Whether the body is drawn onto a film; a figure is one anyway.
    drawings : sequence of Drawing
        Of these, those of the moment's frame.
    """

    time_s: float
    ground: Ground
    body: bool = False
    drawings: Sequence[Drawing] = ()


def make_still(
    record: SetRecord, result: Result, landmarks: Landmarks | None, still: Still
) -> Pixels:
    """Return the picture, (H, W, 3) uint8: of a film in its full size.

    A face that is to be hidden is hidden before anything is drawn.

    Raises
    ------
    ReviewError
        What it takes is not there: the film, or the landmarks.
    InputError
        The film cannot be read.
    """
    scene = _ground(record, result, landmarks, still)
    if landmarks is not None and still.body and still.ground != "figure":
        StickFigure(landmarks, result.view.side).draw_on(scene, _frame(landmarks, still.time_s))
    scale = find_scale(landmarks, result.view.side, result.view.roll_deg)
    unit_px = max(1.0, scene.shape[0] / _PAGE_HEIGHT_PX)
    for drawing in still.drawings:
        if _same_frame(landmarks, drawing.time_s, still.time_s):
            sketch = sketch_drawing(drawing, scale, scene.shape[0], unit_px)
            draw_sketch(scene, sketch, unit_px, _texts())
    return scene


def _ground(record: SetRecord, result: Result, landmarks: Landmarks | None, still: Still) -> Pixels:
    if still.ground == "figure":
        known = _needed(landmarks)
        return StickFigure(known, result.view.side).draw(_frame(known, still.time_s))
    clip = record.files.clip
    if clip is None or not clip.is_file():
        raise ReviewError(
            "The recorded clip of this set is not there any more.",
            "Take the drawn figure instead.",
        )
    # A face is hidden by the landmarks alone: without them there is no such picture.
    path = find_face_path(_needed(landmarks)) if still.ground == "face_hidden" else None
    frame = read_nearest(VideoFile(clip, _FULL_SIDE_PX, result.clip.as_read), still.time_s)
    return frame.rgb.copy() if path is None else hide_face(frame.rgb, path, frame.time_s)


def _needed(landmarks: Landmarks | None) -> Landmarks:
    if landmarks is None or not landmarks.time_s.size:
        raise ReviewError(
            "The landmarks of this set are not stored, so this picture cannot be made.",
            "Score the clip again with --patient.",
        )
    return landmarks


def _frame(landmarks: Landmarks, time_s: float) -> int:
    return int(np.abs(landmarks.time_s - time_s).argmin())


def _same_frame(landmarks: Landmarks | None, one_s: float, other_s: float) -> bool:
    if landmarks is None or not landmarks.time_s.size:
        return abs(one_s - other_s) <= _SAME_FRAME_S
    return _frame(landmarks, one_s) == _frame(landmarks, other_s)


@cache
def _texts() -> TextRenderer:
    return TextRenderer()
