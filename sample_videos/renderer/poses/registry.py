"""Every movement by name."""

from __future__ import annotations

from collections.abc import Mapping

from . import knee_hug, look_alikes, pelvic_tilt, prone, seal_stretch, standing
from .base import Mover


def movers() -> dict[str, type[Mover]]:
    """Every movement by name."""
    modules = (pelvic_tilt, prone, standing, seal_stretch, knee_hug, look_alikes)
    found = [item for module in modules for item in vars(module).values()]
    return {
        item.name: item
        for item in found
        if isinstance(item, type) and issubclass(item, Mover) and hasattr(item, "name")
    }


def parameter_names(exercise: str) -> Mapping[str, str]:
    """Fault parameters of a movement, with what each does."""
    return movers()[exercise].parameters
