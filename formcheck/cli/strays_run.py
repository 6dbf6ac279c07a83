"""Sets that no row of the history leads to: said, taken in again, or deleted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from formcheck.errors import InputError, StoreError, UsageError
from formcheck.exercises.registry import find_exercise
from formcheck.history.set_folder import RESULT_JSON, read_result
from formcheck.history.store import Store
from formcheck.history.strays import Leftovers, Stray

_MEGABYTE = 1e6


def open_history(store_file: Path | None) -> Store:
    """Open the history, and say on standard error if sets have lost their rows.

    Raises
    ------
    StoreError, DiskFullError
    """
    store = Store.open(store_file)
    try:
        count = len(store.strays.folders())
    except BaseException:
        store.close()
        raise
    if count:
        print(describe_strays(store, count), file=sys.stderr)
    return store


def describe_strays(store: Store, count: int) -> str:
    """Return what is to be said of sets without a row, and the way out."""
    sets = "1 set lies" if count == 1 else f"{count} sets lie"
    return (
        f"Warning: {sets} in “{store.files_folder}” without a row in the history: its newest rows "
        "were lost, or it went back to a backup.\n"
        f'“formcheck patients take-in --store "{store.path}"” takes them in again, “forget-files” '
        "in its place deletes them."
    )


def take_in(
    folders: Sequence[str], label: str | None, store_file: Path | None, *, day: date | None = None
) -> None:
    """Take sets in again whose rows were lost, and say what came of it.

    Parameters
    ----------
    folders : sequence of str
        Names of the folders; all of them where none is named.
    label : str or None
        The patient of those that do not tell whose they are.
    store_file : Path or None
    day : date, optional
        When those were done that do not tell it.

    Raises
    ------
    InputError
        A folder that is named is none of them.
    UsageError
        The label is empty or too long.
    StoreError, DiskFullError
    """
    from formcheck.history.intake.take_in import Intake

    with Store.open(store_file) as store:
        chosen = _choose(store.strays.all(), folders)
        readable = [stray for stray in chosen if stray.result is not None]
        unknown = any(stray.patient_id is None for stray in readable)
        named = store.patients.add(label).id if label is not None and unknown else None
        taken = []
        for stray in readable:
            patient_id = named if stray.patient_id is None else stray.patient_id
            if patient_id is not None:
                taken.append(Intake(store, patient_id, day).add_stray(stray))
        still = set(store.strays.folders())
    print(f"Taken in again: {_count(sum(item.added for item in taken))}.")
    if known := sum(not item.added for item in taken):
        print(f"{_count(known)} {'was' if known == 1 else 'were'} in the history already.")
    _say_what_is_left([stray for stray in chosen if stray.folder in still])


def forget_files(store_file: Path | None, *, ask: bool) -> None:
    """Delete all that no row of the history leads to, and say what that was.

    Raises
    ------
    UsageError
        Nobody is there to be asked.
    StoreError
    """
    with Store.open(store_file) as store:
        found = store.strays.leftovers()
        lines = describe_leftovers(found)
        if not lines:
            print("There is nothing that no row of the history leads to.")
            return
        print("\n".join(lines))
        if ask and not _is_sure(found):
            print("Nothing was deleted.")
            return
        stayed = store.strays.forget(found)
    print(f"Deleted ({found.size_bytes / _MEGABYTE:.1f} MB).")
    for path in stayed:
        print(f"Could not be removed: {path}")


def describe_leftovers(found: Leftovers) -> list[str]:
    """Return a line for each folder and file that no row leads to."""
    lines = [f"Set without a row: {describe_folder(folder)}" for folder in found.folders]
    lines += [f"Put aside when going back to a backup: {path.name}" for path in found.replaced]
    lines += [f"Unfinished: {path}" for path in found.partial]
    return lines


def describe_folder(folder: Path) -> str:
    """Return the name of a set's folder, and what was done in it if that can be read."""
    try:
        result = read_result(folder / RESULT_JSON)
    except StoreError:
        return f"{folder.name}  half filled or damaged"
    return f"{folder.name}  {find_exercise(result.exercise).title}, {result.clip.name}"


def _choose(strays: Sequence[Stray], folders: Sequence[str]) -> list[Stray]:
    if not folders:
        return list(strays)
    by_name = {stray.folder.name: stray for stray in strays}
    # A path is as good as a name: a shell completes paths.
    names = dict.fromkeys(Path(folder).name for folder in folders)
    for name in names:
        if name not in by_name:
            raise InputError(
                f"There is no set without a row in a folder “{name}”.",
                "“formcheck patients take-in” without a name takes all of them in.",
            )
    return [by_name[name] for name in names]


def _say_what_is_left(strays: Sequence[Stray]) -> None:
    unknown = [stray for stray in strays if stray.result is not None]
    if unknown:
        print("Not told whose they are; name the patient with --patient LABEL:")
        print("\n".join(f"  {describe_folder(stray.folder)}" for stray in unknown))
    damaged = [stray for stray in strays if stray.result is None]
    if damaged:
        print("Half filled or damaged; “formcheck patients forget-files” deletes them:")
        print("\n".join(f"  {stray.folder.name}" for stray in damaged))


def _is_sure(found: Leftovers) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("Deleting these files has no way back.", "Add --yes if you are sure.")
    return typer.confirm(f"Delete all of it ({found.size_bytes / _MEGABYTE:.1f} MB)?")


def _count(number: int) -> str:
    return f"{number} set{'' if number == 1 else 's'}"
