"""The pictures of a sample clip, small, to be cut and pasted into clips that go wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from formcheck.samples import sample_clip
from tests.support.clips import write_clip

Film = NDArray[np.uint8]

RATE = 10
WIDTH_PX, HEIGHT_PX = 320, 240
#: Every third frame of a sample: 10 a second, they play half as fast again.
FASTER = slice(None, None, 3)
#: Frames of the first two repetitions, so shortened.
TWO_REPS = 98


def read_sample(name: str = "prone_press_up_good", scale: float = 1.0) -> Film:
    """Return the frames of a sample clip, (F, 240, 320, 3) at scale 1, 20 a second."""
    width_px, height_px = round(WIDTH_PX * scale), round(HEIGHT_PX * scale)
    with av.open(str(sample_clip(name))) as container:
        return np.stack(
            [
                frame.reformat(width_px, height_px, "rgb24").to_ndarray()
                for frame in container.decode(video=0)
            ]
        )


def write_film(path: Path, film: Film, timestamps_ms: Sequence[int] | None = None) -> Path:
    """Write frames as a clip, 10 a second unless their times are given."""
    return write_clip(
        path,
        lambda index: np.ascontiguousarray(film[index]),
        len(film),
        rate=RATE,
        timestamps_ms=timestamps_ms,
    )


def grey_noise(frames: int) -> Film:
    """Return frames in which there is nothing but noise, different in each."""
    noise = np.random.default_rng(0).integers(90, 166, (frames, HEIGHT_PX, WIDTH_PX, 1))
    return np.repeat(noise, 3, axis=3).astype(np.uint8)


def title_card(frames: int) -> Film:
    """Return frames of a plain blue card with two white bars where words would be."""
    card = np.full((HEIGHT_PX, WIDTH_PX, 3), (20, 40, 120), np.uint8)
    card[90:110, 60:260] = card[130:142, 90:230] = 255
    return np.repeat(card[None], frames, axis=0)


def beside_each_other(left: Film, right: Film) -> Film:
    """Return a wider film of two; the right one may be lower and stands at the bottom."""
    count = min(len(left), len(right))
    field = np.full((count, HEIGHT_PX, right.shape[2], 3), 200, np.uint8)
    field[:, HEIGHT_PX - right.shape[1] :] = right[:count]
    return np.concatenate([left[:count], field], axis=2)
