"""What ``formcheck patients restore`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from formcheck.cli.asking import is_agreed
from formcheck.cli.strays_run import describe_folder, take_in_command
from formcheck.errors import UsageError
from formcheck.history.backups import Restored, find_sound_backup, restore_backup
from formcheck.history.places import backed_up_at, files_folder, find_store_path
from formcheck.history.store import Store
from formcheck.words import moment_text, read_words

_WORDS = read_words("formcheck.cli")


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
        print(_WORDS.text("restore.unchanged"))
        return
    restored = restore_backup(place, backup)
    with Store.open(place) as store:
        left_out = store.strays.folders()
    print(describe_restored(restored, place))
    if left_out:
        print(_describe_left_out(left_out, place))


def describe_restored(restored: Restored, store: Path) -> str:
    """Return what was done, in a few lines."""
    lines = [_WORDS.text("restore.done", file=store, moment=_made_at(restored.backup))]
    if restored.kept is not None:
        lines.append(_WORDS.text("restore.kept", file=restored.kept.name))
    return "\n".join(lines)


def _describe_left_out(folders: Sequence[Path], store: Path) -> str:
    head = _WORDS.count(
        "restore.left_out",
        len(folders),
        folder=files_folder(store),
        command=take_in_command(store),
    )
    return "\n".join([head, *(f"  {describe_folder(folder)}" for folder in folders)])


def _is_sure(backup: Path) -> bool:
    when = _made_at(backup)
    if not sys.stdin.isatty():
        raise UsageError(
            f"Going back to the backup of {when} drops from the history what was added since.",
            "Add --yes if you are sure.",
        )
    return is_agreed(_WORDS.text("restore.ask", moment=when))


def _made_at(backup: Path) -> str:
    return moment_text(backed_up_at(backup))
