"""The loops that `live.py` compares; each runs in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.live_figures import Figures, Meter
from benchmarks.live_stream import read_number
from formcheck.pose.bundle import ensure_bundle

if TYPE_CHECKING:
    from formcheck.live.moment import PosedFrame

Picture = NDArray[np.uint8]


def live_pipeline(address: str, sent_s: Any, seconds: float, answers: Any) -> None:
    """Run capture, pose, checks and the set's screen as `formcheck live` does, without a window."""
    answers.put(_run_live(address, sent_s, seconds, lambda _: None))


def recorded_pipeline(address: str, sent_s: Any, seconds: float, answers: Any) -> None:
    """Do the same and write the clean film, as with ``--record``."""
    from formcheck.live.recording import Recording

    with TemporaryDirectory(prefix="formcheck-live-") as folder:
        films = Recording(Path(folder), None, print)
        figures = _run_live(address, sent_s, seconds, films.add)
        figures.missed = films.finish().missed
    answers.put(figures)


def _run_live(
    address: str, sent_s: Any, seconds: float, record: Callable[[PosedFrame], None]
) -> Figures:
    from formcheck.live.capture import Capture
    from formcheck.live.checks import SightWatch
    from formcheck.live.inference import Inference
    from formcheck.live.newest import Newest
    from formcheck.video.sources.opening import open_source

    shown: Newest[PosedFrame] = Newest()
    sight = SightWatch()

    def deliver(frame: PosedFrame) -> None:
        shown.put(frame)
        sight.look(frame)
        record(frame)

    capture = Capture(lambda: open_source(address))
    inference = Inference(ensure_bundle(), capture, deliver)
    capture.start()
    inference.start()
    meter, going = Meter(seconds), True
    draw = _screen_drawer()
    while going:
        frame = shown.take(1.0)
        if frame is None:
            inference.raise_error()
            continue
        draw(frame)
        going = meter.note(sent_s[read_number(frame.rgb)])
    capture.close()
    inference.close()
    return meter.figures


def bare_loop(address: str, sent_s: Any, seconds: float, answers: Any) -> None:
    """Read, detect, draw the skeleton: the loop of most example programs."""
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(ensure_bundle().path)),
        running_mode=vision.RunningMode.VIDEO,
    )
    bones = [(bone.start, bone.end) for bone in vision.PoseLandmarksConnections.POSE_LANDMARKS]
    began_s, going = time.monotonic(), True
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        camera = cv2.VideoCapture(address)
        meter = Meter(seconds)
        while going:
            seen, bgr = camera.read()
            if not seen:
                raise RuntimeError("the camera stopped")
            rgb = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)
            time_ms = int(1000 * (time.monotonic() - began_s))
            picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
            found = landmarker.detect_for_video(picture, time_ms)
            if found.pose_landmarks:
                _draw_bones(bgr, found.pose_landmarks[0], bones)
            going = meter.note(sent_s[read_number(rgb)])
    answers.put(meter.figures)


def _draw_bones(bgr: Picture, landmarks: Any, bones: list[tuple[int, int]]) -> None:
    height_px, width_px = bgr.shape[:2]
    points = [(int(mark.x * width_px), int(mark.y * height_px)) for mark in landmarks]
    for start, end in bones:
        cv2.line(bgr, points[start], points[end], (255, 255, 255), 2)
    for point in points:
        cv2.circle(bgr, point, 4, (0, 0, 255), -1)


def _screen_drawer() -> Callable[[PosedFrame], Picture]:
    """Return what draws a set's screen over a frame, in RGB."""
    from formcheck.live.framing import near_side
    from formcheck.live.screens.draw import draw_screen
    from formcheck.live.screens.live_view import LiveView
    from formcheck.live.screens.states import SetScreen

    def draw(frame: PosedFrame) -> Picture:
        pose = frame.pose
        screen = SetScreen(
            title="Pelvic tilt",
            reps=int(frame.time_s / 6) % 100,
            reps_target=10,
            phase="hold",
            phase_word="Hold",
            hold_s=frame.time_s % 5,
            hold_target_s=5.0,
            reach=frame.time_s % 3 / 3,
            reach_word="Tilt",
            cue="Press your belt into the mat.",
            cue_tone="warning",
            side_word="",
            set_word="Set 1 of 3",
            notice="",
        )
        xy_px, side = (None, None) if pose is None else (pose.xy_px, near_side(pose))
        bgr = draw_screen(screen, LiveView(frame.rgb, xy_px, side), (1280, 720)).picture
        return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB), np.uint8)

    return draw
