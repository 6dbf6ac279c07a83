"""Results as a notebook shows them: a chart, repetitions, faults; nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.registry import find_exercise
from formcheck.judge.not_counted import say_why
from formcheck.judge.result import Result
from formcheck.report.page.axis import decimate, fit_values, place_time_ticks, place_value_ticks
from formcheck.report.page.outcome import collect_remarks, describe_outcome
from formcheck.report.page.quantities import (
    format_hold,
    format_moment,
    format_quantity,
    format_span,
    sentence_case,
)
from formcheck.results.stacked.tables import NotScored

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 760, 190, 48, 22
_POINTS = 700
#: Clips of a set that are shown; the tables have them all.
_MOST_CLIPS = 30
_REP, _FAULT = "#3b82c4", "#d1495b"


def render_clip(
    name: str, results: Sequence[Result], times_s: FloatArray, values: FloatArray
) -> str:
    """Return what was found in a clip as HTML.

    Parameters
    ----------
    name : str
        Of the clip.
    results : sequence of Result
        One an exercise.
    times_s, values : (F,) float
        Its main signal.
    """
    parts = [f"<p><b>{escape(name)}</b></p>"]
    for result in results:
        title = find_exercise(result.exercise).title
        span = result.segment
        when = f", {format_span(span.start_s, span.end_s)}" if span else ""
        inside = slice(None) if span is None else _inside(times_s, span.start_s, span.end_s)
        parts += [
            f"<p>{escape(title)}{when}: {escape(describe_outcome(result.summary))}</p>",
            _chart(result, times_s[inside], values[inside]),
            _reps(result),
            _faults(result),
            *(f"<p>Note: {escape(remark)}</p>" for remark in collect_remarks(result)),
        ]
    return "".join(parts)


def render_set(results: Sequence[tuple[str, Result]], not_scored: Sequence[NotScored]) -> str:
    """Return many results as an HTML table, each behind the folder that it is in."""
    rows = [
        [
            folder,
            find_exercise(result.exercise).title,
            str(result.summary.reps_counted),
            str(result.summary.clean_reps),
            ", ".join(dict.fromkeys(fault.name for fault in result.sure_faults)) or "–",
        ]
        for folder, result in results
    ]
    head = ["clip", "exercise", "repetitions", "without a fault", "faults"]
    table = _table(head, rows[:_MOST_CLIPS])
    more = len(rows) - _MOST_CLIPS
    below = f"<p>… and {more} more; .sets has them all.</p>" if more > 0 else ""
    refused = ""
    if not_scored:
        shown = [[row.folder, row.sentence] for row in not_scored[:_MOST_CLIPS]]
        refused = f"<p>Not scored: {len(not_scored)}</p>{_table(['clip', 'why'], shown)}"
    return table + below + refused


def _inside(times_s: FloatArray, start_s: float, end_s: float) -> slice:
    first, last = np.searchsorted(times_s, [start_s, end_s])
    return slice(int(first), int(last) + 1)


def _chart(result: Result, times_s: FloatArray, values: FloatArray) -> str:
    if not times_s.size or not np.isfinite(values).any():
        return ""
    begin_s, end_s = float(times_s[0]), float(times_s[-1])
    length_s = max(end_s - begin_s, 0.1)
    runs = decimate(times_s, values, _POINTS)
    scale = fit_values([value for _, run in runs for value in run.tolist()])

    def across(time_s: float) -> float:
        share = (min(max(time_s, begin_s), end_s) - begin_s) / length_s
        return round(_LEFT + share * (_WIDTH - _LEFT), 1)

    def down(value: float) -> float:
        return round(scale.percent(value) / 100 * (_HEIGHT - _BOTTOM), 1)

    floor = _HEIGHT - _BOTTOM
    shapes = [
        f'<rect x="{across(rep.start_s)}" y="0" height="{floor}" '
        f'width="{max(across(rep.end_s) - across(rep.start_s), 1):.1f}" '
        f'fill="{_REP}" fill-opacity="0.15"/>'
        for rep in result.reps
        if rep.counted
    ]
    shapes += [
        f'<rect x="{across(fault.start_s)}" y="{floor - 6}" height="6" '
        f'width="{max(across(fault.end_s) - across(fault.start_s), 2):.1f}" fill="{_FAULT}">'
        f"<title>{escape(fault.name)}</title></rect>"
        for fault in result.sure_faults
    ]
    for run_s, run in runs:
        points = " ".join(
            f"{across(time)},{down(value)}"
            for time, value in zip(run_s.tolist(), run.tolist(), strict=True)
        )
        shapes.append(
            f'<polyline points="{points}" fill="none" stroke="currentColor" stroke-width="1.4"/>'
        )
    shapes += [
        f'<text x="{_LEFT - 6}" y="{tick.percent / 100 * floor + 4:.1f}" text-anchor="end">'
        f"{escape(tick.label)}</text>"
        for tick in place_value_ticks(scale, result.signal.unit, 4)
    ]
    shapes += [
        f'<text x="{across(tick.percent / 100 * end_s)}" y="{_HEIGHT - 6}" '
        f'text-anchor="middle">{escape(tick.label)}</text>'
        for tick in place_time_ticks(max(end_s, 0.1))
        if tick.density <= 1 and begin_s <= tick.percent / 100 * end_s < end_s - 0.02 * length_s
    ]
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" role="img" '
        f'style="max-width:100%;height:auto" font-size="11" fill="currentColor" '
        f'font-family="sans-serif" aria-label="{escape(result.signal.title)} over time">'
        f"{''.join(shapes)}</svg>"
    )


def _reps(result: Result) -> str:
    names = {fault.id: fault.name for fault in result.faults}
    rows = []
    for rep in result.reps:
        remark = "; ".join(names.get(fault, fault) for fault in rep.faults)
        if not rep.counted:
            remark = f"not counted: {say_why(rep)}"
        rows.append(
            [
                "–" if rep.index is None else str(rep.index),
                format_span(rep.start_s, rep.end_s),
                format_quantity(rep.peak, result.signal.unit),
                format_hold(rep),
                remark or "–",
            ]
        )
    head = ["No.", "from – to", result.signal.title, "held", "to correct"]
    return _table(head, rows) if rows else ""


def _faults(result: Result) -> str:
    rows = [
        [
            sentence_case(fault.name),
            format_moment(fault.start_s),
            format_quantity(fault.value, fault.unit),
            fault.cue,
        ]
        for fault in result.sure_faults
    ]
    return _table(["fault", "at", "measured", "what to do"], rows) if rows else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f'<th style="text-align:left">{escape(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>"
        + "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in row)
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
