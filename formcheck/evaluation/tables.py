"""An evaluation as tables for people."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from formcheck.evaluation.clip_score import RecognitionMetrics
from formcheck.evaluation.evaluation import Evaluation
from formcheck.evaluation.metrics import EngineMetrics, ErrorMetrics, GroupMetrics, TallyMetrics

if TYPE_CHECKING:
    from formcheck.evaluation.baseline import Change
    from formcheck.evaluation.clip_score import ClipScore

_NONE = "–"
#: Widths of the column with the names of figures, and of one group beside it.
_NAMES_WIDTH, _GROUP_WIDTH = 34, 14
#: Rows that are too wide to stand side by side for many groups.
_LIMITS = ("  bias, limits of agreement", "  bias, limits of its change")
_COLOURS = {"better": "green", "worse": "red", "other": ""}


def overview_table(total: GroupMetrics) -> Table:
    """Return every figure over all clips, recorded and live side by side."""
    return _figures_table(
        f"All {total.clips} clips",
        {
            "recorded": _rows(total.recorded) | _recognition_rows(total.recognition),
            "live": _rows(total.live),
        },
    )


def group_tables(groups: Mapping[str, GroupMetrics], title: str, width: int) -> list[Table]:
    """Return the figures of each exercise or condition, as many side by side as fit.

    Parameters
    ----------
    groups : mapping of str to GroupMetrics
    title : str
    width : int
        Characters a line.
    """
    names = list(groups)
    most = max(1, (width - _NAMES_WIDTH) // _GROUP_WIDTH)
    return [
        _figures_table(
            title,
            {_heading(name): _group_rows(groups[name]) for name in names[at:][:most]},
        )
        for at in range(0, len(names), most)
    ]


def _heading(name: str) -> str:
    """Return a group's name on several short lines."""
    return "\n".join(textwrap.wrap(name.replace("_", " "), _GROUP_WIDTH - 2))


def _figures_table(title: str, columns: Mapping[str, Mapping[str, str]]) -> Table:
    """Return one row a figure; those about which no column says anything are left out."""
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right")
    figures = dict.fromkeys(figure for rows in columns.values() for figure in rows)
    for figure in figures:
        cells = [rows.get(figure, _NONE) for rows in columns.values()]
        if any(cell != _NONE for cell in cells):
            table.add_row(figure, *cells)
    return table


