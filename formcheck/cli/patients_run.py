"""What ``formcheck patients`` does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from formcheck.cli.strays_run import open_history
from formcheck.errors import PlanError, UnknownRecordError, UsageError
from formcheck.history.corrections import agreement as agreements
from formcheck.history.corrections.agreement import Agreement
from formcheck.history.deletion import Deleted
from formcheck.history.models import Patient
from formcheck.history.store import Store
from formcheck.plan.cautions import find_cautions
from formcheck.plan.toml_file import read_plan, render_plan

_MEGABYTE = 1e6


def print_patients(store_file: Path | None) -> None:
    """Print who is in the history, and where it is."""
    with open_history(store_file) as store:
        known = store.patients.overviews()
        place = store.path
    if known:
        table = Table("patient", "sets", "to review", "last exercised", "plan", box=None)
        for item in known:
            last = item.last_performed_at
            table.add_row(
                item.patient.label,
                str(item.sets),
                str(item.sets_to_review),
                f"{last.astimezone():%Y-%m-%d}" if last else "",
                f"version {item.plan_version}" if item.plan_version else "",
            )
        Console(highlight=False, markup=False).print(table)
    else:
        print("Nobody is in the history yet; “formcheck score CLIP --patient LABEL” begins it.")
    print(f"History: {place}")


def delete(label: str, store_file: Path | None, *, ask: bool) -> None:
    """Delete a patient and say what was deleted.

    Raises
    ------
    UnknownRecordError
        There is no such patient.
    UsageError
        Nobody is there to be asked.
    """
    with _patient(label, store_file) as (store, patient):
        if ask and not _is_sure(patient):
            print("Nothing was deleted.")
            return
        print(describe_deleted(store.patients.delete(patient.id)))


def rename(label: str, new_label: str, store_file: Path | None) -> None:
    """Give a patient another label."""
    with _patient(label, store_file) as (store, patient):
        renamed = store.patients.rename(patient.id, new_label)
    print(f"{patient.label} is now called {renamed.label}.")


def print_plan(label: str, store_file: Path | None) -> None:
    """Print a patient's plan as TOML.

    Raises
    ------
    PlanError
        There is none.
    """
    with _patient(label, store_file) as (store, patient):
        saved = store.plans.get(patient.id)
    if saved is None:
        raise PlanError(
            f"{patient.label} has no plan yet.",
            "Set one in “formcheck review”, or with --set FILE.",
        )
    print(render_plan(saved.plan), end="")


def set_plan(label: str, file: Path, store_file: Path | None) -> None:
    """Make a plan file the patient's plan, and print what to think of."""
    with _patient(label, store_file) as (store, patient):
        plan = read_plan(file, store.plans.exercises(patient.id))
        saved = store.plans.save(patient.id, plan)
    print(f"Version {saved.version} of the plan of {patient.label} is in force.")
    for caution in find_cautions(plan):
        where = f"{caution.exercise}: " if caution.exercise else ""
        print(f"Caution: {where}{caution.text}")


def write_labels(out: Path, label: str | None, store_file: Path | None) -> None:
    """Write labels of all reviewed sets and print how far the program agrees with them."""
    with open_history(store_file) as store:
        patient_id = None if label is None else _find(store, label).id
        count = store.reviews.export_labels(out, patient_id)
        agreement = store.reviews.agreement(patient_id)
    print(f"Wrote {count} reviewed set{'' if count == 1 else 's'} to {out}.")
    print(describe_agreement(agreement))


def describe_agreement(agreement: Agreement) -> str:
    """Return a sentence about how far program and therapist agree."""
    rows = (("Repetitions", agreement.counting), ("Clean or not", agreement.clean))
    lines = [_agreement_line(what, table) for what, table in rows if table.total]
    return "\n".join(lines) if lines else "No set has been reviewed to the end yet."


def _agreement_line(what: str, table: agreements.Table) -> str:
    """Return how far both agree on one question, how sure that is, and kappa if it tells."""
    assert table.share is not None
    assert table.share_interval is not None
    low, high = table.share_interval
    line = (
        f"{what}: the same in {table.share:.0%} of {table.total} (95 times in 100 the truth lies "
        f"between {low:.0%} and {high:.0%})"
    )
    if not table.tells_kappa or table.kappa_interval is None:
        return f"{line}; too few or too alike for kappa."
    low, high = table.kappa_interval
    return f"{line}; kappa {table.kappa:.2f}, between {low:.2f} and {high:.2f}."


def describe_deleted(deleted: Deleted) -> str:
    """Return what was deleted, in a few lines."""
    rows = ", ".join(
        f"{number} {name if number != 1 else name.removesuffix('s')}"
        for name, number in deleted.rows.items()
    )
    size = f"{deleted.size_bytes / _MEGABYTE:.1f} MB"
    lines = [f"Deleted {deleted.label}: {rows or 'nothing but the label'}."]
    lines.append(f"{deleted.files} {_files(deleted.files)} removed ({size}).")
    if deleted.backups:
        count = len(deleted.backups)
        copies = "copy" if count == 1 else "copies"
        lines.append(f"Removed from {count} older {copies} of the history, too.")
    lines += [f"Left, because it was never copied: {path}" for path in deleted.left_outside]
    lines += [
        f"Could not be removed yet, and will be tried again: {path}" for path in deleted.not_removed
    ]
    lines += [f"Damaged, and may hold the patient still: {path}" for path in deleted.not_cleared]
    if unclear := len(deleted.unclear):
        sets = "There is 1 set" if unclear == 1 else f"There are {unclear} sets"
        lines.append(f"{sets} without a row in the history that may be of this patient.")
    if deleted.not_cleared or deleted.unclear:
        lines.append("“formcheck patients forget-files” shows and deletes what is left.")
    return "\n".join(lines)


def _files(count: int) -> str:
    return "file was" if count == 1 else "files were"


@contextmanager
def _patient(label: str, store_file: Path | None) -> Iterator[tuple[Store, Patient]]:
    with open_history(store_file) as store:
        yield store, _find(store, label)


def _find(store: Store, label: str) -> Patient:
    found = store.patients.find(label)
    if found is None:
        raise UnknownRecordError(
            f"There is no patient “{label}” in the history.", "“formcheck patients” lists them."
        )
    return found


def _is_sure(patient: Patient) -> bool:
    if not sys.stdin.isatty():
        raise UsageError(f"Deleting {patient.label} has no way back.", "Add --yes if you are sure.")
    return typer.confirm(f"Delete {patient.label} with all clips, results, notes and plans?")
