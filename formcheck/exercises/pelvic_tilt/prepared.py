"""A shot of pelvic tilts, ready to be searched, with what the tilt signal is made of."""

from __future__ import annotations

from dataclasses import dataclass, fields

from formcheck.exercises.pelvic_tilt.signal import Tilt
from formcheck.session.rules import Prepared


@dataclass(frozen=True)
class PreparedTilt(Prepared):
    """`Prepared` with the tilt behind its displacement."""

    tilt: Tilt

    @classmethod
    def of(cls, prepared: Prepared, tilt: Tilt) -> PreparedTilt:
        """Add the tilt."""
        return cls(
            **{item.name: getattr(prepared, item.name) for item in fields(prepared)}, tilt=tilt
        )
