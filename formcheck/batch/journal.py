"""``batch.jsonl``: a line a clip, written by the driver alone, read again by the next run."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.places import LocalPlace, Place
from formcheck.files import explain_write_error

_STEM, _ENDING = "batch", ".jsonl"
#: Where nothing can be appended, the whole file is sent this often.
_SEND_EVERY_S = 20.0
_LEFT_OUT = ("stops",)


def journal_name(shard: tuple[int, int] | None) -> str:
    """Return ``batch.jsonl``, or ``batch-2-of-5.jsonl``: each driver has a file of its own."""
    return f"{_STEM}{_ENDING}" if shard is None else f"{_STEM}-{shard[0]}-of-{shard[1]}{_ENDING}"


def read_journals(place: Place) -> dict[str, ClipOutcome]:
    """Return the last that is known of each clip, by its folder, from all runs and shards.

    A line that was broken off, or that says nothing, is passed over.
    """
    dated: list[tuple[float, ClipOutcome]] = []
    for name in sorted(place.names()):
        if name.startswith(_STEM) and name.endswith(_ENDING):
            dated += _lines(place.read(name) or b"")
    return {outcome.folder: outcome for _, outcome in sorted(dated, key=lambda line: line[0])}


def _lines(data: bytes) -> Iterator[tuple[float, ClipOutcome]]:
    known = {field.name for field in fields(ClipOutcome)}
    for line in data.splitlines():
        try:
            entry: dict[str, Any] = json.loads(line)
            at = float(entry["at"])
            values = {name: value for name, value in entry.items() if name in known}
            values["exercises"] = tuple(values.get("exercises", ()))
            yield at, ClipOutcome(**values)
        except (ValueError, TypeError, KeyError):
            continue


class Journal:
    """The file of one driver; use it in a ``with`` block.

    Parameters
    ----------
    place : Place
        The folder of the batch.
    name : str
        From `journal_name`.
    """

    def __init__(self, place: Place, name: str) -> None:
        self._place, self._name = place, name
        self._text = b"" if isinstance(place, LocalPlace) else place.read(name) or b""
        self._sent_s = time.monotonic()
        if isinstance(place, LocalPlace):
            self._end_broken_line()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        if not isinstance(self._place, LocalPlace):
            self._place.write(self._name, self._text)

    def add(self, outcome: ClipOutcome) -> None:
        """Write down what came of a clip; it is on the disk when this returns.

        Raises
        ------
        OutputError, DiskFullError
            It cannot be written.
        """
        entry = {
            field.name: getattr(outcome, field.name)
            for field in fields(ClipOutcome)
            if field.name not in _LEFT_OUT
        }
        line = json.dumps({**entry, "at": round(time.time(), 3)}).encode() + b"\n"
        if isinstance(self._place, LocalPlace):
            self._append(line)
            return
        self._text += line
        if time.monotonic() - self._sent_s > _SEND_EVERY_S:
            self._place.write(self._name, self._text)
            self._sent_s = time.monotonic()

    def _append(self, line: bytes) -> None:
        assert isinstance(self._place, LocalPlace)
        path = self._place.root / self._name
        try:
            with path.open("ab", buffering=0) as file:
                file.write(line)
        except OSError as error:
            raise explain_write_error(error, path) from error

    def _end_broken_line(self) -> None:
        data = self._place.read(self._name)
        if data and not data.endswith(b"\n"):
            self._append(b"\n")
