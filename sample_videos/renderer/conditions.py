"""Recording conditions: each is a tag, and what it changes in a scene."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Changes = Mapping[str, Mapping[str, Any]]

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
