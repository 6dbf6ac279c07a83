"""What ``formcheck patients`` does."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from formcheck.cli.asking import is_agreed
from formcheck.cli.strays_run import open_history
from formcheck.errors import PlanError, UnknownRecordError, UsageError
from formcheck.exercises.registry import find_exercise
from formcheck.history.corrections import agreement as agreements
from formcheck.history.corrections.agreement import Agreement
from formcheck.history.deletion import Deleted
from formcheck.history.models import Patient
from formcheck.history.store import Store
from formcheck.plan.cautions import Caution, find_cautions
from formcheck.plan.toml_file import read_plan, render_plan
from formcheck.words import format_number, read_words, short_day

_MEGABYTE = 1e6
_WORDS = read_words("formcheck.cli")
#: The page that tells the same of a deletion says it in these words.
_DELETED = read_words("formcheck.review.web")
_COLUMNS = ("patient", "sets", "to_review", "last_exercised", "plan")


def print_patients(store_file: Path | None) -> None:
    """Print who is in the history, and where it is."""
    with open_history(store_file) as store:
        known = store.patients.overviews()
        place = store.path
    if known:
        headings = (_WORDS.text(f"patients.column.{name}") for name in _COLUMNS)
        table = Table(*headings, box=None)
        for item in known:
            last = item.last_performed_at
            table.add_row(
                item.patient.label,
                str(item.sets),
                str(item.sets_to_review),
                short_day(last.astimezone().date()) if last else "",
                _plan_version(item.plan_version),
            )
        Console(highlight=False, markup=False).print(table)
    else:
        print(_WORDS.text("patients.nobody"))
    print(_WORDS.text("patients.history", file=place))


def _plan_version(version: int | None) -> str:
    return _WORDS.text("patients.version", number=version) if version else ""


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
            print(_WORDS.text("patients.not_deleted"))
            return
        print(describe_deleted(store.patients.delete(patient.id)))


def rename(label: str, new_label: str, store_file: Path | None) -> None:
    """Give a patient another label."""
    with _patient(label, store_file) as (store, patient):
        renamed = store.patients.rename(patient.id, new_label)
    print(_WORDS.text("patients.renamed", label=patient.label, new=renamed.label))


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
    version = saved.version
    print(_WORDS.text("patients.plan_in_force", version=version, label=patient.label))
    for caution in find_cautions(plan):
        print(_describe_caution(caution))


def _describe_caution(caution: Caution) -> str:
    if caution.exercise is None:
        return _WORDS.text("patients.caution.of_plan", caution=caution.text)
    title = find_exercise(caution.exercise).title
    return _WORDS.text("patients.caution.of_exercise", exercise=title, caution=caution.text)


def write_labels(out: Path, label: str | None, store_file: Path | None) -> None:
    """Write labels of all reviewed sets and print how far the program agrees with them."""
    with open_history(store_file) as store:
        patient_id = None if label is None else _find(store, label).id
        count = store.reviews.export_labels(out, patient_id)
        agreement = store.reviews.agreement(patient_id)
    print(_WORDS.count("patients.labels", count, file=out))
    print(describe_agreement(agreement))


def describe_agreement(agreement: Agreement) -> str:
    """Return a sentence about how far program and therapist agree."""
    rows = (("counting", agreement.counting), ("clean", agreement.clean))
    lines = [_agreement_line(what, table) for what, table in rows if table.total]
    return "\n".join(lines) if lines else _WORDS.text("agreement.nothing")


def _agreement_line(what: str, table: agreements.Table) -> str:
    """Return how far both agree on one question, how sure that is, and kappa if it tells."""
    assert table.share is not None
    assert table.share_interval is not None
    low, high = table.share_interval
    shares = {
        "total": table.total,
        "share": _percent(table.share),
        "low": _percent(low),
        "high": _percent(high),
    }
    if not table.tells_kappa or table.kappa_interval is None:
        return _WORDS.text(f"agreement.{what}.without_kappa", **shares)
    assert table.kappa is not None
    names = ("kappa", "least", "most")
    numbers = (format_number(value, 2) for value in (table.kappa, *table.kappa_interval))
    kappa = dict(zip(names, numbers, strict=True))
    return _WORDS.text(f"agreement.{what}.with_kappa", **shares, **kappa)


def _percent(share: float) -> str:
    return format_number(100 * share)


def describe_deleted(deleted: Deleted) -> str:
    """Return what was deleted and what is left of it, a line each."""
    size = format_number(deleted.size_bytes / _MEGABYTE, 1)
    gone = [
        _DELETED.count(f"deleted.row.{name.replace(' ', '_')}", number)
        for name, number in deleted.rows.items()
        if number
    ]
    gone.append(_DELETED.count("deleted.files", deleted.files, size=size))
    if deleted.backups:
        gone.append(_DELETED.count("deleted.backups", len(deleted.backups)))
    lines = [_DELETED.text("deleted.heading", label=deleted.label), *_indented(gone)]
    for name in ("left_outside", "not_removed", "not_cleared", "unclear"):
        if paths := getattr(deleted, name):
            lines += [_DELETED.text(f"deleted.{name}"), *_indented(map(str, paths))]
    if deleted.not_cleared or deleted.unclear:
        lines.append(_DELETED.text("deleted.command"))
    return "\n".join(lines)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


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
    return is_agreed(_WORDS.text("patients.ask_delete", label=patient.label))
