"""Pictures of one moment: what they show, and that a hidden face stays hidden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.drawing.palette import GROUND
from formcheck.errors import ReviewError
from formcheck.history.corrections.drawings import Drawing
from formcheck.history.models import Landmarks, SetRecord
from formcheck.history.store import Store
from formcheck.pose.landmarks import Landmark
from formcheck.review.drawings.still import Ground, Still, make_still
from formcheck.review.sharing.face import find_face_path, hide_face
from formcheck.video.reader import VideoFile
from formcheck.video.single import read_nearest
from tests.support.clips import write_clip
from tests.support.history import add_set, make_result, open_store

_SIZE = (320, 240)
_FACE_PX = (80.0, 60.0)


def _noise(index: int) -> Pixels:
    """Paint blocks of four pixels: any of them that is left can be told from their mean."""
    grey = np.random.default_rng(index).integers(0, 256, (_SIZE[1] // 4, _SIZE[0] // 4))
    blocks = np.kron(grey, np.ones((4, 4))).astype(np.uint8)
    return np.repeat(blocks[:, :, None], 3, axis=2)


def _body(frames: int) -> Landmarks:
    xy_px = np.zeros((33, 2))
    xy_px[:] = (160, 160)
    xy_px[Landmark.NOSE : Landmark.MOUTH_RIGHT + 1] = np.array(_FACE_PX) + np.linspace(
        (-8, -5), (8, 5), 11
    )
    xy_px[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = (100, 100)
    shown = np.broadcast_to(xy_px, (frames, 33, 2)).copy()
    return Landmarks(np.arange(frames) / 10, shown, np.ones((frames, 33)), *_SIZE)


@pytest.fixture
def record(tmp_path: Path) -> SetRecord:
    clip = write_clip(tmp_path / "clip.mp4", _noise, 30)
    with open_store(tmp_path) as store:
        return _add(store, clip)


def _add(store: Store, clip: Path) -> SetRecord:
    patient = store.patients.add("A. B.")
    return store.sets.get(add_set(store, patient.id, clip=clip).set_id)


def _still(record: SetRecord, ground: Ground, *drawings: Drawing, body: bool = False) -> Pixels:
    wished = Still(1.0, ground, body, drawings)
    return make_still(record, make_result(), _body(30), wished)


def _across(*points: tuple[float, float]) -> Drawing:
    return Drawing(tool="line", time_s=1.0, points=points)


def test_the_film_is_that_of_the_moment_and_of_its_full_size(record: SetRecord) -> None:
    picture = _still(record, "film")
    assert picture.shape == (240, 320, 3)
    wanted = _noise(10).astype(int)
    off = [np.abs(picture - wanted).mean(), np.abs(picture - _noise(11).astype(int)).mean()]
    assert off[0] < 20 < off[1]


def test_no_drawing_shows_anything_of_a_face_that_is_to_be_hidden(record: SetRecord) -> None:
    assert record.files.clip is not None
    film = _still(record, "film")
    frame = read_nearest(VideoFile(record.files.clip), 1.0)
    hidden = hide_face(frame.rgb, find_face_path(_body(30)), frame.time_s)
    centre = np.array(_FACE_PX) / 240
    drawings = (
        _across((centre[0] - 0.2, centre[1]), (centre[0] + 0.2, centre[1])),
        Drawing(tool="circle", time_s=1.0, points=((centre[0], centre[1]), (centre[0], 0.4))),
        Drawing(tool="text", time_s=1.0, points=((centre[0], centre[1]),), text="look ahead"),
    )
    drawn = _still(record, "face_hidden", *drawings, body=True)
    face = (slice(40, 80), slice(60, 100))
    assert (hidden[face] != film[face]).mean() > 0.9
    assert (_still(record, "face_hidden") == hidden).all()
    # What the drawing changed is drawn in its own colours; everything else is as hidden.
    untouched = (drawn == hidden).all(axis=2)
    same_as_film = (drawn == film).all(axis=2)
    assert 0.3 < untouched[face].mean() < 1.0
    assert same_as_film[face].mean() < 0.02


def test_where_nobody_was_seen_nothing_can_be_recognised(record: SetRecord) -> None:
    body = _body(30)
    nobody = replace(body, xy_px=np.full_like(body.xy_px, np.nan))
    hidden = make_still(record, make_result(), nobody, Still(1.0, "face_hidden", body=True))
    film = _still(record, "film")
    assert (hidden == film).all(axis=2).mean() < 0.02


def test_a_figure_holds_nothing_of_the_film(record: SetRecord) -> None:
    picture = _still(record, "figure")
    assert _colours(picture[:20]) == {GROUND}


def _colours(picture: Pixels) -> set[tuple[int, ...]]:
    return {tuple(map(int, colour)) for colour in picture.reshape(-1, 3)}


def test_only_what_was_drawn_on_this_frame_is_shown(record: SetRecord) -> None:
    line = _across((0.1, 0.9), (1.2, 0.9))
    plain = _still(record, "film")
    assert (_still(record, "film", line) != plain).any()
    assert (_still(record, "film", line.model_copy(update={"time_s": 1.3})) == plain).all()


@pytest.mark.parametrize("ground", ["face_hidden", "figure"])
def test_without_landmarks_no_face_can_be_hidden(record: SetRecord, ground: Ground) -> None:
    with pytest.raises(ReviewError, match="landmarks"):
        make_still(record, make_result(), None, Still(1.0, ground))
    assert make_still(record, make_result(), None, Still(1.0, "film", body=True)).shape[2] == 3


def test_a_film_that_was_moved_away_is_said(record: SetRecord) -> None:
    assert record.files.clip is not None
    record.files.clip.unlink()
    with pytest.raises(ReviewError, match="not there any more"):
        _still(record, "film")
