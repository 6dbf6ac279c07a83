"""Look-alikes and daily life: films in which nothing may be counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .film import Film
from .production import Parts, Production, card, piece

Recipe = Callable[[Production], Film]

STANDING, PRESS, SEAL = "standing_back_extension", "prone_press_up", "seal_stretch"
TILT, HUG = "pelvic_tilt", "knee_hug"


def _acted(
    p: Production,
    exercise: str,
    what: str,
    acts: Sequence[Parts],
    *,
    fair: Sequence[str] = (),
    pieces: Callable[[float], list[Parts]] | None = None,
    film: Parts | None = None,
    **more: Any,
) -> Film:
    """Make a film of acts alone; ``pieces`` cuts the take when given its length."""
    p.shoot("wide", exercise, before=list(acts), **more)
    seconds = sum(act.get("move_s", 1.2) + act.get("stay_s", 1.0) for act in acts)
    seconds -= acts[0].get("move_s", 1.2)
    cut = pieces(seconds) if pieces is not None else [piece("wide", 0, seconds)]
    return p.cut(
        exercise, what, cut, role=f"lookalike: {what}", fair_to_say=tuple(fair),
        tags=("look-alike",), **(film or {}),
    )  # fmt: skip


def _again(p: Production, times: int, *acts: Parts) -> list[Parts]:
    """Repeat acts a few times, never quite alike."""
    made = []
    for _ in range(times):
        for act in acts:
            varied = {**act}
            for key in ("move_s", "stay_s"):
                if key in act:
                    varied[key] = act[key] * p.between(0.85, 1.2)
            if "amount" in act:
                varied["amount"] = act["amount"] * p.between(0.9, 1.08)
            made.append(varied)
    return made


def walks(p: Production) -> Film:
    """Walk in, stop, walk on, turn round, come back."""
    side = p.one_of(-1, 1)
    acts = [
        {"pose": "stand", "ahead_m": -2.4 * side, "stay_s": 0.2},
        p.walk(-0.5 * side, -2.4 * side, stay_s=p.between(0.5, 1.6)),
        p.walk(1.2 * side, -0.5 * side, stay_s=0.8),
        p.walk(-0.9 * side, 1.2 * side, nearer_m=p.between(-0.7, 0.2), stay_s=0.9),
        p.walk(0.6 * side, -0.9 * side, stay_s=0.6),
        p.walk(-2.6 * side, 0.6 * side, stay_s=0.3),
    ]
    camera = {"yaw_deg": p.one_of(0.0, 0.0, 15.0, -25.0)}
    return _acted(p, STANDING, "walks to and fro", acts, camera=camera)


def gets_up_and_goes(p: Production) -> Film:
    """Sit on a stool, get up, walk away, turn, come back and sit down."""
    acts = [
        {"pose": "sit", "stay_s": p.between(1.5, 3.0)},
        {"pose": "stand", "move_s": 1.2, "stay_s": 0.3},
        p.walk(1.5, 0.0, stay_s=0.2),
        p.walk(0.0, 1.5, stay_s=0.3, turn_deg=0.0),
        {"pose": "sit", "move_s": 1.4, "stay_s": 1.2},
        {"pose": "sit", "amount": -0.8, "move_s": 0.9, "stay_s": 1.5},
        {"pose": "stand", "move_s": 1.1, "stay_s": 0.6},
        {"pose": "sit", "move_s": 1.3, "stay_s": 1.5},
    ]
    stool = {"kind": "stool", "ahead_m": -0.46, "nearer_m": 0.0}
    return _acted(p, STANDING, "sits and gets up", acts, prop=[stool])


def drinks(p: Production) -> Film:
    """Stand and drink, leaning back; put it down; drink again; walk off."""
    acts = [
        {"pose": "stand", "ahead_m": -1.8, "stay_s": 0.2},
        p.walk(0.0, -1.8, turn_deg=0.0, stay_s=0.8),
        *_again(
            p, 3,
            {"pose": "drink", "amount": 0.75, "move_s": 1.2, "stay_s": 1.8},
            {"pose": "stand", "move_s": 1.1, "stay_s": 0.9},
        ),
        p.walk(2.2, 0.0, stay_s=0.3),
    ]  # fmt: skip
    return _acted(p, STANDING, "drinks", acts, fair=("SBE-6",))


def falls(p: Production) -> Film:
    """Walk in, drink or look up, sway, fall over and lie there."""
    first = p.one_of("drink", "reach_up", "hands_on_hips")
    acts = [
        {"pose": "stand", "ahead_m": -1.5, "stay_s": 0.2},
        p.walk(0.0, -1.5, turn_deg=0.0, stay_s=0.6),
        {"pose": first, "amount": 0.8, "move_s": 1.0, "stay_s": p.between(1.5, 3)},
        {"pose": "stand", "move_s": 0.8, "stay_s": 0.5},
        {"pose": first, "amount": 0.8, "move_s": 1.1, "stay_s": p.between(1.0, 2)},
        {"pose": "lean_back", "amount": 0.75, "move_s": 0.9, "stay_s": 0.2},
        {"pose": "squat", "amount": 0.9, "move_s": 0.5, "stay_s": 0.0, "by": "fall"},
        {
            "pose": p.one_of("lie_straight", "lie_on_front"), "move_s": 0.5, "by": "fall",
            "stay_s": p.between(3, 5),
        },
    ]  # fmt: skip
    look = {"compression": 30, "washed_out": p.between(0.0, 0.35)}
    return _acted(p, STANDING, "falls", acts, camera={"aim_height_m": 0.75}, film={"finish": look})


def picks_up(p: Production) -> Film:
    """Bend down for something, come up and a little beyond, again and again."""
    acts = [
        {"pose": "stand", "stay_s": 1.2},
        *_again(
            p, 4,
            {"pose": p.one_of("stoop", "squat"), "amount": 0.9, "move_s": 1.3, "stay_s": 0.7},
            {"pose": "hands_on_hips", "move_s": 1.4, "stay_s": 0.4},
            {"pose": "lean_back", "amount": 0.3, "move_s": 0.6, "stay_s": 0.3},
            {"pose": "stand", "move_s": 0.7, "stay_s": 0.3},
        ),
    ]  # fmt: skip
    return _acted(p, STANDING, "picks things up", acts, fair=("SBE-5", "SBE-6", "SBE-7"))


def breathes(p: Production) -> Film:
    """Lie still with bent knees; the belly rises, a hand opens and closes."""
    manner = {
        "breath_mm": p.between(7, 15), "breath_s": p.between(2.7, 3.6),
        "hand_opens_s": p.one_of(0.0, 2.2, 3.1),
    }  # fmt: skip
    acts = [{"pose": "lie_on_back", "stay_s": p.between(14, 18)}]
    camera = {"distance_m": p.between(1.35, 1.7), "height_m": p.between(0.15, 0.4)}
    return _acted(
        p, TILT, "lies and breathes", acts, fair=("PT-2",), manner=manner, camera=camera,
        look={"shirt": p.one_of("rose", "red", "plum", "black")},
    )  # fmt: skip


def hands_wander(p: Production) -> Film:
    """Lie on the back, hands to the belly and away; the head comes up once to look."""
    acts = [
        {"pose": "lie_on_back", "stay_s": 2.0},
        *_again(
            p, 2,
            {"pose": "hands_to_belly", "amount": 1.0, "move_s": 1.4, "stay_s": 2.5},
            {"pose": "hands_to_belly", "amount": 0.2, "move_s": 1.2, "stay_s": 1.2},
            {"pose": "curl_up", "amount": 0.7, "move_s": 0.9, "stay_s": 0.8},
            {"pose": "lie_on_back", "move_s": 1.0, "stay_s": 1.0},
        ),
    ]  # fmt: skip
    manner = {"breath_mm": p.between(5, 10)}
    return _acted(p, TILT, "lies, hands wander", acts, fair=("PT-2", "PT-5"), manner=manner)


def planks(p: Production) -> Film:
    """Prop on the forearms for a moment, plank, down, and once more."""
    exercise = p.one_of(SEAL, PRESS)
    acts = [
        {"pose": "lie_on_front", "stay_s": 1.5},
        {"pose": "forearm_prop", "move_s": 1.3, "stay_s": p.between(1.2, 2.5)},
        {"pose": "forearm_plank", "move_s": 1.2, "stay_s": p.between(3, 5)},
        {"pose": "forearm_prop", "move_s": 1.0, "stay_s": p.between(0.8, 1.6)},
        {"pose": "forearm_plank", "move_s": 1.0, "stay_s": p.between(2, 4)},
        {"pose": "lie_on_front", "move_s": 1.5, "stay_s": 1.5},
    ]
    front_s = p.between(6.0, 7.5)

    def pieces(seconds: float) -> list[Parts]:
        if p.random.random() < 0.6:
            return [piece("wide", 0, seconds)]
        p.other_view("front", p.takes[0], camera_move=[{"orbit_deg": 88.0, "closer": 0.8}])
        return [
            piece("wide", 0, front_s),
            piece("front", front_s, front_s + 2.5),
            piece("wide", front_s + 2.5, seconds),
            card(1.2, into="black", into_s=0.6),
        ]

    fair = ("PPU-1", "PPU-2", "PPU-7", "SS-1", "SS-7")
    return _acted(p, exercise, "forearm plank", acts, fair=fair, pieces=pieces)


def push_ups(p: Production) -> Film:
    """Push-ups out of a plank on straight arms."""
    acts = [
        {"pose": "all_fours", "stay_s": 1.0},
        {"pose": "plank", "move_s": 1.0, "stay_s": 0.8},
        *_again(
            p, 5,
            {"pose": "plank", "amount": 0.35, "move_s": 0.8, "stay_s": 0.1},
            {"pose": "plank", "amount": 1.0, "move_s": 0.8, "stay_s": 0.3},
        ),
        {"pose": "all_fours", "move_s": 0.9, "stay_s": 0.5},
        {"pose": "child_pose", "move_s": 1.2, "stay_s": 2.0},
    ]  # fmt: skip
    return _acted(p, PRESS, "push-ups", acts, fair=("PPU-1", "PPU-2", "PPU-7"))


def supermans(p: Production) -> Film:
    """Arms, chest and legs lift off the floor; in stop motion now and then."""
    acts = [
        {"pose": "lie_on_front", "stay_s": 0.8},
        *_again(
            p, 5,
            {"pose": "superman", "amount": 1.0, "move_s": 0.9, "stay_s": 0.9},
            {"pose": "superman", "amount": 0.05, "move_s": 0.9, "stay_s": 0.5},
        ),
    ]  # fmt: skip
    rate = p.one_of(None, 4.0)

    def pieces(seconds: float) -> list[Parts]:
        return [piece("wide", 0, seconds, pictures_per_second=rate)]

    exercise = p.one_of(SEAL, PRESS)
    return _acted(p, exercise, "superman", acts, fair=("PPU-3", "SS-5", "PPU-8"), pieces=pieces)


def bridges(p: Production) -> Film:
    """Bridges, small in the picture and then enlarged; or one that is held all the time."""
    if p.random.random() < 0.35:
        acts = [{"pose": "bridge", "amount": p.between(0.7, 1.0), "stay_s": p.between(8, 12)}]
        return _acted(p, TILT, "a bridge held", acts, fair=("PT-1", "PT-4"))
    acts = [
        {"pose": "lie_on_back", "stay_s": 1.0},
        *_again(
            p, 4,
            {"pose": "bridge", "amount": p.between(0.5, 1.0), "move_s": 1.3, "stay_s": 1.0},
            {"pose": "lie_on_back", "move_s": 1.3, "stay_s": 0.7},
        ),
    ]  # fmt: skip
    zoom = p.between(1.3, 1.6)

    def pieces(seconds: float) -> list[Parts]:
        half = seconds * 0.55
        return [piece("wide", 0, half), piece("wide", half, seconds, zoom=zoom, aim=(0.5, 0.62))]

    return _acted(p, TILT, "bridges", acts, fair=("PT-1", "PT-4"), pieces=pieces)


def on_the_back(p: Production) -> Film:
    """Sit-ups, curl-ups, a leg that is raised, knees drawn up without hands."""
    pose, exercise, fair = p.one_of(
        ("sit_up", HUG, ("KH-1",)),
        ("curl_up", TILT, ("PT-5",)),
        ("raised_leg", HUG, ("KH-2",)),
        ("knees_to_chest", HUG, ("KH-3",)),
    )
    rest = "lie_straight" if pose == "raised_leg" else "lie_on_back"
    acts = [
        {"pose": rest, "stay_s": 1.2},
        *_again(
            p, 4,
            {"pose": pose, "amount": 0.95, "move_s": 1.3, "stay_s": 0.9},
            {"pose": pose, "amount": 0.02, "move_s": 1.3, "stay_s": 0.8},
        ),
    ]  # fmt: skip
    return _acted(p, exercise, pose.replace("_", " "), acts, fair=fair)


def yoga_standing(p: Production) -> Film:
    """Lunges with the arms up, side bends seen from the front, reaching up."""
    acts = [
        {"pose": "stand", "stay_s": 0.8},
        {"pose": "reach_up", "amount": 1.0, "move_s": 1.4, "stay_s": 1.5},
        {"pose": "stoop", "amount": 1.0, "move_s": 1.8, "stay_s": 1.0},
        {"pose": "lunge", "amount": 1.0, "move_s": 1.8, "stay_s": 2.0},
        {"pose": "stand", "move_s": 1.4, "stay_s": 0.5, "turn_deg": p.one_of(-90.0, -60.0, -40.0)},
        *_again(
            p, 2,
            {"pose": "side_bend", "amount": 1.0, "move_s": 1.5, "stay_s": 1.3},
            {"pose": "side_bend", "amount": -0.1, "move_s": 1.4, "stay_s": 0.5},
        ),
    ]  # fmt: skip
    fair = ("SBE-5", "SBE-6", "SBE-7")
    return _acted(p, STANDING, "yoga, standing", acts, fair=fair)


def yoga_on_floor(p: Production) -> Film:
    """All fours, child's pose, the dog, half up and down again: nothing of it held."""
    exercise = p.one_of(PRESS, SEAL)
    acts = [
        {"pose": p.one_of("kneel", "sit_on_floor"), "stay_s": 1.2},
        {"pose": "all_fours", "move_s": 1.3, "stay_s": 0.8},
        *_again(
            p, 2,
            {"pose": "child_pose", "move_s": 1.4, "stay_s": 1.0},
            {"pose": "all_fours", "move_s": 1.3, "stay_s": 0.4},
        ),
        {"pose": "down_dog", "move_s": 1.4, "stay_s": 1.6},
        {"pose": "plank", "move_s": 1.2, "stay_s": 0.6},
        {"pose": "low_cobra", "amount": 1.0, "move_s": 1.4, "stay_s": 0.8},
        {"pose": "low_cobra", "amount": 1.5, "move_s": 0.8, "stay_s": 0.6},
        {"pose": "child_pose", "move_s": 1.5, "stay_s": 1.0},
    ]  # fmt: skip
    caption = {"kind": "caption", "text": "Flow with the breath", "at": (0.5, 0.92)}
    return _acted(
        p, exercise, "yoga on the floor", acts, fair=("PPU-1", "PPU-2", "PPU-7", "SS-1"),
        stance="prone", film={"overlay": [caption]},
    )  # fmt: skip


