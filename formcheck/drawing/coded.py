"""Pictures as the bytes of a file; nothing is written beside the picture itself."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.arrays import Pixels


def encode_png(rgb: Pixels) -> bytes:
    """Return a picture, (H, W, 3) uint8, as the bytes of a PNG file without any data beside it."""
    return _encode(rgb, ".png", [])


def encode_jpeg(rgb: Pixels, quality: int = 85) -> bytes:
    """Return a picture, (H, W, 3) uint8, as the bytes of a JPEG file."""
    return _encode(rgb, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, quality])


def _encode(rgb: Pixels, ending: str, choices: list[int]) -> bytes:
    done, coded = cv2.imencode(ending, cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), choices)
    assert done
    return bytes(coded.tobytes())


def shrink(rgb: Pixels, most_px: int) -> Pixels:
    """Return a picture whose longer side is no longer than this."""
    height, width = rgb.shape[:2]
    share = most_px / max(height, width)
    if share >= 1:
        return rgb
    size = max(1, round(width * share)), max(1, round(height * share))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
