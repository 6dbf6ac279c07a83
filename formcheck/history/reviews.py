"""Reviews: the corrections of a set, kept one by one, and ``review.json`` beside its result."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import FormcheckError, ReviewError, StoreError
from formcheck.history.collection import Collection, now_s
from formcheck.history.corrections.agreement import Agreement, compute_agreement
from formcheck.history.corrections.apply import apply_changes
from formcheck.history.corrections.changes import Change, Finish, Reopen, parse_change
from formcheck.history.corrections.drawings import AddDrawing, ChangeDrawing, DeleteDrawing
from formcheck.history.corrections.labels_export import LabelSource, write_labels
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.corrections.spans import read_trace
from formcheck.history.database import Database
from formcheck.history.models import ReviewState, SetRecord
from formcheck.history.private_files import write_private
from formcheck.history.progress import write_derived
from formcheck.history.set_folder import REVIEW_JSON, read_result
from formcheck.history.sets import Sets
from formcheck.history.windows import (
    ALONE,
    Turns,
    Window,
    built_upon,
    find_turns,
    refuse_unseen,
    refuse_wrong_redo,
    refuse_wrong_undo,
)
from formcheck.judge.result import Result


@dataclass(frozen=True)
class Together:
    """What was done to many sets in one go.

    Attributes
    ----------
    numbers : mapping of int to int
        The sets it was done to, each with the number of the change.
    left_out : mapping of int to str
        The others, and why.
    """

    numbers: dict[int, int]
    left_out: dict[int, str]


_IN_FORCE = "SELECT number, change FROM corrections WHERE set_id = ? AND undone = 0 ORDER BY number"


class Reviews(Collection):
    """The reviews of all sets."""

    def __init__(self, database: Database, files: Path) -> None:
        super().__init__(database, files)
        self._sets = Sets(database, files)

    def get(self, set_id: int) -> Reviewed:
        """Return a set as it stands: the program's result with all corrections.

        Raises
        ------
        UnknownRecordError
        StoreError
            The set's ``result.json`` cannot be read.
        """
        record = self._sets.get(set_id)
        with self._database.reading() as connection:
            revision = _read_revision(connection, set_id)
            numbered = _read_numbered(connection, set_id)
        reviewed = self._apply(record, numbered, revision)
        self._write_review(record, reviewed)
        return reviewed

    def corrections(self, set_id: int) -> list[Change]:
        """Return the changes that are in force, oldest first."""
        with self._database.reading() as connection:
            return [change for _, change in _read_numbered(connection, set_id)]

    def save(self, set_id: int, change: Change, window: Window = ALONE) -> Reviewed:
        """Make a change and return the set as it then stands.

        What the window undid before cannot be brought back after this.

        Raises
        ------
        ReviewError
            The change does not fit this set, or another window has changed it since this
            one showed it; nothing was changed.
        UnknownRecordError, StoreError, DiskFullError
        """
        record = self._sets.get(set_id)
        with self._database.writing() as connection:
            revision = _read_revision(connection, set_id)
            refuse_unseen(revision, window)
            connection.execute(
                "DELETE FROM corrections WHERE set_id = ? AND undone = 1 AND window = ?",
                (set_id, window.name),
            )
            # A number is given once: windows name a change by it.
            number = revision + 1
            connection.execute(
                "INSERT INTO corrections (set_id, number, change, made_at_s, window) "
                "VALUES (?, ?, ?, ?, ?)",
                (set_id, number, change.model_dump_json(), now_s(), window.name),
            )
            reviewed = self._rewrite(connection, record, checked_from=number)
        self._write_review(record, reviewed)
        return reviewed

    def finish_all(self, seen: Mapping[int, int]) -> Together:
        """Finish many sets: all that was found in them is right.

        What cannot be finished harms no other: each is saved by itself.

        Parameters
        ----------
        seen : mapping of int to int
            The sets by number, each with the revision that was shown.
        """
        return _together(seen, self._finish)

    def undo_all(self, numbers: Mapping[int, int]) -> Together:
        """Take one change of each of many sets back, as `finish_all` told them."""
        return _together(numbers, lambda set_id, number: self.undo(set_id, number=number))

    def _finish(self, set_id: int, seen: int) -> Reviewed:
        if self.get(set_id).finished:
            raise ReviewError("This set is reviewed already.", "There is nothing left to do.")
        return self.save(set_id, Finish(), Window(seen=seen))

    def undo(self, set_id: int, window: Window = ALONE, number: int | None = None) -> Reviewed:
        """Take a change back: the newest that the window made.

        Parameters
        ----------
        set_id : int
        window : Window
        number : int, optional
            The change that is meant, as `turns` told it. Without it: the newest, whichever it
            is; nothing happens if there is none.

        Raises
        ------
        ReviewError
            It is not the window's newest change any more, another window's, or one that
            another window's change stands on; nothing was changed.
        UnknownRecordError, StoreError, DiskFullError
        """
        return self._turn(set_id, window, number, undone=True)

    def redo(self, set_id: int, window: Window = ALONE, number: int | None = None) -> Reviewed:
        """Bring back what the window undid last, unless it changed something since.

        Parameters and errors are those of `undo`.
        """
        return self._turn(set_id, window, number, undone=False)

    def turns(self, set_id: int, window: Window = ALONE) -> Turns:
        """Return which change a window would undo, and which it would do again."""
        with self._database.reading() as connection:
            return find_turns(connection, set_id, window)

    def agreement(self, patient_id: int | None = None) -> Agreement:
        """Return how far program and therapist agree, over finished sets that can be read."""
        return compute_agreement(
            (result, reviewed) for _, result, reviewed in self._finished(patient_id)
        )

    def export_labels(self, path: Path, patient_id: int | None = None) -> int:
        """Write labels of the finished sets whose clip is at hand, for ``formcheck evaluate``.

        Where a clip shows several exercises, those of its other sets are named as
        other movements.

        Returns
        -------
        int
            How many entries there are.

        Raises
        ------
        ReviewError
            There are none.
        OutputError, DiskFullError
            The file cannot be written.
        """
        finished = [found for found in self._finished(patient_id) if found[0].files.clip]
        sources = [
            LabelSource(
                clip=record.files.clip,
                person=f"patient {record.row.patient_id}",
                result=result,
                reviewed=reviewed,
                others=[
                    rep
                    for other, _, of_other in finished
                    if other.clip_sha256 == record.clip_sha256
                    and other.row.patient_id == record.row.patient_id
                    and other.segment_index != record.segment_index
                    for rep in of_other.counted
                ],
            )
            for record, result, reviewed in finished
            if record.files.clip is not None
        ]
        return write_labels(sources, path)

    def _finished(self, patient_id: int | None) -> list[tuple[SetRecord, Result, Reviewed]]:
        """Return the finished sets, oldest first; those that cannot be read are left out."""
        where = "" if patient_id is None else "AND patient_id = ?"
        values = () if patient_id is None else (patient_id,)
        rows = self._database.rows(
            f"SELECT id FROM sets WHERE review_state = 'done' {where} ORDER BY performed_at_s",  # noqa: S608  our own words only
            values,
        )
        found = []
        for row in rows:
            record = self._sets.get(row["id"])
            with contextlib.suppress(StoreError):
                result = read_result(record.files.result_json)
                found.append((record, result, self.get(record.row.id)))
        return found

    def _turn(self, set_id: int, window: Window, number: int | None, *, undone: bool) -> Reviewed:
        record = self._sets.get(set_id)
        refuse_wrong = refuse_wrong_undo if undone else refuse_wrong_redo
        with self._database.writing() as connection:
            if number is None:
                turns = find_turns(connection, set_id, window)
                number = turns.undo if undone else turns.redo
            if number is not None:
                refuse_wrong(connection, set_id, window, number)
                connection.execute(
                    "UPDATE corrections SET undone = ?, window = ? WHERE set_id = ? AND number = ?",
                    (undone, window.name, set_id, number),
                )
                try:
                    self._rewrite(connection, record, checked_from=number)
                except ReviewError:
                    raise built_upon(undone=undone) from None
        return self.get(set_id)

    def _rewrite(
        self, connection: sqlite3.Connection, record: SetRecord, checked_from: int
    ) -> Reviewed:
        """Bring what follows from the corrections up to date; inside a transaction."""
        set_id = record.row.id
        revision = connection.execute(
            "UPDATE sets SET revision = revision + 1 WHERE id = ? RETURNING revision", (set_id,)
        ).fetchone()["revision"]
        numbered = _read_numbered(connection, set_id)
        reviewed = self._apply(record, numbered, revision, checked_from)
        write_derived(connection, set_id, reviewed, _state(reviewed, numbered))
        return reviewed

    def _apply(
        self,
        record: SetRecord,
        numbered: list[tuple[int, Change]],
        revision: int,
        checked_from: int | None = None,
    ) -> Reviewed:
        needs_trace = any(change.do in ("move", "add_rep") for _, change in numbered)
        return apply_changes(
            read_result(record.files.result_json),
            numbered,
            trace=read_trace(record.files.frames_csv) if needs_trace else None,
            revision=revision,
            checked_from=checked_from,
        )

    def _write_review(self, record: SetRecord, reviewed: Reviewed) -> None:
        """Write ``review.json`` unless it says the same already; untouched sets have none.

        All that it says is in the database: where it cannot be written now, as on a full disk,
        the change is saved all the same, and it is written when the set is next looked at.
        """
        place = record.files.folder / REVIEW_JSON
        if not reviewed.revision:
            return
        text = (reviewed.model_dump_json(indent=2) + "\n").encode()
        with contextlib.suppress(OSError):
            if not place.is_file() or place.read_bytes() != text:
                write_private(place, text)


def _together(wanted: Mapping[int, int], change: Callable[[int, int], Reviewed]) -> Together:
    numbers: dict[int, int] = {}
    left_out: dict[int, str] = {}
    for set_id, told in wanted.items():
        try:
            # A change has the number of the revision that it makes.
            numbers[set_id] = change(set_id, told).revision
        except FormcheckError as error:
            left_out[set_id] = error.message
    return Together(numbers, left_out)


def _read_numbered(connection: sqlite3.Connection, set_id: int) -> list[tuple[int, Change]]:
    rows = connection.execute(_IN_FORCE, (set_id,)).fetchall()
    return [(row["number"], parse_change(json.loads(row["change"]))) for row in rows]


def _read_revision(connection: sqlite3.Connection, set_id: int) -> int:
    """Return how often a set was changed; no change of it has a higher number."""
    row = connection.execute("SELECT revision FROM sets WHERE id = ?", (set_id,)).fetchone()
    return 0 if row is None else int(row["revision"])


def _state(reviewed: Reviewed, numbered: list[tuple[int, Change]]) -> ReviewState:
    if reviewed.finished:
        return "done"
    # A drawing, like a note, says nothing of whether the program was right.
    says_nothing = Finish | Reopen | AddDrawing | ChangeDrawing | DeleteDrawing
    touched = any(not isinstance(change, says_nothing) for _, change in numbered)
    return "begun" if touched else "new"
