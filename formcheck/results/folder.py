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
from formcheck.files import (
    CAN_EXCHANGE,
    exchange,
    explain_write_error,
    sync_folder,
    sync_tree,
)
from formcheck.results.partials import partial_prefix

_NAME = re.compile(r"(\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)_[a-z]\w*")
#: Files without which a folder holds no result. As in `formcheck.results.files` and
#: `formcheck.results.segment_folders`, which load more than is needed here.
_TELLING = ("result.json", "segments.json")
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
def replacing_results(
    folder: Path, names: Collection[str], *, private: bool = False
) -> Iterator[Path]:
    """Give a temporary folder whose files move into ``folder`` when the block ends.

    They appear at once, when all of them are on the disk: whenever it is killed or the power is
    cut, the earlier result or the new one is there whole. If the block ends with an error or
    Ctrl-C, ``folder`` stays as it was, and what was made on the way, parent folders too, is
    removed.

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
    private : bool
        Nobody but its owner may enter the folder; one that is there keeps its rights.

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
    made += make_folder(folder.parent)
    try:
        _check_target(folder, names)
        with _temporary_folder(folder) as temporary:
            yield temporary
            # In a thread of its own: Ctrl-C does not interrupt it halfway.
            with ThreadPoolExecutor(1) as mover:
                everything = _with_made(names, temporary)
                mode = 0o700 if private else 0o777 & ~_umask()
                mover.submit(_move_in, temporary, folder, everything, mode).result()
    except BaseException:
        _remove_if_empty(made)
        raise


def _umask() -> int:
    """Return the rights that the user withholds from new files; asking takes setting them."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def make_folder(folder: Path) -> list[Path]:
    """Make a folder, safe on the disk.

    Returns
    -------
    list of Path
        Those that did not exist before, innermost first.

    Raises
    ------
    OutputError, DiskFullError
        It cannot be made; nothing of it is left.
    """
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
    for each in made:
        sync_folder(each.parent)
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


def _move_in(temporary: Path, folder: Path, names: Collection[str], mode: int) -> None:
    """Let a complete result appear: at once if possible, and only when all of it is on the disk."""
    try:
        sync_tree(temporary)
        if not folder.exists() and not folder.is_symlink():
            temporary.chmod(mode)
            temporary.replace(folder)
        elif not _exchanged(temporary, folder, names):
            _move_file_by_file(temporary, folder, names)
        sync_folder(folder.parent)
    except OSError as error:
        raise explain_write_error(error, folder) from error


def _exchanged(temporary: Path, folder: Path, names: Collection[str]) -> bool:
    """Exchange an earlier result for the new one, with whatever else is in its folder.

    Then either is whole wherever it is cut off. Returns False, with the folder as it was, where
    that cannot be done: links are unknown to some disks, and exchanging to some systems.
    """
    if not CAN_EXCHANGE or folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        return False
    ours = {temporary / name for name in names}
    try:
        for path in folder.rglob("*"):
            place = temporary / path.relative_to(folder)
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    place.mkdir(parents=True, exist_ok=True)
            elif place not in ours:
                place.parent.mkdir(parents=True, exist_ok=True)
                os.link(path, place, follow_symlinks=False)
        sync_tree(temporary)
        shutil.copymode(folder, temporary)
    except (OSError, NotImplementedError):
        return False
    return exchange(temporary, folder)


def _move_file_by_file(temporary: Path, folder: Path, names: Collection[str]) -> None:
    """Move into a folder that cannot be exchanged; it holds no result until the last file."""
    telling = [name for name in names if Path(name).name in _TELLING]
    for name in telling:
        (folder / name).unlink(missing_ok=True)
    sync_folder(folder)
    for name in (*(name for name in names if name not in telling), *telling):
        fresh, place = temporary / name, folder / name
        if fresh.exists():
            place.parent.mkdir(exist_ok=True)
            fresh.replace(place)
            sync_folder(place.parent)
        else:
            place.unlink(missing_ok=True)
    _remove_if_empty([place for name in names if (place := (folder / name).parent) != folder])
