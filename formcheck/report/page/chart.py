"""The signal chart, worked out down to the coordinates that its template draws."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from formcheck.judge.result import Rep, Result
from formcheck.judge.scored import ScoredClip
from formcheck.report.page.axis import (
    Run,
    Tick,
    ValueScale,
    decimate,
    fit_values,
    place_time_ticks,
    place_value_ticks,
)
from formcheck.report.page.marks import (
    Band,
    FaultLane,
    RepMark,
    describe_bands,
    find_bands,
    find_blamed,
    place_faults,
    place_reps,
)
from formcheck.report.page.quantities import unit_suffix
from formcheck.report.wording import WORDS, phase_words, signal_title
from formcheck.words import format_number

#: Width and height of the drawing, in its own units; it is stretched to its place.
SIZE = 1000


@dataclass(frozen=True)
class Shade:
    """A shaded stretch, per cent of the width."""

    phase: str
    left: float
    width: float


@dataclass(frozen=True)
class Chart:
    """What the chart's template draws.

    Attributes
    ----------
    duration_s : float
        Length of the time axis.
    line, peaks : str
        SVG paths in a square of `SIZE` units.
    baseline_percent, count_percent : float or None
        Rest level and the level from which a repetition counts, per cent from
        the top.
    data_json : str
        What the script needs to follow the video, safe inside a script element.
    """

    duration_s: float
    line: str
    peaks: str
    value_ticks: list[Tick]
    time_ticks: list[Tick]
    baseline_percent: float | None
    count_percent: float | None
    shades: list[Shade]
    reps: list[RepMark]
    lanes: list[FaultLane]
    description: str
    data_json: str


def build_chart(scored: ScoredClip) -> Chart:
    """Work out the chart of a clip's main signal."""
    result, timeline = scored.result, scored.timeline
    duration_s = _duration_s(scored)
    runs = decimate(timeline.time_s, timeline.signal)
    baseline = result.signal.baseline
    count_level = find_count_level(result.settings, result.exercise, baseline)
    peaks = [rep for rep in result.reps if rep.counted and rep.peak is not None]
    shown = [value for run in runs for value in run[1].tolist()]
    levels = [level for level in (baseline, count_level) if level is not None]
    scale = fit_values(shown + [float(rep.peak or 0.0) for rep in peaks] + levels)
    bands = find_bands(timeline, scored.exercise, duration_s)
    return Chart(
        duration_s=duration_s,
        line=_line_path(runs, duration_s, scale),
        peaks=_peak_path(peaks, duration_s, scale),
        value_ticks=place_value_ticks(scale, result.signal.unit),
        time_ticks=place_time_ticks(duration_s),
        baseline_percent=None if baseline is None else scale.percent(baseline),
        count_percent=None if count_level is None else scale.percent(count_level),
        shades=_shade(bands, duration_s),
        reps=place_reps(result.reps, duration_s, find_blamed(result.sure_faults)),
        lanes=place_faults(result.sure_faults, duration_s, scored.exercise),
        description=WORDS.text(
            "chart.description",
            signal=signal_title(scored.exercise, result),
            phases=describe_bands(bands),
        ),
        data_json=_script_data(scored, runs, bands, duration_s),
    )


def find_count_level(
    settings: dict[str, Any], exercise: str, baseline: float | None
) -> float | None:
    """Return the signal from which a repetition counts; None if the settings do not say.

    An exercise counts in degrees past rest (``count_deg``), from a certain angle
    (``count_level_deg``) or in shares of the person's own movement
    (``count_share``, charted in per cent).
    """
    states = settings.get(exercise, {}).get("states", {})
    if "count_share" in states:
        return 100 * float(states["count_share"])
    if "count_level_deg" in states:
        return float(states["count_level_deg"])
    if "count_deg" in states and baseline is not None:
        return baseline + float(states["count_deg"])
    return None


def _duration_s(scored: ScoredClip) -> float:
    time_s = scored.timeline.time_s
    last_s = float(time_s[-1]) if time_s.size else 0.0
    return max(scored.result.clip.duration_s, last_s, 0.1)


def _line_path(runs: Iterable[Run], duration_s: float, scale: ValueScale) -> str:
    parts = []
    for times_s, values in runs:
        across = times_s * (SIZE / duration_s)
        places = [
            f"{x:.1f} {scale.percent(value) * SIZE / 100:.1f}"
            for x, value in zip(across.tolist(), values.tolist(), strict=True)
        ]
        # A run of one point is drawn as a dot: a line of no length with round ends.
        parts.append(f"M{places[0]}" + ("h0" if len(places) == 1 else "L" + " ".join(places[1:])))
    return "".join(parts)


def _peak_path(reps: Iterable[Rep], duration_s: float, scale: ValueScale) -> str:
    return "".join(
        f"M{rep.peak_s * SIZE / duration_s:.1f} {scale.percent(rep.peak) * SIZE / 100:.1f}h0"
        for rep in reps
        if rep.peak is not None
    )


def _shade(bands: Iterable[Band], duration_s: float) -> list[Shade]:
    return [
        Shade(
            phase=band.phase,
            left=100 * band.start_s / duration_s,
            width=100 * (band.end_s - band.start_s) / duration_s,
        )
        for band in bands
        if band.phase != "ready"
    ]


def find_telling_moment(result: Result) -> float | None:
    """Return a moment whose picture says what the clip is about, in seconds.

    Within the worst fault that is sure, else the peak of the first counted repetition;
    None where there is neither.
    """
    faults = sorted(result.sure_faults, key=lambda fault: (-fault.severity, fault.start_s))
    worst = next(iter(faults), None)
    if worst is not None and worst.severity > 0:
        return round((worst.start_s + worst.end_s) / 2, 3)
    return next((round(rep.peak_s, 3) for rep in result.reps if rep.counted), None)


def _script_data(
    scored: ScoredClip, runs: Iterable[Run], bands: Iterable[Band], duration_s: float
) -> str:
    data = {
        "duration": round(duration_s, 3),
        "speed": scored.result.clip.speed,
        "rest": find_telling_moment(scored.result),
        "suffix": unit_suffix(scored.result.signal.unit),
        "notJudged": phase_words(scored.exercise, "not_judged"),
        "notSeen": WORDS.text("chart.not_seen"),
        "decimal": format_number(0.0, 1)[1],
        "runs": [
            {"t": times.round(3).tolist(), "v": values.round(2).tolist()} for times, values in runs
        ],
        "phases": [[round(band.start_s, 3), band.words] for band in bands],
    }
    return escape_for_script(json.dumps(data, separators=(",", ":"), ensure_ascii=True))


def escape_for_script(text: str) -> str:
    """Return JSON that cannot end the script element it stands in."""
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
