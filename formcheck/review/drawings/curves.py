"""The angle curves of a set: a drawing of all that were measured, and a table of them."""

from __future__ import annotations

import csv
import io
import math

import numpy as np
from markupsafe import escape

from formcheck.arrays import FloatArray
from formcheck.exports.exported_set import Signals
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.kinematics.signals import SIGNALS
from formcheck.report.page.axis import (
    ValueScale,
    decimate,
    fit_values,
    place_time_ticks,
    place_value_ticks,
)

_WIDTH, _PANEL, _GAP, _HEAD = 960.0, 150.0, 34.0, 70.0
_LEFT, _RIGHT = 62.0, 14.0
_MOST_POINTS = 1_500
_VALUE_TICKS = 4
_DECIMALS = 1
_INK, _QUIET, _RULE, _SIGNAL = "#16202a", "#4b5966", "#d3dae0", "#0a5f9e"
_CLEAN, _FAULTY = "#d9f0e6", "#fbe3d0"


def angle_names(signals: Signals) -> list[str]:
    """Return the angles that were measured at all, in their order."""
    return [
        name
        for name, values in signals.values.items()
        if name.endswith("_deg") and np.isfinite(values).any()
    ]


def draw_curves(signals: Signals, reviewed: Reviewed, title: str) -> str:
    """Return all angles over one time, as an SVG file that needs nothing beside it.

    Parameters
    ----------
    signals : Signals
    reviewed : Reviewed
        Its counted repetitions are shaded.
    title : str
    """
    names = angle_names(signals)
    height = _HEAD + len(names) * (_PANEL + _GAP)
    time_s = signals.time_s
    span = float(time_s[0]), max(float(time_s[-1]), float(time_s[0]) + 0.1)
    parts = [
        f'<text x="{_LEFT:g}" y="30" font-size="19" font-weight="600">{escape(title)}</text>',
        *_repetitions(reviewed, span, height),
    ]
    for number, name in enumerate(names):
        top = _HEAD + number * (_PANEL + _GAP)
        parts += _panel(name, time_s, signals.values[name], span, top)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {height:g}" '
        f'width="{_WIDTH:g}" height="{height:g}" font-family="sans-serif" font-size="13" '
        f'fill="{_INK}"><rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>\n'
    )


def render_curve_table(signals: Signals, reviewed: Reviewed) -> str:
    """Return the angles of every frame as CSV.

    ``repetition`` is the number of the counted repetition after correction. A cell is empty
    where nothing was measured.
    """
    names = angle_names(signals)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["time_s", "repetition", *names])
    columns = [signals.values[name].tolist() for name in names]
    for time_s, *values in zip(signals.time_s.tolist(), *columns, strict=True):
        row = [f"{time_s:.3f}", _number_of_rep(reviewed, time_s), *map(_cell, values)]
        table.writerow(row)
    return out.getvalue()


def _cell(value: float) -> str:
    return f"{round(value, _DECIMALS) + 0.0:.{_DECIMALS}f}" if math.isfinite(value) else ""


def _number_of_rep(reviewed: Reviewed, time_s: float) -> str:
    inside = (rep.index for rep in reviewed.counted if rep.start_s <= time_s <= rep.end_s)
    return str(next(inside, ""))


def _x(time_s: float, span: tuple[float, float]) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (time_s - span[0]) / (span[1] - span[0])


def _repetitions(reviewed: Reviewed, span: tuple[float, float], height: float) -> list[str]:
    clean = {rep.key for rep in reviewed.clean}
    drawn = []
    for rep in reviewed.counted:
        left, right = _x(rep.start_s, span), _x(rep.end_s, span)
        colour = _CLEAN if rep.key in clean else _FAULTY
        drawn.append(
            f'<rect x="{left:.1f}" y="{_HEAD - 26:g}" width="{max(right - left, 1):.1f}" '
            f'height="{height - _HEAD + 12:g}" fill="{colour}" fill-opacity="0.6"/>'
            f'<text x="{(left + right) / 2:.1f}" y="{_HEAD - 12:g}" text-anchor="middle" '
            f'font-weight="600">{rep.index}</text>'
        )
    return drawn


def _panel(
    name: str, time_s: FloatArray, values: FloatArray, span: tuple[float, float], top: float
) -> list[str]:
    seen = values[np.isfinite(values)]
    scale = fit_values([float(seen.min()), float(seen.max())])
    title = escape(f"{name.removesuffix('_deg').replace('_', ' ')}: {SIGNALS.get(name, name)}")
    parts = [f'<text x="{_LEFT:g}" y="{top + 12:g}" fill="{_QUIET}">{title}</text>']
    for tick in place_value_ticks(scale, "deg", _VALUE_TICKS):
        y = _y(tick.percent, top)
        parts.append(
            f'<path d="M{_LEFT:g} {y:.1f}H{_WIDTH - _RIGHT:g}" stroke="{_RULE}"/>'
            f'<text x="{_LEFT - 8:g}" y="{y + 4:.1f}" text-anchor="end">{escape(tick.label)}</text>'
        )
    for tick in place_time_ticks(span[1] - span[0]):
        if tick.density <= 1:
            x = _x(span[0] + tick.percent / 100 * (span[1] - span[0]), span)
            parts.append(
                f'<text x="{x:.1f}" y="{top + _PANEL + 14:g}" text-anchor="middle" '
                f'font-size="11" fill="{_QUIET}">{escape(tick.label)}</text>'
            )
    parts.append(
        f'<path d="{_line(time_s, values, span, scale, top)}" fill="none" stroke="{_SIGNAL}" '
        'stroke-width="2" stroke-linejoin="round"/>'
    )
    return parts


def _y(percent: float, top: float) -> float:
    return top + 20 + (_PANEL - 22) * percent / 100


def _line(
    time_s: FloatArray,
    values: FloatArray,
    span: tuple[float, float],
    scale: ValueScale,
    top: float,
) -> str:
    path = []
    for times_s, run in decimate(time_s, values, _MOST_POINTS):
        places = [
            f"{_x(moment_s, span):.1f} {_y(scale.percent(value), top):.1f}"
            for moment_s, value in zip(times_s.tolist(), run.tolist(), strict=True)
        ]
        path.append("M" + "L".join(places) + ("h0" if len(places) == 1 else ""))
    return "".join(path)
