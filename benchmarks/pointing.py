"""Whether people who are rendered can answer by pointing: each field, each hand, each posture.

    python -m benchmarks.pointing

The hand of somebody at rest travels to where a field lies, stays for two seconds, and goes
back, ten pictures a second. Each picture goes through the pose model; what is chosen is
counted. A hand that the model does not see chooses nothing; a wrong choice would be grave.
"""

from __future__ import annotations

import argparse
from collections import Counter

from benchmarks.pointing_people import PointingPerson, pointing_person
from formcheck.live.pointing.fields import MOST_FIELDS
from formcheck.live.pointing.pointing import Pointing
from formcheck.live.pointing.reach import see_reach
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.landmarks import Side
from formcheck.scoring import find_model

_SCENES = (
    "pelvic_tilt_good",
    "knee_hug_good",
    "prone_press_up_good",
    "seal_stretch_good",
    "standing_back_extension_good",
)
_SIDES: tuple[Side, Side] = ("left", "right")
_RATE = 10
#: Shares of the way, there, and how many pictures the hand stays.
_THERE = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.15, 0.35, 0.55, 0.75, 0.9)
_STAYS = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scenes", nargs="*", default=_SCENES)
    arguments = parser.parse_args()
    bundle = find_model("full")
    print(f"{'scene':30} {'stance':9} {'hand':5} right  none  wrong   of")
    for name in arguments.scenes:
        with pointing_person(name) as person:
            for side in _SIDES:
                _print_row(name, person, side, _try_fields(bundle, person, side))


def _print_row(name: str, person: PointingPerson, side: Side, tried: Counter[str]) -> None:
    hand = "near" if side == person.near_side else "far"
    counts = f"{tried['right']:5} {tried['none']:5} {tried['wrong']:6} {tried.total():4}"
    print(f"{name:30} {person.stance:9} {hand:5} {counts}", flush=True)


def _try_fields(bundle: Bundle, person: PointingPerson, side: Side) -> Counter[str]:
    """Point at each of four fields once; return how often the right one was chosen."""
    outcomes: Counter[str] = Counter()
    for field in range(MOST_FIELDS):
        chosen = _point(bundle, person, side, field)
        outcomes["right" if chosen == [field] else "wrong" if chosen else "none"] += 1
    return outcomes


def _point(bundle: Bundle, person: PointingPerson, side: Side, field: int) -> list[int]:
    """Return what is chosen when a hand goes to a field and back."""
    pointing, chosen = Pointing(), []
    pointing.turn_page(MOST_FIELDS)
    place: tuple[float, float] | None = None
    ways = (*_THERE, *(1.0 for _ in range(_STAYS)), *reversed(_THERE[5:]))
    with Landmarker(bundle) as landmarker:
        for number, amount in enumerate(ways):
            picture = person.draw(side, place, amount)
            poses = landmarker.detect(picture, number * 1000 // _RATE)
            height_px, width_px = picture.shape[:2]
            reach = see_reach(poses[0], width_px, height_px) if poses else None
            number_chosen = pointing.observe(number / _RATE, reach)
            if number_chosen is not None:
                chosen.append(number_chosen)
            if place is None and reach is not None and pointing.spots:
                spot = pointing.spots[field]
                ahead = reach.ahead * (spot.x - reach.x) / reach.torso
                place = ahead, (reach.y - spot.y) / reach.torso
    return chosen


if __name__ == "__main__":
    main()
