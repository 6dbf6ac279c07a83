"""Patients: listed, looked up, added, renamed, deleted."""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import replace

from formcheck.errors import UsageError
from formcheck.history.collection import Collection, moment, now_s
from formcheck.history.deletion import Deleted, Deletion
from formcheck.history.films.films import Films
from formcheck.history.films.watches import Watches
from formcheck.history.models import Patient, PatientOverview

_LONGEST_LABEL = 80

_OVERVIEW = """
SELECT p.id, p.label, p.added_at_s,
    (SELECT count(*) FROM sets WHERE patient_id = p.id) AS sets,
    (SELECT count(*) FROM sets WHERE patient_id = p.id AND review_state = 'done') AS done,
    (SELECT max(performed_at_s) FROM sets WHERE patient_id = p.id) AS last_s,
    (SELECT max(version) FROM plans WHERE patient_id = p.id) AS plan_version
FROM patients AS p ORDER BY p.label_key
"""


class Patients(Collection):
    """All patients of the history."""

    def overviews(self) -> list[PatientOverview]:
        """Return a line for each patient, by label."""
        return [
            PatientOverview(
                patient=read_patient(row),
                sets=row["sets"],
                sets_to_review=row["sets"] - row["done"],
                last_performed_at=None if row["last_s"] is None else moment(row["last_s"]),
                plan_version=row["plan_version"],
            )
            for row in self._database.rows(_OVERVIEW)
        ]

    def get(self, patient_id: int) -> Patient:
        """Return one patient.

        Raises
        ------
        UnknownRecordError
        """
        return read_patient(
            self._known("SELECT * FROM patients WHERE id = ?", patient_id, "patient")
        )

    def find(self, label: str) -> Patient | None:
        """Return the patient of a label, capitals or not; None if there is none."""
        row = self._database.row("SELECT * FROM patients WHERE label_key = ?", (_key(label),))
        return None if row is None else read_patient(row)

    def add(self, label: str) -> Patient:
        """Return the patient of a label, added if there is none.

        Raises
        ------
        UsageError
            The label is empty or longer than 80 signs.
        """
        clean = _clean_label(label)
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO patients (label, label_key, added_at_s) VALUES (?, ?, ?) "
                "ON CONFLICT (label_key) DO NOTHING",
                (clean, _key(clean), now_s()),
            )
        found = self.find(clean)
        assert found is not None
        return found

    def rename(self, patient_id: int, label: str) -> Patient:
        """Give a patient another label.

        Raises
        ------
        UsageError
            The label is empty, too long, or another patient's.
        UnknownRecordError
        """
        clean = _clean_label(label)
        self.get(patient_id)
        taken = self.find(clean)
        if taken is not None and taken.id != patient_id:
            raise UsageError(
                f"There is another patient “{taken.label}” already.", "Choose another label."
            )
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE patients SET label = ?, label_key = ? WHERE id = ?",
                (clean, _key(clean), patient_id),
            )
        return self.get(patient_id)

    def delete(self, patient_id: int) -> Deleted:
        """Delete a patient with all rows and files, from the backups too, and say what that was.

        Clips that were never copied into the store stay where they are.

        Raises
        ------
        UnknownRecordError, StoreError
        """
        patient = self.get(patient_id)
        Watches(self._database, self._files).end(patient)
        films = Films(self._database, self._files).forget_patient(patient)
        deleted = Deletion(self._database, self._files).delete_patient(patient)
        return replace(
            deleted,
            files=deleted.files + films.files,
            size_bytes=deleted.size_bytes + films.size_bytes,
            not_removed=(*deleted.not_removed, *films.not_removed),
        )


def read_patient(row: sqlite3.Row) -> Patient:
    """Return a row of the table as plain values."""
    return Patient(row["id"], row["label"], moment(row["added_at_s"]))


def _clean_label(label: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in label)
    clean = " ".join(unicodedata.normalize("NFC", shown).split())
    if not clean or len(clean) > _LONGEST_LABEL:
        raise UsageError(
            f"The patient's label is longer than {_LONGEST_LABEL} signs."
            if clean
            else "The patient's label is empty.",
            "Choose a short one that says no more than you need, such as initials.",
        )
    return clean


def _key(label: str) -> str:
    """Return what two spellings of a label share."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())
