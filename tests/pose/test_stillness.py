"""When the model need not look again: what moves is told, however slow, and noise is not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.pose.stillness import LONGEST_WITHOUT_A_LOOK_S, StillnessWatch
from tests.support.poses import picture_of, standing_pose

_GRAINS = [0.0, 10.0]


def _person(right_px: float = 0.0, down_px: int = 0) -> Pixels:
    return picture_of([standing_pose(160 + right_px, 200 + down_px, 150)], 320, 240)


def _grainy(grain: float, seed: int) -> Callable[[Pixels], Pixels]:
    rng = np.random.default_rng(seed)

    def add(picture: Pixels) -> Pixels:
        noise = rng.normal(scale=grain, size=(*picture.shape[:2], 1))
        return np.clip(picture + noise, 0, 255).astype(np.uint8)

    return add


def _looks(pictures: list[Pixels], fps: float = 30.0, *, anybody: bool = True) -> list[bool]:
    """Return at which pictures a model looks that finds the same person every time."""
    watch, looks = StillnessWatch(), []
    pose = standing_pose(160, 200, 150) if anybody else None
    for index, picture in enumerate(pictures):
        looks.append(not watch.is_as_before(picture, index / fps))
        if looks[-1]:
            watch.note_look(index / fps, pose)
    return looks


@pytest.mark.parametrize("grain", _GRAINS)
@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_where_nothing_moves_there_are_ten_looks_a_second(grain: float, fps: float) -> None:
    grainy = _grainy(grain, seed=1)
    looks = np.array(_looks([grainy(_person()) for _ in range(45)], fps))
    assert looks[:8].all(), "the noise is not known yet"
    at = np.flatnonzero(looks[20:])
    assert np.all(np.diff(at) / fps <= LONGEST_WITHOUT_A_LOOK_S + 1e-9)
    assert np.all(np.diff(at) == int(0.1 * fps + 1e-9))


@pytest.mark.parametrize("grain", _GRAINS)
@pytest.mark.parametrize(("right_px", "down_px"), [(3, 0), (0, -3)])
def test_a_move_of_a_few_pixels_is_looked_at_at_once(
    grain: float, right_px: int, down_px: int
) -> None:
    grainy = _grainy(grain, seed=2)
    pictures = [grainy(_person()) for _ in range(30)]
    left_out = int(np.flatnonzero(~np.array(_looks(pictures, 60.0)))[-1])
    pictures[left_out] = grainy(_person(right_px, down_px))
    assert _looks(pictures, 60.0)[left_out]


def test_slow_movement_adds_up() -> None:
    still = [_person()] * 30
    slow = [_person(down_px=index // 4) for index in range(48)]
    looks = np.flatnonzero(_looks([*still, *slow], 240.0)[30:])
    assert np.all(np.diff(looks) <= 12), "every few pixels, before a tenth of a second is over"


def test_movement_does_not_pass_for_noise() -> None:
    grainy = _grainy(3.0, seed=3)
    to_and_fro = [grainy(_person(6 * (index % 2))) for index in range(40)]
    assert all(_looks(to_and_fro)), "a body that never rests is looked at in every picture"


def test_what_moves_elsewhere_is_none_of_the_persons_movement() -> None:
    pictures = [_person() for _ in range(40)]
    for index, picture in enumerate(pictures):
        picture[25:200, 3 * (index % 2) : 30] = 255
    assert not all(_looks(pictures)[20:])


def test_nobody_is_looked_for_in_every_picture() -> None:
    assert all(_looks([_person()] * 30, anybody=False))


def test_a_flickering_spot_is_no_movement() -> None:
    pictures = [_person() for _ in range(40)]
    for index, picture in enumerate(pictures):
        picture[100:108, 160:168] = 90 if index % 2 else 200
    assert not all(_looks(pictures)[20:])
