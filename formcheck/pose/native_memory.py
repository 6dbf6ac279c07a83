"""Keeping the memory of compiled code small, where the C library would not.

glibc gives every thread a heap of its own and keeps what was freed in it; with
a model, a decoder and an encoder in several threads that came to 100 MB and
more. Two heaps cost no time that could be measured. Other systems need nothing.
"""

from __future__ import annotations

import ctypes
import sys

# From glibc's malloc.h.
_M_ARENA_MAX = -8
_HEAPS = 2


def limit_heaps() -> None:
    """Let all threads of this process share two heaps; best called before they start."""
    if sys.platform != "linux":
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_M_ARENA_MAX, _HEAPS)


def give_back_freed_memory() -> None:
    """Return freed memory to the system; a closed landmarker leaves some 80 MB behind."""
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
