"""The colours of the annotated video, as RGB.

Chosen after Okabe and Ito's palette, lightened for a dark ground: people with
any common colour blindness tell them apart, and each kind of notice also has a
shape of its own.
"""

from __future__ import annotations

Colour = tuple[int, int, int]

GROUND: Colour = (19, 28, 38)
RAISED: Colour = (32, 45, 58)
RULE: Colour = (58, 74, 90)

TEXT: Colour = (243, 246, 248)
QUIET_TEXT: Colour = (168, 184, 197)

BONE: Colour = (246, 248, 250)
OUTLINE: Colour = (16, 24, 33)

ANGLE: Colour = (98, 190, 240)
GOOD: Colour = (72, 205, 165)

#: From information (0) to safety (3).
SEVERITY: tuple[Colour, Colour, Colour, Colour] = (
    (150, 190, 220),
    (242, 204, 84),
    (248, 158, 58),
    (244, 104, 76),
)


def mix(ground: Colour, colour: Colour, share: float) -> Colour:
    """Return ``ground`` with ``share`` (0 to 1) of ``colour`` in it."""
    first, second, third = (
        round(low + (high - low) * share) for low, high in zip(ground, colour, strict=True)
    )
    return first, second, third
