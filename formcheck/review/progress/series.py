"""Sets in the order and grouping that trends are made of."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.history.figures import SetFigures


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


def each_clip_once(figures: Iterable[SetFigures]) -> list[SetFigures]:
    """Return the sets, oldest first; of a clip scored with several settings only the last added.

    Somebody who scores a clip again has not exercised again.
    """
    kept: dict[tuple[object, ...], SetFigures] = {}
    for item in figures:
        clip = (item.clip_sha256, item.exercise, item.segment_index)
        key = clip if item.clip_sha256 else (item.set_id,)
        if key not in kept or item.set_id > kept[key].set_id:
            kept[key] = item
    return sorted(kept.values(), key=lambda item: (item.performed_at, item.set_id))
