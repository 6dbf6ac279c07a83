"""For whom formcheck is opened: one person alone, or somebody who looks after others."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from formcheck.errors import InputError
from formcheck.exchange.taking import Taken
from formcheck.exchange.unpacking import Parcel
from formcheck.history.models import Patient
from formcheck.history.places import home_file
from formcheck.history.private_files import write_private
from formcheck.history.problems import explaining_problems
from formcheck.history.regular_files import read_regular
from formcheck.history.store import Store
from formcheck.words import current_language, languages, read_words

Whom = Literal["me", "others"]
#: The label under which the sets of a person alone are kept, who never sees it.
OWN_LABEL = "Me"
_WORDS = "formcheck.review.web"
_LARGEST_BYTES = 1_000


class _Remembered(BaseModel):
    model_config = ConfigDict(extra="ignore")
    whom: Whom


class Audience:
    """Remembers, beside the history, for whom it is.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def whom(self) -> Whom | None:
        """The answer; None if nobody was asked and the history does not tell it."""
        if (said := _read(home_file(self._store.path))) is not None:
            return said
        # Whoever has patients already is not asked what they are.
        return "others" if self._store.patients.overviews() else None

    @property
    def is_own(self) -> bool:
        """Whether one person alone uses it."""
        return _read(home_file(self._store.path)) == "me"

    def choose(self, whom: Whom) -> None:
        """Remember an answer.

        Raises
        ------
        StoreError, DiskFullError
        """
        if whom == "me":
            self.own()
        with explaining_problems(self._store.path):
            document = _Remembered(whom=whom).model_dump_json()
            write_private(home_file(self._store.path), document.encode())

    def own(self) -> Patient:
        """Return the one person, added at the first time."""
        # Each page asks: looking is quicker than adding, and waits for nobody who writes.
        known = self._store.patients.find(OWN_LABEL)
        return known or self._store.patients.add(OWN_LABEL)

    def owner_of(self, parcel: Parcel) -> Patient | None:
        """Return whose a file of an exchange is that leads to nobody here.

        A plan that comes to a home is for who exercises there; of others, somebody has to say it.
        """
        is_for_me = parcel.manifest.kind == "plan" and self.whom in (None, "me")
        return self.own() if is_for_me else None

    def note_taken(self, taken: Taken) -> None:
        """Remember that this is a home, if nobody was asked yet and its first plan has come."""
        is_mine = taken.kind == "plan" and taken.patient.label == OWN_LABEL
        if is_mine and _read(home_file(self._store.path)) is None:
            self.choose("me")

    def default_patient(self) -> Patient:
        """Return whose a film is where nobody said so."""
        if self.is_own:
            return self.own()
        return find_loose(self._store) or self._store.patients.add(_loose_label(current_language()))


def find_loose(store: Store) -> Patient | None:
    """Return where films are of which nobody has said whose they are; None if there are none yet.

    Its label is that of the language that was in force with the first of them.
    """
    labels = (_loose_label(language) for language in languages())
    return next((known for label in labels if (known := store.patients.find(label))), None)


@cache
def _loose_label(language: str) -> str:
    return read_words(_WORDS, language).text("films.loose")


def _read(place: Path) -> Whom | None:
    with suppress(InputError, ValidationError, ValueError):
        if place.exists():
            return _Remembered.model_validate_json(read_regular(place, _LARGEST_BYTES)).whom
    return None
