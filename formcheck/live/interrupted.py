"""Sets that were interrupted by a power cut or a crash: found, kept or thrown away."""

from __future__ import annotations

import io
import json
import os
import shutil
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError

from formcheck.exercises.registry import exercise_names
from formcheck.exercises.settings import Settings
from formcheck.judge.result import ModelInfo
from formcheck.judge.streaming.growing_track import track_of_rows
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.live.journal import BLOCK, KIND, SUFFIX, SetOwner, lock
from formcheck.live.judging import FinishedSet

#: A set with no repetition yet is worth keeping after so much of it.
_WORTH_S = 10.0
#: A set that nobody came back for is removed after so long.
_KEPT_DAYS = 30
_RECORDING_PREFIX = ".recording-"


class _Facts(BaseModel):
    """The facts of a journal; see `formcheck.live.journal`."""

    exercise: str
    settings: dict[str, Any]
    width_px: int
    height_px: int
    began_at: datetime
    started_s: float
    stretches: list[tuple[float, float | None]]
    reps: int
    recording: str
    out: str
    model: ModelInfo
    timed_holds: int = 0
    patient: str | None
    store_file: str | None


@dataclass(frozen=True)
class InterruptedSet:
    """A set as it was when the program or the computer stopped.

    Attributes
    ----------
    path : Path
        Its journal.
    facts : BaseModel
        What was noted about it.
    rows : dict of str to array
        Its frames; see `formcheck.judge.streaming.growing_track`.
    """

    path: Path
    facts: _Facts
    rows: dict[str, NDArray[Any]]
    _file: IO[bytes]

    @property
    def name(self) -> str:
        """Tells it from others."""
        return self.path.name

    def replay(self) -> FinishedSet:
        """Judge it as it was judged while it was done, and end it.

        Raises
        ------
        SettingsError
            It was judged by settings that this version does not have.
        """
        facts = self.facts
        settings = Settings.from_mapping(facts.settings)
        track = track_of_rows(self.rows, facts.width_px, facts.height_px)
        done = StreamingSet(
            facts.exercise, settings, width_px=facts.width_px, height_px=facts.height_px
        )
        due = sorted(_changes(facts))
        for index in range(track.frame_count):
            while due and due[0][0] <= track.time_s[index]:
                change_s, starts = due.pop(0)
                (done.start_counting if starts else done.stop_counting)(change_s)
            done.push_row(track, index)
        done.finish()
        return FinishedSet(done, facts.started_s)

    def leave(self) -> None:
        """Leave it to a later start."""
        self._file.close()

    def remove(self) -> None:
        """Remove it, and the piece of a film that nothing can play."""
        self._file.close()
        _remove(self.path, self.facts)


def find_interrupted(folder: Path, owner: SetOwner) -> list[InterruptedSet]:
    """Return the interrupted sets of an owner, oldest first, those worth keeping.

    Those of other patients wait for these. What is not worth keeping, damaged or very old is
    removed.

    Parameters
    ----------
    folder : Path
        See `formcheck.live.journal.journal_folder`.
    owner : SetOwner
        The one of this start; where its sets go and its model may differ.
    """
    wanted = owner.as_facts()
    found = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        interrupted = _claim(path)
        if interrupted is None:
            continue
        facts = interrupted.facts
        owned = (facts.patient, facts.store_file) == (wanted["patient"], wanted["store_file"])
        if owned and facts.exercise in exercise_names():
            found.append(interrupted)
        else:
            interrupted.leave()
    return sorted(found, key=lambda item: item.facts.began_at)


def _claim(path: Path) -> InterruptedSet | None:
    """Read a journal that no running program writes; remove one that nobody would miss."""
    try:
        # For writing: some systems lock no other.
        file = path.open("r+b")
    except OSError:
        return None
    if not lock(file):
        file.close()
        return None
    facts, rows = _read(file)
    old = time.time() - os.fstat(file.fileno()).st_mtime > _KEPT_DAYS * 86_400
    if facts is None or old or not _is_worth_it(facts, rows):
        file.close()
        _remove(path, facts)
        return None
    return InterruptedSet(path, facts, rows, file)


def _read(file: IO[bytes]) -> tuple[_Facts | None, dict[str, NDArray[Any]]]:
    told: dict[str, Any] = {}
    parts: list[dict[str, NDArray[Any]]] = []
    for block in _blocks(file):
        told |= json.loads(block.pop("facts").tobytes())
        parts.append(block)
    try:
        facts = _Facts.model_validate(told)
    except ValidationError:
        return None, {}
    names = parts[0].keys()
    return facts, {name: np.concatenate([part[name] for part in parts]) for name in names}


def _blocks(file: IO[bytes]) -> Iterator[dict[str, NDArray[Any]]]:
    """Yield the arrays of the blocks that are whole; what follows a damaged one is no use."""
    if file.readline(len(KIND)) != KIND:
        return
    while len(head := file.read(BLOCK.size)) == BLOCK.size:
        length, checksum = BLOCK.unpack(head)
        data = file.read(length)
        if len(data) != length or zlib.crc32(data) != checksum:
            return
        try:
            with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
                yield dict(arrays)
        except (ValueError, zipfile.BadZipFile):
            return


def _is_worth_it(facts: _Facts, rows: dict[str, NDArray[Any]]) -> bool:
    return (
        facts.reps + facts.timed_holds > 0
        or float(rows["time_s"][-1]) - facts.started_s >= _WORTH_S
    )


def _changes(facts: _Facts) -> Iterator[tuple[float, bool]]:
    """Yield when counting began (True) and stopped (False)."""
    for start_s, end_s in facts.stretches:
        yield start_s, True
        if end_s is not None:
            yield end_s, False


def _remove(path: Path, facts: _Facts | None) -> None:
    with suppress(OSError):
        path.unlink()
    film = None if facts is None or not facts.recording else Path(facts.recording)
    # A name that this program gave: a journal that somebody wrote by hand removes nothing else.
    if film is not None and film.name.startswith(_RECORDING_PREFIX):
        shutil.rmtree(film, ignore_errors=True)
