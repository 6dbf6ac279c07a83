"""Sets in the order and grouping that trends are made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol, TypeVar

from formcheck.history.figures import SetFigures


class DatedSet(Protocol):
    """Which set it is, and when it was done: `SetFigures` and `DoneSet` alike."""

    @property
    def set_id(self) -> int:
        """Its number."""

    @property
    def exercise(self) -> str:
        """What was done."""

    @property
    def performed_at(self) -> datetime:
        """When."""

    @property
    def day(self) -> date:
        """On which day, where the patient was."""

    @property
    def clip_sha256(self) -> str:
        """Of which clip; empty without one."""

    @property
    def segment_index(self) -> int:
        """Which part of it."""


_Set = TypeVar("_Set", bound=DatedSet)


def by_exercise(figures: Iterable[SetFigures]) -> dict[str, list[SetFigures]]:
    """Return the sets of each exercise, oldest first, each clip once.

    Parameters
    ----------
    figures : iterable of SetFigures

    Returns
    -------
    dict of str to list of SetFigures
        Exercises in alphabetical order.
    """
    grouped: dict[str, list[SetFigures]] = {}
    for item in each_clip_once(figures):
        grouped.setdefault(item.exercise, []).append(item)
    return dict(sorted(grouped.items()))


def each_clip_once(figures: Iterable[_Set]) -> list[_Set]:
    """Return the sets, oldest first; of a clip scored with several settings only the last added.

    Somebody who scores a clip again has not exercised again.
    """
    kept: dict[tuple[object, ...], _Set] = {}
    for item in figures:
        clip = (item.clip_sha256, item.exercise, item.segment_index)
        key = clip if item.clip_sha256 else (item.set_id,)
        if key not in kept or item.set_id > kept[key].set_id:
            kept[key] = item
    return sorted(kept.values(), key=lambda item: (item.performed_at, item.set_id))
