"""The clip of a bundle: face hidden or stick figure, without sound and without its data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formcheck.history.models import Landmarks
from formcheck.pose.landmarks import Side
from formcheck.review.sharing.face import find_face_path, hide_face
from formcheck.review.sharing.stick_figure import StickFigure
from formcheck.video.reader import VideoFile
from formcheck.video.reading import BY_THE_FILE, Reading
from formcheck.video.writer import H264Writer

#: Is told the share that is done, 0 to 1.
OnProgress = Callable[[float], None]

_MAX_SIDE_PX = 1280
_LAST_FRAME_S = 0.02


def ignore_progress(_share: float) -> None:
    """Tell nobody."""


def write_figure_clip(
    landmarks: Landmarks,
    near_side: Side,
    span_s: tuple[float, float],
    out: Path,
    on_progress: OnProgress = ignore_progress,
) -> None:
    """Write the body alone as a video; needs no clip.

    Parameters
    ----------
    landmarks : Landmarks
    near_side : {"left", "right"}
    span_s : (float, float)
        First and last moment that are shown, seconds of the clip.
    out : Path
    on_progress : callable

    Raises
    ------
    OutputError, DiskFullError, MachineError
        See `formcheck.video.writer.H264Writer`.
    """
    figure = StickFigure(landmarks, near_side)
    times_s = landmarks.time_s
    frames = [
        index
        for index, time_s in enumerate(times_s.tolist())
        if span_s[0] <= time_s <= span_s[1] + _LAST_FRAME_S
    ]
    length_s = float(times_s[-1] - times_s[0]) if len(times_s) > 1 else 0.0
    fps = (len(times_s) - 1) / length_s if length_s else 30.0
    with H264Writer(out, landmarks.width_px, landmarks.height_px, fps) as writer:
        for number, index in enumerate(frames, start=1):
            writer.write(figure.draw(index), float(times_s[index] - times_s[frames[0]]))
            on_progress(number / len(frames))


def write_face_hidden_clip(
    clip: Path,
    landmarks: Landmarks,
    span_s: tuple[float, float],
    out: Path,
    on_progress: OnProgress = ignore_progress,
    reading: Reading = BY_THE_FILE,
) -> None:
    """Write the clip with the face of the followed person made unrecognisable.

    Only that face is hidden: other people in the picture stay as they are.

    Parameters
    ----------
    clip : Path
    landmarks : Landmarks
    span_s : (float, float)
        First and last moment that are shown, seconds of the clip.
    out : Path
    on_progress : callable
    reading : Reading
        How the clip was read when the landmarks were found: the face is hidden by them.

    Raises
    ------
    InputError
        The clip cannot be read.
    OutputError, DiskFullError, MachineError
        See `formcheck.video.writer.H264Writer`.
    """
    path = find_face_path(landmarks)
    video = VideoFile(clip, _MAX_SIDE_PX, reading)
    info = video.info
    played_fps = info.fps * info.speed
    with H264Writer(out, info.frame_width_px, info.frame_height_px, played_fps) as writer:
        for frame in video.frames(start_s=span_s[0]):
            if frame.time_s > span_s[1] + _LAST_FRAME_S:
                break
            hidden = hide_face(frame.rgb, path, frame.time_s)
            writer.write(hidden, max(frame.time_s - span_s[0], 0.0) / info.speed)
            on_progress((frame.time_s - span_s[0]) / max(span_s[1] - span_s[0], 1e-6))
