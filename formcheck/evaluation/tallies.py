"""Sums of right and wrong, and the figures by name that come from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

#: Bland and Altman: 95 % of the errors of a normal distribution lie within these.
_LIMITS_OF_AGREEMENT_SD = 1.96


@dataclass(frozen=True)
class Tally:
    """How many things there really are, how many were found, how many are the same.

    Attributes
    ----------
    true, found, matched : int
    """

    true: int = 0
    found: int = 0
    matched: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.true + other.true, self.found + other.found, self.matched + other.matched)

    @property
    def precision(self) -> float | None:
        """Share of what was found that is really there; None if nothing was found."""
        return self.matched / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found; None if there is nothing."""
        return self.matched / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None if there is nothing and none was found."""
        total = self.true + self.found
        return 2 * self.matched / total if total else None


@dataclass(frozen=True)
class Errors:
    """Sums over signed errors.

    Attributes
    ----------
    count : int
    total, total_absolute, total_squared : float
        Sum of the errors, of their absolute values, of their squares.
    """

    count: int = 0
    total: float = 0.0
    total_absolute: float = 0.0
    total_squared: float = 0.0

    @classmethod
    def of(cls, errors: ArrayLike) -> Errors:
        """Sum up errors; NaN is left out."""
        values = np.asarray(errors, dtype=float).ravel()
        values = values[np.isfinite(values)]
        return cls(
            int(values.size),
            float(values.sum()),
            float(np.abs(values).sum()),
            float(np.square(values).sum()),
        )

    def __add__(self, other: Errors) -> Errors:
        return Errors(
            self.count + other.count,
            self.total + other.total,
            self.total_absolute + other.total_absolute,
            self.total_squared + other.total_squared,
        )

    @property
    def mean_absolute(self) -> float | None:
        """Mean absolute error; None without any."""
        return self.total_absolute / self.count if self.count else None

    @property
    def bias(self) -> float | None:
        """Mean error; None without any."""
        return self.total / self.count if self.count else None

    @property
    def standard_deviation(self) -> float | None:
        """Spread of the errors about their mean; None without any."""
        if not self.count:
            return None
        mean = self.total / self.count
        # Rounding can push the difference a hair below zero.
        return sqrt(max(0.0, self.total_squared / self.count - mean * mean))

    @property
    def limits_of_agreement(self) -> tuple[float, float] | None:
        """Bias minus and plus 1.96 standard deviations; None without any."""
        bias, spread = self.bias, self.standard_deviation
        if bias is None or spread is None:
            return None
        return bias - _LIMITS_OF_AGREEMENT_SD * spread, bias + _LIMITS_OF_AGREEMENT_SD * spread


#: The parts of an evaluation that hold figures.
GROUPS = ("total", "by_exercise", "by_condition")

#: Last part of the name of every figure, with +1 if more is better, -1 if less is.
DIRECTIONS: Mapping[str, int] = {
    "mae": -1,
    "exact_share": 1,
    "off_by_one_share": 1,
    "quiet_share": 1,
    "same_count_share": 1,
    "not_scored": -1,
    "recognised_share": 1,
    "asked_share": -1,
    "look_alikes_taken_share": -1,
    "precision": 1,
    "recall": 1,
    "f1": 1,
    "boundary_error_s": -1,
    "hold_error_s": -1,
    "trusted_right_share": 1,
    "mae_deg": -1,
    "wrong_cues": -1,
    "wrong_cues_per_20_clean": -1,
    "not_seen_share": -1,
}


def flatten_figures(described: Mapping[str, Any]) -> dict[str, float | None]:
    """Return every figure of an evaluation.

    Parameters
    ----------
    described : mapping
        As the JSON file holds it.

    Returns
    -------
    dict of str to float or None
        ``total.recorded.count.exact_share`` and so on; None where no clip says
        anything about it.
    """
    return dict(pair for group in GROUPS for pair in _walk(described.get(group) or {}, group))


def direction_of(name: str) -> int:
    """Return +1 if more is better, -1 if less is, 0 if neither."""
    return DIRECTIONS.get(name.rpartition(".")[2], 0)


def _walk(node: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, float | None]]:
    for key, value in node.items():
        name = f"{prefix}.{key}"
        if isinstance(value, Mapping):
            yield from _walk(value, name)
        elif value is None or isinstance(value, int | float):
            yield name, value
