"""A therapist's history and a home's, and a file that goes between them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.exchange.making import make_plan_file, make_report_file
from formcheck.exchange.taking import Asked, Taken, take_file
from formcheck.history.models import Patient
from formcheck.history.store import Store
from formcheck.plan.model import Plan
from tests.support.history import open_store

PASSPHRASE = "four blue goats sing"
PLAN = Plan(note="Twice a day.", lessons=[], exercises={})


@dataclass
class TwoSides:
    """Both histories, each with the patient under the label of that side."""

    folder: Path
    clinic: Store
    home: Store

    @property
    def patient(self) -> Patient:
        """The patient as the therapist knows them."""
        return self.clinic.patients.add("A-1047")

    @property
    def me(self) -> Patient:
        """The patient at home."""
        return self.home.patients.add("Me")

    def plan_file(self) -> Path:
        """Make a file for the home."""
        return make_plan_file(self.clinic, self.patient, self.folder).path

    def report_file(self, **more: Any) -> Path:
        """Make a file for the therapist."""
        return make_report_file(self.home, self.me, self.folder, **more).path

    def take_at_home(self, path: Path, **asked: Any) -> Taken:
        """Take a file in at home."""
        return take_file(self.home, path, Asked(**asked), lambda _: self.me)

    def take_at_clinic(self, path: Path, **asked: Any) -> Taken:
        """Take a file in at the therapist's."""
        return take_file(self.clinic, path, Asked(**asked))

    def hand_over_plan(self) -> Taken:
        """Make a file for the home and take it in there."""
        return self.take_at_home(self.plan_file())


@contextmanager
def two_sides(folder: Path) -> Iterator[TwoSides]:
    """Give two empty histories; the therapist has a plan for the patient."""
    (folder / "files").mkdir()
    with open_store(folder / "clinic") as clinic, open_store(folder / "home") as home:
        sides = TwoSides(folder / "files", clinic, home)
        clinic.plans.save(sides.patient.id, PLAN)
        yield sides


def everything(store: Store) -> list[str]:
    """Return all that a history holds, but for what it remembers of its own work."""
    with store._database.reading() as connection:
        own = ("folders_to_remove", "sqlite_sequence")
        return [line for line in connection.iterdump() if not any(name in line for name in own)]


def files_of(store: Store) -> list[str]:
    """Return the names of all files of sets."""
    return sorted(
        str(path.relative_to(store.files_folder)) for path in store.files_folder.rglob("*")
    )


def rewrite(path: Path, name: str, data: bytes) -> None:
    """Give a part of a file that is not locked another content."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    parts[name] = data
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
