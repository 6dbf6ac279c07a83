"""A window is drawn when there is something new to show."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from formcheck.arrays import Pixels
from formcheck.live.live_camera import NewestFrame
from formcheck.live.moment import PosedFrame
from formcheck.live.screens.states import ScreenState, TextScreen
from formcheck.live.showing import Showing
from formcheck.live.window import WindowEvent
from tests.live.builders import seen_with
from tests.live.frames import posed
from tests.live.screens.examples import set_screen

PAGE = TextScreen("Read this", "calm", (("", ("It is short.",)),), ())
FIRST, SECOND = (NewestFrame(posed(time_s, None), seen_with()) for time_s in (0.0, 0.1))


@dataclass
class _Window:
    """Counts what it shows."""

    size_px: tuple[int, int] = (320, 180)
    pictures: list[Pixels] = field(default_factory=list)

    def show(self, picture: Pixels) -> None:
        self.pictures.append(picture)

    def poll(self) -> list[WindowEvent]:
        return []

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("state", "newest", "later_s", "drawn"),
    [
        (set_screen(), SECOND, 0.01, True),
        (set_screen(), FIRST, 0.03, False),
        (set_screen(hold_s=2.4), FIRST, 0.03, False),
        (set_screen(hold_s=2.4), FIRST, 0.07, True),
        (set_screen(hold_s=2.4), None, 0.01, True),
        (PAGE, FIRST, 0.01, True),
        (set_screen(), FIRST, 0.51, True),
    ],
    ids=[
        "a new picture",
        "nothing new",
        "what was judged comes with the next picture",
        "which does not come",
        "the camera is gone",
        "another page",
        "now and then anyway",
    ],
)
def test_what_is_new_is_drawn(
    state: ScreenState, newest: NewestFrame | None, later_s: float, drawn: bool
) -> None:
    window = _Window()
    showing = Showing(window)
    showing.draw(set_screen(), FIRST, None, 10.0)
    showing.draw(state, newest, None, 10.0 + later_s)
    assert len(window.pictures) == 1 + drawn


def test_a_page_is_drawn_once_whatever_the_camera_sees_and_anew_for_another_size() -> None:
    window = _Window()
    told: list[tuple[ScreenState, PosedFrame | None]] = []
    showing = Showing(window, lambda state, frame: told.append((state, frame)))
    showing.draw(PAGE, FIRST, None, 10.0)
    showing.draw(PAGE, SECOND, None, 10.1)
    assert told == [(PAGE, None)]
    window.size_px = (640, 360)
    showing.draw(PAGE, SECOND, None, 10.2)
    assert window.pictures[-1].shape == (360, 640, 3)


def test_nothing_can_be_clicked_before_something_is_shown() -> None:
    showing = Showing(_Window(), None)
    assert showing.action_at(10, 10) is None
    showing.draw(set_screen(), FIRST, "left", 0.0)
    asked = {showing.action_at(x, y) for x in range(0, 320, 8) for y in range(0, 180, 4)}
    assert "pause" in asked
