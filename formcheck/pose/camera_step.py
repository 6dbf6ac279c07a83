"""How far the whole picture moved since the frame before, as when the camera is bumped."""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from formcheck.arrays import Float32Array, FloatArray, Pixels
from formcheck.pose.picture_change import picture_change

ComplexArray = NDArray[np.complex128]

_COLUMNS = 160
_WHITE = 255.0
#: A person who moves changes less of the picture than this; nothing need be computed then.
_SMALLEST_CHANGE = 0.006
#: Of the small copy's pixels; less than this is the picture's noise.
_SMALLEST_STEP = 0.1
#: Of the correlation's peak above the rest: below it the pictures are not the same place.
_CLEAREST_RATIO = 8.0


class _Picture:
    """A small grey copy, and its spectrum once that is needed: both neighbours may ask for it."""

    def __init__(self, grey: Float32Array) -> None:
        self.grey = grey

    @cached_property
    def spectrum(self) -> ComplexArray:
        window = _window(*self.grey.shape)
        return np.asarray(np.fft.rfft2(window * (self.grey - self.grey.mean())))


@lru_cache(maxsize=4)
def _window(height: int, width: int) -> FloatArray:
    """Return what fades a picture out to its edges: a spectrum takes it for one that repeats."""
    return np.outer(np.hanning(height), np.hanning(width))


class CameraWatch:
    """Compares each picture with the one before; one instance a run of frames."""

    def __init__(self) -> None:
        self._before: _Picture | None = None

    def step_px(self, rgb: Pixels) -> tuple[float, float]:
        """Return how far the picture has moved to the right and down since the last call.

        By phase correlation of small grey copies: most of a picture is room, and
        the room only moves with the camera.

        Parameters
        ----------
        rgb : (H, W, 3) uint8

        Returns
        -------
        tuple of float
            Pixels, exact to about a pixel; (0, 0) where little has changed, and
            where the pictures do not show the same place (a cut).
        """
        scale = max(1, rgb.shape[1] // _COLUMNS)
        now = _Picture(np.asarray(rgb[::scale, ::scale, 1], dtype=np.float32) / _WHITE)
        before, self._before = self._before, now
        if before is None or picture_change(before.grey, now.grey) < _SMALLEST_CHANGE:
            return 0.0, 0.0
        across, down = _correlate(before, now)
        if max(abs(across), abs(down)) < _SMALLEST_STEP:
            return 0.0, 0.0
        return scale * across, scale * down


def _correlate(before: _Picture, now: _Picture) -> tuple[float, float]:
    spectrum = now.spectrum * np.conj(before.spectrum)
    height, width = now.grey.shape
    surface = np.fft.irfft2(spectrum / np.maximum(np.abs(spectrum), 1e-9), s=(height, width))
    peak = np.unravel_index(int(np.argmax(surface)), surface.shape)
    row, column = int(peak[0]), int(peak[1])
    if surface[row, column] < _CLEAREST_RATIO * float(surface.std()):
        return 0.0, 0.0
    down = row + _vertex(
        surface[(row - 1) % height, column],
        surface[row, column],
        surface[(row + 1) % height, column],
    )
    across = column + _vertex(
        surface[row, (column - 1) % width], surface[row, column], surface[row, (column + 1) % width]
    )
    return _signed(across, width), _signed(down, height)


def _vertex(left: float, middle: float, right: float) -> float:
    """Return where the parabola through three neighbours peaks, -0.5 to 0.5."""
    bend = left - 2 * middle + right
    return 0.0 if bend >= 0 else float(np.clip(0.5 * (left - right) / bend, -0.5, 0.5))


def _signed(place: float, size: int) -> float:
    """Return a place on the round correlation surface as a shift either way."""
    return float(place - size if place > size / 2 else place)
