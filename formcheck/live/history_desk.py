"""What a live session adds to a patient's history."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from formcheck.history.models import NewSet
from formcheck.history.set_folder import landmarks_of_track
from formcheck.history.store import Store
from formcheck.live.flow.effects import RecordPain, RecordSafety
from formcheck.live.saving import SavedSet
from formcheck.plan.model import Plan


class HistoryDesk:
    """Writes into the history; to be used from the thread that opened it.

    Parameters
    ----------
    store_file : Path or None
        The history; the user's own without it.
    label : str
        The patient's.

    Raises
    ------
    UsageError
        The label is empty or too long.
    StoreError, DiskFullError
        The history cannot be opened.
    """

    def __init__(self, store_file: Path | None, label: str) -> None:
        self._store = Store.open(store_file)
        self._patient = self._store.patients.add(label)
        self._session_id: int | None = None
        self._set_id: int | None = None

    @property
    def label(self) -> str:
        """The patient's label as it is kept."""
        return self._patient.label

    def plan(self) -> Plan | None:
        """Return the patient's plan, None without one."""
        version = self._store.plans.get(self._patient.id)
        return None if version is None else version.plan

    def add_set(self, saved: SavedSet) -> None:
        """Add a set that was just done."""
        # If that fails, answers about this set must not go to the one before.
        self.forget_set()
        added = self._store.sets.add(
            self._patient.id,
            NewSet(
                result=saved.scored.result,
                # As the name of its folder tells it: an import of that folder finds the same set.
                performed_at=saved.performed_at.replace(microsecond=0),
                source="live",
                result_folder=saved.folder,
                clip=saved.film,
                landmarks=landmarks_of_track(saved.scored.track),
                session_id=self._session(),
            ),
        )
        self._set_id = added.set_id

    def forget_set(self) -> None:
        """Note that the set that ended last was not kept: answers are about no set then."""
        self._set_id = None

    def add_pain(self, answer: RecordPain) -> None:
        """Add an answer; one from after a set belongs to the set added last."""
        self._store.pain.add(
            self._patient.id,
            moment=answer.moment,
            pain_0_to_10=answer.pain_0_to_10,
            furthest_site=answer.site,
            answered_at=_now(),
            session_id=self._session(),
            set_id=self._set_id if answer.moment == "after" else None,
        )

    def add_safety(self, event: RecordSafety) -> None:
        """Add something that a therapist must see."""
        self._store.safety.add(
            self._patient.id,
            kind=event.kind,
            detail=event.detail,
            happened_at=_now(),
            session_id=self._session(),
            set_id=None,
        )

    def close(self) -> None:
        """Close the history."""
        self._store.close()

    def _session(self) -> int:
        if self._session_id is None:
            begun = self._store.sessions.begin(self._patient.id, _now(), "live")
            self._session_id = begun.id
        return self._session_id


def _now() -> datetime:
    return datetime.now(UTC).astimezone()
