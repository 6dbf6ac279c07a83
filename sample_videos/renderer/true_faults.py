"""Which faults are truly there: the specification's criteria on the true signals.

A scene asks for a fault by a parameter; whether the body then really shows it
is decided here, from the joints, so that a label never claims a fault that is
not there, nor leaves out one that another movement brings along. Written
apart from formcheck's own rules on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .motion import PHASES, Repetition
from .truth import Truth

Flags = npt.NDArray[np.bool_]
Values = npt.NDArray[np.float64]

_SHORTEST_S = 0.4
_SHORTEST_SHARE = 0.30
_CLOSE_CALL = 0.25


@dataclass(frozen=True)
class TrueFault:
    """A fault of a clip.

    Parameters
    ----------
    id : str
    repetition : int
        Counted from 1; 0 when it belongs to the start position.
    start_s, end_s : float
    value, threshold : float
        Worst value, and the specification's threshold for it.
    """

    id: str
    repetition: int
    start_s: float
    end_s: float
    value: float
    threshold: float

    @property
    def close_call(self) -> bool:
        """Whether the value is so near the threshold that either verdict is fair."""
        if self.threshold == 0:
            return False
        return abs(self.value - self.threshold) < _CLOSE_CALL * abs(self.threshold)


@dataclass(frozen=True)
class RepetitionView:
    """One repetition of a clip, as the criteria need it."""

    truth: Truth
    number: int
    plan: Repetition
    prescribed_hold_s: float
    variant: str

    def frames(self, *phases: str) -> Flags:
        """Frames of this repetition in the given phases (all when none is given)."""
        inside: Flags = self.truth.repetition == self.number
        if phases:
            inside = inside & np.isin(self.truth.phase, [PHASES.index(p) for p in phases])
        return inside

    def rest_after(self) -> Flags:
        """Frames of rest until the next repetition."""
        mine = np.flatnonzero(self.frames())
        later = np.flatnonzero(self.truth.repetition > self.number)
        end = later[0] if len(later) else len(self.truth.time_s)
        flags = np.zeros(len(self.truth.time_s), dtype=bool)
        flags[mine[-1] + 1 : end] = True
        return flags

    def change(self, name: str) -> Values:
        """Change of a signal from the start position."""
        return self.truth.change(name)

    def value(self, name: str) -> Values:
        """Return a signal."""
        return self.truth.signals[name]

    def speed(self, values: Values) -> Values:
        """Change per second."""
        speed: Values = np.gradient(values, self.truth.time_s)
        return speed

    def knee_to_chest(self) -> Values:
        """Knee-to-chest angle of the moving leg."""
        sides = [self.plan.leg] if self.plan.leg != "both" else ["left", "right"]
        both = [self.value(f"{side}_knee_to_chest_deg") for side in sides]
        return np.asarray(np.mean(both, axis=0))


Found = Iterator[tuple[str, Flags, Values, float]]
Criteria = Callable[[RepetitionView], Found]


def find_true_faults(
    truth: Truth, plans: list[Repetition], exercise: str, variant: str, hold_s: float
) -> list[TrueFault]:
    """Apply the criteria of an exercise to every repetition.

    Parameters
    ----------
    truth : Truth
    plans : list of Repetition
        What the scene asked for.
    exercise, variant : str
    hold_s : float
        Prescribed hold in seconds.

    Returns
    -------
    list of TrueFault
        In order of time.
    """
    criteria = CRITERIA.get(exercise)
    faults: list[TrueFault] = []
    if criteria is None:
        return faults
    for number, plan in enumerate(plans, start=1):
        view = RepetitionView(truth, number, plan, hold_s, variant)
        if view.frames("return").sum() < 2:
            continue
        for fault_id, flags, values, threshold in criteria(view):
            faults += _intervals(view, fault_id, flags, values, threshold)
    return sorted(faults, key=lambda fault: (fault.start_s, fault.id))


def _intervals(
    view: RepetitionView, fault_id: str, flags: Flags, values: Values, threshold: float
) -> Iterator[TrueFault]:
    time_s = view.truth.time_s
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    moving = time_s[view.frames()]
    shortest = min(_SHORTEST_S, _SHORTEST_SHARE * float(moving[-1] - moving[0]))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if time_s[end - 1] - time_s[start] < shortest - 1e-9:
            continue
        inside = values[start:end]
        # Furthest on the wrong side: most criteria are exceeded, some fallen short of.
        beyond = inside - threshold
        worst = float(inside[np.argmax(np.abs(beyond))])
        yield TrueFault(
            fault_id,
            view.number,
            float(time_s[start]),
            float(time_s[end - 1]),
            worst,
            threshold,
        )


def _whole(view: RepetitionView, wrong: bool) -> Flags:
    return view.frames() & wrong


def _short_hold(view: RepetitionView, fault_id: str, tolerance_s: float) -> Found:
    held = np.full(len(view.truth.time_s), view.plan.hold_s)
    least = view.prescribed_hold_s - tolerance_s
    yield fault_id, _whole(view, view.plan.hold_s < least), held, least


def _peak(view: RepetitionView, values: Values, *phases: str) -> float:
    return float(np.max(values[view.frames(*phases)]))


def _constant(view: RepetitionView, value: float) -> Values:
    return np.full(len(view.truth.time_s), value)


def _standing(view: RepetitionView) -> Found:
    lean, knee = view.change("lean_deg"), view.change("knee_deg")
    up = view.frames("out", "hold")
    yield "SBE-1", up & (knee < -15.0), knee, -15.0
    neck = view.change("neck_deg")
    led = (neck > 25.0) & (lean < 8.0)
    ratio = np.where(neck > 15.0, neck / np.maximum(lean, 4.0), 0.0)
    yield "SBE-2", up & ((ratio > 2.0) | led), ratio, 2.0
    tip = view.change("leg_lean_deg")
    yield "SBE-3", view.frames("out", "hold") & (tip > 5.0), tip, 5.0
    speed = view.speed(lean)
    back, forth = _peak(view, speed, "out"), -float(np.min(speed[view.frames("return")]))
    fast = max(back / 60.0, forth / 90.0)
    yield "SBE-4", _whole(view, fast > 1.0), _constant(view, fast), 1.0
    peak = _peak(view, lean)
    yield "SBE-5", _whole(view, peak < 9.0), _constant(view, peak), 9.0
    yield from _short_hold(view, "SBE-6", 0.5)
    rest = view.rest_after()
    if rest.sum() > 2:
        settled = float(np.median(lean[rest]))
        wrong = settled > 5.0 or settled < -10.0
        yield "SBE-7", rest & wrong, _constant(view, settled), 5.0 if settled > 0 else -10.0
    hands = view.value("wrist_hip_torso")
    yield "SBE-8", view.frames("hold") & (hands > 0.45), hands, 0.45


def _lying_on_front(view: RepetitionView, prefix: str, ids: dict[str, str]) -> Found:
    moving = view.frames("out", "hold", "return")
    rise, thigh = view.value("hip_rise_torso"), view.change("thigh_inclination_deg")
    least = 0.06 if prefix == "PPU" else 0.05
    steep = 8.0 if prefix == "PPU" else 6.0
    lifted = (rise > 0.10) | ((rise > least) & (thigh > steep))
    yield ids["hips"], moving & lifted, rise, least
    neck = view.change("neck_deg")
    yield ids["head"], view.frames("hold") & (neck > 40.0), neck, 40.0
    knee, ankle = view.change("knee_deg"), view.value("ankle_rise_torso")
    raised = np.maximum(-knee / 15.0, ankle / 0.15)
    yield ids["feet"], moving & (raised > 1.0), raised, 1.0


def _seal(view: RepetitionView) -> Found:
    yield from _lying_on_front(view, "SS", {"hips": "SS-1", "head": "SS-4", "feet": "SS-5"})
    hold, trunk = view.frames("hold"), view.value("trunk_inclination_deg")
    if view.variant == "":
        elbow = view.value("elbow_ahead_torso")
        yield "SS-2", hold & (elbow > 0.25), elbow, 0.25
        yield "SS-2", hold & (elbow < -0.12), elbow, -0.12
        straight, high = view.value("elbow_deg"), view.value("elbow_above_wrist_torso")
        yield "SS-6", hold & ((straight > 120.0) | (high > 0.12)), straight, 120.0
    neck = view.value("ear_shoulder_torso")
    rising = view.frames("out")
    limit = 0.80 * float(np.max(neck[rising])) if rising.any() else 0.0
    yield "SS-3", hold & (neck < limit), neck, limit
    held = trunk[hold]
    if len(held) > 3:
        sink = np.median(held) - trunk
        early = view.plan.hold_s < 0.8 * view.prescribed_hold_s
        yield "SS-7", hold & (sink > 6.0), sink, 6.0
        yield (
            "SS-7",
            _whole(view, early),
            _constant(view, view.plan.hold_s),
            0.8 * view.prescribed_hold_s,
        )
        # Slow sinking is not rocking: the straight trend is taken out first.
        steps = np.arange(len(held))
        spread = float(np.std(held - np.polyval(np.polyfit(steps, held, 1), steps)))
        yield "SS-8", hold & (spread > 3.0), _constant(view, spread), 3.0


def _press_up(view: RepetitionView) -> Found:
    ids = {"hips": "PPU-1", "head": "PPU-5", "feet": "PPU-8"}
    trunk, elbow = view.value("trunk_inclination_deg"), view.value("elbow_deg")
    rise, opened = view.value("hip_rise_torso"), view.change("elbow_deg")
    plank = view.frames() & (rise > 0.20) & (trunk < 20.0) & (elbow > 140.0)
    yield "PPU-2", plank, rise, 0.20
    yield from _lying_on_front(view, "PPU", ids)
    raised = view.change("trunk_inclination_deg")
    up = view.frames("out", "hold")
    yield "PPU-3", up & (raised > 10.0) & (opened < 10.0), raised, 10.0
    rest = view.rest_after()
    if rest.sum() > 2:
        low = float(np.min(raised[rest]))
        yield "PPU-4", rest & (low > 8.0), _constant(view, low), 8.0
    speed = _peak(view, np.abs(view.speed(trunk)))
    fast = max(speed / 60.0, 1.0 / max(view.plan.out_s, 0.1))
    yield "PPU-6", _whole(view, fast > 1.0), _constant(view, fast), 1.0
    yield from _short_hold(view, "PPU-6", 0.5)
    start = view.truth.signals["wrist_ahead_torso"][view.truth.rest]
    place = float(np.median(start))
    yield "PPU-7", view.frames() & (abs(place) > 0.35), _constant(view, abs(place)), 0.35


def _tilt(view: RepetitionView) -> Found:
    rise, hip = view.value("hip_rise_torso"), view.change("shoulder_hip_knee_deg")
    moving = view.frames("out", "hold", "return")
    bridged = np.maximum(rise / 0.07, hip / 15.0)
    yield "PT-1", moving & (bridged > 1.0), bridged, 1.0
    share = view.plan.depth
    small = 0.0 <= share < 0.5 and not view.plan.faults.get("arch_deg")
    yield "PT-2", _whole(view, small), _constant(view, share), 0.5
    slide = view.value("hip_slide_torso")
    yield "PT-3", moving & (hip < -2.5) & (slide < -0.02), hip, -2.5
    knee_shift, knee = view.value("knee_shift_torso"), view.change("knee_deg")
    pushed = np.maximum(knee_shift / 0.06, np.abs(knee) / 8.0)
    yield "PT-4", moving & (pushed > 1.0), pushed, 1.0
    ear, shoulder = view.value("ear_rise_torso"), view.value("shoulder_rise_torso")
    yield "PT-5", moving & ((ear > 0.08) | (shoulder > 0.06)), ear, 0.08
    yield from _short_hold(view, "PT-6", 1.0)
    start = float(np.median(view.truth.signals["knee_deg"][view.truth.rest]))
    yield "PT-7", _whole(view, not 60.0 <= start <= 110.0), _constant(view, start), 110.0
    rest = view.rest_after()
    if rest.sum() > 2:
        yield (
            "PT-8",
            rest & (view.plan.rest_amount > 0.25),
            _constant(view, view.plan.rest_amount),
            0.25,
        )


def _hug(view: RepetitionView) -> Found:
    moving = view.frames("out", "hold", "return")
    ear, shoulder = view.value("ear_rise_torso"), view.value("shoulder_rise_torso")
    yield "KH-1", moving & ((ear > 0.10) | (shoulder > 0.08)), ear, 0.10
    closing = view.knee_to_chest()
    if view.plan.leg != "both":
        other = "left" if view.plan.leg == "right" else "right"
        moved = view.change(f"{other}_knee_to_chest_deg")
        yield "KH-2", moving & (moved > 12.0), moved, 12.0
    rise = view.value("hip_rise_torso")
    most = 0.12 if view.plan.leg == "both" else 0.08
    yield "KH-3", moving & (rise > most), rise, most
    speed = view.speed(closing)
    pull, drop = _peak(view, speed, "out"), -float(np.min(speed[view.frames("return")]))
    hold = view.frames("hold")
    spread = float(np.std(closing[hold])) if hold.sum() > 3 else 0.0
    jerk = max(pull / 120.0, spread / 3.0)
    yield "KH-4", _whole(view, jerk > 1.0), _constant(view, jerk), 1.0
    yield from _short_hold(view, "KH-5", 1.0)
    peak = _peak(view, closing)
    yield "KH-6", _whole(view, peak < 88.0), _constant(view, peak), 88.0
    grip = view.value("wrist_knee_torso")
    on_cap = hold & (grip < 0.08) & bool(view.plan.faults.get("on_kneecap"))
    yield "KH-7", on_cap, grip, 0.08
    yield "KH-9", view.frames("return") & (drop > 150.0), _constant(view, drop), 150.0


CRITERIA: dict[str, Criteria] = {
    "standing_back_extension": _standing,
    "seal_stretch": _seal,
    "prone_press_up": _press_up,
    "pelvic_tilt": _tilt,
    "knee_hug": _hug,
}
