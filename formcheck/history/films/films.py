"""The films that wait to be scored, each in a folder of its own beside the history."""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from formcheck.errors import InputError, UnknownRecordError, UsageError
from formcheck.history.collection import Collection, now_s, seconds
from formcheck.history.films.film import AT_REST, Asked, Facts, Film, Progress
from formcheck.history.films.receiving import Receiving
from formcheck.history.models import Patient
from formcheck.history.places import films_folder
from formcheck.history.private_files import make_private_folder, write_private
from formcheck.history.problems import explaining_problems
from formcheck.history.regular_files import read_regular
from formcheck.history.set_folder import measure_folder
from formcheck.pose.cache import forget_clip

#: More wait for nobody; each is a folder that is looked at twice a second.
MOST_FILMS = 300
_ASKED, _FACTS, _PROGRESS = "asked.json", "facts.json", "progress.json"
#: What a film was asked for is called so when it is taken out: it is none any more.
_FORGOTTEN = "forgotten.json"
_NAME = re.compile(r"[0-9a-f]{24}")
_LARGEST_DOCUMENT_BYTES = 100_000
#: What came to its end is listed for this long.
_LISTED_S = 14 * 86_400.0

_Document = TypeVar("_Document", bound=BaseModel)


@dataclass(frozen=True)
class ForgottenFilms:
    """What went with the films of a patient."""

    files: int
    size_bytes: int
    not_removed: tuple[Path, ...] = ()


