"""What a cutter does to pictures."""

import numpy as np
import pytest

from sample_videos.renderer.films.film import Card, Finish, Overlay, Piece
from sample_videos.renderer.films.finish import (
    burn_in,
    card_picture,
    change,
    finished,
    punched_in,
    zoom_matrix,
)


def plain(value, height=90, width=160):
    return np.full((height, width, 3), value, np.uint8)


@pytest.mark.parametrize(("share", "value"), [(1.0, 200), (0.75, 150), (0.5, 100)])
def test_a_fade_is_a_blend_of_both_ends(share, value):
    assert np.median(change(plain(200), plain(0), share, "fade")) == pytest.approx(value, abs=1)


def test_a_change_through_black_is_black_in_the_middle():
    assert change(plain(200), plain(100), 0.5, "black").max() == 0


def test_a_change_by_blur_loses_the_edges():
    striped = plain(0)
    striped[:, ::8] = 255
    assert change(striped, striped, 0.5, "blur").std() < 0.2 * striped.std()


def test_what_is_aimed_at_comes_to_the_middle_of_an_enlarged_picture():
    piece = Piece(take="wide", until_s=1, zoom=2.0, aim=(0.25, 0.75))
    matrix = zoom_matrix(piece, 160, 90)
    assert matrix[:, :2] @ [40, 67.5] + matrix[:, 2] == pytest.approx([80, 45])
    picture = plain(0)
    picture[67, 40] = 255
    row, column = np.argwhere(punched_in(picture, piece)[:, :, 0] > 100)[0]
    assert (abs(row - 45), abs(column - 80)) <= (2, 2)


@pytest.mark.parametrize("kind", ["caption", "banner", "watermark", "arrow", "logo", "box"])
def test_everything_burnt_in_shows_while_it_is_due_and_only_then(kind):
    overlay = Overlay(kind=kind, text="HOLD", at=(0.5, 0.5), size=0.12, from_s=1.0, until_s=2.0)
    changed = burn_in(plain(90), (overlay,), 1.5) != 90
    assert changed.any()
    assert not changed[:5].any()
    assert (burn_in(plain(90), (overlay,), 2.0) == 90).all()


def test_a_long_line_shrinks_until_it_fits():
    card = Card(title="A title that is much too long for a picture this small")
    edges = card_picture(card, 160, 90, None)[:, [0, -1]]
    assert (edges == card.ground).all()


def test_a_card_lets_the_film_shine_through_blurred():
    behind = plain(0)
    behind[:, 80:] = 250
    picture = card_picture(Card(), 160, 90, behind).astype(int)
    assert picture[45, 150, 0] - picture[45, 10, 0] > 60
    assert np.abs(np.diff(picture[45, :, 0])).max() < 30


def test_the_last_touch_is_put_on_where_it_is_asked_for():
    coloured = plain(0)
    coloured[:, :, 0] = 200
    finish = Finish(grey_s=((1.0, 2.0),), flash_s=(3.0,), broken_s=(4.0,), washed_out=0.0)
    at = {time_s: finished(coloured, finish, time_s, 0.1) for time_s in (0.0, 1.5, 3.05, 4.0)}
    assert (at[0.0] == coloured).all()
    assert np.ptp(at[1.5][0, 0]) == 0
    assert at[3.05].min() > 230
    assert (at[4.0][50:] == 128).all()
    assert (at[4.0][:40] == coloured[:40]).all()


def test_blurred_sides_leave_the_middle_as_it_is():
    picture = plain(0)
    picture[:, 60:100] = 255
    framed = finished(picture, Finish(sides=0.5), 0.0, 0.1)
    assert (framed[:, 40:120] == picture[:, 40:120]).all()
    assert (framed[:, :40] != picture[:, :40]).any()
