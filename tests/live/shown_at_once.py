"""Shows pictures one after the other and tells whether each is on the screen before a poll."""

from __future__ import annotations

import os
import time

import numpy as np

from formcheck.live.window import LiveWindow
from tests.support.x_screen import screen_picture

#: The window server needs a moment for what it is told; a poll would take place later.
_PATIENCE_S = 2.0


def is_on_screen(shade: int) -> bool:
    """Tell whether at least the window's inside has this shade within a moment."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        if screen_picture(os.environ["DISPLAY"]).count(bytes([shade] * 3)) >= 640 * 360 // 2:
            return True
        time.sleep(0.02)
    return False


def main() -> None:
    window = LiveWindow("formcheck shows", size_px=(640, 360))
    end = time.monotonic() + 30
    while time.monotonic() < end and not is_on_screen(90):
        for _ in range(50):
            window.show(np.full((360, 640, 3), 90, np.uint8))
            window.poll()
            time.sleep(0.02)
    for shade in (130, 170, 210):
        window.show(np.full((360, 640, 3), shade, np.uint8))
        print(is_on_screen(shade), flush=True)
    window.close()


if __name__ == "__main__":
    main()
