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
from formcheck.exercises.registry import find_exercise
from formcheck.words import format_number, read_words, retell

if TYPE_CHECKING:
    from formcheck.evaluation.baseline import Change
    from formcheck.evaluation.clip_score import ClipScore

_NONE = "–"
#: Widths of the column with the names of figures, and of one group beside it.
_NAMES_WIDTH, _GROUP_WIDTH = 34, 14
_WORDS = read_words("formcheck.evaluation")
#: Whose English may stand in an evaluation.
TELLERS = ("formcheck.evaluation", "formcheck.words.errors")
#: Rows that are too wide to stand side by side for many groups.
_LIMITS = ("bias", "bias_of_change")
#: Rows that say more about the one above them.
_BELOW = {*_LIMITS, "exact", "within_one", "error_share", "nothing_counted", "wrong_cues"}
_BELOW |= {"asked", "look_alikes_taken"}
_COLOURS = {"better": "green", "worse": "red", "other": ""}


def overview_table(total: GroupMetrics) -> Table:
    """Return every figure over all clips, recorded and live side by side."""
    return _figures_table(
        _WORDS.count("title.all", total.clips),
        {
            _column("recorded"): _rows(total.recorded) | _recognition_rows(total.recognition),
            _column("live"): _rows(total.live),
        },
    )


def exercise_tables(groups: Mapping[str, GroupMetrics], width: int) -> list[Table]:
    """Return the figures of each exercise, as many side by side as fit; see `_group_tables`."""
    by_title = {find_exercise(name).title: group for name, group in groups.items()}
    return _group_tables(by_title, _WORDS.text("title.by_exercise"), width)


def condition_tables(groups: Mapping[str, GroupMetrics], width: int) -> list[Table]:
    """Return the figures of each condition, as labels call it; see `_group_tables`."""
    by_name = {name.replace("_", " "): group for name, group in groups.items()}
    return _group_tables(by_name, _WORDS.text("title.by_condition"), width)


def _group_tables(groups: Mapping[str, GroupMetrics], title: str, width: int) -> list[Table]:
    """Return as many groups side by side as fit into so many characters a line."""
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
    return "\n".join(textwrap.wrap(name, _GROUP_WIDTH - 2, break_long_words=False))


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
            table.add_row(_figure(figure), *cells)
    return table


def _figure(name: str) -> str:
    return f"{'  ' if name in _BELOW else ''}{_WORDS.text(f'figure.{name}')}"


def _column(name: str) -> str:
    return _WORDS.text(f"column.{name}")


def _table(title: str) -> Table:
    return Table(title=_WORDS.text(f"title.{title}"), box=box.SIMPLE_HEAD, title_justify="left")


def fault_table(metrics: EngineMetrics) -> Table | None:
    """Return precision and recall by fault; None if no label says anything about faults."""
    if not metrics.faults.by_id:
        return None
    table = _table("faults")
    table.add_column(_column("fault"))
    for name in ("there", "reported", "right", "precision", "recall"):
        table.add_column(_column(name), justify="right")
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
    table = _table("look_at")
    table.add_column(_column("clip"), overflow="fold")
    for name in ("there", "recorded", "live"):
        table.add_column(_column(name), justify="right")
    table.add_column(_column("remark"))
    for score in odd:
        table.add_row(
            short_name(score.label.clip),
            str(len(score.label.reps)),
            str(score.engines["recorded"].counted),
            str(score.engines["live"].counted),
            _told(score.message) or find_exercise(score.label.exercise).title,
        )
    return table


def recognition_table(evaluation: Evaluation) -> Table | None:
    """Return the clips of which the exercise was not recognised, and look-alikes that were taken.

    None if there are none.
    """
    odd = [score for score in evaluation.scores if _is_mistaken(score)]
    if not odd:
        return None
    table = _table("not_recognised")
    for column in ("clip", "shows", "recognised_as"):
        table.add_column(_column(column), overflow="fold")
    for score in odd:
        taken = ", ".join(find_exercise(name).title for name in score.recognised)
        cells = (_shown(score), taken or _WORDS.text("recognition.not_sure"))
        table.add_row(short_name(score.label.clip), *cells)
    return table


