"""The folder of a result: its name, and files that appear in it together when all are complete."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from formcheck.errors import OutputError
from formcheck.files import explain_write_error
from formcheck.results.partials import partial_prefix

_NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)_[a-z]\w*")
_TIME = "%Y-%m-%d_%H-%M-%S"


def set_folder_name(performed_at: datetime, exercise: str) -> str:
    """Return the name of a set's folder, ``2026-11-23_17-20-05_NAME``."""
    return f"{performed_at:{_TIME}}_{exercise}"


def read_performed_at(name: str) -> datetime | None:
    """Return when the set of a folder began, to the second, in this machine's time zone.

    Returns
    -------
    datetime or None
        Aware; None if it is no name of a set's folder.
    """
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        return datetime.strptime(match.group(1), _TIME).astimezone()
    except (ValueError, OverflowError):
        return None


@contextmanager
def replacing_results(folder: Path, names: Collection[str]) -> Iterator[Path]:
    """Give a temporary folder whose files move into ``folder`` when the block ends.

    If the block ends with an error or Ctrl-C, ``folder`` stays as it was, and
    what was made on the way, parent folders too, is removed.

    Parameters
    ----------
    folder : Path
        Where the results go; made if it does not exist. Files in it that are
        not named in ``names`` are left alone.
    names : collection of str
        Every file that a result may consist of, and those of an earlier result that
        this one replaces; ``inner/file`` for one in a folder inside. One that is in
        ``folder`` from an earlier result and not made anew is removed, and with the
        last file a folder inside. Files that are made but not named move too.

    Yields
    ------
    Path
        The temporary folder, beside ``folder``.

    Raises
    ------
    OutputError
        The results cannot be written there.
    DiskFullError
        There is no space left.
    """
    made = [] if folder.exists() else [folder]
    made += _make_folder(folder.parent)
    try:
        _check_target(folder, names)
        with _temporary_folder(folder) as temporary:
            yield temporary
            # In a thread of its own: Ctrl-C does not interrupt it halfway.
            with ThreadPoolExecutor(1) as mover:
                mover.submit(_move_in, temporary, folder, _with_made(names, temporary)).result()
    except BaseException:
        _remove_if_empty(made)
        raise


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and return those that did not exist before, innermost first."""
    made = []
    missing = folder
    while not missing.exists() and missing != missing.parent:
        made.append(missing)
        missing = missing.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(
            f"“{folder}” is a file, so no results can be written into it.",
            "Choose another folder with -o.",
        ) from None
    except OSError as error:
        _remove_if_empty(made)
        raise explain_write_error(error, folder) from error
    return made


def _remove_if_empty(folders: list[Path]) -> None:
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _check_target(folder: Path, names: Collection[str]) -> None:
    """Refuse early what could not be replaced after minutes of work."""
    if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
        raise OutputError(
            f"“{folder}” is a file; the results need a folder of that name.",
            "Rename it, or choose another folder with -o.",
        )
    for name in names:
        if (folder / name).is_dir():
            raise OutputError(
                f"“{folder / name}” is a folder; a result of that name cannot be written.",
                "Rename it, or choose another folder with -o.",
            )
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(
            f"You have no permission to write into “{folder}”.", "Choose another folder with -o."
        )


@contextmanager
def _temporary_folder(folder: Path) -> Iterator[Path]:
    try:
        name = tempfile.mkdtemp(prefix=partial_prefix(), suffix=".partial", dir=folder.parent)
    except OSError as error:
        raise explain_write_error(error, folder) from error
    temporary = Path(name)
    try:
        # Temporary folders are private; files made inside follow the user's own rules.
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _with_made(names: Collection[str], temporary: Path) -> list[str]:
    """Return the named files, and every other one that was made."""
    made = [path.relative_to(temporary) for path in temporary.rglob("*") if path.is_file()]
    return sorted({*names, *(path.as_posix() for path in made)})


def _move_in(temporary: Path, folder: Path, names: Collection[str]) -> None:
    try:
        folder.mkdir(exist_ok=True)
        for name in names:
            fresh, place = temporary / name, folder / name
            if fresh.exists():
                place.parent.mkdir(exist_ok=True)
                fresh.replace(place)
            else:
                place.unlink(missing_ok=True)
        _remove_if_empty([place for name in names if (place := (folder / name).parent) != folder])
    except OSError as error:
        raise explain_write_error(error, folder) from error
