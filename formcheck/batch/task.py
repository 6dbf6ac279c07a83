"""Scoring one clip of a batch: what every worker does, wherever it runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from formcheck.batch.clip_list import BatchClip
from formcheck.batch.outcome import UNEXPECTED, ClipOutcome, error_code, this_host
from formcheck.batch.places import LocalPlace, Place, fetched, open_place, send_folder
from formcheck.batch.wish import Wish
from formcheck.errors import (
    DiskFullError,
    FormcheckError,
    InputError,
    MachineError,
    ModelError,
    NothingToScoreError,
    OutputError,
)
from formcheck.pose.bundle import find_bundle
from formcheck.pose.cache import clip_sha256
from formcheck.pose.kept_track import is_kept_track, read_kept_track
from formcheck.pose.manifest import model_entries

Redo = Literal["nothing", "refused", "all"]


@dataclass(frozen=True)
class ClipTask:
    """A clip to score; small enough to be sent anywhere.

    Attributes
    ----------
    clip : BatchClip
    out : str
        Folder or address of the batch.
    wish : Wish
    earlier : ClipOutcome or None
        What came of it in an earlier run.
    redo : {"nothing", "refused", "all"}
        What is tried again although it is known: clips that could not be scored, or all.
    """

    clip: BatchClip
    out: str
    wish: Wish
    earlier: ClipOutcome | None = None
    redo: Redo = "nothing"


def score_task(task: ClipTask) -> ClipOutcome:
    """Score a clip unless its result is there already; errors are told, never raised.

    Parameters
    ----------
    task : ClipTask

    Returns
    -------
    ClipOutcome
    """
    begun = time.monotonic()
    clip = task.clip
    outcome = ClipOutcome(clip.folder, clip.name, "failed", task.wish.key, host=this_host())
    path, sha256 = clip.address, None
    try:
        with fetched(clip.address) as local:
            path = str(local)
            sha256 = _hash(local, clip.name)
            outcome = replace(outcome, sha256=sha256)
            if (known := _known(task, outcome, local, sha256)) is not None:
                return known
            exercises = _score(task, local)
        outcome = replace(outcome, status="scored", exercises=exercises)
    except FormcheckError as error:
        outcome = _explained(outcome, error, (path, clip.address), clip.name)
    except Exception as error:
        outcome = replace(
            outcome,
            code=UNEXPECTED,
            exit_code=1,
            sentence=f"Something went wrong that should not ({type(error).__name__}).",
            hint="Score this clip by itself with --debug and report what it shows.",
        )
    return replace(outcome, seconds=round(time.monotonic() - begun, 3))


def _hash(path: Path, name: str) -> str:
    try:
        return clip_sha256(path)
    except FileNotFoundError:
        raise InputError(f"There is no file “{name}”.", "Check the name.") from None
    except OSError as error:
        raise InputError(
            f"“{name}” cannot be read: {(error.strerror or str(error)).lower()}.",
            "Check the file and your rights to it.",
        ) from error


def _known(task: ClipTask, begun: ClipOutcome, path: Path, sha256: str) -> ClipOutcome | None:
    """Return what is known of a clip that needs no scoring, None if it does."""
    earlier, wish = task.earlier, task.wish
    same = earlier is not None and (earlier.sha256, earlier.wish) == (sha256, wish.key)
    if task.redo == "all" or (earlier is not None and not same):
        return None
    if earlier is not None and earlier.status == "refused":
        return None if task.redo == "refused" else replace(earlier, clip=begun.clip, seconds=None)
    model = read_kept_track(path).model_sha256 if is_kept_track(path) else None
    results = wish.find_result(open_place(task.out), task.clip.folder, sha256, model)
    if not results:
        return None
    exercises = tuple(result.exercise for result in results)
    return replace(begun, status="kept", exercises=exercises)


def _score(task: ClipTask, path: Path) -> tuple[str, ...]:
    from formcheck.scoring import score_with  # noqa: PLC0415  a clip that is done needs none of it

    if not is_kept_track(path):
        _check_model(task.wish)
    place = open_place(task.out)
    options = replace(
        task.wish.scoring, folder_name=task.clip.folder, folder_is_own=True, threads=1
    )
    with _folder_for(place) as out:
        scored = score_with(options, path, out, task.wish.exercise)
        if not isinstance(place, LocalPlace):
            send_folder(out / task.clip.folder, place, task.clip.folder)
    return tuple(part.result.exercise for part in scored)


@contextmanager
def _folder_for(place: Place) -> Iterator[Path]:
    """Give the folder that is scored into: the place itself, or one that goes once it is sent."""
    if isinstance(place, LocalPlace):
        yield place.root
        return
    with TemporaryDirectory(prefix="formcheck-") as scratch:
        yield Path(scratch)


def _check_model(wish: Wish) -> None:
    """Refuse to score with another model than the driver has, or to fetch one in every worker."""
    model = wish.scoring.model
    named = not (isinstance(model, str) and model in model_entries())
    found = find_bundle(source=Path(model)) if named else find_bundle(str(model))
    if found is None:
        raise ModelError(
            f"The pose model “{model}” is not on the computer “{this_host()}”.",
            "Run “formcheck models fetch” there, or name a shared folder in FORMCHECK_MODELS.",
        )
    if found.sha256 != wish.model_sha256:
        raise ModelError(
            f"The pose model on the computer “{this_host()}” is another one.",
            "Put the same file there, or name a shared folder in FORMCHECK_MODELS.",
        )


def _explained(
    outcome: ClipOutcome, error: FormcheckError, paths: tuple[str, ...], name: str
) -> ClipOutcome:
    """Tell an error without the paths of this computer: they name people, and differ elsewhere."""
    sentence, hint = error.message, error.hint
    for path in paths:
        sentence, hint = sentence.replace(path, name), hint.replace(path, name)
    refused = isinstance(error, InputError | NothingToScoreError)
    return replace(
        outcome,
        status="refused" if refused else "failed",
        code=error_code(error),
        sentence=sentence,
        hint=hint,
        exit_code=error.exit_code,
        stops=isinstance(error, MachineError | DiskFullError | OutputError),
    )
