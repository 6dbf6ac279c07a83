"""What an ordinary camera does to a clean picture."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from .camera import Image

Affine = npt.NDArray[np.float64]


class Effects(BaseModel):
    """Camera faults and things in the way; everything off by default but a little noise.

    ``sensor_noise`` is the spread in grey levels of 255; ``motion_blur`` the
    share of the time between frames that the shutter is open; ``shake_px``
    how far a hand-held picture wanders; ``compression`` the H.264 quality
    number (18 clean, 34 poor); ``variable_frame_rate`` the spread of the time
    between frames as a share of it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sensor_noise: float = Field(1.5, ge=0, le=25)
    softness_px: float = Field(0.45, ge=0, le=3)
    motion_blur: float = Field(0.0, ge=0, le=1)
    shake_px: float = Field(0.0, ge=0, le=12)
    compression: int = Field(20, ge=10, le=42)
    variable_frame_rate: float = Field(0.0, ge=0, le=0.8)
    uneven_light: float = Field(0.0, ge=0, le=1)
    occluder: Literal["none", "chair_leg", "pet"] = "none"
    occluder_ahead_m: float = Field(0.0, ge=-1.2, le=1.2)
    passer_by_at_s: float | None = None


class CameraFaults:
    """Applies the picture effects of a scene, frame by frame.

    Parameters
    ----------
    effects : Effects
    width, height : int
        Picture size in pixels.
    random : numpy Generator
        Source of the noise; the same seed gives the same clip.
    """

    def __init__(
        self, effects: Effects, width: int, height: int, random: np.random.Generator
    ) -> None:
        self._effects, self._random = effects, random
        self._size = (width, height)
        self._phases = random.uniform(0, 2 * np.pi, 6)
        self._shade = self._uneven_shade(width, height)

    @cached_property
    def _grain(self) -> npt.NDArray[np.float32]:
        """Sheets of noise of size 1. Real sensors give blotches, not single dots."""
        width, height = self._size
        noise = self._random.normal(size=(8, height, width, 3)).astype(np.float32)
        coarse = np.stack([cv2.GaussianBlur(n, (0, 0), 0.8) for n in noise])
        grain = 0.6 * noise + 0.8 * coarse / coarse.std()
        return np.asarray(grain / grain.std(), np.float32)

    @property
    def shakes(self) -> bool:
        """Whether the camera moves at all."""
        return self._effects.shake_px > 0

    def shake(self, time_s: float) -> Affine:
        """Move and turn of the picture at a time, shape (2, 3)."""
        size = self._effects.shake_px
        speeds = np.array([1.9, 3.1, 1.3, 4.3, 2.3, 5.1])
        waves = np.sin(speeds * time_s + self._phases)
        dx, dy = size * (0.7 * waves[0] + 0.3 * waves[1]), size * (0.7 * waves[2] + 0.3 * waves[3])
        turn = 0.10 * size * (0.7 * waves[4] + 0.3 * waves[5])
        width, height = self._size
        matrix: Affine = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0))
        matrix[:, 2] += [dx, dy]
        return matrix

    def apply(self, image: Image, time_s: float) -> Image:
        """One picture as the camera would deliver it; uint8, shape (height, width, 3)."""
        effects = self._effects
        if effects.shake_px > 0:
            image = np.asarray(
                cv2.warpAffine(
                    image, self.shake(time_s), self._size, borderMode=cv2.BORDER_REPLICATE
                ),
                np.uint8,
            )
        if effects.softness_px > 0:
            image = np.asarray(cv2.GaussianBlur(image, (0, 0), effects.softness_px), np.uint8)
        if effects.sensor_noise <= 0 and self._shade is None:
            return image
        picture = image.astype(np.float32)
        if self._shade is not None:
            picture *= self._shade
        if effects.sensor_noise > 0:
            picture += effects.sensor_noise * self._next_grain()
        return np.clip(picture, 0, 255).astype(np.uint8)

    def _next_grain(self) -> npt.NDArray[np.float32]:
        grain = self._grain[self._random.integers(len(self._grain))]
        down, right = self._random.integers(0, 64, 2)
        return np.roll(grain, (int(down), int(right)), axis=(0, 1))

    def _uneven_shade(self, width: int, height: int) -> npt.NDArray[np.float32] | None:
        strength = self._effects.uneven_light
        if strength <= 0:
            return None
        centre = self._random.uniform(0.2, 0.8, 2)
        y, x = np.mgrid[0:height, 0:width]
        away = np.hypot(x / width - centre[0], 0.8 * (y / height - centre[1]))
        shade = 1.15 - strength * np.clip(away * 1.25, 0, 0.85)
        return np.asarray(shade[:, :, None], np.float32)


def average(images: list[Image]) -> Image:
    """Mean of several pictures: the shutter stays open while the body moves."""
    total = np.zeros(images[0].shape, np.float32)
    for image in images:
        total += image
    return np.asarray(total / len(images), np.uint8)


def frame_times(
    duration_s: float, frames_per_second: float, spread: float, random: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Time of each frame in seconds, rising from 0; ``spread`` is that of the steps."""
    count = max(2, round(duration_s * frames_per_second))
    step = 1.0 / frames_per_second
    times = np.arange(count) * step
    if spread > 0:
        wander = random.uniform(-0.5, 0.5, count) * spread * step
        wander[0] = 0.0
        times = np.maximum.accumulate(times + wander)
    return np.asarray(np.round(times, 5), np.float64)
