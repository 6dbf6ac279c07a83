"""The loops that `live.py` compares; each runs in a process of its own."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from benchmarks.live_figures import Figures, Meter
from benchmarks.live_stream import read_number
from formcheck.arrays import Pixels
from formcheck.pose.bundle import ensure_bundle

if TYPE_CHECKING:
    from formcheck.live.moment import PosedFrame


#: The costliest one: the picture itself is followed, too.
_EXERCISE = "pelvic_tilt"
_SET_S = 300.0


def live_session(address: str, sent_s: Any, seconds: float, answers: Any) -> None:
    """Run a whole session as `formcheck live` does: window, judge and screens; no voice."""
    answers.put(_run_session(address, sent_s, seconds, record=False))


def recorded_session(address: str, sent_s: Any, seconds: float, answers: Any) -> None:
    """Do the same and film it, as with ``--record``."""
    answers.put(_run_session(address, sent_s, seconds, record=True))


def _run_session(address: str, sent_s: Any, seconds: float, *, record: bool) -> Figures:
    from formcheck.exercises.settings import default_settings
    from formcheck.judge.result import ModelInfo
    from formcheck.live.backroom import Backroom
    from formcheck.live.flow.flow import Flow
    from formcheck.live.flow.wish import Wish, default_offers
    from formcheck.live.judge_process import JudgeProcess
    from formcheck.live.phrases import english
    from formcheck.live.run import LiveSession
    from formcheck.live.voice import Voice
    from formcheck.video.sources.opening import open_source

    bundle, meter = ensure_bundle(), Meter(seconds)
    with TemporaryDirectory(prefix="formcheck-live-") as folder, JudgeProcess() as judge:
        window = MeteredWindow(seconds)
        session = LiveSession(
            Flow(Wish(exercise=_EXERCISE, guided=False), english(), default_offers()),
            window,
            Voice(on=False),
            Backroom(Path(folder), ModelInfo(variant=bundle.variant, sha256=bundle.sha256)),
            open_source=lambda: open_source(address),
            bundle=bundle,
            settings=default_settings(),
            phrases=english(),
            record=record,
            new_set=judge.new_set,
            on_screen=lambda _, posed: note(posed),
        )
        newest_s = -1.0

        def note(posed: PosedFrame | None) -> None:
            nonlocal newest_s
            if posed is None or posed.time_s <= newest_s:
                return
            newest_s = posed.time_s
            if not meter.note(sent_s[read_number(posed.rgb)]):
                session.stop()

        session.run()
    return meter.figures


class MeteredWindow:
    """The real window where there is a screen, else one that nobody sees.

    A key begins the set anew every few minutes, as sets follow each other.
    """

    def __init__(self, seconds: float) -> None:
        self._real = _open_window()
        self._renew_s = time.monotonic() + _SET_S if seconds > _SET_S else float("inf")

    @property
    def size_px(self) -> tuple[int, int]:
        """See `LiveWindow.size_px`."""
        return (1280, 720) if self._real is None else self._real.size_px

    def show(self, picture: Pixels) -> None:
        """See `LiveWindow.show`."""
        if self._real is not None:
            self._real.show(picture)

    def poll(self) -> list[Any]:
        """See `LiveWindow.poll`."""
        from formcheck.live.window import Key

        events: list[Any] = [] if self._real is None else self._real.poll()
        if time.monotonic() >= self._renew_s:
            self._renew_s += _SET_S
            events.append(Key("r"))
        return events

    def close(self) -> None:
        """See `LiveWindow.close`."""
        if self._real is not None:
            self._real.close()


def _open_window() -> Any:
    from formcheck.errors import MachineError
    from formcheck.live.window import LiveWindow

    try:
        return LiveWindow("formcheck benchmark")
    except MachineError:
        return None


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


def _draw_bones(bgr: Pixels, landmarks: Any, bones: list[tuple[int, int]]) -> None:
    height_px, width_px = bgr.shape[:2]
    points = [(int(mark.x * width_px), int(mark.y * height_px)) for mark in landmarks]
    for start, end in bones:
        cv2.line(bgr, points[start], points[end], (255, 255, 255), 2)
    for point in points:
        cv2.circle(bgr, point, 4, (0, 0, 255), -1)
