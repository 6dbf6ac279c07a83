"""The set of films, made up from a seed: the same seed gives the same films."""

from __future__ import annotations

from itertools import cycle

import numpy as np

from .daily import DAILY
from .edited import EDITED
from .film import Film
from .plain import PLAIN
from .production import Production

_LYING_SIZES = ("wide", "wide", "wider", "old")
_STANDING_SIZES = ("wide", "old", "upright", "square")
#: Changes that take a part of a second are only seen as such at the rate of real films.
_EDITED_RATE, _RATE = 15.0, 12.5


def film_set(seed: int) -> list[Film]:
    """Return the films: targets that are cut, look-alikes and daily life, targets in one take."""
    films: list[Film] = []
    for place, (recipe, targets, times) in enumerate((*EDITED, *PLAIN)):
        edited = place < len(EDITED)
        kind = "cut" if edited else "plain"
        for number, target in zip(range(times), cycle(targets), strict=False):
            name = f"film_{kind}_{recipe.__name__}_{number + 1}"
            random = np.random.default_rng([seed, place, number])
            size = _size(random, target.startswith("standing"))
            production = Production(name, random, size, _EDITED_RATE if edited else _RATE)
            films.append(recipe(production, target))
    for place, (daily, times) in enumerate(DAILY):
        for number in range(times):
            random = np.random.default_rng([seed, 1000 + place, number])
            name = f"film_other_{daily.__name__}_{number + 1}"
            films.append(
                daily(Production(name, random, str(random.choice(["wide", "old"])), _RATE))
            )
    return films


def _size(random: np.random.Generator, standing: bool) -> str:
    return str(random.choice(_STANDING_SIZES if standing else _LYING_SIZES))
