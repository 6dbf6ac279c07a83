"""Which clips a batch is about: of a folder, a list, or an address."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from formcheck.batch.names import folders_of
from formcheck.batch.places import is_address, list_remote
from formcheck.errors import InputError, UsageError
from formcheck.exercises.typed_name import find_exercise_choice
from formcheck.results.clips import VIDEO_SUFFIXES

#: What the column of the clips may be called, beside ``clip``.
_CLIP_COLUMNS = ("clip", "path", "file", "video")
EXERCISE_COLUMN = "exercise"


@dataclass(frozen=True)
class BatchClip:
    """A clip of a batch.

    Attributes
    ----------
    name : str
        As the list or the folder has it, with ``/`` between.
    address : str
        Where it is: an absolute path, or an address.
    folder : str
        Of its result, relative to that of the batch.
    exercise : str or None
        What the list says that it shows; None where it says nothing.
    """

    name: str
    address: str
    folder: str
    exercise: str | None = None


@dataclass(frozen=True)
class _Entry:
    name: str
    address: str
    exercise: str | None = None


def read_clips(
    source: str,
    *,
    out: str,
    recursive: bool = False,
    exercise_column: str | None = None,
) -> list[BatchClip]:
    """Return the clips of a folder, of a list of clips, or behind an address, sorted by name.

    Parameters
    ----------
    source : str
        A folder; a CSV file with a column ``clip``, or a text file with a clip a line; or an
        address of a folder that fsspec knows. Paths in a list are relative to the list.
    out : str
        Where the results go; nothing in there is taken for a clip.
    recursive : bool
        Whether folders inside the folder are searched.
    exercise_column : str, optional
        Column of a list that names the exercise; ``exercise`` without it, where there is one.

    Raises
    ------
    InputError
        There is no such folder or list, or it names no clip.
    UsageError, UnknownExerciseError
        The list has no such column, or names an exercise that there is not.
    """
    if is_address(source):
        entries = _remote_entries(source, recursive=recursive)
    elif Path(source).is_dir():
        entries = _folder_entries(Path(source), Path(out), recursive=recursive)
    else:
        entries = _listed_entries(Path(source), exercise_column)
    return _with_folders(entries)


def clips_of(paths: Sequence[Path]) -> list[BatchClip]:
    """Return clips that are named one by one; their names are relative to what they share.

    Raises
    ------
    InputError
        None is named.
    """
    if not paths:
        raise InputError("No clip is named.", "Name one or more.")
    whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100  keeps links
    shared = os.path.commonpath([os.path.dirname(path) for path in whole])  # noqa: PTH120
    return _with_folders(
        [_Entry(Path(path).relative_to(shared).as_posix(), path) for path in whole]
    )


def _with_folders(entries: Sequence[_Entry]) -> list[BatchClip]:
    """Sort clips by name, each once, and give each its folder."""
    once = {entry.name: entry for entry in entries}
    ordered = [once[name] for name in sorted(once)]
    folders = folders_of([entry.name for entry in ordered])
    return [
        BatchClip(entry.name, entry.address, folder, entry.exercise)
        for entry, folder in zip(ordered, folders, strict=True)
    ]


def take_shard(clips: Sequence[BatchClip], index: int, of: int) -> list[BatchClip]:
    """Return every ``of``-th clip, from the ``index``-th on; together the shards are all of them.

    Parameters
    ----------
    clips : sequence of BatchClip
        All clips, sorted.
    index : int
        From 1.
    of : int
    """
    return list(clips[index - 1 :: of])


def _folder_entries(folder: Path, out: Path, *, recursive: bool) -> list[_Entry]:
    found: list[Path] = []
    left_out = os.path.realpath(out)
    for place, inner, files in os.walk(folder, onerror=_refuse):
        inner[:] = sorted(
            name
            for name in inner
            if not name.startswith(".") and os.path.realpath(Path(place, name)) != left_out
        )
        found += [Path(place, name) for name in files if _is_video(name)]
        if not recursive:
            break
    if not found:
        raise InputError(
            f"There is no video in the folder “{folder}”.",
            "Name the folder that holds the clips."
            if recursive
            else "Name the folder that holds the clips. Folders inside it are searched with "
            "--recursive.",
        )
    return [
        _Entry(path.relative_to(folder).as_posix(), os.path.abspath(path))  # noqa: PTH100  keeps links
        for path in found
    ]


def _refuse(error: OSError) -> None:
    raise InputError(
        f"The folder “{error.filename}” cannot be read.", "Check your rights to the folder."
    ) from error


def _is_video(name: str) -> bool:
    return not name.startswith(".") and PurePosixPath(name).suffix.lower() in VIDEO_SUFFIXES


def _remote_entries(address: str, *, recursive: bool) -> list[_Entry]:
    names = [
        name
        for name in list_remote(address, recursive=recursive)
        if _is_video(name.rpartition("/")[2])
    ]
    if not names:
        raise InputError(f"There is no video at “{address}”.", "Check the address.")
    return [_Entry(name, f"{address.rstrip('/')}/{name}") for name in names]


def _listed_entries(path: Path, exercise_column: str | None) -> list[_Entry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            f"There is no folder or list “{path}”.", "Name a folder of clips, or a CSV file."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"“{path}” is no list of clips that can be read.",
            "Name a folder of clips, or a CSV file in UTF-8 with a column “clip”.",
        ) from error
    rows = list(_rows(text, exercise_column))
    if not rows:
        raise InputError(f"“{path}” names no clip.", "Write one clip a line, below the header.")
    return [_listed(path.parent, clip, exercise) for clip, exercise in rows]


def _rows(text: str, exercise_column: str | None) -> Iterable[tuple[str, str | None]]:
    lines = text.splitlines()
    try:
        delimiter = csv.Sniffer().sniff(lines[0], ",;\t").delimiter if lines else ","
    except csv.Error:
        delimiter = ","
    table = list(csv.reader(lines, delimiter=delimiter))
    header = [cell.strip() for cell in table[0]] if table else []
    clip = next((header.index(name) for name in _CLIP_COLUMNS if name in header), None)
    if clip is None:
        if exercise_column is not None or len(header) > 1:
            raise UsageError(
                "The list has no column “clip”.", "Its first line names the columns: clip,exercise"
            )
        yield from ((row[0].strip(), None) for row in table if row and row[0].strip())
        return
    wanted = exercise_column or EXERCISE_COLUMN
    if exercise_column is not None and exercise_column not in header:
        raise UsageError(
            f"The list has no column “{exercise_column}”.", f"It has: {', '.join(header)}."
        )
    exercise = header.index(wanted) if wanted in header else None
    for row in table[1:]:
        if clip < len(row) and row[clip].strip():
            named = row[exercise].strip() if exercise is not None and exercise < len(row) else ""
            yield row[clip].strip(), find_exercise_choice(named) if named else None


def _listed(beside: Path, clip: str, exercise: str | None) -> _Entry:
    if is_address(clip):
        return _Entry(clip, clip, exercise)
    name = Path(clip).as_posix()
    return _Entry(name, os.path.abspath(beside / Path(clip).expanduser()), exercise)  # noqa: PTH100