def thigh_stretch(p: Production) -> Film:
    """Stand on one leg, hold the other foot behind; a title before, a card after."""
    acts = [
        {"pose": "stand", "stay_s": 1.5},
        {"pose": "heel_to_seat", "amount": 1.0, "move_s": 1.5, "stay_s": p.between(9, 12)},
        {"pose": "stand", "move_s": 1.4, "stay_s": 1.0},
    ]

    def pieces(seconds: float) -> list[Parts]:
        return [
            card(1.6, "Quad stretch", ground=(250, 250, 250)),
            piece("wide", 0, seconds, into="fade", into_s=0.5),
            card(1.0, "See you", ground=(250, 250, 250), into="fade", into_s=0.5),
        ]

    return _acted(p, STANDING, "thigh stretch", acts, fair=("SBE-7",), pieces=pieces)


def explains(p: Production) -> Film:
    """Stand, talk, show where the hands go, turn from the front to the side: no bend."""
    acts = [
        {"pose": "stand", "turn_deg": -90.0, "stay_s": 1.2},
        {"pose": "stand", "turn_deg": 0.0, "move_s": 0.8, "stay_s": 0.8},
        {"pose": "hands_on_hips", "move_s": 1.0, "stay_s": 2.0},
        {"pose": "lean_back", "amount": 0.14, "move_s": 0.9, "stay_s": 0.8},
        {"pose": "hands_on_hips", "move_s": 0.8, "stay_s": 1.2},
        {"pose": "stand", "move_s": 0.9, "stay_s": 1.0},
        {"pose": "reach_up", "amount": 0.8, "move_s": 1.3, "stay_s": 1.0},
        {"pose": "stand", "move_s": 1.2, "stay_s": 1.5},
    ]
    talks = [
        {"from_s": 2.0, "until_s": 5.0, "turn_deg": -45},
        {"from_s": 8, "until_s": 12, "turn_deg": -40},
    ]

    def pieces(seconds: float) -> list[Parts]:
        return [piece("wide", 0, 1.5), piece("wide", 1.9, seconds, into="blur", into_s=0.5)]

    return _acted(
        p, STANDING, "stands and explains", acts, manner={"talks": talks}, pieces=pieces,
        fair=("SBE-5", "SBE-6"),
    )  # fmt: skip


