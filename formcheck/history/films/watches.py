"""Folders that are watched for new films of a patient, and what was seen in them already."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from formcheck.errors import InputError, UsageError
from formcheck.history.collection import Collection, seconds
from formcheck.history.models import Patient
from formcheck.history.places import films_folder
from formcheck.history.private_files import make_private_folder, write_private
from formcheck.history.problems import explaining_problems
from formcheck.history.regular_files import is_regular, read_regular
from formcheck.results.clips import VIDEO_SUFFIXES

#: Telephones and cloud folders sort by year and month, or by card and roll.
_DEEPEST = 3
#: A folder of more is no folder of clips.
_MOST_FILES = 20_000
_LARGEST_DOCUMENT_BYTES = 8_000_000

#: Size in bytes and time of the last change in nanoseconds: another film under the same name
#: has others.
Mark = tuple[int, int]


class Watch(BaseModel):
    """A folder that is watched for one patient.

    Attributes
    ----------
    patient_id : int
    patient_added_at_s : float
        Tells the patient from one who is given the same number later.
    folder : str
    seen : dict of str to (int, int)
        What was taken, or was there before, by its path inside the folder.
    """

    model_config = ConfigDict(frozen=True)

    patient_id: int
    patient_added_at_s: float
    folder: str
    seen: dict[str, Mark]


class Watches(Collection):
    """The watched folders, one a patient at most."""

    def all(self) -> list[Watch]:
        """Return all of them."""
        places = sorted(films_folder(self._database.path).glob("watch-*.json"))
        return [watch for place in places if (watch := _read(place)) is not None]

    def of_patient(self, patient: Patient) -> Watch | None:
        """Return the one of a patient, None if there is none."""
        watch = _read(self._place(patient.id))
        added_at_s = seconds(patient.added_at)
        return watch if watch is not None and watch.patient_added_at_s == added_at_s else None

    def begin(self, patient: Patient, folder: Path, *, with_old: bool) -> Watch:
        """Watch a folder for a patient; another one that was watched for the patient is not.

        Parameters
        ----------
        patient : Patient
        folder : Path
        with_old : bool
            Whether what lies there already is taken, too.

        Raises
        ------
        UsageError
            It is no folder that can be read, it holds formcheck's own films, or too many.
        StoreError, DiskFullError
        """
        self._check_folder(folder)
        there = dict(list_films(folder))
        watch = Watch(
            patient_id=patient.id,
            patient_added_at_s=seconds(patient.added_at),
            folder=str(folder),
            seen={} if with_old else there,
        )
        self.save(watch)
        return watch

    def save(self, watch: Watch) -> None:
        """Keep what was seen."""
        place = self._place(watch.patient_id)
        with explaining_problems(self._database.path):
            make_private_folder(place.parent)
            write_private(place, watch.model_dump_json().encode("utf-8", "replace"))

    def end(self, patient: Patient) -> None:
        """Watch nothing for a patient any more."""
        self._place(patient.id).unlink(missing_ok=True)

    def _check_folder(self, folder: Path) -> None:
        if not folder.is_absolute() or not folder.is_dir() or not os.access(folder, os.R_OK):
            raise UsageError(
                f"“{folder}” is no folder that can be read on this computer.",
                "Write its whole path, as the file manager shows it.",
            )
        own = films_folder(self._database.path).parent.resolve()
        if own.is_relative_to(folder.resolve()) or folder.resolve().is_relative_to(own):
            raise UsageError(
                "formcheck keeps its own films inside this folder.",
                "Choose the folder that the camera or telephone puts its films in.",
            )

    def _place(self, patient_id: int) -> Path:
        return films_folder(self._database.path) / f"watch-{patient_id}.json"


def list_films(folder: Path) -> Iterator[tuple[str, Mark]]:
    """Yield the films in a folder by their paths inside it; hidden files and links are passed over.

    Raises
    ------
    UsageError
        There are too many files in it to watch.
    """
    count = 0
    for inside, folders, files in os.walk(folder):
        depth = len(Path(inside).relative_to(folder).parts)
        folders[:] = [] if depth >= _DEEPEST else [f for f in folders if not f.startswith(".")]
        count += len(files)
        if count > _MOST_FILES:
            raise UsageError(
                f"There are more than {_MOST_FILES} files in “{folder}”.",
                "Choose the folder that new films are put in, and nothing else.",
            )
        for name in files:
            path = Path(inside) / name
            if path.suffix.lower() in VIDEO_SUFFIXES and not name.startswith("."):
                mark = mark_of(path)
                if mark is not None:
                    yield path.relative_to(folder).as_posix(), mark


def mark_of(path: Path) -> Mark | None:
    """Return size and time of change of a plain file; None of anything else."""
    try:
        facts = path.lstat()
    except OSError:
        return None
    return (facts.st_size, facts.st_mtime_ns) if is_regular(path) else None


def _read(place: Path) -> Watch | None:
    if not place.exists():
        return None
    try:
        return Watch.model_validate_json(read_regular(place, _LARGEST_DOCUMENT_BYTES))
    except (InputError, ValidationError, ValueError):
        return None
