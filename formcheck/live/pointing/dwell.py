"""Which field a hand is held in, and for how long: time in seconds in, a choice out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.live.pointing.fields import Spot
from formcheck.live.pointing.reach import Hand

#: Held for so long, a field is chosen.
DWELL_S = 1.5
#: A field that steps on is chosen again after so long.
REPEAT_S = 1.0
#: Landmarks of a wrist flicker; a hand that is away for less has not left.
FLICKER_S = 0.35
#: Sums of frame times fall short of a whole by less than this.
_FULL = 1 - 1e-6
#: A hand leaves a field farther out than it enters it, in radii.
_LEAVES_AT = 1.3


@dataclass(frozen=True)
class Held:
    """A field in which a hand is held.

    Attributes
    ----------
    number : int
        Of the field, from 0.
    share : float
        How much of the time is over, 0 to 1.
    """

    number: int
    share: float


class Dwell:
    """Follows the hands over the fields of one page.

    A hand counts once it was seen well outside all fields after the page came up: one that
    rests in a field since then chooses nothing. Hands in two different fields take the choice
    back. Both in one field are one: the model puts an arm that it cannot see beside the other.

    Attributes
    ----------
    held : Held or None
    is_hand_resting : bool
        A hand is in a field that it may not choose before it has left it.
    is_repeat : bool
        The newest choice is of a field that was chosen and has not been left since.
    """

    def __init__(self) -> None:
        self._free: set[str] = set()
        self._in: dict[str, int] = {}
        self._seen_s: dict[str, float] = {}
        self._spots: tuple[Spot, ...] = ()
        self._number: int | None = None
        self._since_s = 0.0
        self._chosen = False
        self.held: Held | None = None
        self.is_hand_resting = False
        self.is_repeat = False

    def observe(self, time_s: float, hands: Sequence[Hand], spots: tuple[Spot, ...]) -> int | None:
        """Take in the hands of a moment.

        Parameters
        ----------
        time_s : float
            Not before that of the last call.
        hands : sequence of Hand
            Those that are seen, at most one of each side.
        spots : tuple of Spot
            Where the fields lie; a new place frees no hand that is in one.

        Returns
        -------
        int or None
            The number of the field that is chosen now.
        """
        if spots != self._spots:
            self._spots = spots
            self._free.clear()
            self._in.clear()
        self.is_hand_resting = False
        for hand in hands:
            self._follow(time_s, hand)
        for side, seen_s in list(self._seen_s.items()):
            if time_s - seen_s > FLICKER_S:
                # Out of sight is out of the field.
                self._in.pop(side, None)
        return self._hold(time_s)

    def _follow(self, time_s: float, hand: Hand) -> None:
        side, number = hand.side, self._in.get(hand.side)
        if number is not None:
            if self._spots[number].distance(hand.x, hand.y) <= _LEAVES_AT:
                self._seen_s[side] = time_s
                return
            if time_s - self._seen_s[side] <= FLICKER_S:
                return
            del self._in[side]
        away = [spot.distance(hand.x, hand.y) for spot in self._spots]
        if all(radii > _LEAVES_AT for radii in away):
            self._free.add(side)
        elif min(away) <= 1:
            if side in self._free:
                self._in[side], self._seen_s[side] = away.index(min(away)), time_s
            else:
                self.is_hand_resting = True

    def _hold(self, time_s: float) -> int | None:
        numbers = set(self._in.values())
        number = numbers.pop() if len(numbers) == 1 else None
        if number != self._number:
            self._number, self._since_s, self._chosen = number, time_s, False
        if number is None:
            self.held = None
            return None
        needed_s = REPEAT_S if self._chosen else DWELL_S
        share = (time_s - self._since_s) / needed_s
        self.held = Held(number, min(max(share, 0.0), 1.0))
        if share < _FULL:
            return None
        self.is_repeat = self._chosen
        self._since_s, self._chosen = time_s, True
        return number
