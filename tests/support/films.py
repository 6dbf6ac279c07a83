"""Films that wait in a history."""

from __future__ import annotations

from formcheck.history.films.film import Film
from formcheck.history.models import Patient
from formcheck.history.store import Store


def add_film(
    store: Store,
    patient: Patient,
    data: bytes = b"a film",
    name: str = "a.mp4",
    modified_s: float | None = None,
) -> Film:
    """Take a film in as a page does."""
    received = store.films.receive()
    received.write(data)
    received.end(modified_s)
    return store.films.add(patient, received, name)
