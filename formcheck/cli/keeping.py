"""Keeping what was scored in a patient's history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from formcheck.cli.strays_run import open_history
from formcheck.exercises.settings import Settings
from formcheck.history.intake.take_in import Intake
from formcheck.history.models import AddedSet
from formcheck.judge.scored import ScoredClip
from formcheck.plan.settings import plan_settings
from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")


@dataclass(frozen=True)
class Keeper:
    """Adds scored clips to the history of one patient."""

    intake: Intake
    label: str

    def planned_settings(self) -> Settings | None:
        """Return the thresholds and doses of the patient's plan; None without one."""
        planned = self.intake.store.plans.get(self.intake.patient_id)
        return None if planned is None else plan_settings(planned.plan)

    def keep(self, clip: Path, folder: Path, scored: Sequence[ScoredClip]) -> str:
        """Add a clip and return a sentence about it.

        Raises
        ------
        StoreError, DiskFullError
        """
        added = self.intake.add_scored(clip, folder, scored)
        return describe_added(added, self.label)


@contextmanager
def keeping(patient: str, store_file: Path | None, day: date | None) -> Iterator[Keeper]:
    """Open the history while the block runs.

    Raises
    ------
    UsageError
        The patient's label is empty or too long.
    StoreError, DiskFullError
    """
    with open_history(store_file) as store:
        known = store.patients.add(patient)
        yield Keeper(Intake(store, known.id, day), known.label)


def describe_added(added: Sequence[AddedSet], label: str) -> str:
    """Return a sentence about what was added and what was there already."""
    new = sum(item.added for item in added)
    old = len(added) - new
    if not old:
        return _WORDS.count("kept.new", new, label=label)
    if not new:
        return _WORDS.count("kept.nothing_new", old, label=label)
    forms = "_".join(_WORDS.form("kept.both", number) for number in (new, old))
    return _WORDS.text(f"kept.both.{forms}", label=label, new=new, old=old)
