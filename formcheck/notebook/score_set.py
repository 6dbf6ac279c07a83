"""The results of many clips together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

from formcheck.notebook.clip_score import ClipScore
from formcheck.notebook.frames import as_frame
from formcheck.notebook.html import render_set
from formcheck.report.page.quantities import count_of
from formcheck.results.stacked.columns import SetEntry
from formcheck.results.stacked.tables import (
    FAULTS,
    NOT_SCORED,
    REPETITIONS,
    SETS,
    NotScored,
    Table,
    stack,
)


class ScoreSet(Sequence[ClipScore]):
    """Results of many clips: a sequence of `ClipScore`, and the tables of all of them.

    Made by `formcheck.score_many` and `formcheck.read_results`.

    Parameters
    ----------
    clips : sequence of ClipScore
    not_scored : sequence of NotScored
        Clips without a result, and why.
    """

    def __init__(self, clips: Sequence[ClipScore], not_scored: Sequence[NotScored] = ()) -> None:
        self._clips = sorted(clips, key=lambda clip: clip.folder)
        self._not_scored = list(not_scored)

    def __len__(self) -> int:
        return len(self._clips)

    @overload
    def __getitem__(self, which: int | str) -> ClipScore: ...
    @overload
    def __getitem__(self, which: slice) -> ScoreSet: ...
    def __getitem__(self, which: int | str | slice) -> ClipScore | ScoreSet:
        """Return a clip by its place or by its folder, or some of the clips."""
        if isinstance(which, slice):
            return ScoreSet(self._clips[which])
        if isinstance(which, int):
            return self._clips[which]
        for clip in self._clips:
            if which in (clip.folder, clip.name):
                return clip
        raise KeyError(which)

    def __iter__(self) -> Iterator[ClipScore]:
        return iter(self._clips)

    @property
    def sets(self) -> Any:
        """A row an exercise of a clip; see `ClipScore.sets`."""
        return self._table(SETS)

    @property
    def reps(self) -> Any:
        """A row a movement, of all clips; see `ClipScore.reps`."""
        return self._table(REPETITIONS)

    @property
    def faults(self) -> Any:
        """A row a fault, of all clips; see `ClipScore.faults`."""
        return self._table(FAULTS)

    @property
    def not_scored(self) -> Any:
        """A row a clip that has no result: its folder, a code, what is wrong, what to do."""
        return self._table(NOT_SCORED)

    def __repr__(self) -> str:
        without = f", {len(self._not_scored)} not scored" if self._not_scored else ""
        return f"<ScoreSet: {count_of(len(self), 'clip')} scored{without}>"

    def _repr_html_(self) -> str:
        results = [(clip.folder, result) for clip in self._clips for result in clip.results]
        return render_set(results, self._not_scored)

    def _table(self, name: str) -> Any:
        entries = [SetEntry(clip.folder, result) for clip in self._clips for result in clip.results]
        tables: list[Table] = stack(entries, self._not_scored)
        table = next(table for table in tables if table.name == name)
        return as_frame(table.columns, table.rows)
