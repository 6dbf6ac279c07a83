"""Opens a window and tells line by line what happens to it, until it is closed."""

from __future__ import annotations

import sys
import time

import numpy as np

from formcheck.live.window import Click, Closed, Key, LiveWindow

TITLE = "formcheck live under test"


def main(full_screen: bool, follow_size: bool) -> None:
    window = LiveWindow(TITLE, full_screen=full_screen, size_px=(640, 360))
    end = time.monotonic() + 120
    told = None
    while not window.closed and time.monotonic() < end:
        size = window.size_px if follow_size else (640, 360)
        window.show(np.full((size[1], size[0], 3), 60, np.uint8))
        if told is None:
            print("up", flush=True)
        if window.size_px != told:
            told = window.size_px
            print("size", *told, flush=True)
        for event in window.poll():
            match event:
                case Key(name):
                    print("key", name, flush=True)
                case Click(x, y):
                    print("click", round(x), round(y), flush=True)
                case Closed():
                    print("closed", flush=True)
    window.show(np.zeros((360, 640, 3), np.uint8))
    print("after", window.poll(), flush=True)


if __name__ == "__main__":
    main("full-screen" in sys.argv, "follow-size" in sys.argv)
