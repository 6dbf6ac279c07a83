"""What ``formcheck patients restore`` does."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import typer

from formcheck.errors import StoreError, UsageError
from formcheck.exercises.registry import find_exercise
from formcheck.history.backups import Restored, find_sound_backup, restore_backup
from formcheck.history.places import backed_up_at, files_folder, find_store_path
from formcheck.history.set_folder import RESULT_JSON, read_result
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
    Store.open(place).close()
    print(describe_restored(restored, place))


def describe_restored(restored: Restored, store: Path) -> str:
    """Return what was done, in a few lines."""
    lines = [f"The history “{store}” is as it was at the backup of {_made_at(restored.backup)}."]
    if restored.kept is not None:
        lines.append(
            f"The file that it replaced is kept as “{restored.kept.name}”. It still names "
            "patients: delete it when you are sure not to need it."
        )
    if count := len(restored.left_out):
        sets = "1 set was" if count == 1 else f"{count} sets were"
        lines.append(
            f"{sets} added since the backup. Their files are still in "
            f"“{files_folder(store)}”; take each in again with “formcheck import FOLDER --patient "
            "LABEL”:"
        )
        lines += [_describe_folder(folder) for folder in restored.left_out]
    return "\n".join(lines)


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


def _describe_folder(folder: Path) -> str:
    with contextlib.suppress(StoreError):
        result = read_result(folder / RESULT_JSON)
        return f"  {folder.name}  {find_exercise(result.exercise).title}, {result.clip.name}"
    return f"  {folder.name}"
