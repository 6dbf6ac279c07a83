"""Adding results to a patient's history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from formcheck.history.intake.found import (
    ClipSearch,
    FoundResult,
    find_landmarks,
    find_own_clip,
    find_own_landmarks,
)
from formcheck.history.models import AddedSet, NewSet
from formcheck.history.set_folder import RESULT_JSON, find_clip_copy, landmarks_of_track
from formcheck.history.store import Store
from formcheck.history.strays import Stray
from formcheck.judge.scored import ScoredClip
from formcheck.pose.kept_track import is_kept_track
from formcheck.results.folder import read_performed_at
from formcheck.results.segment_folders import segment_folder_name
from formcheck.video.recorded_at import recorded_at

#: As in `formcheck.history.days`.
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_CLOCKS_DIFFER = timedelta(days=1)


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
        moment = _plausible(_live_moment(found.folder)) or (
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

    def add_stray(self, stray: Stray) -> AddedSet:
        """Take in a set again whose row was lost, and remove the folder that it had.

        It keeps the moment at which it was done, if its folder tells it. Corrections and
        notes went with the row.

        Parameters
        ----------
        stray : Stray
            With a result.

        Raises
        ------
        StoreError, DiskFullError
        """
        assert stray.result is not None
        folder, tag = stray.folder, stray.tag
        copy = find_clip_copy(folder)
        if tag is not None:
            performed_at = tag.performed_at
        else:
            recorded = recorded_at(copy) if copy else _modified_at(folder / RESULT_JSON)
            performed_at = self._performed_at(recorded)
        added = self.store.sets.add(
            self.patient_id,
            NewSet(
                result=stray.result,
                performed_at=performed_at,
                source="import" if tag is None else tag.source,
                result_folder=folder,
                clip=copy or (tag.clip_outside if tag else None),
                copy_clip=copy is not None,
                landmarks=find_own_landmarks(folder) or find_landmarks(stray.result),
            ),
        )
        self.store.strays.remove(folder)
        return added

    def _performed_at(self, moment: datetime | None) -> datetime:
        known = _plausible(moment) or datetime.now(UTC).astimezone()
        if self.day is None:
            return known
        return known.replace(year=self.day.year, month=self.day.month, day=self.day.day)


def _live_moment(folder: Path) -> datetime | None:
    """Return when the live set in a folder began; None for any other folder."""
    return read_performed_at(folder.name)


def _plausible(moment: datetime | None) -> datetime | None:
    """Return a moment at which a set can have been done; None for one of a wrong clock."""
    latest = datetime.now(UTC) + _CLOCKS_DIFFER
    return moment if moment is not None and _EARLIEST <= moment <= latest else None


def _modified_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    except (OSError, ValueError, OverflowError):
        return None
