"""A row of acts: who is where, in which pose, and when."""

import numpy as np
import pytest

from sample_videos.renderer.acting.acts import Act
from sample_videos.renderer.acting.play import Play, Standing
from sample_videos.renderer.acting.poses import Repertoire


@pytest.fixture(scope="module")
def repertoire(anatomy):
    return Repertoire(anatomy)


def heights(anatomy, standing):
    joints = anatomy.body.joints(standing.pose.bones(anatomy))
    return joints[:, 1]


def test_every_pose_stays_above_the_floor_and_inside_reach(anatomy, repertoire):
    for name in sorted(repertoire.names):
        for amount in (0.0, 1.0):
            joints = anatomy.body.joints(repertoire.pose(name, amount, 0.7).bones(anatomy))
            assert np.isfinite(joints).all(), name
            assert joints[:, 1].min() > -0.06, name
            assert joints[:, 1].max() < 1.45 * anatomy.body.phenotype.stature_m, name


def test_the_first_act_is_there_from_the_start_and_the_last_one_stays(anatomy, repertoire):
    acts = [Act(pose="stand", stay_s=1.0), Act(pose="lie_on_back", move_s=2.0, stay_s=1.0)]
    play = Play(anatomy, repertoire, acts)
    assert play.duration_s == pytest.approx(4.0)
    top = [heights(anatomy, play.at(time_s)).max() for time_s in (0.0, 0.9, 2.0, 3.5, 9.0)]
    assert top[0] == pytest.approx(top[1], abs=0.02)
    assert top[1] > top[2] > top[3] + 0.3
    assert top[4] == pytest.approx(top[3], abs=0.02)


def test_who_walks_faces_where_she_goes_and_arrives_there(anatomy, repertoire):
    acts = [
        Act(pose="stand", ahead_m=0.0, stay_s=0.5),
        Act(pose="stand", by="walk", ahead_m=-2.0, move_s=2.0, stay_s=1.0),
        Act(pose="drink", stay_s=1.0, turn_deg=-90.0),
    ]
    play = Play(anatomy, repertoire, acts)
    half_way = play.at(1.5)
    assert half_way.ahead_m == pytest.approx(-1.0, abs=0.05)
    assert abs(half_way.turn_deg) == pytest.approx(180.0)
    assert play.at(3.0).ahead_m == pytest.approx(-2.0)
    # At one pace all the way: whoever jumps a step has cut the film.
    way = [play.at(0.5 + 0.1 * number).ahead_m for number in range(21)]
    assert np.abs(np.diff(way)).max() == pytest.approx(0.1, abs=1e-6)
    # Left out, the place is where the act before it was.
    assert play.at(4.6).ahead_m == pytest.approx(-2.0)
    assert play.at(5.0).turn_deg % 360 == pytest.approx(270.0)


def test_what_comes_after_an_exercise_begins_where_that_ended(anatomy, repertoire):
    start = Standing(repertoire.pose("lie_on_front", 1.0, 0.0))
    play = Play(anatomy, repertoire, [Act(pose="stand", move_s=2.0)], lambda _: start)
    lying, standing = (heights(anatomy, play.at(time_s)).max() for time_s in (0.0, 2.5))
    assert lying == pytest.approx(heights(anatomy, start).max(), abs=0.002)
    assert standing > lying + 1.0
    assert play.duration_s == pytest.approx(3.0)


def test_a_fall_is_slow_at_first_and_quick_at_the_end(anatomy, repertoire):
    acts = [Act(pose="stand"), Act(pose="lie_straight", by="fall", move_s=1.0)]
    play = Play(anatomy, repertoire, acts)
    tops = [heights(anatomy, play.at(1.0 + share)).max() for share in (0.0, 0.25, 0.75, 1.0)]
    assert tops[0] - tops[1] < 0.5 * (tops[2] - tops[3])
