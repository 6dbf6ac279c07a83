"""Reviews: the corrections of a set, kept one by one, and ``review.json`` beside its result."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

from formcheck.errors import StoreError
from formcheck.history.collection import Collection, now_s
from formcheck.history.corrections.agreement import Agreement, compute_agreement
from formcheck.history.corrections.apply import apply_changes
from formcheck.history.corrections.changes import Change, Finish, Reopen, parse_change
from formcheck.history.corrections.labels_export import LabelSource, write_labels
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.corrections.spans import read_trace
from formcheck.history.database import Database
from formcheck.history.models import ReviewState, SetRecord
from formcheck.history.private_files import write_private
from formcheck.history.problems import explaining_problems
from formcheck.history.progress import write_derived
from formcheck.history.set_folder import REVIEW_JSON, read_result
from formcheck.history.sets import Sets
from formcheck.judge.result import Result

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
        reviewed = self._apply(record, self._numbered(set_id), self._revision(set_id))
        self._write_review(record, reviewed)
        return reviewed

    def corrections(self, set_id: int) -> list[Change]:
        """Return the changes that are in force, oldest first."""
        return [change for _, change in self._numbered(set_id)]

    def save(self, set_id: int, change: Change) -> Reviewed:
        """Make a change and return the set as it then stands.

        What was undone before cannot be brought back after this.

        Raises
        ------
        ReviewError
            The change does not fit this set; nothing was changed.
        UnknownRecordError, StoreError, DiskFullError
        """
        record = self._sets.get(set_id)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM corrections WHERE set_id = ? AND undone = 1", (set_id,))
            number = _next_number(connection, set_id)
            connection.execute(
                "INSERT INTO corrections (set_id, number, change, made_at_s) VALUES (?, ?, ?, ?)",
                (set_id, number, change.model_dump_json(), now_s()),
            )
            reviewed = self._rewrite(connection, record)
        self._write_review(record, reviewed)
        return reviewed

    def undo(self, set_id: int) -> Reviewed:
        """Take the newest change back; without one nothing happens."""
        return self._turn(
            set_id,
            "UPDATE corrections SET undone = 1 WHERE set_id = ?1 AND number = "
            "(SELECT max(number) FROM corrections WHERE set_id = ?1 AND undone = 0)",
        )

    def redo(self, set_id: int) -> Reviewed:
        """Bring back what was undone last, unless something was changed since."""
        return self._turn(
            set_id,
            "UPDATE corrections SET undone = 0 WHERE set_id = ?1 AND number = "
            "(SELECT min(number) FROM corrections WHERE set_id = ?1 AND undone = 1)",
        )

    def can_undo_redo(self, set_id: int) -> tuple[bool, bool]:
        """Return whether there is something to undo, and something to redo."""
        rows = self._database.rows(
            "SELECT DISTINCT undone FROM corrections WHERE set_id = ?", (set_id,)
        )
        found = {row["undone"] for row in rows}
        return 0 in found, 1 in found

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

    def _turn(self, set_id: int, statement: str) -> Reviewed:
        record = self._sets.get(set_id)
        with self._database.writing() as connection:
            changed = connection.execute(statement, (set_id,)).rowcount
            if changed:
                self._rewrite(connection, record)
        return self.get(set_id)

    def _rewrite(self, connection: sqlite3.Connection, record: SetRecord) -> Reviewed:
        """Bring what follows from the corrections up to date; inside a transaction."""
        set_id = record.row.id
        revision = connection.execute(
            "UPDATE sets SET revision = revision + 1 WHERE id = ? RETURNING revision", (set_id,)
        ).fetchone()["revision"]
        numbered = _read_numbered(connection.execute(_IN_FORCE, (set_id,)).fetchall())
        reviewed = self._apply(record, numbered, revision)
        write_derived(connection, set_id, reviewed, _state(reviewed, numbered))
        return reviewed

    def _apply(
        self, record: SetRecord, numbered: list[tuple[int, Change]], revision: int
    ) -> Reviewed:
        needs_trace = any(change.do in ("move", "add_rep") for _, change in numbered)
        return apply_changes(
            read_result(record.files.result_json),
            numbered,
            trace=read_trace(record.files.frames_csv) if needs_trace else None,
            revision=revision,
        )

    def _numbered(self, set_id: int) -> list[tuple[int, Change]]:
        return _read_numbered(self._database.rows(_IN_FORCE, (set_id,)))

    def _revision(self, set_id: int) -> int:
        row = self._database.row("SELECT revision FROM sets WHERE id = ?", (set_id,))
        return 0 if row is None else row["revision"]

    def _write_review(self, record: SetRecord, reviewed: Reviewed) -> None:
        """Write ``review.json`` unless it says the same already; untouched sets have none."""
        place = record.files.folder / REVIEW_JSON
        if not reviewed.revision:
            return
        text = (reviewed.model_dump_json(indent=2) + "\n").encode()
        with explaining_problems(self._database.path):
            if not place.is_file() or place.read_bytes() != text:
                write_private(place, text)


def _read_numbered(rows: list[sqlite3.Row]) -> list[tuple[int, Change]]:
    return [(row["number"], parse_change(json.loads(row["change"]))) for row in rows]


def _next_number(connection: sqlite3.Connection, set_id: int) -> int:
    row = connection.execute(
        "SELECT max(number) AS newest FROM corrections WHERE set_id = ?", (set_id,)
    ).fetchone()
    return (row["newest"] or 0) + 1


def _state(reviewed: Reviewed, numbered: list[tuple[int, Change]]) -> ReviewState:
    if reviewed.finished:
        return "done"
    touched = any(not isinstance(change, Finish | Reopen) for _, change in numbered)
    return "begun" if touched else "new"
