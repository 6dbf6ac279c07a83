"""Targets without cuts: what people are like, and how they film themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .film import Film
from .production import Parts, Production, piece
from .targets import STAYS, exercise_of, shoot_target, shown, told_hold_s

Recipe = Callable[[Production, str], Film]


def _whole(
    p: Production, target: str, kind: str, *, film: Parts | None = None, **more: Any
) -> Film:
    """One take from beginning to end."""
    times = more.pop("times", 1 if target in STAYS else 3)
    wide = shoot_target(p, target, times, **more)
    return p.cut(
        exercise_of(target), kind, [piece("wide", 0, wide.end_s)],
        prescribed_hold_s=told_hold_s(target), **(film or {}),
    )  # fmt: skip


def settles(p: Production, target: str) -> Film:
    """Too far at first, then settled by a sixth; taken anew in the middle of it."""
    manner = {
        "settle_share": p.between(0.13, 0.19), "settle_s": p.between(1.2, 2.5),
        "readjust_share": p.between(0.0, 0.16),
    }  # fmt: skip
    return _whole(p, target, "settles", manner=manner)


def draws_in_slowly(p: Production, target: str) -> Film:
    """Take two or three seconds for the last of the way."""
    manner = {"settle_share": -p.between(0.1, 0.2), "settle_s": p.between(2.0, 3.0)}
    hold = 8.5 if target in STAYS else None
    return _whole(p, target, "draws in slowly", manner=manner, hold_s=hold)


def talks(p: Production, target: str) -> Film:
    """Turn the head to the camera to talk, before it and in it."""
    first = p.between(0.3, 1.0)
    turned = [
        {"from_s": first, "until_s": first + 2.0, "turn_deg": p.one_of(-50, 50)},
        {"from_s": first + 5.0, "until_s": first + 8.0, "turn_deg": p.one_of(-45, 45)},
    ]
    return _whole(p, target, "talks", manner={"talks": turned})


def from_aside(p: Production, target: str) -> Film:
    """Seen from 24 to 46 degrees aside, and from above."""
    yaw = p.one_of(-1, 1) * p.one_of(24, 28, 30, 32, 42, 46)
    camera = {"yaw_deg": float(yaw), "height_m": p.between(0.8, 1.4)}
    return _whole(p, target, "from aside", camera=camera)


def written_over(p: Production, target: str) -> Film:
    """Captions, a watermark over the body, a banner."""
    overlay = [
        {"kind": "watermark", "text": "example.org", "at": (0.5, p.between(0.5, 0.65)),
         "size": 0.1, "opacity": p.between(0.25, 0.5)},
        {"kind": "caption", "text": p.one_of("INHALE", "SLOWLY", "Keep breathing"),
         "at": (0.5, 0.93), "size": 0.06, "from_s": 2.0, "until_s": 7.0},
        {"kind": "banner", "text": "LOW BACK ROUTINE", "at": (0.5, 0.07), "size": 0.07},
    ]  # fmt: skip
    return _whole(p, target, "written over", film={"overlay": overlay})


def grey_picture(p: Production, target: str) -> Film:
    """No colour at all, and poor light."""
    finish = {"grey_s": ((0.0, 1e4),), "compression": 30}
    return _whole(
        p, target, "grey", film={"finish": finish},
        light={"brightness": 0.5}, effects={"sensor_noise": 6.0},
    )  # fmt: skip


def upright_in_wide(p: Production, target: str) -> Film:
    """Put an upright film between blurred sides, the person small in it."""
    return _whole(
        p, target, "blurred sides", film={"finish": {"sides": 0.4}}, camera={"distance_m": 3.6}
    )


def small(p: Production, target: str) -> Film:
    """Show the person in a third of the picture's width."""
    wide = shoot_target(p, target, 1 if target in STAYS else 3)
    wide.parts["camera"]["distance_m"] = min(6.0, 1.75 * wide.parts["camera"]["distance_m"])
    again = shown(wide.parts)
    return p.cut(
        exercise_of(target), "small in the picture", [piece("wide", 0, again.end_s)],
        prescribed_hold_s=told_hold_s(target),
    )  # fmt: skip


def hand_held(p: Production, target: str) -> Film:
    """Held in the hand, coming slowly nearer."""
    move = {
        "at_s": 1.0,
        "until_s": 14.0,
        "closer": p.between(0.82, 0.92),
        "orbit_deg": p.between(-10, 10),
    }
    return _whole(
        p, target, "hand-held", camera_move=[move], effects={"shake_px": p.between(1.5, 4)}
    )


def at_the_edge(p: Production, target: str) -> Film:
    """Filmed so close that head or feet are cut off, as the body moves more or less of it."""
    wide = shoot_target(p, target, 1 if target in STAYS else 3)
    camera = wide.parts["camera"]
    camera["distance_m"] = max(1.0, 0.74 * camera["distance_m"])
    camera["aim_ahead_m"] = p.one_of(-0.25, 0.25)
    return p.cut(
        exercise_of(target), "cut off at the edge", [piece("wide", 0, wide.end_s)],
        prescribed_hold_s=told_hold_s(target),
    )  # fmt: skip


def dim_webcam(p: Production, target: str) -> Film:
    """Show an evening before a laptop, low and washed out, somebody passing behind."""
    return _whole(
        p, target, "dim webcam", film={"finish": {"compression": 32, "washed_out": 0.25}},
        light={"brightness": 0.45, "warmth": 0.8}, camera={"height_m": 0.2, "roll_deg": 4.0},
        effects={"sensor_noise": 7.0, "passer_by_at_s": 6.0, "motion_blur": 0.5},
        room={"wall_distance_m": 2.2},
    )  # fmt: skip


_FLOOR = ("prone_press_up", "knee_hug", "pelvic_tilt", "seal_stretch/straight_arms", "seal_stretch")
_EACH = ("standing_back_extension", *_FLOOR)
#: Each with what it is made of, in turn; how often, in a set of the usual size.
PLAIN: tuple[tuple[Recipe, tuple[str, ...], int], ...] = (
    (settles, ("seal_stretch/straight_arms", "knee_hug", "prone_press_up", "seal_stretch"), 5),
    (draws_in_slowly, ("knee_hug", "seal_stretch/straight_arms"), 3),
    (talks, ("pelvic_tilt", "prone_press_up", "standing_back_extension"), 3),
    (from_aside, _EACH, 7),
    (written_over, ("pelvic_tilt", "seal_stretch/straight_arms", "standing_back_extension"), 3),
    (grey_picture, ("prone_press_up", "knee_hug"), 2),
    (upright_in_wide, ("standing_back_extension", "seal_stretch/straight_arms"), 2),
    (small, ("pelvic_tilt", "prone_press_up", "knee_hug"), 3),
    (hand_held, ("standing_back_extension", "prone_press_up", "seal_stretch"), 3),
    (at_the_edge, ("knee_hug", "seal_stretch/straight_arms", "pelvic_tilt"), 3),
    (dim_webcam, ("standing_back_extension", "pelvic_tilt", "prone_press_up"), 3),
)
