"""A clip's signal as a Matplotlib drawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formcheck.arrays import FloatArray
from formcheck.errors import MachineError
from formcheck.judge.result import Result

_REP_COLOUR, _FAULT_COLOUR = "tab:blue", "tab:red"


def draw_signal(
    name: str,
    results: Sequence[Result],
    times_s: FloatArray,
    values: FloatArray,
    label: str,
    ax: Any,
) -> Any:
    """Draw a signal of a clip; see `formcheck.ClipScore.plot`.

    Parameters
    ----------
    name : str
        Of the clip.
    results : sequence of Result
        One an exercise.
    times_s, values : (F,) float
    label : str
        Of the vertical axis.
    ax : matplotlib.axes.Axes or None
    """
    try:
        from matplotlib import pyplot  # noqa: PLC0415  an extra
    except ImportError:
        raise MachineError(
            "Drawing a signal needs Matplotlib, which is not installed.",
            "In the folder of your copy of formcheck: pip install '.[notebook]'",
        ) from None
    if ax is None:
        _, ax = pyplot.subplots(figsize=(9, 3.2), layout="constrained")
    ax.plot(times_s, values, color="0.25", linewidth=1.2)
    for result in results:
        _mark(ax, result)
    ax.set_xlabel("time (s)")
    ax.set_ylabel(label)
    ax.set_title(name, loc="left")
    handles, labels = ax.get_legend_handles_labels()
    once = dict(zip(labels, handles, strict=True))
    if once:
        ax.legend(once.values(), once.keys(), loc="upper right", fontsize="small")
    ax.margins(x=0)
    return ax


def _mark(ax: Any, result: Result) -> None:
    for rep in result.reps:
        if rep.counted:
            ax.axvspan(rep.start_s, rep.end_s, color=_REP_COLOUR, alpha=0.15, label="repetition")
            ax.annotate(
                str(rep.index),
                ((rep.start_s + rep.end_s) / 2, 0.97),
                xycoords=("data", "axes fraction"),
                ha="center",
                va="top",
                color=_REP_COLOUR,
            )
    for fault in result.sure_faults:
        ax.axvspan(
            fault.start_s, fault.end_s, ymax=0.05, color=_FAULT_COLOUR, alpha=0.8, label="fault"
        )
