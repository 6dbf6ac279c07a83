"""The edit list: which moment of which piece each picture shows."""

import pytest

from sample_videos.renderer.films.edit import frames_of
from sample_videos.renderer.films.film import Film

TAKE = {"name": "wide", "exercise": {"name": "knee_hug"}}


def film(*pieces):
    return Film(name="f", exercise="knee_hug", frames_per_second=10, take=[TAKE], piece=pieces)


def shown(frames):
    return [(f.layer.piece, round(f.layer.take_s, 3)) for f in frames]


def test_a_cut_leaves_time_out():
    frames = frames_of(
        film(
            {"take": "wide", "from_s": 1.0, "until_s": 1.3},
            {"take": "wide", "from_s": 5.0, "until_s": 5.2},
        )
    )
    assert shown(frames) == [(0, 1.0), (0, 1.1), (0, 1.2), (1, 5.0), (1, 5.1)]
    assert all(frame.other is None for frame in frames)


def test_a_fade_lies_half_before_and_half_after_the_bound_and_both_takes_run_on():
    frames = frames_of(
        film(
            {"take": "wide", "until_s": 1.0},
            {"take": "wide", "from_s": 5.0, "until_s": 6.0, "into": "fade", "into_s": 0.4},
        )
    )
    mixed = [f for f in frames if f.other is not None]
    assert [round(f.time_s, 1) for f in mixed] == [0.9, 1.0, 1.1]
    assert [f.share for f in mixed] == pytest.approx([0.75, 0.5, 0.75])
    assert mixed[0].other.take_s == pytest.approx(4.9)
    assert mixed[2].other.take_s == pytest.approx(1.1)


def test_stop_motion_stays_until_the_next_picture_is_due():
    piece = {"take": "wide", "from_s": 2.0, "until_s": 3.0, "pictures_per_second": 2}
    assert [moment for _, moment in shown(frames_of(film(piece)))] == [2.0] * 5 + [2.5] * 5


def test_a_card_has_no_moment_and_a_film_may_come_out_of_black():
    frames = frames_of(
        film(
            {"card": {"seconds": 0.5}, "into": "black", "into_s": 0.5},
            {"take": "wide", "until_s": 0.5},
        )
    )
    assert shown(frames)[:5] == [(0, 0.0)] * 5
    assert [frame.share for frame in frames[:3]] == pytest.approx([0.0, 0.2, 0.4])
    assert len(frames) == 10
