"""Cutting a clip into shots and joining what was measured in them."""

from __future__ import annotations

import numpy as np

from formcheck.judge.shots import cut_track, join_measurements, measure_shots
from formcheck.kinematics.settings import ViewSettings
from tests.support.filming import Camera, film, lose, splice
from tests.support.synthetic import lying_still, prone_press_up, standing_back_extension

SETTINGS = ViewSettings()


def standing(seconds: float, camera: Camera | None = None):  # type: ignore[no-untyped-def]
    time_s, nothing = lying_still(seconds)
    return film(time_s, standing_back_extension(nothing), camera)


def test_a_part_of_a_track_keeps_its_times_and_size() -> None:
    track = standing(4.0)
    part = cut_track(track, 30, 60)
    assert part.frame_count == 30
    assert part.time_s[0] == track.time_s[30]
    assert (part.width_px, part.height_px) == (640, 480)
    np.testing.assert_array_equal(part.xy_px, track.xy_px[30:60])


def test_every_shot_is_measured_for_itself() -> None:
    track = splice([standing(4.0), standing(4.0, Camera("left", torso_px=80.0))])
    shots = measure_shots(track, SETTINGS)
    assert [shot.start for shot in shots] == [0, 120]
    assert [shot.measurements.near_side for shot in shots] == ["right", "left"]
    assert [round(shot.measurements.torso_px) for shot in shots] == [120, 80]
    causal = measure_shots(track, SETTINGS, causal=True)
    assert [shot.measurements.near_side for shot in causal] == ["right", "left"]


def test_no_shot_of_somebody_who_is_never_there_for_long() -> None:
    assert measure_shots(standing(1.5), SETTINGS) == []


def test_joined_measurements_speak_for_the_longest_shot_and_are_missing_between() -> None:
    time_s, nothing = lying_still(3.0)
    lying = film(time_s, prone_press_up(nothing), Camera("left"))
    track = lose(splice([lying, standing(9.0)]), 3.0, 6.0)
    shots = measure_shots(track, SETTINGS)
    joined = join_measurements(track, shots)
    assert joined.near_side == "right"
    assert joined.posture[60] == "prone"
    assert joined.posture[120] == "unknown"
    assert joined.posture[-1] == "standing"
    assert np.isnan(joined.signals["lean_deg"][90:180]).all()
    assert not joined.seen[90:180].any()
    assert np.isnan(joined.yaw_deg[100])
    assert len(joined.posture) == len(joined.seen) == track.frame_count
    np.testing.assert_array_equal(joined.time_s, track.time_s)
