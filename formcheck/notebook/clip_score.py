"""What was found in one clip, for looking at and working with."""

from __future__ import annotations

from typing import Any

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.errors import UsageError
from formcheck.exercises.registry import find_exercise
from formcheck.judge.result import Result
from formcheck.notebook.frames import as_frame
from formcheck.notebook.html import render_clip
from formcheck.notebook.plot import draw_signal
from formcheck.report.page.quantities import count_of
from formcheck.results.stacked.columns import SetEntry
from formcheck.results.stacked.frames import all_frame_rows, frame_columns
from formcheck.results.stacked.reading import ReadFile, read_results
from formcheck.results.stacked.tables import FAULTS, REPETITIONS, SETS, stack


class ClipScore:
    """The result of one clip: numbers, tables, a picture.

    Made by `formcheck.score`, `formcheck.score_many` and `formcheck.read_results`.

    Parameters
    ----------
    folder : str
        Folder of the result, relative to where the others are.
    read : callable
        Gives the bytes of a file by its name, such as ``folder/result.json``.

    Raises
    ------
    ValueError, KeyError, TypeError
        There is no result, or it is damaged.
    """

    def __init__(self, folder: str, read: ReadFile) -> None:
        found = read_results(read, folder)
        if not found:
            raise ValueError(f"no result in {folder}")
        self._sets = [(SetEntry(folder, result), part) for part, result in found]
        self._read = read

    @property
    def folder(self) -> str:
        """Folder of the result: of a batch ``anna/monday-mp4``, relative to that of the batch."""
        return self._sets[0][0].folder

    @property
    def name(self) -> str:
        """Name of the clip's file."""
        return self._sets[0][0].result.clip.name

    @property
    def results(self) -> tuple[Result, ...]:
        """Everything that ``result.json`` holds, one an exercise, in order of time."""
        return tuple(entry.result for entry, _ in self._sets)

    @property
    def result(self) -> Result:
        """The result of a clip of one exercise; of several, that of the first."""
        return self._sets[0][0].result

    @property
    def sets(self) -> Any:
        """A row an exercise: counts, holds, view, provenance; see ``sets.csv`` in docs/tables.md.

        A pandas.DataFrame, or a dict of arrays where pandas is not installed.
        """
        return self._table(SETS)

    @property
    def reps(self) -> Any:
        """A row a movement, counted or not; times in s, ``peak`` and ``range`` in ``unit``.

        A pandas.DataFrame, or a dict of arrays where pandas is not installed.
        """
        return self._table(REPETITIONS)

    @property
    def faults(self) -> Any:
        """A row a fault; ``sure`` tells those that count from those that may be there.

        A pandas.DataFrame, or a dict of arrays where pandas is not installed.
        """
        return self._table(FAULTS)

    @property
    def frames(self) -> Any:
        """A row a frame: time in s, phase, and every signal with its unit in the name.

        A pandas.DataFrame, or a dict of arrays where pandas is not installed. What was not
        seen is NaN.
        """
        return as_frame(frame_columns(), all_frame_rows(self._sets, self._read))

    def plot(self, signal: str | None = None, ax: Any = None) -> Any:
        """Draw a signal over time, with repetitions shaded and faults marked.

        Parameters
        ----------
        signal : str, optional
            A column of `frames`, such as ``"knee_deg"``; the main signal without it.
        ax : matplotlib.axes.Axes, optional
            Where to draw; a new figure without it.

        Returns
        -------
        matplotlib.axes.Axes

        Raises
        ------
        MachineError
            Matplotlib is not installed.
        UsageError
            There is no such signal.
        """
        main = self.result.signal
        label = signal or f"{main.title} ({main.unit})"
        return draw_signal(self.name, self.results, *self.signal(signal), label, ax)

    def signal(self, name: str | None = None) -> tuple[FloatArray, FloatArray]:
        """Return the times and values of a signal.

        Parameters
        ----------
        name : str, optional
            A column of `frames`; the main signal without it.

        Returns
        -------
        (F,) float, (F,) float
            Seconds after the first frame of the clip, and values in the unit that the name
            ends in (of the main signal, ``result.signal.unit``); NaN where not seen.

        Raises
        ------
        UsageError
            There is no such column.
        """
        names = [column.name for column in frame_columns()]
        time, value = names.index("time_s"), _find(names, name or "main_signal")
        rows = list(all_frame_rows(self._sets, self._read))
        times = np.array([row[time] for row in rows], dtype=np.float64)
        values = np.array(
            [np.nan if row[value] is None else row[value] for row in rows], dtype=np.float64
        )
        return times, values

    def __repr__(self) -> str:
        return f"<ClipScore {self.name}: {'; '.join(map(_in_short, self.results))}>"

    def _repr_html_(self) -> str:
        return render_clip(self.name, self.results, *self.signal())

    def _table(self, name: str) -> Any:
        table = next(
            table for table in stack(entry for entry, _ in self._sets) if table.name == name
        )
        return as_frame(table.columns, table.rows)


def _find(names: list[str], name: str) -> int:
    if name not in names:
        raise UsageError(
            f"There is no signal “{name}”.", "The columns of .frames are the signals there are."
        )
    return names.index(name)


def _in_short(result: Result) -> str:
    summary = result.summary
    title = find_exercise(result.exercise).title.lower()
    faults = count_of(len(result.sure_faults), "fault")
    return f"{title}, {count_of(summary.reps_counted, 'repetition')}, {faults}"
