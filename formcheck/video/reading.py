"""What a person says of a clip that its file does not say, or says wrongly."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.errors import UsageError

_LEAST_FPS, _MOST_FPS = 1.0, 1000.0
#: Bounds of `Reading.speed`.
SLOWEST, FASTEST = 0.01, 100.0
_TURNS_DEG = (0, 90, 180, 270)


@dataclass(frozen=True)
class Reading:
    """How a clip is read; by default as its file says.

    Parameters
    ----------
    fps : float, optional
        Pictures that were filmed in a second, evenly; the file's own times are then passed over.
    speed : float, optional
        How fast the film plays, as a share of the movement itself: 0.25 is slow
        motion that takes four times as long. Without it, what the recorder wrote down.
    rotate_deg : int
        Clockwise turn of the picture that the file does not know of: 0, 90, 180 or 270.

    Raises
    ------
    UsageError
        A value that no film can have.
    """

    fps: float | None = None
    speed: float | None = None
    rotate_deg: int = 0

    def __post_init__(self) -> None:
        if self.fps is not None and not _LEAST_FPS <= self.fps <= _MOST_FPS:
            raise UsageError(
                f"A film cannot have {self.fps:g} pictures a second.",
                f"Give --fps a number from {_LEAST_FPS:g} to {_MOST_FPS:g}, such as 25.",
            )
        if self.speed is not None and not SLOWEST <= self.speed <= FASTEST:
            raise UsageError(
                f"A film cannot play at {self.speed:g} times the speed of the movement.",
                "Give --speed the share at which it plays: 0.25 for four times slow motion.",
            )
        if self.rotate_deg not in _TURNS_DEG:
            raise UsageError(
                f"A picture cannot be turned by {self.rotate_deg} degrees.",
                "Give --rotate 90, 180 or 270, clockwise.",
            )

    @property
    def plays_as_moved(self) -> bool:
        """Whether a second of the film is a second of the movement."""
        return self.speed is None or math.isclose(self.speed, 1.0)

    @property
    def is_by_the_file(self) -> bool:
        """Whether the pictures and their times are those that the file itself gives."""
        return self.fps is None and self.rotate_deg == 0 and self.plays_as_moved

    @property
    def key(self) -> str:
        """What tells this reading from others of the same file; empty if it is by the file."""
        if self.is_by_the_file:
            return ""
        speed = 1.0 if self.speed is None else self.speed
        return f"fps={self.fps} speed={speed!r} rotate={self.rotate_deg}"


#: As the file says.
BY_THE_FILE = Reading()
