"""Adding results to a patient's history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from formcheck.history.intake.found import (
    ClipSearch,
    FoundResult,
    find_landmarks,
    find_own_clip,
    find_own_landmarks,
)
from formcheck.history.models import AddedSet, NewSet
from formcheck.history.set_folder import RESULT_JSON, landmarks_of_track
from formcheck.history.store import Store
from formcheck.judge.scored import ScoredClip
from formcheck.pose.kept_track import is_kept_track
from formcheck.results.folder import read_performed_at
from formcheck.results.segment_folders import segment_folder_name
from formcheck.video.recorded_at import recorded_at


@dataclass(frozen=True)
class Intake:
    """Where sets go, and how.

    Attributes
    ----------
    store : Store
    patient_id : int
    day : date or None
        When the sets were done; None asks the clip.
    copy_clips : bool
        Whether the store keeps a copy of each clip.
    """

    store: Store
    patient_id: int
    day: date | None = None
    copy_clips: bool = True

    def add_scored(self, clip: Path, folder: Path, scored: Sequence[ScoredClip]) -> list[AddedSet]:
        """Add what ``score`` has just found in a clip.

        Parameters
        ----------
        clip : Path
            Or landmarks that a live set has left.
        folder : Path
            The clip's folder of results; of several exercises, each has a folder inside.
        scored : sequence of ScoredClip

        Raises
        ------
        StoreError, DiskFullError
        """
        performed_at = self._performed_at(_live_moment(clip.absolute().parent) or recorded_at(clip))
        return [
            self.store.sets.add(
                self.patient_id,
                NewSet(
                    result=part.result,
                    performed_at=performed_at,
                    source="score",
                    result_folder=folder / segment_folder_name(part.result),
                    clip=None if is_kept_track(clip) else clip,
                    copy_clip=self.copy_clips,
                    landmarks=landmarks_of_track(part.track),
                ),
            )
            for part in scored
        ]

    def add_found(self, found: FoundResult, clips: ClipSearch) -> AddedSet:
        """Add an earlier result, with its clip and landmarks if they are still there.

        Raises
        ------
        StoreError, DiskFullError
        """
        clip = clips.find(found.result.clip) or find_own_clip(found.folder, found.result.clip)
        moment = _live_moment(found.folder) or (
            recorded_at(clip) if clip else _modified_at(found.folder / RESULT_JSON)
        )
        return self.store.sets.add(
            self.patient_id,
            NewSet(
                result=found.result,
                performed_at=self._performed_at(moment),
                source="import",
                result_folder=found.folder,
                clip=clip,
                copy_clip=self.copy_clips,
                landmarks=find_landmarks(found.result) or find_own_landmarks(found.folder),
            ),
        )

    def _performed_at(self, moment: datetime | None) -> datetime:
        known = moment or datetime.now(UTC).astimezone()
        if self.day is None:
            return known
        return known.replace(year=self.day.year, month=self.day.month, day=self.day.day)


def _live_moment(folder: Path) -> datetime | None:
    """Return when the live set in a folder began; None for any other folder."""
    return read_performed_at(folder.name)


def _modified_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
