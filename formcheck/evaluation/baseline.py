"""What changed since an earlier evaluation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formcheck.errors import UsageError
from formcheck.evaluation.evaluation import SCHEMA_VERSION
from formcheck.evaluation.prediction import ENGINES
from formcheck.evaluation.tallies import direction_of, flatten_figures
from formcheck.words import tell

_HOME = "formcheck.evaluation"

#: What is compared of each engine, clip by clip.
_CLIP_FIGURES = (
    "counted",
    "rep_f1",
    "boundary_error_s",
    "hold_error_s",
    "angle_mae_deg",
    "angle_change_mae_deg",
)
#: Figures are rounded to four decimals; a last digit that tips over is no change.
_SAME = 2e-4


@dataclass(frozen=True)
class Change:
    """A figure before and now.

    Attributes
    ----------
    name : str
    before, now : float, str or None
    verdict : str
        ``better``, ``worse`` or ``other``.
    """

    name: str
    before: float | str | None
    now: float | str | None
    verdict: str


@dataclass(frozen=True)
class Comparison:
    """Everything that changed: figures, and clips."""

    figures: list[Change]
    clips: list[Change]


def read_baseline(path: Path) -> dict[str, Any]:
    """Read what an earlier evaluation wrote.

    Raises
    ------
    UsageError
        If it cannot be read or is of another kind or version.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(
            f"The baseline “{path}” cannot be read: {error}.",
            "It must be a file that “formcheck evaluate -o” wrote.",
        ) from error
    if not isinstance(content, dict) or content.get("schema_version") != SCHEMA_VERSION:
        raise UsageError(
            f"The baseline “{path}” is not from this version of “formcheck evaluate”.",
            "Make it anew with “formcheck evaluate -o”.",
        )
    return content


def compare(before: Mapping[str, Any], now: Mapping[str, Any]) -> Comparison:
    """Return what changed between two evaluations, as their JSON files hold them.

    Of the figures, those that are better one way are compared; mere numbers of
    repetitions and frames, and the bias of angles, are not.
    """
    old, new = flatten_figures(before), flatten_figures(now)
    figures = [
        Change(name, old[name], new[name], _verdict(name, old[name], new[name]))
        for name in new
        if direction_of(name) and name in old and _differ(old[name], new[name])
    ]
    return Comparison(figures, list(_compare_clips(before, now)))


def _compare_clips(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    old, new = _clips_of(before), _clips_of(now)
    for key in [*new, *(key for key in old if key not in new)]:
        if key not in old or key not in new:
            words = (tell(_HOME, "not_there"), tell(_HOME, "there"))
            yield Change(key, words[key in old], words[key in new], "other")
            continue
        if old[key]["message"] != new[key]["message"]:
            yield Change(
                f"{key} message", old[key]["message"] or None, new[key]["message"] or None, "other"
            )
        true_reps = int(new[key]["true_reps"])
        for engine, title in ENGINES.items():
            for name in _CLIP_FIGURES:
                a, b = old[key][engine][name], new[key][engine][name]
                if _differ(a, b):
                    yield Change(
                        f"{key} {title} {name}", a, b, _clip_verdict(name, a, b, true_reps)
                    )


def _clips_of(described: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{clip['clip']} ({clip['exercise']})": clip for clip in described["clips"]}


def _differ(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is not b
    return abs(a - b) > _SAME


def _clip_verdict(name: str, a: float | None, b: float | None, true_reps: int) -> str:
    if a is None or b is None:
        return "other"
    if name == "counted":
        return _sign_verdict(abs(a - true_reps) - abs(b - true_reps))
    return _sign_verdict(b - a if name == "rep_f1" else a - b)


def _verdict(name: str, a: float | None, b: float | None) -> str:
    if a is None or b is None:
        return "other"
    return _sign_verdict(direction_of(name) * (b - a))


def _sign_verdict(gain: float) -> str:
    if gain == 0:
        return "other"
    return "better" if gain > 0 else "worse"
