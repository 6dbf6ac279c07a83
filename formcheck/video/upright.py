"""From a decoded picture to RGB pixels that are upright and square."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter

from formcheck.arrays import Pixels
from formcheck.video.geometry import Orientation, display_size


def orientation_of(picture: VideoFrame) -> Orientation:
    """Return the turn that the file asks for, none if it asks for none."""
    matrix: Any = picture.side_data.get("DISPLAYMATRIX")
    return Orientation() if matrix is None else Orientation.from_display_matrix(bytes(matrix))


def upright_size(
    picture: VideoFrame, pixel_aspect: Fraction | None, orientation: Orientation
) -> tuple[int, int]:
    """Return width and height of a decoded picture once it is upright with square pixels."""
    width_px, height_px = display_size(picture.width, picture.height, pixel_aspect)
    return (height_px, width_px) if orientation.swaps_sides else (width_px, height_px)


def to_rgb(
    picture: VideoFrame,
    upright_px: tuple[int, int],
    orientation: Orientation,
    reformatter: VideoReformatter,
) -> Pixels:
    """Return a decoded picture upright.

    Parameters
    ----------
    picture : VideoFrame
    upright_px : (int, int)
        Wanted width and height.
    orientation : Orientation
    reformatter : VideoReformatter
        Used again for every picture of a run: setting one up takes longer than the work.

    Returns
    -------
    (H, W, 3) uint8
    """
    width_px, height_px = upright_px[::-1] if orientation.swaps_sides else upright_px
    if (picture.width, picture.height) == (width_px, height_px):
        rgb = reformatter.reformat(picture, format="rgb24").to_ndarray()
    else:
        rgb = reformatter.reformat(
            picture, width_px, height_px, "rgb24", interpolation=Interpolation.AREA
        ).to_ndarray()
    return orientation.apply(np.ascontiguousarray(rgb, dtype=np.uint8))
