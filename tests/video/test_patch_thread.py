"""Following one patch over several anchors."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.arrays import Pixels
from formcheck.video.patch_thread import PatchThread, ThreadMotion
from tests.video.test_patch_motion import middle, moved, texture

STEP_S = 0.1


def follow(thread: PatchThread, pictures: list[Pixels], start_s: float = 0.0) -> list[ThreadMotion]:
    seen = [
        thread.follow(picture, start_s + STEP_S * index, middle, 20.0)
        for index, picture in enumerate(pictures)
    ]
    return [motion for motion in seen if motion is not None]


def test_it_begins_at_zero_and_counts_from_there() -> None:
    motions = follow(PatchThread(), [texture(), moved(texture(), (2.0, -1.0))])
    assert motions[0].thread == motions[1].thread == 0
    np.testing.assert_array_equal(motions[0].shift_px, 0.0)
    np.testing.assert_allclose(motions[1].shift_px, (2.0, -1.0), atol=0.1)


def test_what_passes_in_front_does_not_break_the_thread() -> None:
    thread = PatchThread()
    follow(thread, [texture()])
    assert follow(thread, [texture(5)] * 5, start_s=0.1) == []
    back = follow(thread, [moved(texture(), (1.0, 0.0))], start_s=0.6)
    assert back[0].thread == 0
    np.testing.assert_allclose(back[0].shift_px, (1.0, 0.0), atol=0.1)


def test_a_patch_that_is_lost_for_long_begins_anew() -> None:
    thread = PatchThread()
    follow(thread, [texture()])
    again = follow(thread, [texture(5)] * 20, start_s=0.1)
    assert {motion.thread for motion in again} == {1}
    np.testing.assert_allclose(again[-1].shift_px, 0.0, atol=0.05)


def test_a_worn_anchor_is_renewed_without_a_jump() -> None:
    thread = PatchThread()
    follow(thread, [texture()])
    # Most of the patch changes for good; the rest goes on moving with it.
    changed = moved(texture(), (3.0, 0.0))
    changed[91:130, :] = texture(9)[91:130, :]
    worn = follow(thread, [changed] * 10, start_s=0.1)
    assert worn[-1].kept_share > 0.8
    assert {motion.thread for motion in worn} == {0}
    for motion in worn:
        assert motion.shift_px[0] == pytest.approx(3.0, abs=0.3)


def test_a_plain_picture_gives_nothing() -> None:
    plain = np.full((200, 200), 60, np.uint8)
    assert follow(PatchThread(), [plain] * 3) == []
