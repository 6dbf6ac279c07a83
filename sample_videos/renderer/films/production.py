"""Make up a film: who is in it, where the cameras stand, what is done, how it is cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..exercises.registry import MOVEMENTS
from ..set_dressing import PEOPLE
from .film import Film

Parts = dict[str, Any]

#: Sizes that films have on the net, small ones: width, height, horizontal field of view.
SIZES = {
    "wide": (426, 240, 58.0),
    "wider": (480, 270, 58.0),
    "old": (400, 300, 56.0),
    "square": (320, 320, 52.0),
    "upright": (270, 480, 38.0),
}
_WALK_M_S = 1.1
_LYING_M, _STANDING_M = 2.05, 2.0
# Middle of a body part ahead of the middle of the body, and its height; in metres.
_PARTS = {
    "standing": {"head": (0.0, 1.5), "hips": (0.0, 0.95), "hands": (0.1, 1.0), "legs": (0.0, 0.45)},
    "prone": {"head": (0.62, 0.28), "hips": (0.05, 0.16), "hands": (0.6, 0.1), "legs": (-0.6, 0.1)},
    "supine": {
        "head": (-0.6, 0.16), "hips": (0.02, 0.22), "hands": (0.05, 0.3), "legs": (0.4, 0.3),
    },
}  # fmt: skip
_WALLS = ("white", "cream", "sage", "blue", "terracotta", "grey")
_MATS = ("teal", "plum", "charcoal", "sage", "sand", "navy")
_CLOTHES = (
    "white", "grey", "charcoal", "black", "navy", "teal", "sage",
    "rust", "red", "rose", "plum", "mustard", "sky", "sand",
)  # fmt: skip


@dataclass
class Production:
    """One film in the making.

    Parameters
    ----------
    name : str
    random : Generator
    size : str
        One of ``SIZES``.
    rate : float
        Pictures a second.
    """

    name: str
    random: np.random.Generator
    size: str = "wide"
    rate: float = 15.0
    takes: list[Parts] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.facing = "left" if self.random.random() < 0.5 else "right"
        self.cast = int(self.random.integers(len(PEOPLE)))

    def between(self, low: float, high: float) -> float:
        """Return some number between two."""
        return float(self.random.uniform(low, high))

    def one_of(self, *choices: Any) -> Any:
        """Return one of several."""
        return choices[int(self.random.integers(len(choices)))]

    def shoot(
        self,
        take: str,
        exercise: str,
        repetitions: Sequence[Mapping[str, Any]] = (),
        *,
        stance: str = "",
        variant: str = "",
        **more: Any,
    ) -> Parts:
        """Add a take: person, room, light and camera as the film has them.

        ``stance`` is how the camera expects the person, if not as the exercise does.
        ``more`` are further parts of the take.
        """
        held = stance or MOVEMENTS[exercise].stance
        person, look = PEOPLE[self.cast]
        made: Parts = {
            "name": take,
            "seed": int(self.random.integers(1 << 30)),
            "facing": self.facing,
            "lead_s": self.between(1.0, 1.8) if repetitions else 0.0,
            "tail_s": self.between(0.6, 1.2) if repetitions else 0.0,
            "person": self._person(person),
            "look": self._look(look),
            "room": self._room(held),
            "light": {
                "brightness": self.between(0.8, 1.2),
                "from_left": bool(self.random.random() < 0.5),
                "unevenness": self.between(0.2, 0.7),
            },
            "camera": self._camera(held, person.stature_m),
            "effects": {"sensor_noise": self.between(1.5, 4.0), "softness_px": 0.6},
            "exercise": {
                "name": exercise,
                "variant": variant,
                "range_share": self.between(0.9, 1.0),
            },
            "repetition": [dict(repetition) for repetition in repetitions],
        }
        for key, value in more.items():
            both = isinstance(value, Mapping) and isinstance(made.get(key), Mapping)
            made[key] = {**made[key], **value} if both else value
        self.takes.append(made)
        return made

    def other_view(self, take: str, like: Parts, **more: Any) -> Parts:
        """Add another camera on the same performance."""
        self.takes.append({"name": take, "like": like["name"], **more})
        return self.takes[-1]

    def close_up(self, take: str, like: Parts, part: str, stance: str) -> Parts:
        """Add a close-up of a part of the body, a plain wall behind it."""
        ahead, height = _PARTS[stance][part]
        camera = {
            "distance_m": self.between(0.95, 1.25),
            "height_m": height + self.between(0.05, 0.4),
            "aim_height_m": height,
            "aim_ahead_m": ahead,
            "yaw_deg": like["camera"]["yaw_deg"] + self.between(-12, 12),
        }
        room = {
            "wall": str(self.random.choice(_WALLS)),
            "clutter": 0.0,
            "seed": 0,
            "wall_distance_m": 1.1,
        }
        return self.other_view(take, like, camera=camera, room=room)

    def recast(self) -> None:
        """Let another person take over, who faces the other way."""
        others = [number for number in range(len(PEOPLE)) if number != self.cast]
        self.cast = int(self.random.choice(others))
        self.facing = "left" if self.facing == "right" else "right"

    def cut(
        self, exercise: str, kind: str, pieces: Sequence[Mapping[str, Any]], **more: Any
    ) -> Film:
        """Cut the film together."""
        width, height, _ = SIZES[self.size]
        tags = (kind, *more.pop("tags", ()))
        return Film(
            name=self.name,
            title=f"{exercise}, {kind}",
            exercise=exercise,
            tags=tags,
            **{
                "seed": int(self.random.integers(1 << 30)),
                "width": width,
                "height": height,
                "frames_per_second": self.rate,
                "take": tuple(self.takes),
                "piece": tuple(pieces),
                **more,
            },
        )

    def walk(self, ahead_m: float, from_m: float, **more: Any) -> Parts:
        """Return the act of walking somewhere."""
        return {
            "pose": "stand",
            "by": "walk",
            "ahead_m": ahead_m,
            "move_s": max(0.8, abs(ahead_m - from_m) / (_WALK_M_S * self.between(0.85, 1.15))),
            "stay_s": 0.3,
            **more,
        }

    def _person(self, person: Any) -> Parts:
        weight = float(np.clip(person.weight + self.between(-0.08, 0.08), 0, 1))
        stature = person.stature_m + self.between(-0.04, 0.04)
        return {**person.model_dump(), "weight": weight, "stature_m": stature}

    def _look(self, look: Any) -> Parts:
        shirt, trousers = (str(c) for c in self.random.choice(_CLOTHES, 2, replace=False))
        dressed = {
            "shirt": shirt,
            "trousers": trousers,
            "legs": self.one_of("long", "long", "knee", "shorts"),
            "sleeves": self.one_of("short", "none", "long"),
        }
        return {**look.model_dump(), **dressed}

    def _room(self, stance: str) -> Parts:
        return {
            "wall": str(self.random.choice(_WALLS)),
            "floor": str(self.random.choice(["oak", "walnut", "ash", "carpet", "tiles"])),
            "mat": "none" if stance == "standing" else str(self.random.choice(_MATS)),
            "clutter": self.one_of(0.0, 0.2, 0.5, 0.9),
            "seed": int(self.random.integers(1 << 20)),
            "wall_distance_m": self.between(1.3, 2.4),
        }

    def _camera(self, stance: str, stature_m: float) -> Parts:
        """Stand as far away as it takes to have the whole body in the picture, just so."""
        width, height, across_deg = SIZES[self.size]
        across = np.tan(np.radians(across_deg / 2))
        scale = stature_m / 1.7 * self.between(1.0, 1.12)
        standing = stance == "standing"
        wide, high = (0.9, _STANDING_M) if standing else (_LYING_M, 0.95)
        if stance == "supine":
            wide = 1.75
        distance = scale * max(wide / 2 / across, high / 2 / (across * height / width))
        return {
            "distance_m": float(np.clip(distance + 0.15, 1.0, 6.0)),
            "height_m": self.between(0.8, 1.3) if standing else self.between(0.3, 0.9),
            "aim_height_m": 0.52 * stature_m if standing else 0.30,
            "field_of_view_deg": across_deg,
            "yaw_deg": self.between(-9, 9),
        }


def piece(take: str, from_s: float, until_s: float, **more: Any) -> Parts:
    """Return a piece of a take."""
    return {"take": take, "from_s": max(0.0, from_s), "until_s": until_s, **more}


def card(seconds: float, title: str = "", below: str = "", **more: Any) -> Parts:
    """Return a card; ``into`` and ``into_s`` belong to its piece."""
    entrance: Parts = {key: more.pop(key) for key in ("into", "into_s") if key in more}
    made = {"seconds": seconds, "title": title, "below": below, **more}
    return {"card": made, **entrance}
