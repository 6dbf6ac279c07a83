"""The camera of the stick person: from joint positions to landmarks, and what can go wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarks import LANDMARK_COUNT, SIDED_JOINTS, Landmark, Side, landmark_of
from formcheck.pose.track import PoseTrack
from tests.support.synthetic import FloatArray, Points

#: Distance between left and right, in torso lengths (clinical-spec §1.4 has 0.9 at the shoulders).
_BREADTH = {"shoulder": 0.9, "elbow": 0.9, "wrist": 0.9, "ear": 0.3}
_OTHER_BREADTH = 0.5
_FACE = (
    *range(Landmark.NOSE, Landmark.RIGHT_EYE_OUTER + 1),
    Landmark.MOUTH_LEFT,
    Landmark.MOUTH_RIGHT,
)
_HANDS = {
    "left": (Landmark.LEFT_PINKY, Landmark.LEFT_INDEX, Landmark.LEFT_THUMB),
    "right": (Landmark.RIGHT_PINKY, Landmark.RIGHT_INDEX, Landmark.RIGHT_THUMB),
}


@dataclass(frozen=True)
class Camera:
    """How the stick person is filmed.

    Attributes
    ----------
    near_side : {"left", "right"}
        The side that faces the camera; decides which way the person faces.
    torso_px : float
    width_px, height_px : int
    shift_px : (right, down)
        Of the person from the middle of the picture.
    yaw_deg : float or (F,) float
        Turn from side-on.
    hidden_offset_torso : (right, up)
        The model guesses the hidden side; it is off by this.
    jitter_torso : float
        Standard deviation of each landmark in each frame.
    hidden_visibility : float
        Near landmarks have 0.99.
    seed : int
        Of the jitter.
    """

    near_side: Side = "right"
    torso_px: float = 120.0
    width_px: int = 640
    height_px: int = 480
    shift_px: tuple[float, float] = (0.0, 0.0)
    yaw_deg: FloatArray | float = 0.0
    hidden_offset_torso: tuple[float, float] = (0.03, 0.02)
    jitter_torso: float = 0.0
    hidden_visibility: float = 0.5
    seed: int = 0


def film(time_s: FloatArray, points: Points, camera: Camera | None = None) -> PoseTrack:
    """Return the landmarks of the stick person, in the middle of the picture at first."""
    camera = camera or Camera()
    seen = points if camera.near_side == "right" else _mirror(points)
    everything = np.stack(list(seen.values()))[:, 0]
    centre = (everything.min(axis=0) + everything.max(axis=0)) / 2
    xy = np.zeros((len(time_s), LANDMARK_COUNT, 2))
    visibility = np.full((len(time_s), LANDMARK_COUNT), 0.99)
    sides: tuple[Side, Side] = ("left", "right")
    for side in sides:
        near = side == camera.near_side
        columns = [*(landmark_of(joint, side) for joint in SIDED_JOINTS), *_HANDS[side]]
        joints = [*SIDED_JOINTS, *["wrist"] * 3]
        for column, joint in zip(columns, joints, strict=True):
            xy[:, column] = _project(seen[joint], joint, camera, near=near)
        if not near:
            visibility[:, columns] = camera.hidden_visibility
    xy[:, _FACE] = _project(seen["nose"], "nose", camera, near=True)[:, None]
    pixels = np.empty_like(xy)
    pixels[..., 0] = (xy[..., 0] - centre[0]) * camera.torso_px + camera.width_px / 2
    pixels[..., 1] = (centre[1] - xy[..., 1]) * camera.torso_px + camera.height_px / 2
    pixels += np.array(camera.shift_px)
    noise = np.random.default_rng(camera.seed).normal(size=pixels.shape)
    pixels += camera.jitter_torso * camera.torso_px * noise
    return make_track(
        time_s, pixels, visibility, width_px=camera.width_px, height_px=camera.height_px
    )


def make_track(
    time_s: FloatArray,
    xy_px: FloatArray,
    visibility: FloatArray | None = None,
    *,
    width_px: int = 640,
    height_px: int = 480,
) -> PoseTrack:
    """Return a track of one person without cuts; frames with NaN positions have nobody."""
    shape = (len(time_s), LANDMARK_COUNT)
    seen = np.ones(shape) if visibility is None else visibility
    return PoseTrack(
        time_s=time_s,
        xy_px=xy_px,
        visibility=np.where(np.isnan(xy_px[..., 0]), np.nan, seen),
        presence=np.where(np.isnan(xy_px[..., 0]), np.nan, 1.0),
        world_m=np.zeros((*shape, 3)),
        picture_change=np.full(len(time_s), 0.002),
        people=np.ones(len(time_s), dtype=np.int64),
        width_px=width_px,
        height_px=height_px,
    )


def _mirror(points: Points) -> Points:
    return {name: values * np.array([-1.0, 1.0]) for name, values in points.items()}


def _project(values: FloatArray, joint: str, camera: Camera, *, near: bool) -> FloatArray:
    depth = 0.0 if joint == "nose" else _BREADTH.get(joint, _OTHER_BREADTH) / 2
    yaw = np.radians(np.broadcast_to(np.asarray(camera.yaw_deg, dtype=float), len(values)))
    across = values[:, 0] * np.cos(yaw) + (depth if near else -depth) * np.sin(yaw)
    offset = np.zeros(2) if near else np.array(camera.hidden_offset_torso)
    return np.stack([across, values[:, 1]], axis=1) + offset


def pick(track: PoseTrack, frames: NDArray[np.int64] | NDArray[np.bool_] | slice) -> PoseTrack:
    """Return some of the frames, times as they were."""
    arrays = {
        item.name: getattr(track, item.name)[frames]
        for item in fields(track)
        if isinstance(getattr(track, item.name), np.ndarray)
    }
    return replace(track, **arrays)


def lose(track: PoseTrack, start_s: float, stop_s: float) -> PoseTrack:
    """Return the track with nobody found between two moments."""
    gone = (track.time_s >= start_s) & (track.time_s < stop_s)
    return replace(
        track,
        xy_px=np.where(gone[:, None, None], np.nan, track.xy_px),
        visibility=np.where(gone[:, None], np.nan, track.visibility),
        presence=np.where(gone[:, None], np.nan, track.presence),
    )


def mirror_picture(track: PoseTrack) -> PoseTrack:
    """Return the track of the mirrored picture: left and right change places."""
    order = np.arange(LANDMARK_COUNT)
    for name in Landmark.__members__:
        if "LEFT" in name:
            left, right = Landmark[name], Landmark[name.replace("LEFT", "RIGHT")]
            order[[left, right]] = right, left
    xy = track.xy_px[:, order].copy()
    xy[..., 0] = track.width_px - 1 - xy[..., 0]
    return replace(track, xy_px=xy, visibility=track.visibility[:, order])


def reverse(track: PoseTrack) -> PoseTrack:
    """Return the track played backwards."""
    arrays = {
        item.name: getattr(track, item.name)[::-1]
        for item in fields(track)
        if isinstance(getattr(track, item.name), np.ndarray)
    }
    return replace(track, **arrays | {"time_s": (track.time_s[-1] - track.time_s)[::-1]})


def splice(tracks: Sequence[PoseTrack]) -> PoseTrack:
    """Return the tracks one after the other, with a hard cut between them."""
    offset_s, parts = 0.0, []
    for index, track in enumerate(tracks):
        change = track.picture_change.copy()
        change[0] = 0.3 if index else 0.0
        parts.append(replace(track, time_s=track.time_s + offset_s, picture_change=change))
        offset_s = float(parts[-1].time_s[-1] + np.diff(track.time_s).mean())
    joined = {
        item.name: np.concatenate([getattr(part, item.name) for part in parts])
        for item in fields(tracks[0])
        if isinstance(getattr(tracks[0], item.name), np.ndarray)
    }
    return replace(tracks[0], **joined)
