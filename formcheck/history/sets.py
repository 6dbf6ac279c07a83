"""Sets: listed, looked up, added, deleted."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.history.adding import Adding
from formcheck.history.collection import Collection
from formcheck.history.database import Value
from formcheck.history.deletion import Deleted, Deletion
from formcheck.history.models import (
    AddedSet,
    NewSet,
    Page,
    SetFilter,
    SetOrder,
    SetPage,
    SetRecord,
    SetRow,
)
from formcheck.history.set_folder import find_files
from formcheck.history.set_rows import read_row

_ALL = SetFilter()
_FIRST = Page()
#: Rows of a page that nobody looks at.
_MANY = 500
COUNT = "SELECT count(*) FROM sets AS s"
LIST = (
    "SELECT s.*, p.label AS patient_label, "
    "(SELECT count(*) FROM notes WHERE set_id = s.id) AS notes "
    "FROM sets AS s JOIN patients AS p ON p.id = s.patient_id"
)
ORDER: dict[SetOrder, str] = {
    "newest": "ORDER BY s.performed_at_s DESC, s.id DESC",
    "oldest": "ORDER BY s.performed_at_s, s.id",
}


class Sets(Collection):
    """The sets of all patients."""

    def select(self, wanted: SetFilter = _ALL, page: Page = _FIRST) -> SetPage:
        """Return one page of the sets that are wanted; a number beyond the last gives no rows."""
        where, values = restrict(wanted)
        size = max(1, page.size)
        total = self._database.rows(f"{COUNT} {where}", values)[0][0]
        found = self._database.rows(
            f"{LIST} {where} {ORDER[wanted.order]} LIMIT ? OFFSET ?",
            (*values, size, size * (max(1, page.number) - 1)),
        )
        return SetPage([read_row(row) for row in found], total, Page(max(1, page.number), size))

    def every(self, patient_id: int | None = None) -> Iterator[SetRow]:
        """Yield the sets of a patient, or of all, oldest first; one page is held at a time."""
        wanted = SetFilter(patient_id=patient_id, order="oldest")
        number = 1
        while True:
            page = self.select(wanted, Page(number, _MANY))
            yield from page.rows
            if number >= page.pages:
                return
            number += 1

    def get(self, set_id: int) -> SetRecord:
        """Return everything about one set.

        Raises
        ------
        UnknownRecordError
        """
        row = self._known(f"{LIST} WHERE s.id = ?", set_id, "set")
        return SetRecord(
            row=read_row(row),
            files=find_files(self._files / row["folder"], row["clip_file"], row["clip_outside"]),
            clip_name=row["clip_name"],
            clip_sha256=row["clip_sha256"],
            segment_index=row["segment_index"],
            plan_version=row["plan_version"],
        )

    def find(self, set_id: int) -> SetRow | None:
        """Return a set's line in the list; None if there is no such set."""
        row = self._database.row(f"{LIST} WHERE s.id = ?", (set_id,))
        return None if row is None else read_row(row)

    def before(self, set_id: int, count: int = 5) -> list[SetRecord]:
        """Return earlier sets of the same patient and exercise, newest first.

        Raises
        ------
        UnknownRecordError
        """
        this = self.get(set_id).row
        found = self._database.rows(
            "SELECT id FROM sets WHERE patient_id = ? AND exercise = ? "
            "AND (performed_at_s, id) < (?, ?) ORDER BY performed_at_s DESC, id DESC LIMIT ?",
            (this.patient_id, this.exercise, this.performed_at.timestamp(), set_id, count),
        )
        return [self.get(row["id"]) for row in found]

    def comparable(self, set_id: int, count: int) -> list[SetRecord]:
        """Return the other sets of the same patient and exercise, earlier and later, newest first.

        Parameters
        ----------
        set_id : int
        count : int
            At most so many: those that are nearest in time.

        Raises
        ------
        UnknownRecordError
        """
        this = self.get(set_id).row
        found = self._database.rows(
            "SELECT id FROM sets WHERE patient_id = ? AND exercise = ? AND id <> ? "
            "ORDER BY abs(performed_at_s - ?), id LIMIT ?",
            (this.patient_id, this.exercise, set_id, this.performed_at.timestamp(), count),
        )
        records = [self.get(row["id"]) for row in found]
        return sorted(records, key=lambda each: (each.row.performed_at, each.row.id), reverse=True)

    def patients_of(self, wanted: SetFilter) -> frozenset[int]:
        """Return the numbers of the patients who have a set that is wanted."""
        where, values = restrict(wanted)
        found = self._database.rows(f"SELECT DISTINCT patient_id FROM sets AS s {where}", values)  # noqa: S608  our own words only
        return frozenset(row["patient_id"] for row in found)

    def of_clip(self, clip_sha256: str, exercise: str) -> list[int]:
        """Return the ids of the sets of an exercise that were scored from a clip, oldest first."""
        rows = self._database.rows(
            "SELECT id FROM sets WHERE clip_sha256 = ? AND exercise = ? AND clip_sha256 <> '' "
            "ORDER BY performed_at_s, id",
            (clip_sha256, exercise),
        )
        return [row["id"] for row in rows]

    def exercises(self) -> list[str]:
        """Return the names of all exercises that were ever done, in alphabetical order."""
        found = self._database.rows("SELECT DISTINCT exercise FROM sets ORDER BY exercise")
        return [row["exercise"] for row in found]

    def newest_id(self, patient_id: int | None = None) -> int | None:
        """Return the id of the set that was added last; it grows with every one."""
        where = "" if patient_id is None else "WHERE patient_id = ?"
        values = () if patient_id is None else (patient_id,)
        found = self._database.row(f"SELECT max(id) AS newest FROM sets {where}", values)  # noqa: S608  our own words only
        return None if found is None else found["newest"]

    def add(self, patient_id: int, new: NewSet) -> AddedSet:
        """Add a scored set, unless the same clip, exercise and settings is there already.

        Raises
        ------
        UnknownRecordError
            There is no such patient or session.
        StoreError, DiskFullError
            The files or rows cannot be written; nothing was added.
        """
        return Adding(self._database, self._files).add(patient_id, new)

    def delete(self, set_id: int) -> Deleted:
        """Delete one set with its rows and files, and say what that was.

        Raises
        ------
        UnknownRecordError, StoreError
        """
        return Deletion(self._database, self._files).delete_set(self.get(set_id).row)


def restrict(wanted: SetFilter) -> tuple[str, tuple[Value, ...]]:
    """Return the WHERE clause, empty if nothing is restricted, and its values."""
    conditions: list[tuple[str, Value]] = [
        ("s.patient_id = ?", wanted.patient_id),
        ("s.session_id = ?", wanted.session_id),
        ("s.exercise = ?", wanted.exercise),
        ("s.review_state = ?", wanted.review_state),
        ("s.day >= ?", wanted.first_day.isoformat() if wanted.first_day else None),
        ("s.day <= ?", wanted.last_day.isoformat() if wanted.last_day else None),
        ("s.fault_count >= ?", 1 if wanted.with_faults else None),
        (
            "s.id IN (SELECT set_id FROM faults WHERE fault_id = ? AND stands = 1)",
            wanted.fault_id,
        ),
    ]
    used = [(condition, value) for condition, value in conditions if value is not None]
    where = " AND ".join(condition for condition, _ in used)
    return (f"WHERE {where}" if where else "", tuple(value for _, value in used))
