"""Label Studio: labelled stretches of a video, counted in frames."""

from __future__ import annotations

import json
from typing import Any

from formcheck.errors import InputError
from formcheck.exports.stretches import Stretch

_KIND = "timelinelabels"


def read_label_studio(data: bytes, fps: float) -> list[Stretch]:
    """Return the labelled stretches of one exported task, in order of time.

    Parameters
    ----------
    data : bytes
        JSON as Label Studio exports it, of one video.
    fps : float
        Frames a second of the video; its frames count from 1.

    Returns
    -------
    list of Stretch
        The tier is the label.

    Raises
    ------
    InputError
        It is no such export, or of several videos.
    """
    try:
        document = json.loads(data)
        tasks = document if isinstance(document, list) else [document]
        if len(tasks) != 1:
            raise InputError(
                f"This file holds {len(tasks)} videos.", "Export the one that belongs to the set."
            )
        found = [
            Stretch(label, (first - 1) / fps, last / fps, label)
            for item in _results(tasks[0])
            for first, last in _ranges(item)
            for label in map(str, item["value"][_KIND])
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            "This is no export of Label Studio, or it is damaged.", "Export it as JSON once more."
        ) from error
    return sorted(found, key=lambda item: (item.start_s, item.end_s, item.tier))


def _results(task: dict[str, Any]) -> list[dict[str, Any]]:
    annotations = task.get("annotations") or task.get("predictions") or []
    found = [item for annotation in annotations for item in annotation["result"]]
    return [item for item in found if item.get("type") == _KIND]


def _ranges(item: dict[str, Any]) -> list[tuple[int, int]]:
    return [(int(span["start"]), int(span["end"])) for span in item["value"]["ranges"]]
