from __future__ import annotations

import numpy as np
import pytest

from formcheck.pose.turned import turn_track
from tests.recognition import acted


def test_a_quarter_to_the_right_puts_the_top_right() -> None:
    track = acted.perform("prone_press_up")
    turned = turn_track(track, 90)
    assert (turned.width_px, turned.height_px) == (track.height_px, track.width_px)
    np.testing.assert_allclose(turned.xy_px[..., 0], track.height_px - 1 - track.xy_px[..., 1])
    np.testing.assert_allclose(turned.xy_px[..., 1], track.xy_px[..., 0])


@pytest.mark.parametrize("turns", [(90, 270), (180, 180), (90, 90, 180), (0,)])
def test_turns_add_up(turns: tuple[int, ...]) -> None:
    track = acted.perform("prone_press_up")
    turned = track
    for turn_deg in turns:
        turned = turn_track(turned, turn_deg)
    np.testing.assert_allclose(turned.xy_px, track.xy_px)
    np.testing.assert_allclose(turned.world_m, track.world_m)
