"""What every source of live pictures has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from formcheck.arrays import Pixels


@dataclass(frozen=True)
class Captured:
    """A picture and the moment of its capture.

    Attributes
    ----------
    rgb : (H, W, 3) uint8
        Upright, shrunk to the size limit for recorded clips. Its size may change from one to
        the next.
    captured_s : float
        Monotonic clock; a network picture counts as captured when it arrives.
    """

    rgb: Pixels
    captured_s: float


class Source(Protocol):
    """Live pictures, one after the other."""

    @property
    def title(self) -> str:
        """What to call it in a message, for example ``camera 0``."""

    @property
    def every_frame(self) -> bool:
        """Whether it waits for its reader rather than leaving pictures out."""

    def read(self) -> Captured | None:
        """Wait for the next picture.

        Returns
        -------
        Captured or None
            None when the source has come to its end or was closed.

        Raises
        ------
        CameraError
            If it broke off or gave nothing for two seconds; it may be opened anew.
        """

    def close(self) -> None:
        """Let go of the source; a `read` in another thread ends at once. May be called twice."""
