"""Sums that can be added up over clips, and the figures that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

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
