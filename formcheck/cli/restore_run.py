"""What ``formcheck patients restore`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from formcheck.cli.strays_run import describe_folder
from formcheck.errors import UsageError
from formcheck.history.backups import Restored, find_sound_backup, restore_backup
from formcheck.history.places import backed_up_at, files_folder, find_store_path
from formcheck.history.store import Store


def restore(store_file: Path | None, *, ask: bool) -> None:
    """Go back to the newest backup that holds together, and say what that means.

    Raises
    ------
    UsageError
        Nobody is there to be asked.
    StoreError
        There is no backup, or a file cannot be written.
    """
    place = find_store_path(store_file)
    backup = find_sound_backup(place)
    if ask and not _is_sure(backup):
        print("Nothing was changed.")
        return
    restored = restore_backup(place, backup)
    with Store.open(place) as store:
        left_out = store.strays.folders()
    print(describe_restored(restored, place))
    if left_out:
        print(_describe_left_out(left_out, place))


def describe_restored(restored: Restored, store: Path) -> str:
    """Return what was done, in a few lines."""
    lines = [f"The history “{store}” is as it was at the backup of {_made_at(restored.backup)}."]
    if restored.kept is not None:
        lines.append(
            f"The file that it replaced is kept as “{restored.kept.name}”. It still names "
            "patients: “formcheck patients forget-files” deletes it when you do not need it."
        )
    return "\n".join(lines)


def _describe_left_out(folders: Sequence[Path], store: Path) -> str:
    sets = "1 set was" if len(folders) == 1 else f"{len(folders)} sets were"
    head = (
        f"{sets} added since the backup. Their files are still in “{files_folder(store)}”; "
        f'“formcheck patients take-in --store "{store}"” takes them in again:'
    )
    return "\n".join([head, *(f"  {describe_folder(folder)}" for folder in folders)])


def _is_sure(backup: Path) -> bool:
    when = _made_at(backup)
    if not sys.stdin.isatty():
        raise UsageError(
            f"Going back to the backup of {when} drops from the history what was added since.",
            "Add --yes if you are sure.",
        )
    return typer.confirm(
        f"Go back to the backup of {when}? What was added since will not be in the history."
    )


def _made_at(backup: Path) -> str:
    return f"{backed_up_at(backup).astimezone():%Y-%m-%d %H:%M}"
