"""Adding a set: first its files, then its rows, so that no row ever lacks its files."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from formcheck.errors import DiskFullError, StoreError
from formcheck.history.collection import Collection, now_s, seconds
from formcheck.history.corrections.reviewed import start_review
from formcheck.history.models import AddedSet, NewSet, SetTag
from formcheck.history.plans import Prescribed, prescribed_for
from formcheck.history.problems import explaining_problems
from formcheck.history.progress import write_derived
from formcheck.history.sessions import find_or_begin_session, stretch_session
from formcheck.history.set_folder import ABANDONED_S, fill_folder, new_folder_name, remove_folder
from formcheck.judge.result import Result

#: Writes in the transaction that adds sets.
Beside = Callable[[sqlite3.Connection, list[AddedSet]], None]


@dataclass(frozen=True)
class _Filled:
    """A set whose files are on the disk; or one that is ``known``, without a folder."""

    new: NewSet
    print_: str
    folder: str | None = None
    clip_file: str | None = None
    known: int | None = None


class Adding(Collection):
    """Takes sets in."""

    def add(self, patient_id: int, new: NewSet) -> AddedSet:
        """Add a scored set, unless the same clip, exercise and settings is there already.

        Parameters
        ----------
        patient_id : int
        new : NewSet

        Returns
        -------
        AddedSet

        Raises
        ------
        UnknownRecordError
            There is no such patient or session.
        StoreError, DiskFullError
            The files or rows cannot be written; nothing was added.
        """
        return self.add_all(patient_id, [new])[0]

    def add_all(
        self, patient_id: int, news: Sequence[NewSet], also: Beside | None = None
    ) -> list[AddedSet]:
        """Add scored sets, all of them or none; those that are there already are passed over.

        Parameters
        ----------
        patient_id : int
        news : sequence of NewSet
        also : callable, optional
            Writes more in the same transaction, given its connection and what was added. What
            it raises takes back all of it.

        Raises
        ------
        UnknownRecordError
            There is no such patient or session.
        StoreError, DiskFullError
            The files or rows cannot be written; nothing was added.
        """
        patient = self._known("SELECT * FROM patients WHERE id = ?", patient_id, "patient")
        for new in news:
            if new.session_id is not None:
                self._known("SELECT id FROM sessions WHERE id = ?", new.session_id, "session")
        with contextlib.ExitStack() as stack:
            filled = [self._fill(stack, patient, new) for new in news]
            with self._database.writing() as connection:
                added = [_insert_once(connection, patient_id, item) for item in filled]
                if also is not None:
                    also(connection, added)
        for item, outcome in zip(filled, added, strict=True):
            if item.folder is not None and not outcome.added:
                remove_folder(self._files / item.folder)
                self._forget_folder(item.folder)
        return added

    def _fill(self, stack: contextlib.ExitStack, patient: sqlite3.Row, new: NewSet) -> _Filled:
        """Fill the folder of a set that is not there yet; it goes again if the stack ends badly."""
        print_ = fingerprint(new.result, new.performed_at)
        if (known := self._same(patient["id"], print_)) is not None:
            return _Filled(new, print_, known=known)
        folder = new_folder_name()
        stack.enter_context(self._removed_on_failure(folder))
        with explaining_problems(self._database.path):
            clip_file = fill_folder(self._files / folder, new, _tag(new, patient))
        return _Filled(new, print_, folder=folder, clip_file=clip_file)

    def _same(self, patient_id: int, print_: str) -> int | None:
        row = self._database.row(
            "SELECT id FROM sets WHERE patient_id = ? AND fingerprint = ?", (patient_id, print_)
        )
        return None if row is None else row["id"]

    @contextlib.contextmanager
    def _removed_on_failure(self, folder: str) -> Iterator[None]:
        """Note the folder down first: whatever happens, it is removed unless a set owns it."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO folders_to_remove VALUES (?, ?)", (folder, now_s() + ABANDONED_S)
            )
        try:
            yield
        except BaseException:
            remove_folder(self._files / folder)
            with contextlib.suppress(StoreError, DiskFullError):
                self._forget_folder(folder)
            raise

    def _forget_folder(self, folder: str) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM folders_to_remove WHERE folder = ?", (folder,))


