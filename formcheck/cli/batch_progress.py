"""How far a batch is: a bar for people, a line now and then for files."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from formcheck.batch.outcome import ClipOutcome
from formcheck.words import read_words
from formcheck.words.errors import retell_told

_WORDS = read_words("formcheck.cli")

#: Without a terminal, a line is written this often.
_LINE_EVERY_S = 60.0


class BatchProgress:
    """Counts what is done, and says so.

    Parameters
    ----------
    total : int
        Clips of this run.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self._tried = 0
        self._refused = 0
        self._begun_s = time.monotonic()

    def tell(self, outcome: ClipOutcome) -> None:
        """Take what came of a clip."""
        self._tried += 1
        self.done += outcome.is_done
        self._refused += not outcome.is_done
        self.show(outcome)

    def show(self, outcome: ClipOutcome) -> None:
        """Say how far it is."""

    @property
    def words(self) -> str:
        """How far it is, in words."""
        minutes = max(time.monotonic() - self._begun_s, 1e-3) / 60
        key = "batch.pace_and_refused" if self._refused else "batch.pace"
        return _WORDS.count(key, round(self._tried / minutes), refused=self._refused)


class _Lines(BatchProgress):
    _said_s = time.monotonic()

    def show(self, outcome: ClipOutcome) -> None:
        now_s = time.monotonic()
        if now_s - self._said_s >= _LINE_EVERY_S:
            self._said_s = now_s
            line = _WORDS.text("batch.line", tried=self._tried, total=self.total, pace=self.words)
            print(line, file=sys.stderr, flush=True)


class _Bar(BatchProgress):
    def __init__(self, total: int, bar: Progress) -> None:
        super().__init__(total)
        self._bar = bar
        self._task = bar.add_task("", total=total)

    def show(self, outcome: ClipOutcome) -> None:
        if not outcome.is_done:
            reason = retell_told(outcome.sentence)
            said = _WORDS.text("batch.not_scored", clip=outcome.clip, reason=reason)
            self._bar.console.print(said, markup=False, highlight=False)
        self._bar.update(self._task, advance=1, description=self.words)


@contextmanager
def showing_batch(total: int) -> Iterator[BatchProgress]:
    """Show how far a batch is while the block runs, on standard error.

    In a terminal a bar with clips a minute and the time left, and above it what could not
    be scored; elsewhere a line a minute.
    """
    if not sys.stderr.isatty():
        yield _Lines(total)
        return
    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        yield _Bar(total, bar)
