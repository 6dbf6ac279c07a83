"""MediaPipe's pose landmarker: a picture in, people's landmarks out."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import ModelError
from formcheck.native import naming_missing_library
from formcheck.pose.bundle import Bundle
from formcheck.pose.native_memory import give_back_freed_memory
from formcheck.pose.pose import Pose
from formcheck.pose.quiet import without_library_notes

with naming_missing_library("reading the pose"):
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

Mode = Literal["video", "image"]

_MODES = {"video": vision.RunningMode.VIDEO, "image": vision.RunningMode.IMAGE}
_PRIMING_SIDE_PX = 64

_first_person_lock = threading.Lock()
_first_person_noted = False


class Landmarker:
    """The pose model, ready to run; close it when done.

    Parameters
    ----------
    bundle : Bundle
        The model.
    mode : {"video", "image"}
        ``video`` follows people from frame to frame and smooths; ``image`` looks
        at every picture afresh.
    people : int
        How many people to look for at most.

    Raises
    ------
    ModelError
        If the bundle cannot be loaded.
    MissingLibraryError
        If a shared library of the system is absent.
    """

    def __init__(self, bundle: Bundle, mode: Mode = "video", people: int = 1) -> None:
        self._mode = mode
        self._landmarker = _create(bundle, mode, people)
        self._bundle = bundle
        self._fresh = True

    def __enter__(self) -> Landmarker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the model; harmless when closed already."""
        self._landmarker.close()
        give_back_freed_memory()

    def detect(self, rgb: NDArray[np.uint8], time_ms: int = 0) -> list[Pose]:
        """Find the people in a picture.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The picture.
        time_ms : int
            Its time; must increase from call to call in ``video`` mode.

        Returns
        -------
        list of Pose
            The most certain person first; empty if nobody is found.
        """
        if not self._fresh:
            return self._detect(rgb, time_ms)
        self._fresh = False
        with without_library_notes():
            poses = self._detect(rgb, time_ms)
            _note_first_person(self._bundle, found=bool(poses))
        return poses

    def _detect(self, rgb: NDArray[np.uint8], time_ms: int) -> list[Pose]:
        picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
        if self._mode == "video":
            found = self._landmarker.detect_for_video(picture, time_ms)
        else:
            found = self._landmarker.detect(picture)
        height_px, width_px = rgb.shape[:2]
        return [
            _pose(landmarks, world, width_px, height_px)
            for landmarks, world in zip(
                found.pose_landmarks, found.pose_world_landmarks, strict=True
            )
        ]


def _create(bundle: Bundle, mode: Mode, people: int, confidence: float = 0.5) -> Any:
    options = vision.PoseLandmarkerOptions(
        base_options=_base_options(bundle),
        running_mode=_MODES[mode],
        num_poses=people,
        min_pose_detection_confidence=confidence,
        min_pose_presence_confidence=confidence,
    )
    try:
        with without_library_notes(), naming_missing_library("reading the pose"):
            return vision.PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            f"The pose model {bundle.run_path} cannot be loaded.",
            "Fetch it again with: formcheck models fetch",
        ) from error


def _base_options(bundle: Bundle) -> BaseOptions:
    if sys.platform == "win32":
        # On Windows the library cannot open a path with letters outside the code page.
        return BaseOptions(model_asset_buffer=bundle.run_path.read_bytes())
    # By its path the file is mapped, which takes some 30 MB less than a copy.
    return BaseOptions(model_asset_path=str(bundle.run_path))


def _note_first_person(bundle: Bundle, *, found: bool) -> None:
    """See to it that the note at the first person of the process falls into a quiet block.

    If nobody is in the picture, a landmarker that takes anything for a person does it.
    """
    global _first_person_noted  # noqa: PLW0603 (mirrors a once-per-process note of the library)
    with _first_person_lock:
        if not (_first_person_noted or found):
            landmarker = _create(bundle, "image", 1, confidence=0.0)
            blank = np.zeros((_PRIMING_SIDE_PX, _PRIMING_SIDE_PX, 3), np.uint8)
            landmarker.detect(mp.Image(image_format=mp.ImageFormat.SRGB, data=blank))
            landmarker.close()
        _first_person_noted = True


def _pose(landmarks: list[Any], world: list[Any], width_px: int, height_px: int) -> Pose:
    seen = np.array([(mark.x, mark.y, mark.visibility, mark.presence) for mark in landmarks])
    return Pose(
        xy_px=seen[:, :2] * (width_px, height_px),
        visibility=seen[:, 2],
        presence=seen[:, 3],
        world_m=np.array([(mark.x, mark.y, mark.z) for mark in world]),
    )
