"""Telling whether a set is in the history already."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from formcheck.judge.result import Result


def fingerprint(result: Result, performed_at: datetime) -> str:
    """Return what two sets share only if clip, part of it, exercise and settings are the same.

    Parameters
    ----------
    result : Result
    performed_at : datetime
        Stands in for the clip where there is none, as after a live session.
    """
    segment = result.segment
    telling = {
        "clip": result.clip.sha256 or performed_at.timestamp(),
        "exercise": result.exercise,
        "settings": result.settings,
        "part": None if segment is None else [round(segment.start_s, 2), round(segment.end_s, 2)],
    }
    text = json.dumps(telling, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
