"""Clips that can be read but hold nothing to judge: exit 4, nothing left behind."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from tests.e2e.command import Command
from tests.support.sample_film import RATE, Film, grey_noise, title_card, write_film


def _refused(formcheck: Command, clip: Path, exercise: str = "press-up") -> str:
    """Return the complaint about a clip in which there is nothing to score."""
    before = formcheck.left_behind()
    ended = formcheck.run_warm("score", clip, "-e", exercise)
    assert ended.exit_code == 4, ended.stderr
    assert ended.stdout == ""
    assert len(ended.complaint) == 2
    assert formcheck.left_behind() == before
    return ended.complaint[0]


def test_one_frame(formcheck: Command, film: Film) -> None:
    clip = write_film(formcheck.folder / "clip.mp4", film[:1])
    assert "too briefly" in _refused(formcheck, clip)


@pytest.mark.parametrize("make", [grey_noise, title_card])
def test_nobody_there(formcheck: Command, make: object) -> None:
    assert callable(make)
    clip = write_film(formcheck.folder / "clip.mp4", make(3 * RATE))
    assert "No person" in _refused(formcheck, clip)


def test_another_exercise_than_the_one_named(formcheck: Command, short_clip: Path) -> None:
    complaint = _refused(formcheck, short_clip, "pelvic_tilt")
    assert "start position of the pelvic tilt" in complaint
    assert "lying on the front" in complaint


def test_person_seen_from_the_front(formcheck: Command, shared_dir: Path) -> None:
    # She faces the camera at first, then turns; the clip shows her first moment for long.
    with av.open(str(shared_dir / "clips" / "postureopeners_hep.mp4")) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    clip = write_film(formcheck.folder / "clip.mp4", np.repeat(picture[None], 4 * RATE, axis=0))
    assert "not side-on" in _refused(formcheck, clip, "standing_back_extension")
