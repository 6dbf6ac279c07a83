"""What the columns of a track's image motion mean."""

from __future__ import annotations

from typing import Final

#: Patches of the body whose motion is taken from the picture itself.
PATCHES: Final = ("thigh", "pelvis", "chest")

#: Shift since the thread began, pixels of the frame, x to the right and y down.
SHIFT_X: Final = 0
SHIFT_Y: Final = 1
#: Turn since the thread began, degrees, + clockwise on the screen.
TURN: Final = 2
#: Share of the corners that agree on that motion.
KEPT: Final = 3
#: Number of the thread: motion cannot be compared between threads.
THREAD: Final = 4

COLUMNS: Final = 5
