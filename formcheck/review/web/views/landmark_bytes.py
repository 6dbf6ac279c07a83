"""Landmarks as the bytes that the page draws from: small, and read without parsing.

Little-endian: ``FCL1``; frames, width and height (uint32); times (float32, F);
x and y (int16, F x 33 x 2, quarters of a pixel); visibility (uint8, F x 33, 0 to 255).
"""

from __future__ import annotations

import struct

import numpy as np

from formcheck.history.models import Landmarks

MAGIC = b"FCL1"
#: Quarters of a pixel: finer than the model is, and enough for pictures of 8,000 pixels.
STEPS_PER_PX = 4
#: Stands for a landmark that was not seen.
NOT_SEEN = -32_768


def pack_landmarks(landmarks: Landmarks) -> bytes:
    """Return landmarks as bytes for the page."""
    steps = np.rint(landmarks.xy_px * STEPS_PER_PX)
    seen = np.isfinite(steps)
    places = np.where(seen, np.clip(np.nan_to_num(steps), NOT_SEEN + 1, 32_767), NOT_SEEN)
    visibility = np.rint(255 * np.clip(np.nan_to_num(landmarks.visibility), 0.0, 1.0))
    head = struct.pack(
        "<4sIII", MAGIC, len(landmarks.time_s), landmarks.width_px, landmarks.height_px
    )
    return b"".join(
        (
            head,
            landmarks.time_s.astype("<f4").tobytes(),
            places.astype("<i2").tobytes(),
            visibility.astype(np.uint8).tobytes(),
        )
    )
