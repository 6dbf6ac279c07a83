from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import ModelError
from formcheck.pose.bundle import Bundle
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.landmarks import Landmark
from formcheck.video.reader import VideoFile
from tests.support.bundles import tiny_bundle

BLANK = np.zeros((120, 160, 3), np.uint8)

LATE_PERSON = """
import sys
import numpy as np
from pathlib import Path
from formcheck.pose.bundle import find_bundle
from formcheck.pose.landmarker import Landmarker
from formcheck.video.reader import VideoFile
with Landmarker(find_bundle(source=Path(sys.argv[1]))) as landmarker:
    print(len(landmarker.detect(np.zeros((120, 160, 3), np.uint8), 0)))
    for frame in VideoFile(sys.argv[2]).frames():
        poses = landmarker.detect(frame.rgb, round(1000 * frame.time_s) + 1)
        if frame.index == 5:
            break
    print(len(poses))
"""


@pytest.mark.parametrize("mode", ["image", "video"])
def test_empty_picture_has_nobody(bundle: Bundle, mode: str) -> None:
    with Landmarker(bundle, mode) as landmarker:
        assert landmarker.detect(BLANK, 0) == []
        assert landmarker.detect(BLANK, 40) == []


def test_person_is_found_in_pixels(bundle: Bundle, shared_dir: Path) -> None:
    frame = next(VideoFile(shared_dir / "rendered" / "back_extension.mp4").frames())
    with Landmarker(bundle, "image") as landmarker:
        (pose,) = landmarker.detect(frame.rgb)
    height_px, width_px = frame.rgb.shape[:2]
    assert pose.xy_px.shape == (33, 2)
    assert pose.world_m.shape == (33, 3)
    assert np.all((pose.xy_px > 0) & (pose.xy_px < (width_px, height_px)))
    heights_px = pose.xy_px[[Landmark.NOSE, Landmark.LEFT_HIP, Landmark.LEFT_ANKLE], 1]
    assert np.all(np.diff(heights_px) > 0.2 * height_px)
    assert np.all((pose.visibility >= 0) & (pose.visibility <= 1))
    assert np.all(pose.presence > 0.5)


def test_nothing_of_the_library_is_seen_on_the_terminal(bundle: Bundle, shared_dir: Path) -> None:
    clip = shared_dir / "rendered" / "press_up.mp4"
    done = subprocess.run(
        [sys.executable, "-c", LATE_PERSON, str(bundle.path), str(clip)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["0", "1"]
    assert done.stderr == ""


def test_bundle_that_the_library_refuses(tmp_path: Path) -> None:
    data = tiny_bundle()
    path = tmp_path / "tiny.task"
    path.write_bytes(data)
    with pytest.raises(ModelError, match="cannot be loaded"):
        Landmarker(Bundle("full", path, hashlib.sha256(data).hexdigest()))


def test_bundle_in_a_folder_with_letters_of_any_language(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "Übungen 練習" / "modell.task"
    path.parent.mkdir()
    path.write_bytes(bundle.path.read_bytes())
    with Landmarker(Bundle("full", path, bundle.sha256), "image") as landmarker:
        assert landmarker.detect(BLANK) == []


def test_closing_twice_is_harmless(bundle: Bundle) -> None:
    landmarker = Landmarker(bundle, "image")
    landmarker.close()
    landmarker.close()
