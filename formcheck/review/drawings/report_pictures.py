"""The pictures of a report: the worst moment of each fault, and frames that were drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.history.corrections.apply import fault_specs
from formcheck.history.corrections.drawings import ReviewedDrawing
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.judge.result import Result
from formcheck.report.page.quantities import format_moment, sentence_case
from formcheck.report.worst_moments import SeenFault, find_worst_moments
from formcheck.review.drawings.figure import describe_drawing
from formcheck.review.drawings.measuring import Scale
from formcheck.words import read_words

_SAME_FRAME_S = 0.02


@dataclass(frozen=True)
class ReportPicture:
    """One picture: its moment, what stands below it, and the drawings that are on it."""

    time_s: float
    caption: str
    drawings: tuple[ReviewedDrawing, ...] = ()


def choose_pictures(
    result: Result, reviewed: Reviewed, *, faults: bool, drawings: bool
) -> list[ReportPicture]:
    """Return the pictures of a report.

    Parameters
    ----------
    result, reviewed
        The set.
    faults, drawings : bool
        Which are wished.
    """
    pictures = _of_faults(result, reviewed) if faults else []
    if drawings:
        pictures += _of_drawings(reviewed)
    return pictures


def describe_drawings(drawings: Sequence[ReviewedDrawing], scale: Scale) -> list[tuple[str, str]]:
    """Return the moment and the words of each drawing."""
    words = read_words(__package__).texts("drawn")
    return [
        (format_moment(drawing.time_s), describe_drawing(drawing, scale, words))
        for drawing in drawings
    ]


def _of_faults(result: Result, reviewed: Reviewed) -> list[ReportPicture]:
    words = read_words(__package__)
    peaks_s = {rep.index: rep.peak_s for rep in reviewed.counted}
    seen = [
        SeenFault(
            id=fault.id,
            name=fault.name,
            severity=fault.severity,
            start_s=fault.start_s,
            end_s=fault.end_s,
            value=fault.value,
            threshold=fault.threshold,
            peak_s=peaks_s.get(fault.rep),
        )
        for fault in reviewed.standing_faults
    ]
    moments = find_worst_moments(seen, fault_specs(result))
    return [
        ReportPicture(
            moment.time_s,
            words.text(
                "still.fault_caption",
                fault=sentence_case(moment.name),
                moment=format_moment(moment.time_s),
            ),
        )
        for moment in moments
    ]


def _of_drawings(reviewed: Reviewed) -> list[ReportPicture]:
    """Return a picture for each frame that was drawn on, with all that is on it."""
    frames: list[list[ReviewedDrawing]] = []
    for drawing in reviewed.drawings:
        if frames and drawing.time_s - frames[-1][0].time_s <= _SAME_FRAME_S:
            frames[-1].append(drawing)
        else:
            frames.append([drawing])
    words = read_words(__package__)
    return [
        ReportPicture(
            drawn[0].time_s,
            words.text("still.drawn_caption", moment=format_moment(drawn[0].time_s)),
            tuple(drawn),
        )
        for drawn in frames
    ]
