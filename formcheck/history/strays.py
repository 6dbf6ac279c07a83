"""What no row of the history leads to: sets whose rows were lost, copies that were put aside."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.errors import StoreError
from formcheck.history.collection import Collection
from formcheck.history.deletion import Deletion
from formcheck.history.models import SetTag
from formcheck.history.places import partials_of, replaced_of, with_companions
from formcheck.history.private_files import remove_files
from formcheck.history.set_folder import (
    RESULT_JSON,
    find_stray_folders,
    measure_folder,
    read_result,
    read_tag,
)
from formcheck.judge.result import Result


@dataclass(frozen=True)
class Stray:
    """The folder of a set that has no row.

    Attributes
    ----------
    folder : Path
    result : Result or None
        None if it cannot be read: the folder is half filled, or damaged.
    tag : SetTag or None
        What the folder says of itself; those of earlier programs say nothing.
    patient_id : int or None
        The patient whose set it was; None if that cannot be told or the patient is not
        in the history.
    """

    folder: Path
    result: Result | None
    tag: SetTag | None
    patient_id: int | None


@dataclass(frozen=True)
class Leftovers:
    """What can be deleted without any row losing its files.

    Attributes
    ----------
    folders : sequence of Path
        Of sets that no row leads to.
    replaced : sequence of Path
        Files that going back to a backup has put aside, with what SQLite keeps beside them.
    partial : sequence of Path
        Unfinished files of a program that was stopped.
    size_bytes : int
        Of all together.
    """

    folders: Sequence[Path]
    replaced: Sequence[Path]
    partial: Sequence[Path]
    size_bytes: int


class Strays(Collection):
    """Folders of sets that no row leads to, and other files that nobody misses."""

    def folders(self) -> list[Path]:
        """Return the folders of sets that no row leads to: their rows were lost.

        Raises
        ------
        StoreError
        """
        return find_stray_folders(self._database, self._files)

    def all(self) -> list[Stray]:
        """Return what can be told of each such folder.

        Raises
        ------
        StoreError
        """
        known = {
            (row["id"], row["added_at_s"])
            for row in self._database.rows("SELECT id, added_at_s FROM patients")
        }
        return [_describe(folder, known) for folder in self.folders()]

    def remove(self, folder: Path) -> bool:
        """Remove such a folder, as after its set was taken in again; say whether it is gone.

        Raises
        ------
        StoreError
        """
        return folder in self.folders() and not Deletion(self._database, self._files).remove_strays(
            [folder]
        )

    def leftovers(self) -> Leftovers:
        """Return all that no row leads to.

        Raises
        ------
        StoreError
        """
        store = self._database.path
        folders = self.folders()
        replaced = [path for file in replaced_of(store) for path in with_companions(file)]
        partial = [*partials_of(store), *sorted(self._files.glob("*/.*.partial"))]
        sizes = [measure_folder(folder)[1] for folder in folders]
        sizes += [path.stat().st_size for path in (*replaced, *partial) if path.exists()]
        return Leftovers(folders, replaced, partial, sum(sizes))

    def forget(self, leftovers: Leftovers) -> list[Path]:
        """Delete what no row leads to, and the landmarks that are cached of those clips.

        Returns
        -------
        list of Path
            What the system would not remove.

        Raises
        ------
        StoreError
        """
        still = set(self.folders())
        gone = [folder for folder in leftovers.folders if folder in still]
        deletion = Deletion(self._database, self._files)
        return [
            *deletion.forget_landmarks(gone),
            *deletion.remove_strays(gone),
            *remove_files((*leftovers.replaced, *leftovers.partial)),
        ]


def _describe(folder: Path, patients: set[tuple[int, float]]) -> Stray:
    tag = read_tag(folder)
    result = None
    with contextlib.suppress(StoreError):
        result = read_result(folder / RESULT_JSON)
    is_known = tag is not None and (tag.patient_id, tag.patient_added_at_s) in patients
    return Stray(folder, result, tag, tag.patient_id if tag and is_known else None)
