"""Sets of the history in the formats of other programs, as one zip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from formcheck.errors import FormcheckError, InputError, NothingToScoreError, ReviewError
from formcheck.exports.exported_set import ExportedSet, PainScore, read_set
from formcheck.exports.formats import Choices, check_choices
from formcheck.exports.writing import add_to_zip
from formcheck.history.models import SetRow
from formcheck.history.store import Store

#: What a zip says of sets that are not in it.
_LEFT_OUT = "left_out.txt"


def write_for_other_programs(
    store: Store, name: str, choices: Choices, path: Path, patient_id: int | None = None
) -> None:
    """Write the sets of one patient, or of all, in a format.

    Sets that lack what the format shows are named in the zip, by their numbers.

    Raises
    ------
    UsageError
        There is no such format, or it needs what was not given.
    ReviewError
        No set can be exported so.
    """
    wanted = check_choices(name, choices)
    left_out: list[str] = []
    numbers: dict[str, int] = {}
    lacking: set[str] = set()

    def leave_out(item: ExportedSet, error: NothingToScoreError) -> None:
        left_out.append(f"Set {numbers[item.name]}: {error.message}")
        lacking.add(item.name)

    def sets() -> Iterator[ExportedSet]:
        for row in store.sets.every(patient_id):
            try:
                item = _read(store, row, with_landmarks=wanted.needs_landmarks)
            except FormcheckError as error:
                left_out.append(f"Set {row.id}: {error.message}")
                continue
            if item.name not in numbers:
                numbers[item.name] = row.id
                yield item

    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        add_to_zip(archive, wanted.files(sets(), choices, leave_out))
        if left_out:
            archive.writestr(_LEFT_OUT, "\n".join(left_out) + "\n")
    if len(lacking) == len(numbers):
        why = left_out[0] if left_out else "Take one in first."
        raise ReviewError("There is no set that can be exported so.", why)


def _read(store: Store, row: SetRow, *, with_landmarks: bool) -> ExportedSet:
    if row.damaged:
        raise InputError("It is damaged.")
    folder = store.sets.get(row.id).files.folder
    item = read_set(folder, with_landmarks=with_landmarks)
    answers = store.pain.of_set(row.id)
    pain = tuple(PainScore(answer.pain_0_to_10, answer.answered_at) for answer in answers)
    return replace(item, pain=pain, performed_at=row.performed_at)
