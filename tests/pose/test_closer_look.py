from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.pose import closer_look
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.closer_look import finds_small_person
from formcheck.pose.pose import Pose
from formcheck.video.reader import VideoFile
from tests.support.clips import write_clip
from tests.support.poses import BlockLandmarker, picture_of, standing_pose

BUNDLE = Bundle("full", Path("full.task"), "ab" * 32)


class NearSighted(BlockLandmarker):
    """Sees bodies only that take more than a third of the picture's height."""

    def __init__(self, *_: object) -> None:
        super().__init__()

    def __enter__(self) -> NearSighted:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def detect(self, rgb: NDArray[np.uint8], time_ms: int = 0) -> list[Pose]:
        found = super().detect(np.where(rgb > 150, 200, 90).astype(np.uint8), time_ms)
        return [pose for pose in found if np.ptp(pose.xy_px[:, 1]) > rgb.shape[0] / 3]


@pytest.mark.parametrize(("height_px", "seen"), [(110, True), (90, True), (25, False)])
def test_a_small_person_is_found_in_parts_of_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, height_px: int, seen: bool
) -> None:
    monkeypatch.setattr(closer_look, "Landmarker", NearSighted)
    picture = picture_of([standing_pose(410, 300, height_px)])
    video = VideoFile(write_clip(tmp_path / "clip.mp4", lambda _: picture, 12))
    assert finds_small_person(video, BUNDLE) is seen


def test_what_is_seen_here_and_there_is_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closer_look, "Landmarker", NearSighted)
    pictures = [picture_of([standing_pose(80 + 240 * part, 300, 100)]) for part in range(3)]
    video = VideoFile(write_clip(tmp_path / "clip.mp4", lambda index: pictures[index // 4], 12))
    assert not finds_small_person(video, BUNDLE)