def _shown(score: ClipScore) -> str:
    if score.label.is_lookalike:
        return _WORDS.text("recognition.look_alike")
    return find_exercise(score.label.exercise).title


def _is_mistaken(score: ClipScore) -> bool:
    if score.label.is_lookalike:
        return bool(score.recognised)
    return not score.message and not score.is_recognised


def figure_change_table(changes: Sequence[Change]) -> Table | None:
    """Return the figures that changed since a baseline; None if none did."""
    return _change_table(changes, "figures_changed")


def clip_change_table(changes: Sequence[Change]) -> Table | None:
    """Return the clips that changed since a baseline; None if none did."""
    return _change_table(changes, "clips_changed")


def _change_table(changes: Sequence[Change], title: str) -> Table | None:
    if not changes:
        return None
    table = _table(title)
    table.add_column("", overflow="fold")
    for name in ("before", "now"):
        table.add_column(_column(name), justify="right")
    table.add_column("")
    for change in changes:
        verdict = "" if change.verdict == "other" else _WORDS.text(f"verdict.{change.verdict}")
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
        "live_exact": _percent(live.exact_share),
        "live_nothing_counted": _percent(live.quiet_share),
        **_recognition_rows(group.recognition),
    }


def _recognition_rows(metrics: RecognitionMetrics) -> dict[str, str]:
    return {
        "recognised": _percent(metrics.recognised_share),
        "asked": _percent(metrics.asked_share),
        "look_alikes_taken": _percent(metrics.look_alikes_taken_share),
    }


def _rows(metrics: EngineMetrics) -> dict[str, str]:
    count, reps, faults = metrics.count, metrics.reps, metrics.faults
    angle = metrics.main_angle
    return {
        "clips": _whole(count.clips),
        "exact": _percent(count.exact_share),
        "within_one": _percent(count.off_by_one_share),
        "error_share": _number(count.mae),
        "quiet_clips": _whole(count.quiet_clips),
        "nothing_counted": _percent(count.quiet_share),
        "reps_f1": _number(reps.overlap.f1),
        "boundary": _seconds(reps.boundary_error_s),
        "hold": _seconds(reps.hold_error_s),
        "trusted_right": _percent(reps.trusted_right_share),
        "angle": _degrees(angle.absolute.mae_deg),
        _LIMITS[0]: _limits(angle.absolute),
        "angle_change": _degrees(angle.change.mae_deg),
        _LIMITS[1]: _limits(angle.change),
        "serious": _pair(faults.by_severity["serious"]),
        "quality": _pair(faults.by_severity["quality"]),
        "clean_reps": _whole(faults.clean_reps),
        "wrong_cues": _number(faults.wrong_cues_per_20_clean),
        "not_seen": _percent(metrics.not_seen_share),
    }


def _whole(number: int) -> str:
    return str(number) if number else _NONE


def _percent(share: float | None) -> str:
    return _NONE if share is None else f"{100 * share:.0f} %"


def _number(value: float | None) -> str:
    return _NONE if value is None else format_number(value, 2)


def _seconds(value: float | None) -> str:
    return _NONE if value is None else f"{format_number(value, 2)} s"


def _degrees(value: float | None) -> str:
    return _NONE if value is None else f"{format_number(value, 1)}°"


def _limits(errors: ErrorMetrics) -> str:
    if errors.bias_deg is None or errors.low_deg is None or errors.high_deg is None:
        return _NONE
    figures = {"bias": errors.bias_deg, "low": errors.low_deg, "high": errors.high_deg}
    signed = {name: _signed(value) for name, value in figures.items()}
    return _WORDS.text("limits", **signed)


def _signed(value_deg: float) -> str:
    return f"{'' if value_deg < 0 else '+'}{format_number(value_deg, 1)}"


def _pair(tally: TallyMetrics) -> str:
    if tally.precision is None and tally.recall is None:
        return _NONE
    return f"{_number(tally.precision)} / {_number(tally.recall)}"


def _plain(value: float | str | None) -> str:
    if isinstance(value, float):
        return format_number(value, 3)
    return _NONE if value is None else _told(str(value))


def _told(text: str) -> str:
    """Return what an evaluation says in English, in the language in force."""
    return retell(text, TELLERS)
