"""Sets that no row of the history leads to: said, taken in again, or deleted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from formcheck.cli.asking import is_agreed
from formcheck.errors import InputError, StoreError, UsageError
from formcheck.exercises.registry import find_exercise
from formcheck.history.set_folder import RESULT_JSON, read_result
from formcheck.history.store import Store
from formcheck.history.strays import Leftovers, Stray
from formcheck.words import format_number, read_words

_MEGABYTE = 1e6
_WORDS = read_words("formcheck.cli")


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
    warning = _WORDS.count("strays.warning", count, folder=store.files_folder)
    return f"{warning}\n{_WORDS.text('strays.way_out', command=take_in_command(store.path))}"


def take_in_command(store: Path) -> str:
    """Return the command that takes lost sets of a history in again."""
    return f'formcheck patients take-in --store "{store}"'


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
    print(_WORDS.count("strays.taken", sum(item.added for item in taken)))
    if known := sum(not item.added for item in taken):
        print(_WORDS.count("strays.known", known))
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
            print(_WORDS.text("strays.nothing"))
            return
        print("\n".join(lines))
        if ask and not _is_sure(found):
            print(_WORDS.text("strays.not_deleted"))
            return
        stayed = store.strays.forget(found)
    print(_WORDS.text("strays.deleted", size=_size(found)))
    for path in stayed:
        print(_WORDS.text("strays.not_removed", path=path))


def describe_leftovers(found: Leftovers) -> list[str]:
    """Return a line for each folder and file that no row leads to."""
    sets = map(describe_folder, found.folders)
    lines = [_WORDS.text("strays.set", described=described) for described in sets]
    lines += [_WORDS.text("strays.put_aside", file=path.name) for path in found.replaced]
    lines += [_WORDS.text("strays.unfinished", path=path) for path in found.partial]
    return lines


def describe_folder(folder: Path) -> str:
    """Return the name of a set's folder, and what was done in it if that can be read."""
    try:
        result = read_result(folder / RESULT_JSON)
    except StoreError:
        return _WORDS.text("strays.folder.damaged", folder=folder.name)
    title = find_exercise(result.exercise).title
    clip = result.clip.name
    return _WORDS.text("strays.folder.readable", folder=folder.name, exercise=title, clip=clip)


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
        print(_WORDS.text("strays.of_nobody"))
        print("\n".join(f"  {describe_folder(stray.folder)}" for stray in unknown))
    damaged = [stray for stray in strays if stray.result is None]
    if damaged:
        print(_WORDS.text("strays.damaged"))
        print("\n".join(f"  {stray.folder.name}" for stray in damaged))


def _is_sure(found: Leftovers) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("Deleting these files has no way back.", "Add --yes if you are sure.")
    return is_agreed(_WORDS.text("strays.ask_delete", size=_size(found)))


def _size(found: Leftovers) -> str:
    return format_number(found.size_bytes / _MEGABYTE, 1)
