"""Who does a movement of a set, where, and how it is filmed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .conditions import CONDITIONS
from .people import PEOPLE
from .phenotype import Phenotype
from .scene import Scene

#: What people of a set were told: they keep within the tolerance of the specification, and letting
#: go at once is plainly too short.
PRESCRIBED_HOLD_S = {
    "pelvic_tilt": 3.0,
    "knee_hug": 3.0,
    "prone_press_up": 2.0,
    "seal_stretch": 5.5,
    "standing_back_extension": 2.0,
}
_STANDING = {"standing_back_extension", "forward_bend", "arm_raise"}
_PRONE = {"prone_press_up", "seal_stretch", "push_up", "superman"}


def dress(
    values: dict[str, Any], movement: str, tags: list[str], random: np.random.Generator
) -> Scene:
    """Make a scene of a movement: add person, room, camera and the conditions.

    Parameters
    ----------
    values : dict
        What the scene says about the movement.
    movement : str
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


def _room(movement: str, random: np.random.Generator) -> dict[str, Any]:
    mats = ["teal", "plum", "charcoal", "sage", "sand", "navy"]
    return {
        "wall": str(random.choice(["white", "cream", "sage", "blue", "terracotta", "grey"])),
        "floor": str(random.choice(["oak", "walnut", "ash", "carpet", "tiles"])),
        "mat": "none" if movement in _STANDING else str(random.choice(mats)),
        "clutter": float(random.uniform(0.1, 0.7)),
        "seed": int(random.integers(1 << 20)),
    }


def _camera(movement: str, stature_m: float, random: np.random.Generator) -> dict[str, Any]:
    near = stature_m / 1.7 * float(random.uniform(0.95, 1.12))
    if movement in _STANDING:
        return {
            "distance_m": 2.85 * near,
            "height_m": float(random.uniform(0.9, 1.15)),
            "aim_height_m": 0.52 * stature_m,
            "field_of_view_deg": 56.0,
        }
    lying = 2.5 if movement in _PRONE else 2.05
    return {
        "distance_m": lying * near,
        "height_m": float(random.uniform(0.3, 0.7)),
        "aim_height_m": 0.42 if movement == "sit_up" else 0.30,
        "field_of_view_deg": 58.0,
    }


def _finish_camera(camera: Mapping[str, Any], movement: str) -> dict[str, Any]:
    finished = dict(camera)
    closer = finished.pop("closer", 1.0)
    finished["distance_m"] *= closer
    towards_head = finished.pop("aim_at_head", 0.0)
    if towards_head:
        if movement in _STANDING:
            finished["aim_height_m"] += 0.25
        else:
            # On the front the head points ahead, on the back the toes do.
            finished["aim_ahead_m"] = towards_head if movement in _PRONE else -towards_head
    return finished
