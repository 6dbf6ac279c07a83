"""How a patch of the picture has moved since an earlier picture, to a tenth of a pixel.

Every picture is compared with one earlier picture, the anchor, not with the one
before it: errors do not add up, and a still patch stays at zero. Corners are
followed by the pyramidal Lucas-Kanade method there and back again; those that
agree on one shift and turn tell how the patch moved.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.arrays import BoolArray, Float32Array, FloatArray, Pixels

#: Pictures are made no larger than this before anything is followed in them.
LONGEST_SIDE_PX = 640
#: Evens out sensor noise, which otherwise hides weak texture.
_BLUR_PX = 0.9

_MOST_CORNERS = 40
_FEWEST_CORNERS = 6
#: Plain cloth has weak corners only: they are tried, and those that fail drop out.
_WEAKEST_CORNER_SHARE = 0.001
_CORNER_SPACING_PX = 4.0
_CORNER_SIZE_PX = 7
_WINDOW_PX = (21, 21)
_PYRAMID_LEVELS = 1
_STOP = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 12, 0.01)
_LEAST_TEXTURE = 1e-5
#: There and back again, a corner that was followed rightly returns to within this.
_MOST_ASTRAY_PX = 0.6
#: Corners within this of the common motion agree with it.
_AGREEMENT_PX = 1.5


@dataclass(frozen=True)
class PatchMotion:
    """Motion of a patch since its anchor.

    Attributes
    ----------
    matrix : (2, 3) float
        Takes a place in the anchor to its place now, pixels.
    kept_share : float
        Share of the anchor's corners that agree with it.
    """

    matrix: FloatArray
    kept_share: float

    @property
    def turn_deg(self) -> float:
        """Turn, + clockwise on the screen."""
        return float(np.degrees(np.arctan2(self.matrix[1, 0], self.matrix[0, 0])))

    def shift_at(self, place_px: FloatArray) -> FloatArray:
        """Return how far a place of the anchor has moved, (2,) pixels."""
        return np.asarray(self.matrix[:, :2] @ place_px + self.matrix[:, 2] - place_px)


def to_grey(rgb: Pixels) -> tuple[Pixels, float]:
    """Return a small, slightly blurred grey copy and its scale.

    Parameters
    ----------
    rgb : (H, W, 3) uint8

    Returns
    -------
    grey : (h, w) uint8
        No side longer than `LONGEST_SIDE_PX`.
    scale : float
        Its pixels a pixel of the picture; at most 1.
    """
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, LONGEST_SIDE_PX / max(grey.shape))
    if scale < 1.0:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), _BLUR_PX), dtype=np.uint8), scale


def halve(grey: Pixels) -> Pixels:
    """Return a picture of half the size, for what need not be so exact."""
    return np.asarray(cv2.pyrDown(grey), dtype=np.uint8)


class Anchor:
    """A patch as it was at one moment, and where its corners are now.

    Use `Anchor.drop`, which gives none where there is nothing to follow.
    """

    def __init__(self, picture: Pixels, corner_px: tuple[int, int], points: FloatArray) -> None:
        self._picture = picture
        self._corner_px = np.array(corner_px, dtype=np.float64)
        self._points = np.asarray(points, dtype=np.float32)
        self._now = self._points.copy()

    @classmethod
    def drop(cls, grey: Pixels, mask: Pixels, reach_px: float) -> Anchor | None:
        """Remember a patch; None if it has too little texture.

        Parameters
        ----------
        grey : (h, w) uint8
            From `to_grey`.
        mask : (h, w) uint8
            Not 0 in the patch.
        reach_px : float
            How far the patch may move.
        """
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        if rows.size == 0 or columns.size == 0:
            return None
        reach = int(reach_px)
        top, left = max(0, rows[0] - reach), max(0, columns[0] - reach)
        inside = (slice(top, rows[-1] + 1 + reach), slice(left, columns[-1] + 1 + reach))
        picture = grey[inside].copy()
        points = cv2.goodFeaturesToTrack(
            picture,
            _MOST_CORNERS,
            _WEAKEST_CORNER_SHARE,
            _CORNER_SPACING_PX,
            mask=mask[inside],
            blockSize=_CORNER_SIZE_PX,
        )
        if points is None or len(points) < _FEWEST_CORNERS:
            return None
        corners = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        return cls(picture, (int(left), int(top)), corners)

    @property
    def centre_px(self) -> FloatArray:
        """Middle of the corners in the anchor, (2,) pixels of the grey picture."""
        return np.asarray(self._points.mean(axis=0) + self._corner_px, dtype=np.float64)

    def follow(self, grey: Pixels) -> PatchMotion | None:
        """Return the motion since the anchor; None if too few corners agree on one.

        Parameters
        ----------
        grey : (h, w) uint8
            Of the same size as the anchor's picture.
        """
        left, top = self._corner_px.astype(int)
        height, width = self._picture.shape
        picture = np.ascontiguousarray(grey[top : top + height, left : left + width])
        now, found = _follow_corners(self._picture, picture, self._points, self._now)
        back, returned = _follow_corners(picture, self._picture, now, self._points)
        astray_px = np.hypot(*(back - self._points).T)
        sure = found & returned & (astray_px < _MOST_ASTRAY_PX)
        if sure.sum() < _FEWEST_CORNERS:
            return None
        fitted, agreeing = cv2.estimateAffinePartial2D(
            self._points[sure],
            now[sure],
            method=cv2.RANSAC,
            ransacReprojThreshold=_AGREEMENT_PX,
        )
        if fitted is None or agreeing.sum() < _FEWEST_CORNERS:
            return None
        self._now = now
        matrix = np.asarray(fitted, dtype=np.float64)
        # From places in the cut-out to places in the picture.
        matrix[:, 2] += self._corner_px - matrix[:, :2] @ self._corner_px
        return PatchMotion(matrix, float(agreeing.sum() / len(self._points)))


def draw_capsules(
    size_px: tuple[int, int],
    parts: list[tuple[FloatArray, FloatArray, float]],
    covered: list[tuple[FloatArray, FloatArray, float]],
) -> Pixels:
    """Return a mask of thick lines, without what other thick lines cover.

    Parameters
    ----------
    size_px : (height, width)
    parts, covered : list of (start_px, end_px, radius_px)

    Returns
    -------
    (height, width) uint8
        255 inside.
    """
    mask = np.zeros(size_px, dtype=np.uint8)
    for shade, capsules in ((255, parts), (0, covered)):
        for start, end, radius_px in capsules:
            thickness = max(1, round(2 * radius_px))
            cv2.line(mask, _pixel(start), _pixel(end), shade, thickness)
    return mask


def _pixel(place_px: FloatArray) -> tuple[int, int]:
    return round(float(place_px[0])), round(float(place_px[1]))


def _follow_corners(
    before: Pixels, after: Pixels, points: Float32Array, guess: Float32Array
) -> tuple[Float32Array, BoolArray]:
    moved, found, _ = cv2.calcOpticalFlowPyrLK(
        before,
        after,
        points,
        guess.copy(),
        winSize=_WINDOW_PX,
        maxLevel=_PYRAMID_LEVELS,
        criteria=_STOP,
        flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
        minEigThreshold=_LEAST_TEXTURE,
    )
    return np.asarray(moved, dtype=np.float32), np.asarray(found).ravel() == 1