def fault_table(metrics: EngineMetrics) -> Table | None:
    """Return precision and recall by fault; None if no label says anything about faults."""
    if not metrics.faults.by_id:
        return None
    table = Table(title="Faults (recorded)", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("fault")
    for column in ("there", "reported", "right", "precision", "recall"):
        table.add_column(column, justify="right")
    for fault_id, tally in metrics.faults.by_id.items():
        table.add_row(
            fault_id,
            *(str(number) for number in (tally.true, tally.found, tally.matched)),
            _number(tally.precision),
            _number(tally.recall),
        )
    return table


def attention_table(evaluation: Evaluation) -> Table | None:
    """Return the clips that were counted wrongly or not scored; None if there are none."""
    odd = [score for score in evaluation.scores if _wants_attention(score)]
    if not odd:
        return None
    table = Table(title="Clips to look at", box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("clip", overflow="fold")
    for column in ("there", "recorded", "live"):
        table.add_column(column, justify="right")
    table.add_column("remark")
    for score in odd:
        table.add_row(
            short_name(score.label.clip),
            str(len(score.label.reps)),
            str(score.engines["recorded"].counted),
            str(score.engines["live"].counted),
            score.message or score.label.exercise.replace("_", " "),
        )
    return table


def recognition_table(evaluation: Evaluation) -> Table | None:
    """Return the clips of which the exercise was not recognised, and look-alikes that were taken.

    None if there are none.
    """
    odd = [score for score in evaluation.scores if _is_mistaken(score)]
    if not odd:
        return None
    table = Table(title="Exercise not recognised", box=box.SIMPLE_HEAD, title_justify="left")
    for name in ("clip", "shows", "recognised as"):
        table.add_column(name, overflow="fold")
    for score in odd:
        shown = "a look-alike" if score.label.is_lookalike else score.label.exercise
        taken = ", ".join(score.recognised) or "not sure"
        cells = (shown.replace("_", " "), taken.replace("_", " "))
        table.add_row(short_name(score.label.clip), *cells)
    return table


def _is_mistaken(score: ClipScore) -> bool:
    if score.label.is_lookalike:
        return bool(score.recognised)
    return not score.message and not score.is_recognised


def change_table(changes: Sequence[Change], title: str) -> Table | None:
    """Return what changed since a baseline; None if nothing did."""
    if not changes:
        return None
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    table.add_column("", overflow="fold")
    for column in ("before", "now"):
        table.add_column(column, justify="right")
    table.add_column("")
    for change in changes:
        verdict = change.verdict if change.verdict != "other" else ""
        cells = (change.name, _plain(change.before), _plain(change.now), verdict)
        table.add_row(*cells, style=_COLOURS[change.verdict])
    return table


def short_name(clip: str) -> str:
    """Return a clip's path as it was written, or its name alone if the path is a whole one."""
    path = PurePath(clip)
    return path.name if path.is_absolute() else clip


def _wants_attention(score: ClipScore) -> bool:
    wrong = any(engine.counted != len(score.label.reps) for engine in score.engines.values())
    return wrong or (bool(score.message) and not score.label.is_lookalike)


def _group_rows(group: GroupMetrics) -> dict[str, str]:
    live = group.live.count
    return {name: value for name, value in _rows(group.recorded).items() if name not in _LIMITS} | {
        "live: counted exactly": _percent(live.exact_share),
        "live: nothing counted": _percent(live.quiet_share),
        **_recognition_rows(group.recognition),
    }


def _recognition_rows(metrics: RecognitionMetrics) -> dict[str, str]:
    return {
        "exercise recognised": _percent(metrics.recognised_share),
        "  asked, because not sure": _percent(metrics.asked_share),
        "  taken for it, of look-alikes": _percent(metrics.look_alikes_taken_share),
    }


def _rows(metrics: EngineMetrics) -> dict[str, str]:
    count, reps, faults = metrics.count, metrics.reps, metrics.faults
    angle = metrics.main_angle
    return {
        "clips with repetitions": _whole(count.clips),
        "  counted exactly": _percent(count.exact_share),
        "  counted within one": _percent(count.off_by_one_share),
        "  error, share of the count": _number(count.mae),
        "clips with nothing to count": _whole(count.quiet_clips),
        "  nothing counted": _percent(count.quiet_share),
        "repetitions found, F1": _number(reps.overlap.f1),
        "start and end, mean error": _seconds(reps.boundary_error_s),
        "hold, mean error": _seconds(reps.hold_error_s),
        "right, of those with trust 0.9": _percent(reps.trusted_right_share),
        "judged angle, mean error": _degrees(angle.absolute.mae_deg),
        _LIMITS[0]: _limits(angle.absolute),
        "its change, mean error": _degrees(angle.change.mae_deg),
        _LIMITS[1]: _limits(angle.change),
        "serious faults, right / found": _pair(faults.by_severity["serious"]),
        "quality faults, right / found": _pair(faults.by_severity["quality"]),
        "repetitions without a fault": _whole(faults.clean_reps),
        "  wrong cues per 20 of them": _number(faults.wrong_cues_per_20_clean),
        "time not seen": _percent(metrics.not_seen_share),
    }


def _whole(number: int) -> str:
    return str(number) if number else _NONE


def _percent(share: float | None) -> str:
    return _NONE if share is None else f"{100 * share:.0f} %"


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f}"


def _seconds(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f} s"


def _degrees(value: float | None) -> str:
    return _NONE if value is None else f"{value:.1f}°"


def _limits(errors: ErrorMetrics) -> str:
    if errors.bias_deg is None or errors.low_deg is None or errors.high_deg is None:
        return _NONE
    return f"{errors.bias_deg:+.1f}°, {errors.low_deg:+.1f} to {errors.high_deg:+.1f}°"


def _pair(tally: TallyMetrics) -> str:
    if tally.precision is None and tally.recall is None:
        return _NONE
    return f"{_number(tally.precision)} / {_number(tally.recall)}"


def _plain(value: float | str | None) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return _NONE if value is None else str(value)
