"""Which joints a fault is seen at, so that the picture can point there."""

from __future__ import annotations

_AFFECTED: dict[str, tuple[str, ...]] = {
    "SBE-1": ("knee",),
    "SBE-2": ("ear",),
    "SBE-3": ("ankle",),
    "SBE-7": ("shoulder",),
    "SBE-8": ("wrist",),
    "PPU-1": ("hip",),
    "PPU-2": ("hip",),
    "PPU-3": ("elbow",),
    "PPU-4": ("shoulder",),
    "PPU-5": ("ear",),
    "PPU-7": ("wrist",),
    "PPU-8": ("knee",),
    "PT-1": ("hip",),
    "PT-3": ("hip",),
    "PT-4": ("knee",),
    "PT-5": ("ear", "shoulder"),
    "PT-7": ("ankle",),
    "SS-1": ("hip",),
    "SS-2": ("elbow",),
    "SS-3": ("shoulder",),
    "SS-4": ("ear",),
    "SS-5": ("knee",),
    "SS-6": ("elbow",),
    "KH-1": ("ear", "shoulder"),
    "KH-2": ("knee", "ankle"),
    "KH-3": ("hip",),
    "KH-7": ("wrist",),
}

#: Seen at the leg that should rest, whichever side of the body that is.
_OF_RESTING_LEG = frozenset({"KH-2"})


def affected_joints(fault_id: str) -> tuple[str, ...]:
    """Return the joints to point at, as in `SIDED_JOINTS`; none for faults of timing.

    They are those of the near side, unless `is_of_resting_leg`.
    """
    return _AFFECTED.get(fault_id, ())


def is_of_resting_leg(fault_id: str) -> bool:
    """Whether a fault is seen at the leg that does not move, instead of at the near side."""
    return fault_id in _OF_RESTING_LEG
