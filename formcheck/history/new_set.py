"""A set on its way into the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from formcheck.history.models import Landmarks, Source
from formcheck.judge.result import Result


@dataclass(frozen=True)
class NewSet:
    """A scored set on its way into the history.

    Attributes
    ----------
    result : Result
    performed_at : datetime
        When it was done, aware; its own offset decides the day.
    source : {"score", "import", "live"}
    result_folder : Path or None
        Folder whose files (`formcheck.results.files.RESULT_FILES`) are copied, apart
        from the report. Without it ``result.json`` alone is written.
    clip : Path or None
        The clip that was scored, if it is at hand.
    copy_clip : bool
        True keeps a copy with the set; False only remembers where the clip lies, and
        deleting the set leaves it there.
    landmarks : Landmarks or None
    session_id : int or None
        None: the session of the patient's sets that are less than two hours away,
        or a new one.
    """

    result: Result
    performed_at: datetime
    source: Source
    result_folder: Path | None = None
    clip: Path | None = None
    copy_clip: bool = True
    landmarks: Landmarks | None = None
    session_id: int | None = None


@dataclass(frozen=True)
class AddedSet:
    """The set; not ``added`` if the same clip, exercise and settings was there already."""

    set_id: int
    added: bool
