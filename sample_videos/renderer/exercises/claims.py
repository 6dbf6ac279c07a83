"""A claim that a fault may be there, and how far beyond its threshold it is.

The criteria that make claims are the clinical specification's, written apart from
formcheck's own rules on purpose: they are what those are measured against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..repetition_view import Flags, RepetitionView, Values

SHORTEST_S = 0.4
SHORTEST_SHARE = 0.30
#: Times and speeds are told more exactly than angles and lengths.
TEMPO_NEAR = 0.90


@dataclass(frozen=True)
class Claim:
    """One criterion of one fault in one repetition.

    Parameters
    ----------
    fault_id : str
    where : ndarray of bool, shape (frames,)
        The phase that it belongs to.
    ratio : ndarray of float, shape (frames,)
        1 exactly at the threshold, above 1 beyond it.
    value : ndarray of float, shape (frames,)
        What a person would be told.
    threshold : float
        In the unit of ``value``.
    shortest_s : float, optional
        How long it must last; 0.4 s or 30 % of the phase when not given.
    near : float
        From this ratio on a report is no mistake although the fault is not there.
    severity : int, optional
        Where it differs from the usual one of the fault.
    joints : tuple of str
        Without these in the picture nobody can see it.
    certain : bool
        False where either verdict is fair, however far beyond.
    """

    fault_id: str
    where: Flags
    ratio: Values
    value: Values
    threshold: float
    shortest_s: float | None = None
    near: float = 0.75
    severity: int | None = None
    joints: tuple[str, ...] = ("shoulder", "hip")
    certain: bool = True


Claims = Iterator[Claim]


def beyond(values: Values, threshold: float) -> Values:
    """Return how far values are beyond a threshold of the same sign (-16 is beyond -15)."""
    ratio: Values = values / threshold
    return ratio


def short_of(values: Values, least: float) -> Values:
    """Return how far values fall short of a least value; a quarter short gives 1.25.

    Nothing falls short of a least value of 0 or below.
    """
    if least <= 0:
        return np.zeros_like(values)
    ratio: Values = 2.0 - values / least
    return ratio


def where_else_0(condition: Flags, ratio: Values) -> Values:
    """Return the ratio where a condition holds, 0 elsewhere."""
    gated: Values = np.where(condition, ratio, 0.0)
    return gated


def short_hold(view: RepetitionView, fault_id: str, least_s: float) -> Claim:
    """Claim that the end of the range was held too briefly."""
    held = view.constant(view.hold_s)
    return Claim(fault_id, view.frames, short_of(held, least_s), held, least_s, near=TEMPO_NEAR)


def not_back_at_rest(
    view: RepetitionView, fault_id: str, values: Values, threshold: float
) -> Claims:
    """Claim that the person did not come back before the next repetition."""
    rest = view.rest_after
    if rest.sum() > 2:
        lowest = view.constant(float(np.min(values[rest])))
        yield Claim(
            fault_id,
            rest,
            beyond(lowest, threshold),
            lowest,
            threshold,
            shortest_s=0.0,
            # After the last one there is no "between".
            certain=not view.is_last,
        )


def either(
    view: RepetitionView, fault_id: str, where: Flags, *bounds: tuple[str, float], **more: Any
) -> Claims:
    """Claim a fault that any of several signals may show, each with its own threshold.

    A name that begins with ``change:`` is the change from the start position.
    """
    for name, threshold in bounds:
        kind, _, signal = name.rpartition(":")
        values = view.change(signal) if kind else view.value(signal)
        yield Claim(fault_id, where, beyond(values, threshold), values, threshold, **more)


def too_small(
    fault_id: str, views: list[RepetitionView], peaks: list[float], least: float, fewest: int
) -> Claims:
    """Claim that repetitions peak below a least value; certain when there are enough of them."""
    certain = sum(peak < least for peak in peaks) >= fewest
    for view, peak in zip(views, peaks, strict=True):
        value = view.constant(peak)
        yield Claim(
            fault_id,
            view.frames,
            short_of(value, least),
            value,
            least,
            near=TEMPO_NEAR,
            certain=certain,
        )
