"""What counts in a film, measured on small ones without drawing them."""

import numpy as np
import pytest

from sample_videos.renderer.body import JOINT_NAMES
from sample_videos.renderer.films.film import Film
from sample_videos.renderer.films.render_film import measure_film

pytestmark = pytest.mark.usefixtures("body_data")

# Rest to 1.0, up at 3.0, held to 11.0, down at 13.0.
REPETITION = {"out_s": 2.0, "hold_s": 8.0, "return_s": 2.0, "rest_s": 0.5}
CAMERA = {"distance_m": 2.3, "height_m": 0.5}


def take(exercise, name="wide", **more):
    made = {
        "name": name,
        "lead_s": 1.0,
        "tail_s": 0.5,
        "person": {"male": 0.0, "stature_m": 1.68},
        "camera": CAMERA,
        "exercise": {"name": exercise, "variant": more.pop("variant", "")},
        "repetition": [REPETITION],
    }
    return made | more


def close_up(**camera):
    changed = {"distance_m": 0.9, "aim_ahead_m": 0.6} | camera
    return {"name": "close", "like": "wide", "camera": changed}


def label(exercise, *pieces, wide=None, takes=(), role="target"):
    film = Film(
        name="f",
        exercise=exercise,
        role=role,
        width=480,
        height=270,
        frames_per_second=5,
        prescribed_hold_s=5.0,
        take=[wide or take(exercise), *takes],
        piece=pieces,
    )
    return measure_film(film)


def piece(from_s, until_s, name="wide", **more):
    return {"take": name, "from_s": from_s, "until_s": until_s} | more


def test_a_hold_that_goes_on_through_a_close_up_is_one_and_its_time_a_lower_bound():
    pieces = (piece(0, 5), piece(5, 8, "close"), piece(8, 13.5))
    told, truth = label("seal_stretch", *pieces, takes=[close_up()])
    assert told["reps"] == [(1.0, pytest.approx(13.0, abs=0.21))]
    assert told["holds_s"] == [None]
    assert told["holds_at_least_s"][0] == pytest.approx(5.8, abs=0.4)
    assert told["cuts_s"] == [5.0, 8.0]
    assert truth.goes_on.all()
    assert not truth.seen[30]


def test_a_press_up_does_not_go_on_over_a_cut():
    pieces = (piece(0, 5), piece(5, 8, "close"), piece(8, 13.5))
    told, _ = label("prone_press_up", *pieces, takes=[close_up()])
    assert told["reps"] == []
    assert len(told["partial_reps"]) == 2


@pytest.mark.parametrize(
    ("exercise", "until_s", "reps", "partial", "borderline"),
    [
        ("seal_stretch", 9.5, 1, 0, 0),
        ("seal_stretch", 6.9, 0, 0, 1),
        ("seal_stretch", 5.0, 0, 1, 0),
        ("knee_hug", 9.5, 0, 1, 0),
        ("prone_press_up", 9.5, 0, 1, 0),
    ],
)
def test_what_the_film_cuts_off_counts_only_where_holding_is_all(
    exercise, until_s, reps, partial, borderline
):
    told, _ = label(exercise, piece(0, until_s))
    kinds = ("reps", "partial_reps", "borderline_reps")
    assert [len(told[kind]) for kind in kinds] == [reps, partial, borderline]


def test_a_hold_that_is_on_when_the_film_begins_counts_from_there():
    told, _ = label("seal_stretch", piece(4.0, 13.5))
    assert told["reps"] == [(0.0, pytest.approx(9.0, abs=0.21))]


def test_left_out_time_is_no_going_on_and_another_camera_on_the_hold_is_either():
    aside = {"name": "close", "like": "wide", "camera_move": [{"orbit_deg": 30.0}]}
    pieces = (piece(0, 8.5), piece(8.5, 13.5, "close"))
    told, truth = label("seal_stretch", *pieces, takes=[aside])
    assert (len(told["reps"]), len(told["borderline_reps"])) == (1, 1)
    assert truth.goes_on.all()
    _, jumped = label("seal_stretch", piece(0, 5), piece(6, 13.5))
    assert np.flatnonzero(~jumped.goes_on).tolist() == [25]


@pytest.mark.parametrize(("orbit_s", "counts"), [(9.0, 1), (3.5, 0)])
def test_a_camera_that_goes_round_takes_nothing_from_a_stay_that_was_long_enough(orbit_s, counts):
    move = {"at_s": orbit_s, "until_s": orbit_s + 1.0, "orbit_deg": 45.0}
    wide = take("seal_stretch", camera_move=[move])
    told, _ = label("seal_stretch", piece(0, 13.5), wide=wide)
    assert (len(told["reps"]), len(told["borderline_reps"])) == (counts, 1 - counts)


def test_nobody_is_seen_on_a_card_in_a_fade_or_too_far_aside():
    pieces = (
        {"card": {"seconds": 1.0}},
        piece(0, 2, into="fade", into_s=0.8),
        piece(2, 4, "close"),
    )
    aside = {"name": "close", "like": "wide", "camera_move": [{"orbit_deg": 70.0}]}
    _, truth = label("seal_stretch", *pieces, takes=[aside])
    assert truth.seen[:7].tolist() == [False] * 7
    assert truth.seen[8:15].all()
    assert not truth.seen[15:].any()
    assert np.isnan(truth.joints_px[0]).all()


def test_in_a_look_alike_nothing_counts_though_it_be_the_exercise():
    told, _ = label("seal_stretch", piece(0, 13.5), role="lookalike: an actor")
    assert told["reps"] == []
    assert len(told["lookalike_movements"]) == 1


def hold_from(aim_ahead_m):
    """Label six seconds of a hold, the camera moved along the body; where the shoulder is."""
    camera = CAMERA | {"distance_m": 1.2, "aim_ahead_m": aim_ahead_m}
    told, truth = label("seal_stretch", piece(4.0, 10.0), wide=take("seal_stretch", camera=camera))
    side = truth.takes["wide"].near_side
    x_px = truth.joints_px[:, JOINT_NAMES.index(f"{side}_shoulder"), 0]
    return told, float(np.median(x_px))


@pytest.mark.parametrize(
    ("inside_px", "counts"), [(20.0, (1, 0)), (2.0, (0, 1)), (-3.0, (0, 1)), (-20.0, (0, 0))]
)
def test_a_stay_at_the_very_edge_of_the_picture_is_either(inside_px, counts):
    (_, here_px), (_, there_px) = hold_from(0.0), hold_from(-0.1)
    px_per_m = (there_px - here_px) / -0.1
    edge_px = 480.0 - inside_px if px_per_m < 0 else inside_px
    told, x_px = hold_from((edge_px - here_px) / px_per_m)
    assert x_px == pytest.approx(edge_px, abs=1.5)
    assert (len(told["reps"]), len(told["borderline_reps"])) == counts
