"""What is shown in a film that shows an exercise: its takes, and where the hold is in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .production import Parts, Production

STAYS = ("seal_stretch", "seal_stretch/straight_arms", "knee_hug")
ALL = (*STAYS, "prone_press_up", "standing_back_extension", "pelvic_tilt")
#: What the person was told to hold, and about how long she does.
_HOLDS = {
    "seal_stretch": (5.0, 8.0),
    "knee_hug": (5.0, 6.5),
    "prone_press_up": (2.0, 2.6),
    "standing_back_extension": (2.0, 2.4),
    "pelvic_tilt": (3.0, 3.5),
}


@dataclass(frozen=True)
class Shown:
    """A take of an exercise, with the times of its repetitions.

    Parameters
    ----------
    parts : dict
        The take.
    spans : list of tuple
        From leaving the start position to being back.
    holds : list of tuple
        The way out is over until the way back begins.
    end_s : float
    """

    parts: Parts
    spans: list[tuple[float, float]]
    holds: list[tuple[float, float]]
    end_s: float

    @property
    def name(self) -> str:
        """What the take is called."""
        return str(self.parts["name"])


def exercise_of(target: str) -> str:
    """Name of the exercise of a target such as ``seal_stretch/straight_arms``."""
    return target.split("/", maxsplit=1)[0]


def told_hold_s(target: str) -> float:
    """How long the person was told to hold."""
    return _HOLDS[exercise_of(target)][0]


def shoot_target(
    production: Production,
    target: str,
    times: int,
    *,
    hold_s: float | None = None,
    take: str = "wide",
    changes: Mapping[str, Any] | None = None,
    **more: Any,
) -> Shown:
    """Shoot an exercise done a few times, as people do it.

    Parameters
    ----------
    production : Production
    target : str
        One of ``ALL``.
    times : int
    hold_s : float, optional
        Instead of the usual hold.
    take : str
    changes : mapping, optional
        To every repetition.
    **more
        Further parts of the take.
    """
    exercise, _, variant = target.partition("/")
    usual = _HOLDS[exercise][1] if hold_s is None else hold_s
    legs = {"leg": production.one_of("right", "left", "both")} if exercise == "knee_hug" else {}
    repetitions = []
    for _ in range(times):
        repetitions.append(
            {
                "out_s": production.between(1.3, 2.4),
                "hold_s": usual * production.between(0.97, 1.15),
                "return_s": production.between(1.3, 2.2),
                "rest_s": production.between(0.8, 1.5),
                **legs,
                **dict(changes or {}),
            }
        )  # fmt: skip
    manner = {**manner_of(production, exercise), **more.pop("manner", {})}
    parts = production.shoot(take, exercise, repetitions, variant=variant, manner=manner, **more)
    return shown(parts)


def manner_of(production: Production, exercise: str) -> Parts:
    """How people hold: they go too far and settle, or draw in slowly; they breathe."""
    settle = production.one_of(0.0, 0.12, 0.17, -0.12)
    if exercise == "knee_hug":
        settle = production.one_of(0.0, 0.08, -0.12)
    if exercise in ("pelvic_tilt", "standing_back_extension"):
        settle = production.one_of(0.0, 0.1, 0.15)
    return {
        "settle_share": settle,
        "settle_s": production.between(1.0, 2.4),
        "breath_mm": production.between(2.0, 8.0),
        "breath_s": production.between(2.8, 3.8),
    }


def shown(parts: Parts) -> Shown:
    """Find out when the repetitions of a take are."""
    coming = parts.get("before", ())
    now = parts["lead_s"]
    if coming:
        now += sum(act.get("move_s", 1.2) + act.get("stay_s", 1.0) for act in coming)
        now += parts.get("ready_s", 2.0) - coming[0].get("move_s", 1.2)
    spans, holds = [], []
    for repetition in parts["repetition"]:
        out, hold, back = (repetition[key] for key in ("out_s", "hold_s", "return_s"))
        spans.append((now, now + out + hold + back))
        holds.append((now + out, now + out + hold))
        now += out + hold + back + repetition["rest_s"]
    end = now + parts["tail_s"]
    end += sum(act.get("move_s", 1.2) + act.get("stay_s", 1.0) for act in parts.get("after", ()))
    return Shown(parts, spans, holds, end)


def walking_in(production: Production, stance: str) -> list[Parts]:
    """Acts of coming into the picture and getting into position."""
    start = production.one_of(-2.6, 2.6)
    coming = [
        {"pose": "stand", "ahead_m": start, "stay_s": 0.2},
        production.walk(0.0, start, turn_deg=0.0, stay_s=production.between(0.4, 1.0)),
    ]
    if stance == "standing":
        return coming
    if stance == "supine":
        down = [("squat", 0.9, 0.2), ("sit_on_floor", 1.0, 0.6)]
    else:
        down = [("kneel", 1.1, 0.3), ("all_fours", 1.0, 0.4)]
    return coming + [{"pose": p, "move_s": move, "stay_s": stay} for p, move, stay in down]


def getting_up(production: Production, stance: str) -> list[Parts]:
    """Acts of getting up from an exercise, and of walking out of the picture."""
    if stance == "supine":
        up = [("sit_on_floor", 1.4, 0.4), ("squat", 1.0, 0.1)]
    elif stance == "prone":
        up = [
            ("all_fours", 1.2, 0.3),
            production.one_of(("kneel", 1.0, 0.3), ("down_dog", 1.2, 1.5)),
        ]
    else:
        up = []
    acts = [{"pose": p, "move_s": move, "stay_s": stay} for p, move, stay in up]
    away = production.one_of(-2.8, 2.8)
    standing = {"pose": "stand", "move_s": 1.1, "stay_s": 0.4}
    return [*acts, standing, production.walk(away, 0.0, stay_s=0.5)]
