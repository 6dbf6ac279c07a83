"""Proof that a pruned bundle gives the landmarks of its official one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from formcheck.errors import ModelError
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.pose import Pose
from formcheck.samples import sample_clip, sample_names
from formcheck.video.frame import Frame
from formcheck.video.reader import VideoFile

#: Of a whole clip every so many pictures are compared: that shows as much of the movement.
_STEP = 3


@dataclass(frozen=True)
class Proof:
    """What a comparison found.

    Attributes
    ----------
    pictures : int
        How many were compared.
    same : bool
        Whether every landmark of all of them is the same to the last bit, and
        somebody was seen in them.
    """

    pictures: int
    same: bool


def compare_landmarks(
    bundle: Bundle,
    most_pictures: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Proof:
    """Run a bundle and its pruned one on a sample clip.

    Parameters
    ----------
    bundle : Bundle
        With a pruned file beside it.
    most_pictures : int, optional
        How many pictures from the beginning to look at; without it pictures of the whole
        clip, every third.
    progress : callable, optional
        Called with the share that is done, 0 to 1.

    Raises
    ------
    ModelError
        If the official bundle cannot be loaded.
    MachineError
        If the sample clip or a shared library is absent.
    InputError
        If the sample clip cannot be read.
    """
    video = VideoFile(sample_clip(sample_names()[0]))
    step = 1 if most_pictures else _STEP
    expected = min(most_pictures or video.info.frame_count, video.info.frame_count // step)
    with Landmarker(replace(bundle, pruned=None)) as official:
        try:
            pruned = Landmarker(bundle)
        except ModelError:
            return Proof(0, same=False)
        with pruned:
            pictures = people = 0
            for frame in islice(video.frames(), 0, most_pictures, step):
                pictures += 1
                poses = _poses(official, frame)
                people += len(poses)
                if not _agrees(pruned, frame, poses):
                    return Proof(pictures, same=False)
                if progress:
                    progress(min(pictures / expected, 1.0))
    return Proof(pictures, same=people > 0)


def _agrees(pruned: Landmarker, frame: Frame, expected: list[Pose]) -> bool:
    try:
        poses = _poses(pruned, frame)
    except (RuntimeError, ValueError):
        # MediaPipe's words for outputs that it cannot use.
        return False
    return len(poses) == len(expected) and all(map(_same, poses, expected))


def _poses(landmarker: Landmarker, frame: Frame) -> list[Pose]:
    return landmarker.detect(frame.rgb, round(1000 * frame.time_s))


def _same(one: Pose, other: Pose) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True)
        for name in ("xy_px", "visibility", "presence", "world_m")
    )
