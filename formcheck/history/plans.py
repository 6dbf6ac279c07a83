"""Plans: kept in versions, none ever overwritten."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache

from formcheck.errors import PlanError
from formcheck.exercises.registry import exercise_names
from formcheck.history.collection import Collection, moment, now_s
from formcheck.judge.result import Result
from formcheck.plan.check import check_plan, parse_plan
from formcheck.plan.model import Plan, PlanVersion


class Plans(Collection):
    """The plans of all patients."""

    def get(self, patient_id: int, version: int | None = None) -> PlanVersion | None:
        """Return the newest plan, or a certain version; None if there is none."""
        query = "SELECT * FROM plans WHERE patient_id = ?"
        if version is None:
            row = self._database.row(f"{query} ORDER BY version DESC LIMIT 1", (patient_id,))
        else:
            row = self._database.row(f"{query} AND version = ?", (patient_id, version))
        return None if row is None else read_version(row)

    def versions(self, patient_id: int) -> list[PlanVersion]:
        """Return all versions, newest first."""
        found = self._database.rows(
            "SELECT * FROM plans WHERE patient_id = ? ORDER BY version DESC", (patient_id,)
        )
        return [read_version(row) for row in found]

    def exercises(self, patient_id: int) -> frozenset[str]:
        """Return every exercise that a version of the plan holds, installed here or not."""
        return frozenset().union(*(version.plan.exercises for version in self.versions(patient_id)))

    def save(self, patient_id: int, plan: Plan, based_on: int | None = None) -> PlanVersion:
        """Add a version; a plan that is the same as the newest is not added again.

        Parameters
        ----------
        patient_id : int
        plan : Plan
        based_on : int, optional
            The version that was edited. Another one saved since is not overwritten.

        Raises
        ------
        PlanError
            A setting in it does not exist, or somebody else saved a plan meanwhile.
        UnknownRecordError
            There is no such patient.
        """
        self._check_patient(patient_id)
        check_plan(plan, self.exercises(patient_id))
        with self._database.writing() as connection:
            number = add_version(connection, patient_id, plan, based_on)
        saved = self.get(patient_id, number)
        assert saved is not None
        return saved


def add_version(
    connection: sqlite3.Connection, patient_id: int, plan: Plan, based_on: int | None = None
) -> int:
    """Add a version inside a transaction, unless it is the same as the newest; return its number.

    Raises
    ------
    PlanError
        Another version than ``based_on`` is the newest.
    """
    newest = connection.execute(
        "SELECT * FROM plans WHERE patient_id = ? ORDER BY version DESC LIMIT 1", (patient_id,)
    ).fetchone()
    number = newest["version"] if newest else 0
    if based_on is not None and based_on != number:
        raise PlanError(
            f"Version {number} of this plan was saved meanwhile.",
            "Reload the page, then make your change in that version.",
        )
    if newest is None or not read_version(newest).plan.says_the_same(plan):
        number += 1
        connection.execute(
            "INSERT INTO plans VALUES (?, ?, ?, ?)",
            (patient_id, number, now_s(), plan.model_dump_json()),
        )
    return int(number)


@dataclass(frozen=True)
class Prescribed:
    """What was prescribed when a set was done, and by which plan."""

    plan_version: int | None
    reps: int | None
    hold_s: float | None


def prescribed_for(
    connection: sqlite3.Connection, patient_id: int, result: Result, performed_s: float
) -> Prescribed:
    """Return the dose of the plan in force, else of the settings the clip was judged by.

    A plan that does not prescribe the exercise prescribes no dose of it.
    """
    dose = result.settings.get(result.exercise, {}).get("dose", {})
    reps, hold_s = dose.get("reps"), dose.get("hold_s")
    row = connection.execute(
        "SELECT * FROM plans WHERE patient_id = ? AND saved_at_s <= ? "
        "ORDER BY version DESC LIMIT 1",
        (patient_id, performed_s),
    ).fetchone()
    if row is None:
        return Prescribed(None, reps, hold_s)
    planned = read_version(row).plan.prescribed.get(result.exercise)
    if planned is None:
        return Prescribed(row["version"], None, None)
    return Prescribed(
        row["version"],
        reps if planned.reps is None else planned.reps,
        hold_s if planned.hold_s is None else planned.hold_s,
    )


def read_version(row: sqlite3.Row) -> PlanVersion:
    """Return a row of the table as plain values."""
    return PlanVersion(
        patient_id=row["patient_id"],
        version=row["version"],
        saved_at=moment(row["saved_at_s"]),
        plan=_parse(row["document"], exercise_names()),
    )


@lru_cache(maxsize=4096)
def _parse(document: str, _installed: tuple[str, ...]) -> Plan:
    """Return a plan, which never changes: many are read for one page."""
    return parse_plan(document)
