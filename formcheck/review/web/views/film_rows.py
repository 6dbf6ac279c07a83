"""A film in the list of those that come in, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.errors import UnknownRecordError
from formcheck.exercises.registry import exercise_names, find_exercise
from formcheck.history.films.film import Film, State
from formcheck.history.store import Store
from formcheck.words import read_words
from formcheck.words.errors import retell_told

_WORDS = read_words("formcheck.review.web")
#: States in which another exercise can be named.
_CAN_BE_NAMED: frozenset[State] = frozenset({"unsure"})
_CAN_BE_TRIED: frozenset[State] = frozenset({"failed", "cancelled"})
_CAN_BE_CANCELLED: frozenset[State] = frozenset({"waiting", "working"})


@dataclass(frozen=True)
class FilmRows:
    """Describes films.

    Attributes
    ----------
    store : Store
    with_patient : bool
        Whether it is said whose each is.
    """

    store: Store
    with_patient: bool

    def describe(self, film: Film) -> dict[str, object]:
        """Return what the page needs of one film."""
        progress, state = film.progress, film.state
        is_there = film.path.is_file()
        return {
            "id": film.id,
            "name": film.asked.name,
            "state": state,
            "words": self._words(film),
            "share": progress.share,
            "message": _message(film),
            # Where the page has a button for it, the command's option is of no use.
            "hint": retell_told(progress.hint) if progress.rotate is None else "",
            "turn": progress.rotate if state == "failed" and is_there else None,
            "choices": _choices(film) if state in _CAN_BE_NAMED and is_there else [],
            "again": state in _CAN_BE_TRIED and progress.rotate is None and is_there,
            "cancel": state in _CAN_BE_CANCELLED,
            "day": self._day(film),
            "day_words": self._day_words(film),
            "sets": self._sets(film),
            "patient": self._patient(film),
        }

    def _words(self, film: Film) -> str:
        progress = film.progress
        if film.state == "working" and progress.step is not None:
            return _WORDS.text(f"films.step.{progress.step}")
        if film.state == "unsure" and not progress.candidates:
            return _WORDS.text("films.none_found")
        return _WORDS.text(f"films.state.{film.state}")

    def _day(self, film: Film) -> str | None:
        """Return the day that it counts for, where it can still be changed."""
        if film.state in ("done", "known"):
            return None
        if film.asked.day is not None:
            return film.asked.day.isoformat()
        moment = None if film.facts is None else film.facts.recorded_at
        return None if moment is None else moment.date().isoformat()

    def _day_words(self, film: Film) -> str:
        if film.asked.day is not None or film.facts is None or film.facts.recorded_at is None:
            return ""
        return _WORDS.text("films.by_camera" if film.facts.by_camera else "films.by_file")

    def _sets(self, film: Film) -> list[dict[str, object]]:
        if film.state not in ("done", "known"):
            return []
        return [found for each in film.progress.set_ids if (found := self._set(each)) is not None]

    def _set(self, set_id: int) -> dict[str, object] | None:
        try:
            row = self.store.sets.get(set_id).row
        except UnknownRecordError:
            return None
        return {
            "id": set_id,
            "title": find_exercise(row.exercise).title,
            "counted": _WORDS.count("films.counted", row.reps_counted, clean=row.clean_reps),
            "day": row.day.isoformat(),
        }

    def _patient(self, film: Film) -> dict[str, object] | None:
        if not self.with_patient:
            return None
        try:
            patient = self.store.patients.get(film.asked.patient_id)
        except UnknownRecordError:
            return None
        return {"id": patient.id, "label": patient.label}


def _message(film: Film) -> str:
    """Return why it could not be scored, or why it is begun again."""
    if film.state in ("unsure", "failed"):
        return retell_told(film.progress.message)
    is_begun_again = film.progress.interrupted and film.state in _CAN_BE_CANCELLED
    return _WORDS.text("films.interrupted") if is_begun_again else ""


def _choices(film: Film) -> list[dict[str, object]]:
    """Return the exercises to choose from, the likely ones first."""
    likely = film.progress.candidates
    names = [*likely, *(name for name in exercise_names() if name not in likely)]
    return [
        {"name": name, "title": find_exercise(name).title, "likely": name in likely}
        for name in names
    ]
