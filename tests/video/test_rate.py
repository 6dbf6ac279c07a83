from __future__ import annotations

import pytest

from formcheck.video.rate import recorded_speed

TAG = "com.android.capture.fps"


@pytest.mark.parametrize(
    ("captured", "played_fps", "speed"),
    [
        ("120.000000", 30.0, 0.25),
        ("240", 29.97, 29.97 / 240),
        ("960", 30.0, 1 / 32),
        ("240", 240.0, 1.0),
        ("30.0", 30.0, 1.0),
        ("30.0", 17.3, 1.0),
        ("30.0", 10.0, 1.0),
    ],
)
def test_recorder_notes_how_many_pictures_it_took(
    captured: str, played_fps: float, speed: float
) -> None:
    assert recorded_speed({TAG: captured}, played_fps) == pytest.approx(speed)


def test_a_film_thinned_since_played_at_a_rate_that_recorders_use() -> None:
    assert recorded_speed({TAG: "80"}, 5.0) == pytest.approx(0.25)
    assert recorded_speed({TAG: "120"}, 15.0) == pytest.approx(0.25)


@pytest.mark.parametrize("value", ["", "fast", "nan", "inf", "-120", "0", "1e300"])
def test_a_note_that_makes_no_sense_is_passed_over(value: str) -> None:
    assert recorded_speed({TAG: value}, 30.0) == 1.0
    assert recorded_speed({}, 30.0) == 1.0


def test_apple_stores_slow_motion_at_its_true_pace() -> None:
    assert (
        recorded_speed({"com.apple.quicktime.full-frame-rate-playback-intent": "0"}, 240.0) == 1.0
    )
