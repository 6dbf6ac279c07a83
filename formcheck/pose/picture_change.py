"""How much a picture differs from the one before, so that cuts stand out."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import Float32Array, Pixels

_COLUMNS = 32
_SAMPLES_A_CELL = 4
_WHITE = 255.0


def small_grey(rgb: Pixels, columns: int = _COLUMNS) -> Float32Array:
    """Return a tiny grey copy of a picture.

    Every cell is the mean of a few samples of the green channel, which carries
    most of the brightness; reading all pixels would cost more than it tells.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
    columns : int
        How many cells wide it is, about.

    Returns
    -------
    (h, w) float32
        0 to 1; a cell is square.
    """
    height_px, width_px = rgb.shape[:2]
    cell_px = max(1, min(width_px // columns, height_px))
    step_px = max(1, cell_px // _SAMPLES_A_CELL)
    samples = max(1, cell_px // step_px)
    sampled = rgb[::step_px, ::step_px, 1]
    rows, columns = sampled.shape[0] // samples, sampled.shape[1] // samples
    cells = sampled[: rows * samples, : columns * samples].reshape(rows, samples, columns, samples)
    return np.asarray(cells.mean(axis=(1, 3), dtype=np.float32) / _WHITE, dtype=np.float32)


def picture_change(before: Float32Array | None, now: Float32Array) -> float:
    """Return the mean absolute difference of two small grey pictures, 0 to 1; 0 without one."""
    if before is None:
        return 0.0
    return float(np.abs(now - before).mean())
