"""The files of one result: their names, and writing them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from formcheck.judge.rebase import count_from_segment
from formcheck.judge.scored import ScoredClip
from formcheck.native import naming_missing_library
from formcheck.results.result_json import write_result
from formcheck.results.tables import write_frames_csv, write_reps_csv
from formcheck.results.webvtt import write_events

RESULT_JSON = "result.json"
REPS_CSV = "reps.csv"
FRAMES_CSV = "frames.csv"
EVENTS_VTT = "events.vtt"
ANNOTATED_VIDEO = "annotated.mp4"
REPORT_HTML = "report.html"
#: Every file that a result may consist of.
RESULT_FILES = (RESULT_JSON, REPS_CSV, FRAMES_CSV, EVENTS_VTT, ANNOTATED_VIDEO, REPORT_HTML)


def write_data(scored: ScoredClip, folder: Path) -> None:
    """Write what other programs read.

    Times are those of the clip; in the subtitles, which are played with the
    annotated video, they are counted from where that begins.
    """
    write_result(scored.result, folder / RESULT_JSON)
    write_reps_csv(scored.result, folder / REPS_CSV)
    write_frames_csv(scored, folder / FRAMES_CSV)
    write_events(count_from_segment(scored).result, folder / EVENTS_VTT)


def load_drawing() -> None:
    """Load what draws the video, so that a library that is missing is told before all else.

    Raises
    ------
    MissingLibraryError
    """
    with naming_missing_library("drawing the video"):
        import_module("formcheck.report.annotate")


def write_video(
    clip: Path,
    scored: ScoredClip,
    folder: Path,
    progress: Callable[[float], None],
    *,
    sound: bool = True,
    threads: int | None = None,
) -> None:
    """Write the annotated video of a clip, or of the segment that was scored."""
    from formcheck.report.annotate import write_annotated_video  # noqa: PLC0415  loads OpenCV

    shown = count_from_segment(scored)
    out = folder / ANNOTATED_VIDEO
    write_annotated_video(clip, shown, out, sound=sound, workers=threads, progress=progress)


def write_page(
    scored: ScoredClip,
    folder: Path,
    *,
    person: str = "",
    filmed: date | None = None,
    stills: bool = True,
) -> None:
    """Write the report, with the annotated video in it if there is one.

    Parameters
    ----------
    scored : ScoredClip
    folder : Path
        Where the annotated video lies, and the report goes.
    person : str
        Whose report it is, to be read in it; empty for nobody.
    filmed : date, optional
        The day on which the clip was filmed.
    stills : bool
        Whether pictures of the annotated video stand beside the faults.
    """
    from formcheck.report.html import Heading, write_report  # noqa: PLC0415  loads Jinja

    video = folder / ANNOTATED_VIDEO
    shown = count_from_segment(scored)
    write_report(
        shown,
        folder / REPORT_HTML,
        video=video if video.exists() else None,
        heading=Heading(person, filmed),
        stills=stills,
    )
