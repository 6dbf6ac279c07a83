"""Pictures of wood, cloth, walls and what hangs on them; all computed."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from .camera import Image

Colour = tuple[float, float, float]
_Float = npt.NDArray[np.float32]

WALLS: dict[str, Colour] = {
    "white": (0.86, 0.86, 0.84),
    "cream": (0.85, 0.81, 0.73),
    "sage": (0.68, 0.74, 0.66),
    "blue": (0.64, 0.72, 0.80),
    "terracotta": (0.79, 0.60, 0.50),
    "grey": (0.66, 0.67, 0.69),
}
WOODS: dict[str, Colour] = {
    "oak": (0.70, 0.54, 0.37),
    "walnut": (0.44, 0.31, 0.22),
    "ash": (0.76, 0.69, 0.58),
}
MATS: dict[str, Colour] = {
    "teal": (0.16, 0.42, 0.44),
    "plum": (0.40, 0.24, 0.42),
    "charcoal": (0.25, 0.26, 0.28),
    "sage": (0.46, 0.56, 0.43),
    "sand": (0.72, 0.62, 0.48),
    "navy": (0.17, 0.23, 0.40),
}


def plain(colour: Colour, size: int, random: np.random.Generator, grain: float) -> Image:
    """Cloth or paint: one colour with fine grain and soft clouds."""
    fine = random.normal(size=(size, size)).astype(np.float32)
    # Wrapped round, so that the picture can be laid edge to edge.
    cloud = gaussian_filter(random.normal(size=(size, size)), size / 14, mode="wrap")
    cloud = cloud / cloud.std()
    return _bytes(np.array(colour, np.float32) * (1 + grain * (fine + 0.5 * cloud))[..., None])


def wood_floor(name: str, random: np.random.Generator, size: int = 1024) -> Image:
    """Boards that run along y of the picture; 10 across."""
    image = np.zeros((size, size, 3), np.float32)
    colour = np.array(WOODS[name], np.float32)
    edges = np.linspace(0, size, 11).astype(int)
    for left, right in pairwise(edges):
        cuts = sorted([0, size, int(random.integers(size // 5, 4 * size // 5))])
        for top, bottom in pairwise(cuts):
            shape = (bottom - top, right - left)
            grain = random.normal(size=shape).astype(np.float32)
            streaks = np.asarray(cv2.GaussianBlur(grain, (0, 0), sigmaX=1.0, sigmaY=35))
            streaks = streaks.reshape(shape) / max(float(streaks.std()), 1e-6)
            tone = random.uniform(0.93, 1.06)
            image[top:bottom, left:right] = colour * tone * (1 + 0.045 * streaks[..., None])
            image[top : top + 2, left:right] *= 0.72
        image[:, left : left + 2] *= 0.74
    return _bytes(image)


def tile_floor(random: np.random.Generator, size: int = 1024) -> Image:
    """Four by four square tiles with grey joints."""
    image = np.ones((size, size, 3), np.float32) * [0.70, 0.69, 0.66]
    step = size // 4
    for row in range(4):
        for column in range(4):
            area = image[row * step : (row + 1) * step, column * step : (column + 1) * step]
            area *= random.uniform(0.95, 1.05)
            area[:6] = area[:, :6] = (0.5, 0.5, 0.49)
    cloud = cv2.GaussianBlur(random.normal(size=(size, size)).astype(np.float32), (0, 0), 20)
    return _bytes(image * (1 + 0.03 * cloud / cloud.std())[..., None])


def floor(name: str, random: np.random.Generator) -> Image:
    """Return the floor covering of a scene file."""
    if name in WOODS:
        return wood_floor(name, random)
    if name == "tiles":
        return tile_floor(random)
    return plain((0.60, 0.56, 0.50), 1024, random, 0.055)


def mat(name: str, random: np.random.Generator, size: int = 512) -> Image:
    """Return an exercise mat with a fine ribbed pattern and a lighter edge."""
    image = plain(MATS[name], size, random, 0.02).astype(np.float32) / 255
    ribs = 1 + 0.035 * np.sin(np.arange(size) * 2 * np.pi / 8)
    image *= ribs[:, None, None].astype(np.float32)
    image[:5] *= 0.8
    image[-5:] *= 0.8
    return _bytes(image)


def painting(random: np.random.Generator, size: int = 256) -> Image:
    """Return a framed print: soft hills in a few colours."""
    base = np.array(random.uniform(0.72, 0.9, 3), np.float32)
    image = np.ones((size, size, 3), np.float32) * base
    x = np.arange(size)
    for band in range(4):
        colour = random.uniform(0.15, 0.75, 3)
        height = size * (0.40 + 0.14 * band) + 18 * np.sin(x / random.uniform(18, 45) + band * 2)
        below = np.arange(size)[:, None] > height[None, :]
        image[below] = colour
    cv2.circle(
        image, (int(size * random.uniform(0.25, 0.75)), size // 4), 22, (0.93, 0.78, 0.5), -1
    )
    image = np.asarray(cv2.GaussianBlur(image, (0, 0), 1.0), np.float32)
    edge, passe = size // 18, size // 7
    framed = np.ones_like(image) * 0.93
    framed[passe:-passe, passe:-passe] = image[passe:-passe, passe:-passe]
    dark = (0.16, 0.12, 0.09)
    framed[:edge], framed[-edge:], framed[:, :edge], framed[:, -edge:] = dark, dark, dark, dark
    return _bytes(framed)


def window(size: int = 256) -> Image:
    """Return a bright window with a white frame and a hazy garden."""
    image = np.ones((size, size, 3), np.float32)
    sky = np.linspace(1.0, 0.86, size)[:, None, None]
    image *= sky * np.array([0.93, 0.97, 1.0])
    image[int(0.68 * size) :] = (0.66, 0.76, 0.60)
    image = np.asarray(cv2.GaussianBlur(image, (0, 0), 12), np.float32)
    bar = size // 22
    for place in (0, size // 2 - bar // 2, size - bar):
        image[place : place + bar] = image[:, place : place + bar] = 0.90
    return _bytes(image)


def books(random: np.random.Generator, width: int = 512, height: int = 128) -> Image:
    """Return a row of book spines before a dark shelf."""
    image = np.ones((height, width, 3), np.float32) * [0.16, 0.12, 0.09]
    left = 4
    while left < width - 30:
        thick = int(random.integers(10, 28))
        tall = int(height * random.uniform(0.62, 0.92))
        muted = random.uniform(0.15, 0.75) + random.uniform(-0.12, 0.12, 3)
        image[height - tall :, left : left + thick] = np.clip(muted, 0.05, 0.9)
        image[height - tall :, left] *= 0.6
        image[height - tall + 12 : height - tall + 16, left + 2 : left + thick - 2] *= 1.3
        left += thick + (int(random.integers(20, 70)) if random.random() < 0.12 else 1)
    return _bytes(image)


def _bytes(image: npt.NDArray[np.floating]) -> Image:
    return np.asarray(np.clip(image, 0, 1) * 255, np.uint8)
