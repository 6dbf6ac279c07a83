"""Pointing on one page after the other: fields that stay while the person does."""

from __future__ import annotations

from math import hypot

from formcheck.live.pointing.dwell import Dwell, Held
from formcheck.live.pointing.fields import Spot, place_spots
from formcheck.live.pointing.reach import Reach

#: The fields follow somebody who has moved so far, in torso lengths, or grown by such a share,
_MOVED_TORSO, _GROWN = 0.4, 0.3
#: for so long; reaching moves the shoulders less, and a glitch lasts shorter.
_MOVED_S = 0.8
#: Before the first fields are laid out the person must have been seen for so long.
_SETTLED_S = 0.4
#: A hand so far above the shoulders, in torso lengths, in no field, for so long, is raised.
_RAISED_TORSO, _RAISED_S = 0.55, 1.5
#: In a field a hand may be a little outside it, in radii.
_NEAR = 1.3


class Pointing:
    """Follows what a person points at.

    Attributes
    ----------
    spots : tuple of Spot
        One a field of the page; empty while nobody is seen.
    """

    def __init__(self) -> None:
        self.spots: tuple[Spot, ...] = ()
        self._count = 0
        self._dwell = Dwell()
        self._anchor: Reach | None = None
        self._elsewhere_since_s: float | None = None
        self._raised_since_s: float | None = None
        self._raised = False

    @property
    def held(self) -> Held | None:
        """The field in which a hand is held."""
        return self._dwell.held

    @property
    def is_hand_resting(self) -> bool:
        """Whether a hand lies in a field since before it could choose."""
        return self._dwell.is_hand_resting

    @property
    def is_repeat(self) -> bool:
        """Whether the field chosen last was chosen before and has not been left since."""
        return self._dwell.is_repeat

    def turn_page(self, count: int) -> None:
        """Begin a page with so many fields; they stay where they are if the person does."""
        self._count = count
        self._dwell = Dwell()
        self._raised_since_s = None
        self._lay_out()

    def observe(self, time_s: float, reach: Reach | None) -> int | None:
        """Take in the person at a moment; return the number of the field that is chosen now."""
        if reach is not None:
            self._follow(time_s, reach)
        return self._dwell.observe(time_s, () if reach is None else reach.hands, self.spots)

    def notice_raised(self, time_s: float, reach: Reach | None) -> bool:
        """Return True once for a hand that is raised where no field is."""
        if reach is None or not self._is_raised(reach):
            self._raised_since_s, self._raised = None, False
            return False
        if self._raised_since_s is None:
            self._raised_since_s = time_s
        if self._raised or time_s - self._raised_since_s < _RAISED_S:
            return False
        self._raised = True
        return True

    def _is_raised(self, reach: Reach) -> bool:
        return any(
            reach.y - hand.y >= _RAISED_TORSO * reach.torso
            and all(spot.distance(hand.x, hand.y) > _NEAR for spot in self.spots)
            for hand in reach.hands
        )

    def _follow(self, time_s: float, reach: Reach) -> None:
        """Lay the fields out anew around somebody who has moved and points at nothing."""
        if self._anchor is not None and not _has_moved(self._anchor, reach):
            self._elsewhere_since_s = None
            return
        if self.held is not None:
            return
        if self._elsewhere_since_s is None:
            self._elsewhere_since_s = time_s
        needed_s = _SETTLED_S if self._anchor is None else _MOVED_S
        if time_s - self._elsewhere_since_s >= needed_s:
            self._anchor, self._elsewhere_since_s = reach, None
            self._lay_out()

    def _lay_out(self) -> None:
        self.spots = () if self._anchor is None else place_spots(self._anchor, self._count)


def _has_moved(anchor: Reach, reach: Reach) -> bool:
    if (reach.posture == "lying") != (anchor.posture == "lying"):
        return True
    if anchor.posture == "lying" and reach.ahead != anchor.ahead:
        return True
    moved = hypot(reach.x - anchor.x, reach.y - anchor.y)
    return moved > _MOVED_TORSO * anchor.torso or abs(reach.torso / anchor.torso - 1) > _GROWN
