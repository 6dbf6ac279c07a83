"""Keeping a finished set: its files, its landmarks, its place in the patient's history."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from formcheck.files import explain_write_error
from formcheck.history.models import NewSet, Page, SetFilter
from formcheck.history.set_folder import landmarks_of_track
from formcheck.history.store import Store
from formcheck.judge.origin import Origin
from formcheck.judge.rebase import begin_at, describe_clip
from formcheck.judge.result import ClipInfo, ModelInfo
from formcheck.judge.scored import ScoredClip
from formcheck.judge.streaming.finished import score_finished
from formcheck.live.flow.effects import RecordPain, RecordSafety
from formcheck.live.judging import FinishedSet
from formcheck.live.live_camera import LEAD_IN_S
from formcheck.live.recording import CLEAN_NAME
from formcheck.live.remembered import count_days_this_week
from formcheck.plan.model import Plan
from formcheck.pose.cache import clip_sha256
from formcheck.pose.kept_track import LANDMARKS_FILE, KeptTrack, write_kept_track
from formcheck.results.files import RESULT_FILES, write_data, write_page, write_video
from formcheck.results.folder import replacing_results, set_folder_name
from formcheck.words import tell


@dataclass(frozen=True)
class SavedSet:
    """A set on the disk.

    Attributes
    ----------
    folder : Path
    scored : ScoredClip
        Times are those of the film.
    film : Path or None
        The clean one, if the set was recorded.
    performed_at : datetime
    timed_holds : int
        Holds that were only timed; no repetitions of the result.
    """

    folder: Path
    scored: ScoredClip
    film: Path | None
    performed_at: datetime
    timed_holds: int = 0


def save_set(
    finished: FinishedSet,
    *,
    out: Path,
    performed_at: datetime,
    model: ModelInfo,
    film: Path | None = None,
    film_begins_s: float | None = None,
    timed_holds: int = 0,
    notes: tuple[str, ...] = (),
) -> SavedSet:
    """Score a finished set and write its files into a folder of its own.

    Without a film there is no video; with one it is moved into the folder, and
    `draw_film` adds the annotated one.

    Parameters
    ----------
    finished : FinishedSet
    out : Path
        The folder is made in this one, named by time and exercise.
    performed_at : datetime
        When it began.
    model : ModelInfo
    film : Path, optional
        What was recorded.
    film_begins_s : float, optional
        When its first frame was seen, on the clock of the set: times are counted from there.
    timed_holds : int
        Holds that were only timed, because the movement could not be seen.
    notes : tuple of str
        What a reader of the result should know, in English.

    Raises
    ------
    NothingToScoreError
        Nothing was seen that could be judged; nothing is written.
    OutputError, DiskFullError
        The files cannot be written.
    """
    done = finished.done
    folder = _free_folder(out, set_folder_name(performed_at, done.exercise_name))
    if timed_holds:
        key = "timed_hold" if timed_holds == 1 else "timed_holds"
        notes += (tell("formcheck.judge", key, number=timed_holds),)
    clip = _describe(finished, performed_at, film)
    scored = score_finished(done, Origin(clip, model, notes))
    if film is not None and film_begins_s is not None:
        scored = begin_at(scored, film_begins_s)
    elif finished.started_s is not None:
        scored = begin_at(scored, finished.started_s - LEAD_IN_S)
    kept_film = None if film is None else folder / CLEAN_NAME
    with replacing_results(folder, [*RESULT_FILES, LANDMARKS_FILE], private=True) as temporary:
        write_data(scored, temporary)
        kept = KeptTrack(scored.track, model.variant, model.sha256)
        write_kept_track(kept, temporary / LANDMARKS_FILE)
        write_page(scored, temporary, filmed=performed_at.date())
        if film is not None:
            _move(film, temporary / CLEAN_NAME)
    return SavedSet(folder, scored, kept_film, performed_at, timed_holds)


def draw_film(saved: SavedSet) -> None:
    """Add the annotated film to a recorded set, and to its report.

    Raises
    ------
    InputError, MachineError, OutputError, DiskFullError
        It cannot be made; all else stays.
    """
    if saved.film is None:
        return
    with replacing_results(saved.folder, ()) as temporary:
        write_video(saved.film, saved.scored, temporary, lambda _share: None)
        write_page(saved.scored, temporary, filmed=saved.performed_at.date())


def _describe(finished: FinishedSet, performed_at: datetime, film: Path | None) -> ClipInfo:
    track = finished.done.track
    clip = ClipInfo(
        name=CLEAN_NAME if film is not None else f"live {performed_at:%Y-%m-%d %H:%M}",
        # Without a film there are no bytes that would tell this set from others.
        sha256="" if film is None else clip_sha256(film),
        duration_s=0.0,
        width=track.width_px,
        height=track.height_px,
        frames=0,
        fps=0.0,
    )
    return describe_clip(clip, track.time_s)


def _free_folder(out: Path, name: str) -> Path:
    """Return a folder that does not exist yet: two sets never mix."""
    folder, number = out / name, 2
    while folder.exists():
        folder, number = out / f"{name}_{number}", number + 1
    return folder


def _move(source: Path, target: Path) -> None:
    try:
        shutil.move(source, target)
    except OSError as error:
        raise explain_write_error(error, target) from error


#: More than anybody does in a week.
_A_WEEK_OF_SETS = 500


class HistoryDesk:
    """Writes into the history; to be used from the thread that opened it.

    Parameters
    ----------
    store_file : Path or None
        The history; the user's own without it.
    label : str
        The patient's.

    Raises
    ------
    UsageError
        The label is empty or too long.
    StoreError, DiskFullError
        The history cannot be opened.
    """

    def __init__(self, store_file: Path | None, label: str) -> None:
        self._store = Store.open(store_file)
        self._patient = self._store.patients.add(label)
        self._session_id: int | None = None
        self._set_id: int | None = None

    @property
    def label(self) -> str:
        """The patient's label as it is kept."""
        return self._patient.label

    def plan(self) -> Plan | None:
        """Return the patient's plan, None without one."""
        version = self._store.plans.get(self._patient.id)
        return None if version is None else version.plan

    def days_this_week(self, today: date) -> int:
        """Return on how many days of this week, before today, the patient did a set."""
        monday = today - timedelta(days=today.weekday())
        this_week = SetFilter(patient_id=self._patient.id, first_day=monday, last_day=today)
        rows = self._store.sets.select(this_week, Page(size=_A_WEEK_OF_SETS)).rows
        return count_days_this_week((row.day for row in rows), today)

    def add_set(self, saved: SavedSet) -> None:
        """Add a set that was just done."""
        # If that fails, answers about this set must not go to the one before.
        self.forget_set()
        self._set_id = self._add(saved, self._session())

    def add_earlier_set(self, saved: SavedSet) -> None:
        """Add a set that was done before this session; no answer is about it."""
        self._add(saved, None)

    def forget_set(self) -> None:
        """Note that the set that ended last was not kept: answers are about no set then."""
        self._set_id = None

    def add_pain(self, answer: RecordPain) -> None:
        """Add an answer; one from after a set belongs to the set added last."""
        self._store.pain.add(
            self._patient.id,
            moment=answer.moment,
            pain_0_to_10=answer.pain_0_to_10,
            furthest_site=answer.site,
            answered_at=_now(),
            session_id=self._session(),
            set_id=self._set_id if answer.moment == "after" else None,
        )

    def add_safety(self, event: RecordSafety) -> None:
        """Add something that a therapist must see."""
        self._store.safety.add(
            self._patient.id,
            kind=event.kind,
            detail=event.detail,
            happened_at=_now(),
            session_id=self._session(),
            set_id=None,
        )

    def close(self) -> None:
        """Close the history."""
        self._store.close()

    def _add(self, saved: SavedSet, session_id: int | None) -> int:
        new_set = NewSet(
            result=saved.scored.result,
            # As the name of its folder tells it: an import of that folder finds the same set.
            performed_at=saved.performed_at.replace(microsecond=0),
            source="live",
            result_folder=saved.folder,
            clip=saved.film,
            landmarks=landmarks_of_track(saved.scored.track),
            session_id=session_id,
        )
        return self._store.sets.add(self._patient.id, new_set).set_id

    def _session(self) -> int:
        if self._session_id is None:
            begun = self._store.sessions.begin(self._patient.id, _now(), "live")
            self._session_id = begun.id
        return self._session_id


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
