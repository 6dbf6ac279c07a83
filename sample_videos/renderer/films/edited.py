"""Targets as films show them: cut, faded, begun and ended in the middle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..exercises.registry import MOVEMENTS
from .film import Film
from .production import Parts, Production, card, piece
from .targets import (
    Shown,
    exercise_of,
    getting_up,
    shoot_target,
    told_hold_s,
    walking_in,
)

Recipe = Callable[[Production, str], Film]
_LONG_S = (9.0, 14.0)


def _stance(target: str) -> str:
    return str(MOVEMENTS[exercise_of(target)].stance)


def _cut(p: Production, target: str, kind: str, pieces: list[Parts], **more: Any) -> Film:
    return p.cut(exercise_of(target), kind, pieces, prescribed_hold_s=told_hold_s(target), **more)


def _close(p: Production, target: str, wide: Shown, name: str = "close") -> Parts:
    part = p.one_of("head", "hips", "hands")
    return p.close_up(name, wide.parts, part, _stance(target))


def close_up_in_hold(p: Production, target: str) -> Film:
    """Cut to a close-up in the middle of the hold, and back."""
    wide = shoot_target(p, target, 1, hold_s=p.between(*_LONG_S))
    _close(p, target, wide)
    start, end = wide.holds[0]
    leaves = start + p.between(1.5, 3.0)
    back = min(leaves + p.between(3.0, 5.0), end - 2.0)
    into = p.one_of("cut", "cut", "fade")
    return _cut(
        p, target, "close-up in the hold",
        [
            piece("wide", 0, leaves),
            piece("close", leaves, back, into=into, into_s=p.between(0.3, 0.6)),
            piece("wide", back, wide.end_s, into=into, into_s=p.between(0.3, 0.6)),
        ],
    )  # fmt: skip


def starts_in_hold(p: Production, target: str) -> Film:
    """Begin when the position is taken already; come down, rest."""
    wide = shoot_target(p, target, 1, hold_s=p.between(*_LONG_S))
    start, _ = wide.holds[0]
    return _cut(
        p, target, "begins in the hold",
        [piece("wide", start + 0.7, wide.end_s), card(1.5, "Well done", into="fade")],
    )  # fmt: skip


def ends_in_hold(p: Production, target: str) -> Film:
    """End while it is held, by a fade to a card or to black, or at once."""
    wide = shoot_target(p, target, 1, hold_s=p.between(*_LONG_S))
    _, end = wide.holds[0]
    pieces = [piece("wide", p.between(0, 1.0), end - 0.5)]
    how = p.one_of("none", "fade", "black", "cut")
    if how != "none":
        ground = (255, 255, 255) if how == "fade" else (10, 10, 12)
        pieces.append(
            card(1.6, "Back Care", "www.example.org", ground=ground, into=how, into_s=0.6)
        )
    return _cut(p, target, "ends in the hold", pieces)


def nothing_but_hold(p: Production, target: str) -> Film:
    """Neither the way there nor the way back is in the film."""
    wide = shoot_target(
        p, target, 1, hold_s=p.between(12, 17),
        manner={"readjust_share": p.between(0.0, 0.2), "readjust_at": 0.45},
    )  # fmt: skip
    start, end = wide.holds[0]
    banner = {
        "kind": "banner", "text": "HOLD AND BREATHE", "at": (0.5, 0.08), "size": 0.07,
        "until_s": p.between(4, 20),
    }  # fmt: skip
    return _cut(
        p, target, "nothing but the hold", [piece("wide", start + 0.6, end - 0.4)], overlay=[banner]
    )


def blurred_title(p: Production, target: str) -> Film:
    """Show a title over a blurred picture, which the film fades out of in the middle of things."""
    wide = shoot_target(p, target, 1, hold_s=p.between(7, 11))
    start, _ = wide.spans[0]
    into_s = p.between(0.5, 1.0)
    return _cut(
        p, target, "out of a blurred title",
        [
            card(p.between(2.0, 4.0), "Today's exercise", "with your therapist", behind="wide"),
            piece("wide", start - p.between(0.0, 0.6), wide.end_s, into="blur", into_s=into_s),
            card(1.2, into="black", into_s=0.5),
        ],
    )  # fmt: skip


def fades_between_takes(p: Production, target: str) -> Film:
    """Show a close-up, a dissolve to the wide shot, a dissolve away before it is over."""
    wide = shoot_target(p, target, 2, hold_s=p.between(5.5, 8))
    _close(p, target, wide)
    begin = wide.spans[0][0]
    leaves = wide.holds[1][1] + p.between(-0.3, 0.4)
    fade_s = p.between(0.35, 0.7)
    return _cut(
        p, target, "dissolves",
        [
            piece("close", begin - 3.0, begin - 0.4),
            piece("wide", begin - 0.4, leaves, into="fade", into_s=fade_s),
            piece("close", leaves, leaves + 3.0, into="fade", into_s=fade_s),
        ],
    )  # fmt: skip


def another_view_of_hold(p: Production, target: str) -> Film:
    """Show the same hold again from three quarters, or from further round."""
    wide = shoot_target(p, target, 1, hold_s=p.between(*_LONG_S))
    p.other_view(
        "aside", wide.parts,
        camera_move=[{"orbit_deg": p.one_of(-1, 1) * p.between(55, 75), "aim_up_m": 0.05}],
        camera={"height_m": p.between(0.9, 1.4)},
    )  # fmt: skip
    start, end = wide.holds[0]
    turn = start + p.between(4.8, 6.0)
    into = p.one_of("cut", "fade")
    return _cut(
        p, target, "another view of the hold",
        [piece("wide", 0, turn), piece("aside", turn, end + 0.8, into=into, into_s=0.5)],
    )  # fmt: skip


def jump_cuts(p: Production, target: str) -> Film:
    """Half a second is left out here and there while it is held."""
    wide = shoot_target(p, target, 1, hold_s=p.between(13, 17))
    start, _ = wide.holds[0]
    pieces, now = [], 0.0
    for leaves in (start + 2.5, start + 6.0, start + 9.0):
        pieces.append(piece("wide", now, leaves))
        now = leaves + p.between(0.3, 1.0)
    pieces.append(piece("wide", now, wide.end_s))
    return _cut(p, target, "jump cuts", pieces)


def cut_between_repetitions(p: Production, target: str) -> Film:
    """Two whole, with a close-up between; then one that the cut interrupts."""
    wide = shoot_target(p, target, 3, changes={"rest_s": 1.6})
    _close(p, target, wide)
    first, second, third = wide.spans
    middle = (first[1] + second[0]) / 2
    broken = wide.holds[2][0] + 0.3
    return _cut(
        p, target, "close-ups between",
        [
            piece("wide", first[0] - 0.9, middle),
            piece("close", first[0], first[0] + p.between(2, 3)),
            piece("wide", middle, (second[1] + third[0]) / 2),
            piece("close", second[1], second[1] + 1.5),
            piece("wide", third[0] + 0.4, broken),
        ],
        overlay=[_caption(p, "STEP 1"), _logo(p)],
    )  # fmt: skip


def somebody_else(p: Production, target: str) -> Film:
    """Another person takes over, who faces the other way."""
    first = shoot_target(p, target, 2, take="first")
    p.recast()
    second = shoot_target(p, target, 2, take="second", room=first.parts["room"])
    until = (first.spans[1][1] + first.end_s) / 2
    return _cut(
        p, target, "another person",
        [piece("first", 0.4, until), piece("second", 0.3, second.end_s)],
    )  # fmt: skip


def goes_on_unbroken(p: Production, target: str) -> Film:
    """Something in the picture changes at once, but the film is not cut."""
    what = p.one_of("television", "light", "flash", "grey", "broken", "all")
    more: Parts = {}
    finish: Parts = {}
    if what in ("television", "all"):
        ahead = p.one_of(-1, 1) * p.between(0.3, 0.9)
        more["prop"] = [
            {"kind": "television", "ahead_m": ahead, "nearer_m": -2.0, "size": p.between(1.0, 1.5),
             "pictures_s": p.between(0.9, 2.5)}
        ]  # fmt: skip
    wide = shoot_target(p, target, 2, **more)
    middle = sum(wide.holds[0]) / 2
    if what in ("light", "all"):
        wide.parts["light"]["brightness"] = 0.5
        wide.parts["light_change"] = [{"at_s": middle, "brightness": 1.15, "warmth": 0.8}]
    if what in ("flash", "all"):
        finish["flash_s"] = (wide.holds[1][0] + 0.4, wide.spans[0][0] + 0.7)
    if what == "grey":
        finish["grey_s"] = ((middle, wide.holds[1][0]),)
    if what == "broken":
        finish["broken_s"] = (middle, wide.spans[1][0] + 0.5)
    return _cut(
        p, target, f"no cut: {what}", [piece("wide", 0.2, wide.end_s)], finish=finish
    )  # fmt: skip


def camera_goes_round(p: Production, target: str) -> Film:
    """Let the camera go round the person while she holds, or follow her up and down."""
    wide = shoot_target(p, target, 1, hold_s=p.between(7, 10))
    start, end = wide.holds[0]
    if p.random.random() < 0.5:
        move = {
            "at_s": start + 4.9, "until_s": end + 1.0,
            "orbit_deg": p.one_of(-1, 1) * p.between(55, 80), "closer": 0.85,
        }  # fmt: skip
    else:
        move = {
            "at_s": start - 1.0, "until_s": start + 0.6, "aim_up_m": p.between(0.12, 0.25),
            "closer": 0.9,
        }  # fmt: skip
    wide.parts["camera_move"] = [move]
    return _cut(p, target, "moving camera", [piece("wide", 0.3, wide.end_s)])


def comes_and_goes(p: Production, target: str) -> Film:
    """Walk in, get into position, do it once or twice, get up, walk out."""
    stance = _stance(target)
    times = 1 if target in ("seal_stretch", "seal_stretch/straight_arms", "knee_hug") else 2
    wide = shoot_target(
        p, target, times,
        before=walking_in(p, stance), after=getting_up(p, stance),
    )  # fmt: skip
    return _cut(p, target, "comes and goes", [piece("wide", 0, wide.end_s)])


def out_of_plank(p: Production, target: str) -> Film:
    """All fours, a plank, down to the floor, up and held; out through the dog."""
    before = [
        {"pose": "all_fours", "stay_s": 0.6},
        {"pose": "plank", "move_s": 0.9, "stay_s": p.between(0.8, 1.6)},
        {"pose": "lie_on_front", "move_s": 1.3, "stay_s": 0.3},
    ]
    after = [
        {"pose": "all_fours", "move_s": 1.0, "stay_s": 0.1},
        {"pose": "down_dog", "stay_s": 1.5},
    ]
    wide = shoot_target(
        p, target, 1, before=before, after=after, ready_s=0.6, lead_s=0.3, tail_s=0.1,
        changes={"rest_s": 0.1},
    )  # fmt: skip
    _, end = wide.holds[0]
    until = end - 0.3 if p.random.random() < 0.5 else wide.end_s
    return _cut(
        p, target, "out of a plank", [piece("wide", 0, until)],
        overlay=[_caption(p, "BREATHE"), {**_caption(p, "SHOULDERS DOWN"), "from_s": 6.0}],
    )  # fmt: skip


def low_first(p: Production, target: str) -> Film:
    """Begin half up, in a low cobra; rise, hold, sink low again, rise once more."""
    low = p.between(0.36, 0.45)
    wide = shoot_target(p, target, 2, hold_s=p.between(5.8, 7.0), changes={"rest_amount": low})
    wide.parts["repetition"][0]["rest_s"] = 1.5
    begin = wide.holds[0][0] - 1.0
    return _cut(
        p, target, "low between", [piece("wide", begin, wide.holds[1][1] + 2.0)],
    )  # fmt: skip


def another_tilt_close(p: Production, target: str) -> Film:
    """Tilts in a wide shot, dissolved to a close-up of hips and thighs that goes on."""
    wide = shoot_target(p, target, 3, hold_s=3.2)
    p.close_up("close", wide.parts, "hips", _stance(target))
    leaves = wide.holds[2][0] + 0.8
    arrow = {
        "kind": "arrow", "at": (p.between(0.42, 0.55), p.between(0.55, 0.68)), "size": 0.05,
        "colour": (20, 20, 24), "from_s": 1.5,
    }  # fmt: skip
    return _cut(
        p, target, "dissolve to a close-up",
        [
            piece("wide", 0.5, leaves),
            piece("close", leaves, wide.end_s, into="fade", into_s=0.45),
            card(1.5, "Visit us", "www.example.org", ground=(240, 246, 255)),
        ],
        overlay=[arrow],
    )  # fmt: skip


def punched_in(p: Production, target: str) -> Film:
    """Enlarge the picture and take it back, in the middle of repetitions."""
    wide = shoot_target(p, target, 2)
    at = wide.spans[0][0] - 0.5
    back = wide.spans[1][0] - 0.4
    return _cut(
        p, target, "enlarged and back",
        [
            piece("wide", 0.3, max(0.6, at)),
            piece("wide", max(0.6, at), back, zoom=p.between(1.12, 1.25), aim=(0.5, 0.6)),
            piece("wide", back, wide.end_s),
        ],
        overlay=[_logo(p)],
    )  # fmt: skip


def _caption(p: Production, text: str) -> Parts:
    start = p.between(0.5, 3.0)
    return {
        "kind": "caption", "text": text, "at": (p.between(0.3, 0.7), p.between(0.84, 0.92)),
        "size": p.between(0.05, 0.08), "from_s": start, "until_s": start + p.between(3, 6),
    }  # fmt: skip


def _logo(p: Production) -> Parts:
    colour = tuple(int(c) for c in p.random.integers(30, 230, 3))
    return {"kind": "logo", "at": (0.92, 0.86), "size": 0.06, "colour": colour}


#: Each with what it is made of, in turn; how often, in a set of the usual size.
EDITED: tuple[tuple[Recipe, tuple[str, ...], int], ...] = (
    (close_up_in_hold, ("seal_stretch/straight_arms", "knee_hug", "seal_stretch"), 5),
    (starts_in_hold, ("seal_stretch/straight_arms", "seal_stretch"), 3),
    (ends_in_hold, ("seal_stretch/straight_arms", "seal_stretch", "knee_hug"), 4),
    (nothing_but_hold, ("seal_stretch", "seal_stretch/straight_arms"), 2),
    (blurred_title, ("knee_hug", "seal_stretch/straight_arms", "prone_press_up"), 3),
    (fades_between_takes, ("seal_stretch/straight_arms", "prone_press_up", "knee_hug"), 4),
    (another_view_of_hold, ("seal_stretch/straight_arms", "seal_stretch"), 2),
    (jump_cuts, ("seal_stretch/straight_arms", "seal_stretch"), 2),
    (cut_between_repetitions, ("prone_press_up", "standing_back_extension", "pelvic_tilt"), 3),
    (somebody_else, ("prone_press_up", "standing_back_extension", "pelvic_tilt"), 3),
    (goes_on_unbroken, ("prone_press_up", "standing_back_extension", "pelvic_tilt"), 4),
    (camera_goes_round, ("seal_stretch/straight_arms", "seal_stretch"), 2),
    (comes_and_goes, ("prone_press_up", "seal_stretch", "standing_back_extension"), 3),
    (out_of_plank, ("seal_stretch/straight_arms", "prone_press_up"), 2),
    (low_first, ("seal_stretch/straight_arms",), 2),
    (another_tilt_close, ("pelvic_tilt",), 2),
    (punched_in, ("prone_press_up", "pelvic_tilt"), 2),
)
