"""A folder that both sides see: files of the other side are taken in by themselves, each once.

A file that is not whole yet is looked at again; one that stays so, or cannot be taken in, is told
once. Own files are put there and never read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.errors import FormcheckError, HalfFileError, MachineError, StoreError
from formcheck.exchange.making import MadeFile, make_plan_file, make_report_file
from formcheck.exchange.manifest import SUFFIX
from formcheck.exchange.taking import Taken, take_file
from formcheck.history.exchange.models import FileKind, Link
from formcheck.history.films.watches import Mark, mark_of
from formcheck.history.models import Patient
from formcheck.history.store import Store

#: A file that has been half for so long will not be whole by itself.
HOPELESS_S = 300.0
#: A folder of more is no letterbox; the newest are looked at.
_MOST_FILES = 500


@dataclass(frozen=True)
class Told:
    """What came of a file: it was ``taken``, or there is a ``problem``."""

    patient: Patient
    file_name: str
    taken: Taken | None = None
    problem: FormcheckError | None = None


@dataclass
class Letterbox:
    """Looks into the shared folders of all exchanges.

    Attributes
    ----------
    store : Store
    clock_s : callable
        Seconds on a clock that never goes back.
    """

    store: Store
    clock_s: Callable[[], float] = time.monotonic
    _half_since_s: dict[tuple[int, str, Mark], float] = field(default_factory=dict)

    def look(self) -> list[Told]:
        """Take in what is new, and return what came of it.

        A folder that is out of reach, and a disk that is full, are asked again the next time.
        """
        return [
            told for link in self.store.links.all() if link.folder for told in self._look_into(link)
        ]

    def _look_into(self, link: Link) -> Iterator[Told]:
        seen = {
            letter.file_name: (letter.size_bytes, letter.changed_ns)
            for letter in self.store.links.seen(link.patient_id)
        }
        patient = self.store.patients.get(link.patient_id)
        for path, mark in _letters(Path(link.folder)):
            if seen.get(path.name) != mark and (told := self._take(patient, path, mark)):
                yield told

    def _take(self, patient: Patient, path: Path, mark: Mark) -> Told | None:
        try:
            # A therapist may have one folder for all patients: a file tells whose it is.
            taken = take_file(self.store, path, owner=lambda _: patient)
        except HalfFileError as error:
            return self._wait(patient, path, mark, error)
        except (StoreError, MachineError):
            return None
        except FormcheckError as error:
            return self._tell(patient, path, mark, error)
        self.store.links.note_seen(patient.id, path.name, mark)
        return Told(taken.patient, path.name, taken=taken) if taken.is_new else None

    def _wait(self, patient: Patient, path: Path, mark: Mark, error: FormcheckError) -> Told | None:
        key = (patient.id, path.name, mark)
        since_s = self._half_since_s.setdefault(key, self.clock_s())
        if self.clock_s() - since_s < HOPELESS_S:
            return None
        del self._half_since_s[key]
        return self._tell(patient, path, mark, error)

    def _tell(self, patient: Patient, path: Path, mark: Mark, error: FormcheckError) -> Told:
        self.store.links.note_seen(patient.id, path.name, mark, error.message)
        return Told(patient, path.name, problem=error)


def put_into_letterbox(store: Store, patient: Patient, kind: FileKind) -> MadeFile:
    """Make a file and put it into the folder that both sides see.

    Raises
    ------
    UsageError, OutputError, DiskFullError, StoreError
        See `make_plan_file`.
    """
    link = store.links.begin(patient.id)
    folder = Path(link.folder)
    make = make_plan_file if kind == "plan" else make_report_file
    made = make(store, patient, folder)
    with suppress(OSError):
        if (mark := mark_of(made.path)) is not None:
            store.links.note_seen(patient.id, made.path.name, mark)
    return made


def _letters(folder: Path) -> Iterator[tuple[Path, Mark]]:
    """Yield the files of a folder that may be for us, oldest first; links are passed over."""
    found: list[tuple[Path, Mark]] = []
    with suppress(OSError):
        for path in folder.iterdir():
            is_one = path.suffix.lower() == SUFFIX and not path.name.startswith(".")
            if is_one and (mark := mark_of(path)) is not None:
                found.append((path, mark))
    yield from sorted(found, key=lambda item: (item[1][1], item[0].name))[-_MOST_FILES:]
