"""A program that adds sets and says each that was committed; started by tests, often killed."""

from __future__ import annotations

import sys
from pathlib import Path

from formcheck.history.corrections.changes import Confirm
from formcheck.history.store import Store
from tests.support.history import add_set, make_landmarks, make_result


def main(folder: str, name: str, count: int) -> None:
    """Add sets to the store in a folder; each is followed by a note and a correction."""
    with Store.open(Path(folder) / "history.sqlite3") as store:
        patient_id = store.patients.add(name).id
        for number in range(count):
            result = make_result(f"{name}-{number}.mp4")
            set_id = add_set(
                store, patient_id, result, hours=number, landmarks=make_landmarks()
            ).set_id
            print("set", set_id, flush=True)
            print("note", store.notes.add(set_id, f"note {number}").id, flush=True)
            store.reviews.save(set_id, Confirm(key="rep-1"))
            print("correction", set_id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