def _insert_once(connection: sqlite3.Connection, patient_id: int, item: _Filled) -> AddedSet:
    """Write all rows of a set; another process may have added the same meanwhile."""
    same = connection.execute(
        "SELECT id FROM sets WHERE patient_id = ? AND fingerprint = ?", (patient_id, item.print_)
    ).fetchone()
    if same is not None:
        return AddedSet(same["id"], added=False)
    if item.folder is None:
        assert item.known is not None
        return AddedSet(item.known, added=False)
    set_id = _insert_rows(connection, patient_id, item)
    connection.execute("DELETE FROM folders_to_remove WHERE folder = ?", (item.folder,))
    return AddedSet(set_id, added=True)


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
    if result.clip.reading is not None:
        telling["reading"] = result.clip.reading.model_dump()
    text = json.dumps(telling, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _insert_rows(connection: sqlite3.Connection, patient_id: int, item: _Filled) -> int:
    new = item.new
    result, performed_s = new.result, seconds(new.performed_at)
    duration_s = _duration_s(result)
    session_id = new.session_id
    if session_id is None:
        session_id = find_or_begin_session(
            connection, patient_id, new.performed_at, duration_s, new.source
        )
    else:
        stretch_session(connection, session_id, performed_s, duration_s)
    prescribed = prescribed_for(connection, patient_id, result, performed_s)
    values = {
        "patient_id": patient_id,
        "session_id": session_id,
        "exercise": result.exercise,
        "unit": result.signal.unit,
        "source": new.source,
        "performed_at_s": performed_s,
        "day": new.performed_at.date().isoformat(),
        "added_at_s": now_s(),
        "fingerprint": item.print_,
        "clip_sha256": result.clip.sha256,
        "clip_name": _storable(result.clip.name),
        "clip_file": item.clip_file,
        "clip_outside": _outside(new),
        "segment_index": result.segment.index if result.segment else 1,
        "duration_s": duration_s,
        "not_seen_share": _not_seen_share(result, duration_s),
        "folder": item.folder,
        **_prescription(prescribed),
    }
    columns = ", ".join(values)
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO sets ({columns}) VALUES ({marks})",  # noqa: S608  our own names only
        tuple(values.values()),
    )
    assert cursor.lastrowid is not None
    write_derived(connection, cursor.lastrowid, start_review(result), "new")
    return cursor.lastrowid


def _prescription(prescribed: Prescribed) -> dict[str, int | float | None]:
    return {
        "plan_version": prescribed.plan_version,
        "prescribed_reps": prescribed.reps,
        "prescribed_hold_s": prescribed.hold_s,
    }


def _tag(new: NewSet, patient: sqlite3.Row) -> SetTag:
    outside = _outside(new)
    return SetTag(
        patient_id=patient["id"],
        patient_added_at_s=patient["added_at_s"],
        performed_at=new.performed_at,
        source=new.source,
        clip_outside=None if outside is None else Path(outside),
    )


def _outside(new: NewSet) -> str | None:
    if new.clip is None or new.copy_clip:
        return None
    # Not resolved: a link that the user made is where the user looks.
    return _storable(os.path.abspath(new.clip))  # noqa: PTH100


def _storable(text: str) -> str:
    """Return text without half characters, which a broken file name may hold."""
    return text.encode("utf-8", "replace").decode()


def _duration_s(result: Result) -> float:
    if result.segment is not None:
        return result.segment.end_s - result.segment.start_s
    return result.clip.duration_s


def _not_seen_share(result: Result, duration_s: float) -> float:
    share = result.tracking.seconds_not_seen / duration_s if duration_s > 0 else 0.0
    return min(max(share, 0.0), 1.0) if math.isfinite(share) else 0.0
