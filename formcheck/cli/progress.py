"""The progress bar of a clip, on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.score_options import Progress as ReportProgress
from formcheck.score_options import Stage
from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")
#: Share of the bar at which each stage begins; the rest of the bar is the next one's.
_WITH_VIDEO: dict[Stage, float] = {"model": 0.0, "pose": 0.0, "video": 0.7, "report": 0.98}
_WITHOUT_VIDEO: dict[Stage, float] = {"model": 0.0, "pose": 0.0, "video": 0.98, "report": 0.98}
_LONGEST_NAME = 32


@contextmanager
def showing_progress(name: str, *, video: bool) -> Iterator[ReportProgress]:
    """Show a bar with the time left while the block runs; it vanishes at the end.

    Without a terminal on standard error nothing is shown.

    Parameters
    ----------
    name : str
        What is being worked on.
    video : bool
        Whether a stretch of the bar is for drawing the video.

    Yields
    ------
    callable
        Takes the stage and the share of it that is done, 0 to 1.
    """
    if not sys.stderr.isatty():
        yield lambda _stage, _share: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    # A descriptor of its own: standard error is turned away for a moment while
    # MediaPipe starts, and the bar should not wait for that.
    own = os.dup(sys.stderr.fileno())
    with os.fdopen(own, "w", encoding=sys.stderr.encoding, errors=sys.stderr.errors) as stream:
        bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            console=Console(file=stream),
            transient=True,
        )
        with bar:
            task = bar.add_task(_shortened(name), total=1.0)

            def show(stage: Stage, share: float) -> None:
                what = _WORDS.text(f"progress.stage.{stage}")
                words = _WORDS.text("progress.doing", name=_shortened(name), what=what)
                bar.update(task, description=words, completed=_overall(stage, share, video=video))

            yield show


def _overall(stage: Stage, share: float, *, video: bool) -> float:
    begins = _WITH_VIDEO if video else _WITHOUT_VIDEO
    ends = [begin for begin in begins.values() if begin > begins[stage]]
    # Fetching the model comes before the bar's own work and takes the whole of it.
    end = 1.0 if stage == "model" or not ends else min(ends)
    return begins[stage] + (end - begins[stage]) * min(max(share, 0.0), 1.0)


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
