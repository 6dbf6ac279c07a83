"""One module an exercise: from how far it is done to a pose of the whole body."""

from .base import Moment, Mover
from .registry import movers, parameter_names

__all__ = ["Moment", "Mover", "movers", "parameter_names"]
