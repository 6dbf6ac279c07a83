"""What the annotated video says in every frame, worked out before drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from formcheck.arrays import BoolArray
from formcheck.judge.scored import Phase, ScoredClip, Timeline
from formcheck.kinematics.smoothing import find_runs
from formcheck.report.moving_side import find_shown_sides, pick_value_deg
from formcheck.report.notices import Notice, choose_notices, collect_notices
from formcheck.report.page.quantities import at_least, format_quantity
from formcheck.report.wording import WORDS, clock, phase_words

#: How long the count lights up after a repetition.
_FLASH_S = 1.0
#: The hold clock stands still for this long before the words say so.
_STOPPED_WORTH_SAYING_S = 0.5


@dataclass(frozen=True)
class Moment:
    """All that is written in one frame.

    Attributes
    ----------
    reps : int
        Repetitions counted so far.
    flash : bool
        True just after one was counted.
    phase : Phase
        Keyword of the phase.
    phase_words : str
        The phase in plain words.
    hold : str
        The hold clock, ``"2.4 s"``; empty outside a hold.
    held_words : str
        How long was held, ``"Held 2.4 s"``, while the way back lasts; empty otherwise.
    up : str
        The second clock, ``"up 3.1 s"``, where the time up is told beside the time
        that is credited as held.
    hold_share : float
        Part of the prescribed hold that has passed, 0 to 1; of each second if
        none is prescribed.
    angle : str
        The judged angle with its sign; empty when it was not seen or not judged.
    clock : str
        Time in the clip.
    notice, also : int
        Positions of the notice that is shown and of the fault that is named
        beside it; -1 for none.
    """

    reps: int
    flash: bool
    phase: Phase
    phase_words: str
    hold: str
    held_words: str
    up: str
    hold_share: float
    angle: str
    clock: str
    notice: int
    also: int


@dataclass(frozen=True)
class Storyboard:
    """A clip's moments, one a processed frame, and the notices they point at."""

    title: str
    angle_label: str
    duration: str
    notices: tuple[Notice, ...]
    moments: tuple[Moment, ...]


def build_storyboard(scored: ScoredClip) -> Storyboard:
    """Work out what every processed frame of a clip says."""
    timeline = scored.timeline
    notices = collect_notices(scored)
    shown = choose_notices(notices, timeline.time_s)
    angle_deg = pick_value_deg(
        scored.exercise.judged_angle, scored.measurements, find_shown_sides(scored)
    )
    flash, other = _flashes(scored), _other_movements(scored)
    up, stopped = _up_texts(timeline), _find_stopped_clock(timeline)
    cut_off = _find_cut_holds(scored)
    target_s = find_prescribed_hold_s(scored.result.settings, scored.exercise.name)
    moments = tuple(
        Moment(
            reps=int(timeline.reps_counted[index]),
            flash=bool(flash[index]),
            phase=phase,
            phase_words=WORDS.text("phases.other_movement")
            if other[index]
            else WORDS.text("phases.clock_stopped")
            if stopped[index]
            else phase_words(scored.exercise, phase),
            hold=_seconds(timeline.hold_s[index]) if phase == "hold" else "",
            held_words=_held_words(
                phase, float(timeline.hold_s[index]), up[index], cut_off=bool(cut_off[index])
            ),
            up=up[index],
            hold_share=_hold_share(float(timeline.hold_s[index]), target_s),
            angle=_angle_text(phase != "not_judged" or bool(other[index]), float(angle_deg[index])),
            clock=clock(float(timeline.time_s[index])),
            notice=int(shown[index, 0]),
            also=int(shown[index, 1]),
        )
        for index, phase in enumerate(timeline.phase)
    )
    label = scored.exercise.judged_angle.label
    return Storyboard(
        title=scored.exercise.title,
        angle_label=label[:1].upper() + label[1:],
        duration=clock(scored.result.clip.duration_s),
        notices=notices,
        moments=moments,
    )


def find_prescribed_hold_s(settings: dict[str, Any], exercise: str) -> float:
    """Return the prescribed hold in the settings in force, 0 if there is none."""
    for table in (settings.get(exercise), settings):
        dose = table.get("dose") if isinstance(table, dict) else None
        hold_s = dose.get("hold_s") if isinstance(dose, dict) else None
        if isinstance(hold_s, int | float):
            return float(hold_s)
    return 0.0


def _angle_text(judged: bool, angle_deg: float) -> str:
    return format_quantity(angle_deg, "deg") if judged and math.isfinite(angle_deg) else ""


def _held_words(phase: Phase, hold_s: float, up: str, *, cut_off: bool) -> str:
    if phase != "return" or hold_s <= 0:
        return ""
    key = "panel.held_and_up" if up else "panel.held"
    return WORDS.text(key, held=at_least(_seconds(hold_s), cut_off), up=up)


def _find_cut_holds(scored: ScoredClip) -> BoolArray:
    """Return the frames of repetitions whose hold was seen in part only."""
    time_s = scored.timeline.time_s
    cut_off = np.zeros(len(time_s), dtype=bool)
    for rep in scored.result.reps:
        if rep.hold_at_least:
            cut_off |= (time_s >= rep.start_s) & (time_s <= rep.end_s)
    return cut_off


def _seconds(time_s: float) -> str:
    return format_quantity(float(time_s), "s", 1)


def _up_texts(timeline: Timeline) -> list[str]:
    """Return what the second clock says in every frame."""
    if timeline.up_s is None:
        return [""] * len(timeline.time_s)
    return [
        WORDS.text("panel.up", up=_seconds(up_s))
        if up_s > 0 and phase in ("hold", "return")
        else ""
        for up_s, phase in zip(timeline.up_s.tolist(), timeline.phase, strict=True)
    ]


def _find_stopped_clock(timeline: Timeline) -> BoolArray:
    """Return the frames of a hold in which the hold clock stands still for a while."""
    stopped = np.zeros(len(timeline.time_s), dtype=bool)
    if timeline.up_s is None:
        return stopped
    held = np.array([phase == "hold" for phase in timeline.phase])
    standing = held & (np.diff(timeline.hold_s, prepend=0.0) <= 0)
    for start, stop in find_runs(standing):
        if timeline.time_s[stop - 1] - timeline.time_s[start] >= _STOPPED_WORTH_SAYING_S:
            stopped[start:stop] = True
    return stopped


def _hold_share(hold_s: float, target_s: float) -> float:
    share = min(hold_s / target_s, 1.0) if target_s > 0 else hold_s % 1.0
    # Steps of 2 %: finer ones cannot be seen and would redraw every frame.
    return round(share * 50) / 50


def _other_movements(scored: ScoredClip) -> BoolArray:
    """Return where the person does another exercise, whatever phase that resembles."""
    time_s = scored.timeline.time_s
    inside = np.zeros(time_s.shape, dtype=bool)
    for rep in scored.result.reps:
        if rep.kind == "other_movement":
            inside |= (time_s >= rep.start_s) & (time_s <= rep.end_s)
    return inside


def _flashes(scored: ScoredClip) -> BoolArray:
    time_s = scored.timeline.time_s
    flash = np.zeros(time_s.shape, dtype=bool)
    counted = np.diff(scored.timeline.reps_counted, prepend=0) > 0
    for start_s in time_s[counted]:
        flash |= (time_s >= start_s) & (time_s < start_s + _FLASH_S)
    return flash
