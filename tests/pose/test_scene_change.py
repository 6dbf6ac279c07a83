"""Where the film may be cut, told picture by picture from the past alone."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import Float32Array
from formcheck.pose.scene_change import SceneWatch

RNG = np.random.default_rng(1)
ONE, OTHER = RNG.random((2, 18, 32)).astype(np.float32)


def may_be_cuts(pictures: list[Float32Array], fps: float = 20.0) -> list[int]:
    watch = SceneWatch()
    seen = [watch.look(picture, index / fps) for index, picture in enumerate(pictures)]
    return [index for index, change in enumerate(seen) if change.may_be_cut]


def test_a_sudden_change_may_be_a_cut() -> None:
    assert may_be_cuts([ONE] * 20 + [OTHER] * 20) == [20]


def test_the_first_picture_is_none() -> None:
    assert may_be_cuts([ONE] * 3) == []


def test_a_picture_that_always_changes_is_not_cut_all_the_time() -> None:
    flicker = [ONE if index % 2 else OTHER for index in range(40)]
    assert may_be_cuts(flicker) == [1]


def test_the_end_of_a_fade_may_be_a_cut() -> None:
    shares = np.clip((np.arange(100) - 40) / 12, 0, 1)
    pictures = [((1 - share) * ONE + share * OTHER).astype(np.float32) for share in shares]
    found = may_be_cuts(pictures)
    assert found
    assert 50 <= found[-1] <= 58


def test_changes_and_fades_are_told() -> None:
    watch = SceneWatch()
    assert watch.look(np.zeros((4, 4), np.float32), 0.0).change == 0.0
    assert watch.look(np.ones((4, 4), np.float32), 0.1).change == 1.0
    assert watch.look(np.ones((4, 5), np.float32), 0.2).change == 0.0
