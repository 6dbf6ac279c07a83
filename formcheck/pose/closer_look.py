"""Looking closer at a film in which nobody is found, for somebody who is only too small."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.people import centre_px, torso_px
from formcheck.video.reader import VideoFile

_LOOKS = 3
#: Parts of the picture's width and height that are looked at by themselves.
_SHARES = (0.5, 0.3)
#: Parts lie so close that every small body is whole in one of them.
_OVERLAP_SHARE = 0.5
#: A fold or a poster is taken for a body now and then, but not twice in the same place.
_SAME_PLACE_TORSO = 1.0


def finds_small_person(video: VideoFile, bundle: Bundle) -> bool:
    """Tell whether parts of the picture, looked at by themselves, show somebody.

    Parameters
    ----------
    video : VideoFile
        In which nobody is found.
    bundle : Bundle
        The pose model.
    """
    duration_s = video.packets.duration_s
    moments_s = [duration_s * (look + 0.5) / _LOOKS for look in range(_LOOKS)]
    with Landmarker(bundle, "image") as landmarker:
        found = [
            list(_find_in_parts(frame.rgb, landmarker)) for frame in video.frames_at(moments_s)
        ]
    return any(
        float(np.hypot(*(place - other))) <= _SAME_PLACE_TORSO * size_px
        for before, after in pairwise(found)
        for place, size_px in before
        for other, _ in after
    )


def _find_in_parts(picture: Pixels, landmarker: Landmarker) -> Iterator[tuple[FloatArray, float]]:
    """Yield the middle of each trunk that is found, (2,) pixels, and its length."""
    height_px, width_px = picture.shape[:2]
    for share in _SHARES:
        part_px = round(share * width_px), round(share * height_px)
        for top in _steps(height_px, part_px[1]):
            for left in _steps(width_px, part_px[0]):
                part = picture[top : top + part_px[1], left : left + part_px[0]]
                for pose in landmarker.detect(np.ascontiguousarray(part)):
                    yield centre_px(pose) + np.array([left, top]), torso_px(pose)


def _steps(whole_px: int, part_px: int) -> list[int]:
    """Return where parts begin so that they overlap and cover the whole."""
    count = int(np.ceil((whole_px - part_px) / ((1 - _OVERLAP_SHARE) * part_px))) + 1
    return [round(at) for at in np.linspace(0, whole_px - part_px, count)]
