"""Taking a file that was edited elsewhere into the history, or into labels."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from formcheck.cli.asking import is_agreed
from formcheck.cli.strays_run import open_history
from formcheck.errors import OutputError, ReviewError, UsageError
from formcheck.exercises.registry import find_exercise
from formcheck.exercises.typed_name import find_exercise_name
from formcheck.exports.annotations import Annotations, read_annotations
from formcheck.exports.coming_back import ComingBack, compare, describe
from formcheck.exports.labels import label_of
from formcheck.files import write_text
from formcheck.history.models import SetRecord
from formcheck.history.set_folder import read_result
from formcheck.history.store import Store
from formcheck.video.reader import VideoFile
from formcheck.words import format_number, long_day, read_words

_WORDS = read_words("formcheck.cli")


def take_in_corrections(
    path: Path, set_id: int | None, store_file: Path | None, *, agreed: bool
) -> int:
    """Show what an edited file changes, ask, and keep it; return the exit code.

    Raises
    ------
    FormcheckError
        The file or its set cannot be read, or a change does not fit the set.
    """
    annotations = read_annotations(path)
    with open_history(store_file) as store:
        record = store.sets.get(_find_set(store, annotations) if set_id is None else set_id)
        clip = read_result(record.files.result_json).clip
        stretches = annotations.stretches(clip.fps * clip.speed)
        coming = compare(store.reviews.get(record.row.id), stretches, clip.speed)
        _show(coming, record)
        if not coming.changes and not coming.notes:
            return 0
        if not agreed and not _asked():
            print(_WORDS.text("corrections.unchanged"))
            return 0
        _keep(store, record.row.id, coming)
    print(_WORDS.text("corrections.kept"))
    return 0


def _find_set(store: Store, annotations: Annotations) -> int:
    """Return the one set that a file says it was exported from."""
    found = store.sets.of_clip(annotations.clip_sha256, annotations.exercise)
    if len(found) == 1:
        return found[0]
    raise UsageError(
        "This file belongs to several sets."
        if found
        else "This file does not say which set it belongs to.",
        "Give --set with the number that stands in the address of the set's page.",
    )


def _show(coming: ComingBack, record: SetRecord) -> None:
    row = record.row
    head = _WORDS.text(
        "corrections.head",
        number=row.id,
        label=row.patient_label,
        exercise=find_exercise(row.exercise).title,
        day=long_day(row.day),
    )
    print(head)
    for change in coming.changes:
        print(f"  {describe(change)}")
    for time_s, text in coming.notes:
        said = _WORDS.text("corrections.note", seconds=format_number(time_s, 2), note=text)
        print(f"  {said}")
    if not coming.changes and not coming.notes:
        print(f"  {_WORDS.text('corrections.same')}")


def _asked() -> bool:
    if not sys.stdin.isatty():
        raise UsageError("Nobody is there to agree to this.", "Look at it, then give --yes.")
    return is_agreed(_WORDS.text("corrections.ask"))


def _keep(store: Store, set_id: int, coming: ComingBack) -> None:
    made = 0
    try:
        for change in coming.changes:
            store.reviews.save(set_id, change)
            made += 1
    except ReviewError:
        # All of a file or nothing of it.
        for _ in range(made):
            store.reviews.undo(set_id)
        raise
    for time_s, text in coming.notes:
        if text.strip():
            store.notes.add(set_id, text, time_s)


def add_to_labels(path: Path, labels: Path, clip: Path | None, exercise: str | None) -> int:
    """Add what a file says of a film to labels for ``formcheck evaluate``.

    Raises
    ------
    UsageError
        Film or exercise are not named, or the labels are none.
    InputError
        The film or the file cannot be read.
    """
    if clip is None or exercise is None:
        raise UsageError(
            "Labels are of a film and an exercise.", "Give --clip CLIP and -e EXERCISE too."
        )
    annotations = read_annotations(path)
    with VideoFile(clip) as video:
        fps = video.info.fps
    name = find_exercise_name(exercise)
    entry = label_of(annotations.stretches(fps), name)
    entry["clip"] = Path(os.path.relpath(clip, labels.parent)).as_posix()
    document = _read_labels(labels)
    clips = [item for item in document["clips"] if item.get("clip") != entry["clip"]]
    document["clips"] = [*clips, entry]
    write_text(labels, json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    print(_WORDS.count("corrections.labels", len(document["clips"]), file=labels))
    return 0


def _read_labels(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"clips": []}
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(document, dict) and isinstance(document.get("clips"), list):
            return document
    except (OSError, ValueError):
        pass
    raise OutputError(f"“{path}” holds no labels.", "Name another file, or a new one.")
