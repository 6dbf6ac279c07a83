"""A running set, noted down on the disk as it happens: a power cut costs a second of it.

A journal is a line that names its kind, and then blocks: length and CRC-32 (two little-endian
unsigned 32-bit numbers), and so many bytes of NumPy's npz. Each block holds the frames since the
one before, in the arrays of `formcheck.judge.streaming.growing_track`, and ``facts``: JSON whose
entries stand until a later block has others. The last block may be cut off anywhere.
"""

from __future__ import annotations

import io
import json
import os
import struct
import sys
import tempfile
import threading
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from formcheck.exercises.settings import Settings
from formcheck.judge.result import ModelInfo
from formcheck.live.judge_process import RunningSet

#: First line of the file.
KIND = b"formcheck set journal 1\n"
#: Length and checksum before each block.
BLOCK = struct.Struct("<II")
SUFFIX = ".journal"
#: So much of a set is lost at most, besides what the disk needs for a block.
_EVERY_S = 1.0
#: An hour and a half of landmarks; what a set adds beyond is not noted down.
_MOST_BYTES = 250_000_000


@dataclass(frozen=True)
class SetOwner:
    """Whose set it is and where it goes: what a later start needs to keep it.

    Attributes
    ----------
    out : Path
        Folder of the sets.
    model : ModelInfo
    patient : str or None
    store_file : Path or None
        The history; the user's own without it.
    """

    out: Path
    model: ModelInfo
    patient: str | None = None
    store_file: Path | None = None

    def as_facts(self) -> dict[str, Any]:
        """Return it as entries of a journal."""
        store = None if self.store_file is None else str(self.store_file.absolute())
        return {
            "out": str(self.out.absolute()),
            "model": self.model.model_dump(),
            "patient": self.patient,
            "store_file": store,
        }


def journal_folder() -> Path:
    """Return where journals are kept: in the user's state folder, private."""
    return platformdirs.user_state_path("formcheck", appauthor=False) / "sets"


class SetJournal:
    """The journal of one set at a time, written by a thread of its own; nobody waits for it.

    Where it cannot be written the set goes on without one.

    Parameters
    ----------
    folder : Path
        Made when it is needed.
    owner : SetOwner
    """

    def __init__(self, folder: Path, owner: SetOwner) -> None:
        self._folder, self._owner = folder, owner
        self._noted_frames, self._noted_s = 0, -np.inf
        self._recording, self._timed_holds = "", 0
        self._waiting: SimpleQueue[_Block | _Discard | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def note(
        self, done: RunningSet, began_at: datetime, started_s: float, *, at_once: bool
    ) -> None:
        """Note down what has come since the last time, if a second has passed or `at_once`.

        Parameters
        ----------
        done : StreamingSet or DistantSet
            Always the same one, until `discard`.
        began_at : datetime
            When counting began.
        started_s : float
            The same on the clock of the frames.
        at_once : bool
            Something was decided.
        """
        rows = done.rows_since(self._noted_frames)
        time_s = rows["time_s"]
        if not len(time_s) or (float(time_s[-1]) - self._noted_s < _EVERY_S and not at_once):
            return
        facts = {
            "reps": done.reps_counted,
            "stretches": [
                (part.start_s, part.end_s if np.isfinite(part.end_s) else None)
                for part in done.stretches
            ],
            "recording": self._recording,
            "timed_holds": self._timed_holds,
        }
        begin = None
        if not self._noted_frames:
            width_px, height_px = done.track_width_px, done.track_height_px
            facts |= {"exercise": done.exercise_name, "width_px": width_px, "height_px": height_px}
            facts |= {"began_at": began_at.isoformat(), "started_s": started_s}
            begin = done.settings
        self._noted_frames += len(time_s)
        self._noted_s = float(time_s[-1])
        self._waiting.put(_Block(facts, rows, begin))

    def note_recording(self, folder: Path | None) -> None:
        """Note where a film of the set is being written, for it to be removed with the set."""
        self._recording = "" if folder is None else str(folder.absolute())

    def note_timed_holds(self, count: int) -> None:
        """Note how many holds of the set the clock has timed, for the next block."""
        self._timed_holds = count

    def discard(self) -> None:
        """Remove the journal: the set is saved, or not to be kept; the next note begins anew."""
        self._timed_holds = 0
        self._noted_frames, self._noted_s = 0, -np.inf
        self._waiting.put(_Discard())

    def close(self, *, keep: bool) -> None:
        """End the thread once all is written; without `keep` the journal is removed."""
        if not keep:
            self.discard()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        file: _JournalFile | None = None
        broken = False
        while (work := self._waiting.get()) is not None:
            if isinstance(work, _Discard):
                if file is not None:
                    file.remove()
                file, broken = None, False
            elif not broken:
                try:
                    file = file or _JournalFile(self._folder)
                    file.append(work.as_bytes(self._owner))
                except OSError:
                    # A full disk, for example: what is there already can still be kept.
                    broken = True
        if file is not None:
            file.close()


@dataclass(frozen=True)
class _Discard:
    """The set is not to be kept here."""


@dataclass(frozen=True)
class _Block:
    """What is to be appended; `settings` in the first one only."""

    facts: dict[str, Any]
    rows: dict[str, NDArray[Any]]
    settings: Settings | None

    def as_bytes(self, owner: SetOwner) -> bytes:
        facts = dict(self.facts)
        if self.settings is not None:
            facts |= owner.as_facts() | {"settings": self.settings.model_dump(mode="json")}
        packed = io.BytesIO()
        arrays: dict[str, Any] = {**self.rows, "facts": np.frombuffer(_json(facts), np.uint8)}
        np.savez(packed, **arrays)
        return packed.getvalue()


def _json(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts).encode()


class _JournalFile:
    """A file that grows block by block; locked, so that no other program takes it for left over."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Readable by its owner alone.
        handle, name = tempfile.mkstemp(prefix="set-", suffix=SUFFIX, dir=folder)
        self._path = Path(name)
        self._file = os.fdopen(handle, "r+b", buffering=0)
        self._size = 0
        lock(self._file)
        self._write(KIND)
        _sync_folder(folder)

    def append(self, block: bytes) -> None:
        """Write a block; it is on the disk itself when this returns.

        Raises
        ------
        OSError
        """
        if self._size + len(block) <= _MOST_BYTES:
            self._write(BLOCK.pack(len(block), zlib.crc32(block)) + block)

    def remove(self) -> None:
        self.close()
        with suppress(OSError):
            self._path.unlink()

    def close(self) -> None:
        self._file.close()

    def _write(self, data: bytes) -> None:
        self._size += len(data)
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]
        # Once a second: often enough, and seldom enough for any disk.
        os.fsync(self._file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file safe, too, where the system knows how."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lock(file: IO[bytes]) -> bool:
    """Lock a file until it is closed; return whether no other program has it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (not on every system)

            # Beyond its end: a lock bars others from reading there.
            file.seek(2 * _MOST_BYTES)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl  # noqa: PLC0415 (not on every system)

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
