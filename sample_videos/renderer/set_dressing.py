"""Who does a movement of a set, where, and how it is filmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .exercises.base import Movement
from .look import Look
from .phenotype import Phenotype
from .scene import Scene

#: Across sex, age, weight, stature and skin tone.
PEOPLE: tuple[tuple[Phenotype, Look], ...] = (
    (
        Phenotype(male=0.0, age_years=31, weight=0.42, stature_m=1.67),
        Look(skin="light", hair="short", hair_colour="auburn", shirt="teal", trousers="charcoal"),
    ),
    (
        Phenotype(male=1.0, age_years=46, weight=0.65, stature_m=1.80),
        Look(skin="olive", hair="short", hair_colour="black", shirt="rust", trousers="navy"),
    ),
    (
        Phenotype(
            male=1.0, age_years=28, muscle=0.6, weight=0.42, stature_m=1.77,
            ancestry={"african": 1.0},
        ),
        Look(skin="dark", hair="short", hair_colour="black", shirt="sky", trousers="grey"),
    ),
    (
        Phenotype(male=0.0, age_years=66, weight=0.68, stature_m=1.58),
        Look(skin="fair", hair="bun", hair_colour="grey", shirt="plum", trousers="charcoal"),
    ),
    (
        Phenotype(male=0.0, age_years=39, weight=0.45, stature_m=1.63, ancestry={"asian": 1.0}),
        Look(skin="olive", hair="bun", hair_colour="black", shirt="rose", trousers="navy"),
    ),
    (
        Phenotype(
            male=0.0, age_years=44, weight=0.75, stature_m=1.70,
            ancestry={"african": 0.7, "caucasian": 0.3},
        ),
        Look(skin="brown", hair="full", hair_colour="black", shirt="mustard", trousers="black"),
    ),
    (
        Phenotype(male=1.0, age_years=72, weight=0.5, muscle=0.35, stature_m=1.72),
        Look(skin="fair", hair="none", hair_colour="white", shirt="navy", trousers="sand"),
    ),
    (
        Phenotype(male=1.0, age_years=24, weight=0.3, stature_m=1.84, ancestry={"asian": 1.0}),
        Look(skin="light", hair="full", hair_colour="brown", shirt="white", trousers="grey"),
    ),
)  # fmt: skip

Changes = Mapping[str, Mapping[str, Any]]
#: Recording conditions: each is a tag, and what it changes in a scene.
CONDITIONS: dict[str, Changes] = {
    "clean": {},
    "sensor noise": {"effects": {"sensor_noise": 9.0, "compression": 26}},
    "compression": {"effects": {"compression": 36, "softness_px": 0.8}},
    "motion blur": {"effects": {"motion_blur": 0.8, "sensor_noise": 3.0}},
    "dim light": {
        "light": {"brightness": 0.32, "warmth": 0.7},
        "effects": {"sensor_noise": 7.0, "motion_blur": 0.5},
    },
    "uneven light": {"light": {"unevenness": 1.0}, "effects": {"uneven_light": 0.75}},
    "camera roll": {"camera": {"roll_deg": 6.0}},
    "camera shake": {"effects": {"shake_px": 3.0}},
    "variable frame rate": {"effects": {"variable_frame_rate": 0.6}},
    "loose clothes": {"look": {"looseness": 3.0}},
    "long hair": {"look": {"hair": "long"}},
    "clutter": {"room": {"clutter": 1.0}},
    "occluded": {"effects": {"occluder": "chair_leg"}},
    "pet": {"effects": {"occluder": "pet", "occluder_ahead_m": -0.45}},
    "passer-by": {"effects": {"passer_by_at_s": 5.0}},
    "feet out of frame": {"camera": {"closer": 0.72, "aim_at_head": 0.34}},
    "yaw 12": {"camera": {"yaw_deg": 12.0}},
    "yaw 22": {"camera": {"yaw_deg": -22.0}},
    "yaw 35": {"camera": {"yaw_deg": 35.0}},
    "yaw 45": {"camera": {"yaw_deg": -45.0}},
    "camera on floor": {"camera": {"height_m": 0.14}},
    "camera on table": {"camera": {"height_m": 1.05}},
    "bare legs": {"look": {"legs": "shorts", "sleeves": "none"}},
}


def dress(
    values: dict[str, Any], movement: Movement, tags: list[str], random: np.random.Generator
) -> Scene:
    """Make a scene of a movement: add person, room, camera and the conditions.

    Parameters
    ----------
    values : dict
        What the scene says about the movement.
    movement : Movement
    tags : list of str
        Those that are names of conditions change the scene.
    random : Generator
    """
    person, look = PEOPLE[int(random.integers(len(PEOPLE)))]
    parts: dict[str, dict[str, Any]] = {
        "person": _varied(person, random),
        "look": look.model_dump(),
        "room": _room(movement, random),
        "light": {
            "brightness": float(random.uniform(0.85, 1.15)),
            "from_left": bool(random.random() < 0.5),
        },
        "camera": _camera(movement, person.stature_m, random),
        "effects": {"sensor_noise": 1.5, "compression": 22},
    }
    for tag in tags:
        for part, changes in CONDITIONS.get(tag, {}).items():
            parts[part] |= dict(changes)
    parts["camera"] = _finish_camera(parts["camera"], movement)
    return Scene(
        **values,
        **parts,
        seed=int(random.integers(1 << 30)),
        frames_per_second=15.0,
        facing="left" if random.random() < 0.5 else "right",
        tags=tuple(tags),
    )


def _varied(person: Phenotype, random: np.random.Generator) -> dict[str, Any]:
    weight = float(np.clip(person.weight + random.uniform(-0.08, 0.08), 0, 1))
    stature = float(person.stature_m + random.uniform(-0.04, 0.04))
    return person.model_dump() | {"weight": weight, "stature_m": stature}


def _room(movement: Movement, random: np.random.Generator) -> dict[str, Any]:
    mats = ["teal", "plum", "charcoal", "sage", "sand", "navy"]
    return {
        "wall": str(random.choice(["white", "cream", "sage", "blue", "terracotta", "grey"])),
        "floor": str(random.choice(["oak", "walnut", "ash", "carpet", "tiles"])),
        "mat": "none" if movement.stance == "standing" else str(random.choice(mats)),
        "clutter": float(random.uniform(0.1, 0.7)),
        "seed": int(random.integers(1 << 20)),
    }


def _camera(movement: Movement, stature_m: float, random: np.random.Generator) -> dict[str, Any]:
    near = stature_m / 1.7 * float(random.uniform(0.95, 1.12))
    if movement.stance == "standing":
        return {
            "distance_m": 2.85 * near,
            "height_m": float(random.uniform(0.9, 1.15)),
            "aim_height_m": 0.52 * stature_m,
            "field_of_view_deg": 56.0,
        }
    lying = 2.5 if movement.stance == "prone" else 2.05
    return {
        "distance_m": lying * near,
        "height_m": float(random.uniform(0.3, 0.7)),
        "aim_height_m": 0.30 if movement.aim_height_m is None else movement.aim_height_m,
        "field_of_view_deg": 58.0,
    }


def _finish_camera(camera: Mapping[str, Any], movement: Movement) -> dict[str, Any]:
    finished = dict(camera)
    closer = finished.pop("closer", 1.0)
    finished["distance_m"] *= closer
    towards_head = finished.pop("aim_at_head", 0.0)
    if towards_head:
        if movement.stance == "standing":
            finished["aim_height_m"] += 0.25
        else:
            # On the front the head points ahead, on the back the toes do.
            ahead = 1 if movement.stance == "prone" else -1
            finished["aim_ahead_m"] = ahead * towards_head
    return finished
