"""All patients in the order of need, kept until somebody changes the history."""

from __future__ import annotations

import threading
from datetime import date

from formcheck.history.caseload import Lately
from formcheck.history.models import SetFilter
from formcheck.history.store import Store
from formcheck.review.progress.flags import first_days
from formcheck.review.progress.need import Need, find_need

#: A patient, and what there is to see to.
Needing = tuple[Lately, Need]


class Needs:
    """Works out who needs attention, once for each state of the history.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._known: tuple[int, date] | None = None
        self._ordered: list[Needing] = []

    def in_order(self, today: date) -> list[Needing]:
        """Return all patients with their flags, those who need attention first."""
        with self._lock:
            # Asked before anything is read: what is written meanwhile is read again next time.
            state = (self._store.caseload.version(), today)
            if state != self._known:
                self._ordered = _work_out(self._store, today)
                self._known = state
            return self._ordered

    def next_to_review(self, patient_id: int, set_id: int, today: date) -> int | None:
        """Return the set to review after another one, None if there is none.

        It is the oldest of the same patient that nobody has looked at, and after the last of
        them the oldest of the patient who needs attention most.
        """
        if (same := self.oldest_waiting(patient_id, besides=set_id)) is not None:
            return same
        return self.first_to_review(today, besides=patient_id)

    def first_to_review(self, today: date, besides: int | None = None) -> int | None:
        """Return the oldest set to review of the patient who needs attention most, but for one."""
        waiting = (
            lately.patient.id
            for lately, _ in self.in_order(today)
            if lately.waiting and lately.patient.id != besides
        )
        found = next(waiting, None)
        return None if found is None else self.oldest_waiting(found)

    def oldest_waiting(self, patient_id: int, besides: int | None = None) -> int | None:
        """Return the oldest set of a patient that nobody has looked at, apart from one."""
        wanted = SetFilter(patient_id=patient_id, review_state="new", order="oldest")
        rows = self._store.sets.select(wanted).rows
        return next((row.id for row in rows if row.id != besides), None)


def _work_out(store: Store, today: date) -> list[Needing]:
    found = [
        (lately, find_need(lately, today)) for lately in store.caseload.lately(*first_days(today))
    ]
    return sorted(found, key=lambda item: (item[1].urgency, _rested_s(item[0])))


def _rested_s(lately: Lately) -> float:
    """Return what sorts patients of the same need: who was here last comes first."""
    return -lately.last_set_at.timestamp() if lately.last_set_at is not None else 0.0