class Films(Collection):
    """The films of all patients that wait, are being scored, or came to an end lately."""

    @property
    def folder(self) -> Path:
        """The folder that holds a folder for each film."""
        return films_folder(self._database.path)

    def all(self) -> list[Film]:
        """Return all films in the order in which they came."""
        found = [film for name in self._names() if (film := self._read(name)) is not None]
        return sorted(found, key=lambda film: (film.asked.added_at_s, film.id))

    def of_patient(self, patient: Patient) -> list[Film]:
        """Return the films of a patient in the order in which they came."""
        return [film for film in self.all() if _is_of(film, patient)]

    def get(self, film_id: str) -> Film:
        """Return one film.

        Raises
        ------
        UnknownRecordError
        """
        film = self._read(film_id) if _NAME.fullmatch(film_id) else None
        if film is None:
            raise UnknownRecordError(
                "This film is not in the list any more.", "Choose it once more, if you need it."
            )
        return film

    def sets_of_clip(self, patient_id: int, sha256: str) -> list[int]:
        """Return the ids of a patient's sets that were scored from a clip of these bytes."""
        rows = self._database.rows(
            "SELECT id FROM sets WHERE patient_id = ? AND clip_sha256 = ? ORDER BY id",
            (patient_id, sha256),
        )
        return [row["id"] for row in rows]

    def receive(self) -> Receiving:
        """Return what a film is written to, part by part, before `add` takes it in.

        Raises
        ------
        UsageError
            Too many films are in the list already.
        StoreError, DiskFullError
        """
        self._check_room()
        with explaining_problems(self._database.path):
            make_private_folder(self.folder)
            return Receiving(self.folder / _new_name())

    def add(self, patient: Patient, received: Receiving, name: str) -> Film:
        """Take in a film that was received whole.

        One of the same bytes that is in the list already is not taken in twice: it is asked for
        again, unless it is under way. One that the history knows is only listed as known.

        Parameters
        ----------
        patient : Patient
        received : Receiving
            At its end; it is removed where the film is there already.
        name : str
            As the film's file is called, made safe.
        """
        film = self._find(patient, received.sha256)
        if film is None:
            with explaining_problems(self._database.path):
                received.keep_as(name)
            return self._begin(patient, received.folder.name, _asked(patient, received, name))
        received.discard()
        return self._again(film)

    def refer(self, patient: Patient, source: Path, sha256: str, size_bytes: int) -> Film:
        """List a film that stays where it is, in a watched folder; see `add`."""
        film = self._find(patient, sha256)
        if film is not None:
            return film
        self._check_room()
        asked = Asked(
            name=source.name,
            patient_id=patient.id,
            patient_added_at_s=seconds(patient.added_at),
            sha256=sha256,
            size_bytes=size_bytes,
            added_at_s=now_s(),
            source=str(source),
        )
        with explaining_problems(self._database.path):
            name = _new_name()
            make_private_folder(self.folder / name)
        return self._begin(patient, name, asked)

    def ask(self, film: Film, **changes: Any) -> Film:
        """Change what is asked for a film: its exercise, its day, that it is cancelled.

        Raises
        ------
        StoreError, DiskFullError
        """
        return self._write_asked(film, film.asked.model_copy(update=changes))

    def ask_again(self, film: Film, **changes: Any) -> Film:
        """Have a film scored once more, with changes."""
        return self.ask(film, cancelled=False, attempt=film.asked.attempt + 1, **changes)

    def note(self, film: Film, told: Facts | Progress) -> None:
        """Note what the worker found, or how far it is; a film that was taken out stays out.

        Raises
        ------
        StoreError, DiskFullError
        """
        name = _FACTS if isinstance(told, Facts) else _PROGRESS
        if not (film.folder / _ASKED).is_file():
            return
        with explaining_problems(self._database.path):
            self._write(film.folder / name, told)

    def forget_bytes(self, film: Film) -> None:
        """Remove the copy of a film whose sets hold it now, or that is none; it stays listed."""
        if film.asked.source is None:
            shutil.rmtree(film.path.parent, ignore_errors=True)

    def forget(self, film: Film) -> list[Path]:
        """Take a film out of the list, with its copy, and what was seen in it if no set shows it.

        Returns
        -------
        list of Path
            What the system would not remove.
        """
        # What makes it a film goes first: cut off here, the rest is tidied up at the next start.
        with contextlib.suppress(FileNotFoundError):
            (film.folder / _ASKED).replace(film.folder / _FORGOTTEN)
        shutil.rmtree(film.folder, ignore_errors=True)
        left = [film.folder] if film.folder.exists() else []
        if self._shown_by_nobody(film.asked.sha256):
            left += forget_clip(film.asked.sha256)
        return left

    def forget_patient(self, patient: Patient) -> ForgottenFilms:
        """Take out all films of a patient, and say what that was."""
        files = size_bytes = 0
        left: list[Path] = []
        for film in self.of_patient(patient):
            count, size = measure_folder(film.folder)
            files, size_bytes = files + count, size_bytes + size
            left += self.forget(film)
        return ForgottenFilms(files, size_bytes, tuple(left))

    def tidy_up(self) -> None:
        """Remove what came to its end long ago, and what was never received whole.

        For the one worker, when it begins.
        """
        oldest_s = now_s() - _LISTED_S
        for name in self._names():
            film, folder = self._read(name), self.folder / name
            if film is None:
                if (folder / _FORGOTTEN).exists() or not Receiving.is_under_way(folder):
                    shutil.rmtree(folder, ignore_errors=True)
            elif film.state in AT_REST and film.asked.added_at_s < oldest_s:
                self.forget(film)

    def _find(self, patient: Patient, sha256: str) -> Film | None:
        same = [film for film in self.of_patient(patient) if film.asked.sha256 == sha256]
        return same[-1] if same else None

    def _again(self, film: Film) -> Film:
        if film.state in ("failed", "cancelled") and film.path.is_file():
            return self.ask_again(film)
        return film

    def _begin(self, patient: Patient, name: str, asked: Asked) -> Film:
        film = self._write_asked(Film(name, self.folder / name, asked), asked)
        if known := self.sets_of_clip(patient.id, asked.sha256):
            told = Progress(attempt=asked.attempt, state="known", share=1.0, set_ids=tuple(known))
            self.note(film, told)
            self.forget_bytes(film)
        return self.get(name)

    def _write_asked(self, film: Film, asked: Asked) -> Film:
        with explaining_problems(self._database.path):
            self._write(film.folder / _ASKED, asked)
        return self.get(film.id)

    @staticmethod
    def _write(path: Path, document: BaseModel) -> None:
        write_private(path, document.model_dump_json(indent=1).encode("utf-8", "replace"))

    def _shown_by_nobody(self, sha256: str) -> bool:
        return not self._database.rows(
            "SELECT 1 FROM sets WHERE clip_sha256 = ? LIMIT 1", (sha256,)
        )

    def _check_room(self) -> None:
        if len(self._names()) >= MOST_FILMS:
            raise UsageError(
                f"There are {MOST_FILMS} films in the list already.",
                "Clear the list of what is done, or wait until more are scored.",
            )

    def _names(self) -> list[str]:
        with contextlib.suppress(OSError):
            return [entry.name for entry in self.folder.iterdir() if _NAME.fullmatch(entry.name)]
        return []

    def _read(self, name: str) -> Film | None:
        folder = self.folder / name
        asked = _read_document(folder / _ASKED, Asked)
        if asked is None:
            return None
        facts = _read_document(folder / _FACTS, Facts)
        return Film(name, folder, asked, facts, _read_document(folder / _PROGRESS, Progress))


def waiting(films: Sequence[Film]) -> list[Film]:
    """Return those that are still to be scored, or were left in the midst of it."""
    return [film for film in films if film.state not in AT_REST]


def _is_of(film: Film, patient: Patient) -> bool:
    asked = film.asked
    told = (asked.patient_id, asked.patient_added_at_s)
    return told == (patient.id, seconds(patient.added_at))


def _asked(patient: Patient, received: Receiving, name: str) -> Asked:
    return Asked(
        name=name,
        patient_id=patient.id,
        patient_added_at_s=seconds(patient.added_at),
        sha256=received.sha256,
        size_bytes=received.size_bytes,
        added_at_s=now_s(),
    )


def _new_name() -> str:
    return secrets.token_hex(12)


def _read_document(path: Path, kind: type[_Document]) -> _Document | None:
    if not path.exists():
        return None
    try:
        return kind.model_validate_json(read_regular(path, _LARGEST_DOCUMENT_BYTES))
    except (InputError, ValidationError, ValueError):
        return None