def bends_forward(p: Production) -> Film:
    """Roll down and up again, once with the head and chest tipped back at the end."""
    acts = [
        {"pose": "stand", "stay_s": 1.0},
        *_again(
            p, 3,
            {"pose": "stoop", "amount": 1.0, "move_s": 2.2, "stay_s": 0.8},
            {"pose": "stand", "move_s": 2.0, "stay_s": 0.4},
            {"pose": "lean_back", "amount": 0.24, "move_s": 0.7, "stay_s": 0.2},
            {"pose": "stand", "move_s": 0.6, "stay_s": 0.4},
        ),
    ]  # fmt: skip
    fair = ("SBE-5", "SBE-6", "SBE-7", "SBE-8")
    return _acted(p, STANDING, "bends forward", acts, fair=fair)


def gets_ready(p: Production) -> Film:
    """Come in, get down to the floor, lie on the front, prop up for a moment, get up again."""
    acts = [
        {"pose": "stand", "ahead_m": -2.4, "stay_s": 0.2},
        p.walk(0.0, -2.4, turn_deg=0.0, stay_s=0.5),
        {"pose": "kneel", "move_s": 1.1, "stay_s": 0.4},
        {"pose": "all_fours", "move_s": 1.0, "stay_s": 0.4},
        {"pose": "lie_on_front", "move_s": 1.4, "stay_s": 1.5},
        {"pose": "forearm_prop", "amount": 0.8, "move_s": 1.2, "stay_s": p.between(1.0, 2.0)},
        {"pose": "lie_on_front", "move_s": 1.2, "stay_s": 1.0},
        {"pose": "all_fours", "move_s": 1.3, "stay_s": 0.4},
        {"pose": "kneel", "move_s": 0.9, "stay_s": 0.3},
        {"pose": "stand", "move_s": 1.2, "stay_s": 0.6},
        p.walk(2.4, 0.0, stay_s=0.2),
    ]
    exercise = p.one_of(PRESS, SEAL)
    return _acted(
        p, exercise, "gets down and up", acts, stance="standing",
        fair=("PPU-1", "PPU-7", "PPU-10", "SS-7"),
    )  # fmt: skip


#: Each with how often it comes in a set of the usual size.
DAILY: tuple[tuple[Recipe, int], ...] = (
    (walks, 4), (gets_up_and_goes, 2), (drinks, 3), (falls, 4), (picks_up, 2), (breathes, 4),
    (hands_wander, 1), (planks, 3), (push_ups, 2), (supermans, 2), (bridges, 3), (on_the_back, 3),
    (yoga_standing, 2), (yoga_on_floor, 2), (thigh_stretch, 1), (explains, 2), (bends_forward, 1),
    (gets_ready, 2),
)  # fmt: skip
