"""The programs that `speed.py` compares; run one with ``NAME CLIP FOLDER EXERCISE``."""

# Each program loads only what it needs itself: that is part of what is measured.

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measured import run_measured


def bare_loop(clip: Path, _folder: Path, _exercise: str) -> None:
    """Decode and detect, nothing else: the least that any program with this model does."""
    for _ in _detections(clip):
        pass


def bare_loop_pruned(clip: Path, _folder: Path, _exercise: str) -> None:
    """Do the same with the bundle that computes no mask."""
    for _ in _detections(clip, pruned=True):
        pass


def drawing_loop(clip: Path, folder: Path, _exercise: str) -> None:
    """Decode, detect, draw the skeleton and some text, write mp4v: what most programs do."""
    import cv2
    from mediapipe.tasks.python.vision import PoseLandmarksConnections

    bones = [(bone.start, bone.end) for bone in PoseLandmarksConnections.POSE_LANDMARKS]
    writer = None
    for number, (rgb, landmarks) in enumerate(_detections(clip)):
        picture = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
        height_px, width_px = picture.shape[:2]
        points = [(int(mark.x * width_px), int(mark.y * height_px)) for mark in landmarks]
        for start, end in bones if points else ():
            cv2.line(picture, points[start], points[end], (255, 255, 255), 2)
        for point in points:
            cv2.circle(picture, point, 4, (0, 0, 255), -1)
        cv2.rectangle(picture, (0, 0), (220, 70), (245, 117, 16), -1)
        for line, text in enumerate((f"REPS {number // 60}", "STAGE up", f"{number % 180} deg")):
            origin = (10, 20 + 20 * line)
            cv2.putText(picture, text, origin, cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0, 0, 0), 1)
        if writer is None:
            code = cv2.VideoWriter.fourcc(*"mp4v")
            size_px = (width_px, height_px)
            writer = cv2.VideoWriter(str(folder / "drawn.mp4"), code, 30, size_px)
        writer.write(picture)
    if writer is not None:
        writer.release()


def formcheck_without_video(clip: Path, folder: Path, exercise: str) -> None:
    """Score the clip: repetitions, faults, tables, report; no annotated video."""
    _score(clip, folder, exercise, use_cache=False, video=False)


def formcheck_with_video(clip: Path, folder: Path, exercise: str) -> None:
    """Score the clip and write the annotated H.264 video."""
    _score(clip, folder, exercise, use_cache=False, video=True)


def formcheck_thrifty(clip: Path, folder: Path, exercise: str) -> None:
    """Score the clip without video, looking only where something moves."""
    _score(clip, folder, exercise, use_cache=False, video=False, thrifty=True)


def formcheck_again(clip: Path, folder: Path, exercise: str) -> None:
    """Score the clip from landmarks that were kept."""
    _score(clip, folder, exercise, use_cache=True, video=False)


CONTESTANTS: dict[str, Callable[[Path, Path, str], None]] = {
    "bare": bare_loop,
    "bare-pruned": bare_loop_pruned,
    "drawing": drawing_loop,
    "formcheck": formcheck_without_video,
    "formcheck-thrifty": formcheck_thrifty,
    "formcheck-video": formcheck_with_video,
    "formcheck-again": formcheck_again,
}


def _detections(
    clip: Path, *, pruned: bool = False
) -> Iterator[tuple[NDArray[np.uint8], list[Any]]]:
    import av
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    from formcheck.pose.bundle import ensure_bundle

    bundle = ensure_bundle()
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(bundle.run_path if pruned else bundle.path)),
        running_mode=vision.RunningMode.VIDEO,
    )
    with (
        vision.PoseLandmarker.create_from_options(options) as landmarker,
        av.open(str(clip)) as container,
    ):
        stream = container.streams.video[0]
        for frame in container.decode(stream):
            rgb = frame.to_ndarray(format="rgb24")
            picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
            found = landmarker.detect_for_video(picture, int(1000 * frame.time))
            yield rgb, found.pose_landmarks[0] if found.pose_landmarks else []


def _score(
    clip: Path,
    folder: Path,
    exercise: str,
    *,
    use_cache: bool,
    video: bool,
    thrifty: bool = False,
) -> None:
    from formcheck.scoring import score_clip

    score_clip(clip, exercise, folder, use_cache=use_cache, video=video, thrifty=thrifty)


if __name__ == "__main__":
    name, clip_path, folder_path, exercise = sys.argv[1:]
    run_measured(lambda: CONTESTANTS[name](Path(clip_path), Path(folder_path), exercise))
