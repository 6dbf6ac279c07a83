"""The signal of a set as one drawing, for paper and for bundles."""

from __future__ import annotations

import numpy as np
from markupsafe import Markup, escape

from formcheck.history.corrections.reviewed import Reviewed
from formcheck.judge.result import Result
from formcheck.report.page.axis import (
    Run,
    ValueScale,
    decimate,
    fit_values,
    place_time_ticks,
    place_value_ticks,
)
from formcheck.review.web.views.frame_data import Frames
from formcheck.review.web.words import fault_name, result_signal
from formcheck.words import read_words

_WORDS = read_words("formcheck.review.web")

_WIDTH, _HEIGHT = 900.0, 260.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 10.0, 30.0, 26.0
#: So many labels have room on a sheet of paper.
_TIME_DENSITY = 1


def draw_set_chart(frames: Frames, result: Result, reviewed: Reviewed) -> Markup | None:
    """Return the chart as an ``<svg>`` element; None without a signal."""
    time_s = np.asarray(frames.time_s)
    values = np.array([np.nan if value is None else value for value in frames.signal])
    runs = decimate(time_s, values, 1_500) if time_s.size else []
    if not runs:
        return None
    begin_s, end_s = float(time_s[0]), max(float(time_s[-1]), float(time_s[0]) + 0.1)
    scale = fit_values([value for _, run in runs for value in run.tolist()])
    span = begin_s, end_s
    parts = [_grid(scale, result.signal.unit), _seconds(span), *_reps(reviewed, span)]
    parts.append(f'<path d="{_line(runs, span, scale)}" stroke="#0a5f9e" stroke-width="2"/>')
    parts += _faults(reviewed, span)
    words = escape(_WORDS.text("chart.over_time", signal=result_signal(result)))
    # Numbers, and words that are escaped.
    return Markup(  # noqa: S704
        f'<svg class="drawn-chart" role="img" aria-label="{words}" viewBox="0 0 {_WIDTH:g} '
        f'{_HEIGHT:g}" fill="none" font-size="13" font-family="sans-serif">{"".join(parts)}</svg>'
    )


def _x(time_s: float, span: tuple[float, float]) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (time_s - span[0]) / (span[1] - span[0])


def _y(percent: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * percent / 100


def _grid(scale: ValueScale, unit: str) -> str:
    return "".join(
        f'<path d="M{_LEFT:g} {_y(tick.percent):.1f}H{_WIDTH - _RIGHT:g}" stroke="#b9c2c9"/>'
        f'<text x="{_LEFT - 8:g}" y="{_y(tick.percent) + 4:.1f}" text-anchor="end" '
        f'fill="currentColor">{escape(tick.label)}</text>'
        for tick in place_value_ticks(scale, unit)
    )


def _seconds(span: tuple[float, float]) -> str:
    length_s = span[1] - span[0]
    return "".join(
        f'<text x="{_x(span[0] + tick.percent / 100 * length_s, span):.1f}" y="{_HEIGHT - 8:g}" '
        f'text-anchor="middle" fill="currentColor">{escape(tick.label)}</text>'
        for tick in place_time_ticks(length_s)
        if tick.density <= _TIME_DENSITY
    )


def _reps(reviewed: Reviewed, span: tuple[float, float]) -> list[str]:
    clean = {rep.key for rep in reviewed.clean}
    drawn = []
    for rep in reviewed.counted:
        left, right = _x(rep.start_s, span), _x(rep.end_s, span)
        colour = "#0b6b4d" if rep.key in clean else "#b34700"
        drawn.append(
            f'<rect x="{left:.1f}" y="4" width="{max(right - left, 1):.1f}" height="20" rx="4" '
            f'stroke="{colour}" stroke-width="2"/><text x="{(left + right) / 2:.1f}" y="19" '
            f'text-anchor="middle" fill="currentColor">{rep.index}</text>'
        )
    return drawn


def _faults(reviewed: Reviewed, span: tuple[float, float]) -> list[str]:
    return [
        f'<path d="M{_x(fault.start_s, span):.1f} {_HEIGHT - _BOTTOM - 3:g}'
        f'H{_x(fault.end_s, span):.1f}" stroke="#b34700" stroke-width="5">'
        f"<title>{escape(fault_name(fault))}</title></path>"
        for fault in reviewed.standing_faults
    ]


def _line(runs: list[Run], span: tuple[float, float], scale: ValueScale) -> str:
    path = []
    for times_s, values in runs:
        places = [
            f"{_x(time_s, span):.1f} {_y(scale.percent(value)):.1f}"
            for time_s, value in zip(times_s.tolist(), values.tolist(), strict=True)
        ]
        path.append("M" + "L".join(places) + ("h0" if len(places) == 1 else ""))
    return "".join(path)
