"""Whether the person is seen well enough, and what to change if not."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.kinematics.order import quick_percentile
from formcheck.kinematics.settings import ViewSettings
from formcheck.kinematics.view import compute_body_yaw_deg, compute_yaw_deg
from formcheck.live.moment import PosedFrame, ProblemId, Sight
from formcheck.live.pointing.reach import see_reach
from formcheck.pose.landmarks import Landmark, Side, landmark_of
from formcheck.pose.people import torso_px, trunk_ends_px
from formcheck.pose.picture_change import small_grey
from formcheck.pose.pose import Pose
from formcheck.pose.track import PoseTrack

#: Without pictures for this long, what was seen before tells nothing any more.
_GAP_S = 1.0
_WINDOW_S = 1.0
#: How far the view must turn back before the remark goes.
_YAW_RELIEF_DEG = 5.0
#: Moving arms read as a turn for a moment; a view that is oblique is so all the time.
_YAW_WINDOW_S, _YAW_QUANTILE = 1.5, 0.25
#: Brightness that the lightest tenth of the picture reaches; on filmed rooms it is 0.4 to 1.
_LIGHT_PERCENTILE = 90
_DARK, _LIGHT_ENOUGH = 0.20, 0.25
# The other bounds lie well outside what well-filmed clips show: trunks of 0.13 to 0.26 of the
# picture's longer side (0.1 is a grown person four metres off), bodies along 0.45 to 0.93 of it,
# heads and feet 0.03 and more inside.
_TOO_SMALL, _LARGE_ENOUGH = 0.08, 0.09
_TOO_LARGE, _SMALL_ENOUGH = 0.95, 0.92
_CUT_OFF, _INSIDE = 0.01, 0.03
_FOOT_HIDDEN, _FOOT_SHOWN = 0.2, 0.35
_UPRIGHT_DEG, _LEANING_DEG = 60.0, 50.0
_HAND_UP_TORSO, _HAND_DOWN_TORSO = 0.05, 0.0
#: Short, because whoever waits for the answer waits for a second more.
_GESTURE_WINDOW_S = 0.3
_GONE_AFTER_S, _THERE_AFTER_S = 0.5, 0.2

_SIDES: tuple[Side, Side] = ("left", "right")
_NEAR_SIDE_JOINTS = ("shoulder", "elbow", "hip", "knee", "ankle")
#: The crown lies this far above the eyes.
_CROWN_TORSO = 0.2


class SightWatch:
    """Judges how well the person is seen, frame after frame; its answers do not flicker.

    The camera being lost and a wrong posture are for others to tell.

    Parameters
    ----------
    settings : ViewSettings, optional
        Bounds of the view.
    """

    def __init__(self, settings: ViewSettings | None = None) -> None:
        self._settings = settings or ViewSettings()
        self._last_s = -np.inf
        self._begin_anew()

    def look(self, frame: PosedFrame) -> Sight:
        """Take the next frame.

        Parameters
        ----------
        frame : PosedFrame
            Later than the one before.

        Returns
        -------
        Sight
            A problem is named after about half a second, and goes as quickly.
        """
        if frame.time_s - self._last_s > _GAP_S:
            self._begin_anew()
        self._last_s = frame.time_s
        brightness = small_grey(frame.rgb).ravel().astype(np.float64)
        light = quick_percentile(brightness, _LIGHT_PERCENTILE)
        dark = self._dark.update(light, frame.time_s)
        nobody = self._nobody.update(frame.pose is None, frame.time_s)
        several = self._several.update(frame.people > 1, frame.time_s)
        if nobody:
            self._forget_body()
            # In the dark nobody can be found: light comes first.
            return Sight(("too_dark", "nobody") if dark else ("nobody",), False, False)
        reach = None
        if frame.pose is not None:
            self._note_body(frame, frame.pose)
            height_px, width_px = frame.rgb.shape[:2]
            reach = see_reach(frame.pose, width_px, height_px)
        problems = self._problems(dark=dark, several=several)
        return Sight(problems, self._upright.on, self._raised(), reach)

    def _begin_anew(self) -> None:
        self._dark = SteadyBound(_DARK, _LIGHT_ENOUGH, _WINDOW_S)
        self._nobody = Steady(_GONE_AFTER_S, _THERE_AFTER_S)
        self._several = Steady(0.0, 0.0)
        self._forget_body()

    def _forget_body(self) -> None:
        yaw_max_deg = self._settings.yaw_max_deg
        self._small = SteadyBound(_TOO_SMALL, _LARGE_ENOUGH, _WINDOW_S)
        self._large = SteadyBound(_TOO_LARGE, _SMALL_ENOUGH, _WINDOW_S)
        self._head_cut = SteadyBound(_CUT_OFF, _INSIDE, _WINDOW_S)
        self._feet_cut = SteadyBound(_CUT_OFF, _INSIDE, _WINDOW_S)
        self._feet_hidden = SteadyBound(_FOOT_HIDDEN, _FOOT_SHOWN, _WINDOW_S)
        self._turned = SteadyBound(
            yaw_max_deg, yaw_max_deg - _YAW_RELIEF_DEG, _YAW_WINDOW_S, quantile=_YAW_QUANTILE
        )
        self._upright = SteadyBound(_UPRIGHT_DEG, _LEANING_DEG, _GESTURE_WINDOW_S)
        self._hand_up = SteadyBound(_HAND_UP_TORSO, _HAND_DOWN_TORSO, _GESTURE_WINDOW_S)

    def _note_body(self, frame: PosedFrame, pose: Pose) -> None:
        height_px, width_px = frame.rgb.shape[:2]
        body = frame_body(pose, width_px, height_px, self._settings.shoulder_breadth_torso)
        time_s = frame.time_s
        self._small.update(body.torso_share, time_s)
        self._large.update(body.extent_share, time_s)
        self._head_cut.update(body.head_margin, time_s)
        self._feet_cut.update(body.feet_margin, time_s)
        self._feet_hidden.update(body.feet_visibility, time_s)
        self._turned.update(body.yaw_deg, time_s)
        self._upright.update(trunk_inclination_deg(pose), time_s)
        self._hand_up.update(hand_height_torso(pose), time_s)

    def _raised(self) -> bool:
        return self._upright.on and self._hand_up.on

    def _problems(self, *, dark: bool, several: bool) -> tuple[ProblemId, ...]:
        head_cut, feet_cut = self._head_cut.on, self._feet_cut.on
        # What is cut off at both ends fits in no better for being shifted.
        too_large = self._large.on or (head_cut and feet_cut)
        found: list[tuple[ProblemId, bool]] = [
            ("too_dark", dark),
            ("several_people", several),
            ("move_back", too_large),
            ("move_closer", self._small.on),
            ("head_not_seen", head_cut and not too_large),
            ("feet_not_seen", (feet_cut or self._feet_hidden.on) and not too_large),
            ("turn_side_on", self._turned.on),
        ]
        return tuple(problem for problem, there in found if there)


@dataclass(frozen=True)
class Framing:
    """What one pose tells of its place in the picture; NaN where it cannot be told.

    Attributes
    ----------
    head_margin, feet_margin : float
        Distance of nose and near ear, and of the near ankle and toes, from the nearest
        edge, as a share of the picture's shorter side; negative outside.
    feet_visibility : float
        What the model believes of the near foot, 0 to 1.
    torso_share : float
        Length of the trunk as a share of the picture's longer side.
    extent_share : float
        Length of the body along the picture's width or height, whichever it fills more.
    yaw_deg : float
        Turn away from side-on.
    """

    head_margin: float
    feet_margin: float
    feet_visibility: float
    torso_share: float
    extent_share: float
    yaw_deg: float


def frame_body(pose: Pose, width_px: int, height_px: int, breadth_torso: float) -> Framing:
    """Measure the place of a body in its picture.

    Parameters
    ----------
    pose : Pose
    width_px, height_px : int
        Size of the picture.
    breadth_torso : float
        Assumed shoulder breadth in torso lengths.
    """
    side = near_side(pose)
    size_px = np.array([width_px, height_px], dtype=np.float64)
    head = [Landmark.NOSE, landmark_of("ear", side)]
    feet = [landmark_of("ankle", side), landmark_of("foot_index", side)]
    body_px = pose.xy_px[head + feet]
    extent_px = body_px.max(axis=0) - body_px.min(axis=0)
    return Framing(
        head_margin=_margin(pose.xy_px[head], size_px),
        feet_margin=_margin(pose.xy_px[feet], size_px),
        feet_visibility=float(pose.visibility[feet].max()),
        torso_share=torso_px(pose) / float(size_px.max()),
        extent_share=float((extent_px / size_px).max()),
        yaw_deg=yaw_deg(pose, width_px, height_px, breadth_torso),
    )


def near_side(pose: Pose) -> Side:
    """Return the side of the body that the model sees better."""
    left, right = (
        float(pose.visibility[[landmark_of(joint, side) for joint in _NEAR_SIDE_JOINTS]].mean())
        for side in _SIDES
    )
    return "left" if left >= right else "right"


def yaw_deg(pose: Pose, width_px: int, height_px: int, breadth_torso: float) -> float:
    """Return the turn away from side-on, as the judging of recorded clips reckons it."""
    track = PoseTrack(
        time_s=np.zeros(1),
        xy_px=pose.xy_px[None],
        visibility=pose.visibility[None],
        presence=pose.presence[None],
        world_m=pose.world_m[None],
        picture_change=np.zeros(1),
        people=np.ones(1, dtype=np.int64),
        width_px=width_px,
        height_px=height_px,
    )
    return float(np.fmax(compute_yaw_deg(track, breadth_torso), compute_body_yaw_deg(track))[0])


def trunk_inclination_deg(pose: Pose) -> float:
    """Return the slope of the trunk: 90 upright, 0 lying, negative head down."""
    shoulders, hips = trunk_ends_px(pose)
    return float(np.degrees(np.arctan2(hips[1] - shoulders[1], abs(hips[0] - shoulders[0]))))


def hand_height_torso(pose: Pose) -> float:
    """Return how clearly a hand is above the head, torso lengths.

    The smaller of two heights, of the arm that has it larger: of the wrist above
    the crown and of the elbow above the shoulder. Negative with both arms down.
    """
    length_px = torso_px(pose)
    crown_px = pose.xy_px[: Landmark.LEFT_SHOULDER, 1].min() - _CROWN_TORSO * length_px
    heights_px = []
    for side in _SIDES:
        wrist_px, elbow_px, shoulder_px = (
            pose.xy_px[landmark_of(joint, side), 1] for joint in ("wrist", "elbow", "shoulder")
        )
        heights_px.append(min(crown_px - wrist_px, shoulder_px - elbow_px))
    return float(max(heights_px) / length_px) if length_px > 0 else float("nan")


def _margin(points_px: FloatArray, size_px: FloatArray) -> float:
    nearest_px = np.minimum(points_px, size_px - 1 - points_px).min()
    return float(nearest_px / size_px.min())


class Steady:
    """A yes or no that changes only when the new answer has lasted.

    Parameters
    ----------
    on_after_s, off_after_s : float
        How long a yes, or a no, must last before it is believed.
    """

    def __init__(self, on_after_s: float, off_after_s: float) -> None:
        self._after_s = {True: on_after_s, False: off_after_s}
        self._since_s: float | None = None
        self.on = False

    def update(self, now: bool, time_s: float) -> bool:
        """Take the answer of one moment; return the steady one."""
        if now == self.on:
            self._since_s = None
            return self.on
        if self._since_s is None:
            self._since_s = time_s
        if time_s - self._since_s >= self._after_s[now]:
            self.on, self._since_s = now, None
        return self.on


class SteadyBound:
    """Whether a quantity lies beyond a bound: yes from one value on, no from a milder one.

    The quantity is a quantile of the last moments; while it is not known, the
    answer stays.

    Parameters
    ----------
    begins_at, ends_at : float
        If the first is the larger one, large values are beyond, else small ones.
    window_s : float
        Length of the moments.
    quantile : float
        0.5 is the median; a low one of a quantity that passing movements raise.
    """

    def __init__(
        self, begins_at: float, ends_at: float, window_s: float, *, quantile: float = 0.5
    ) -> None:
        self._sign = 1.0 if begins_at > ends_at else -1.0
        self._begins_at, self._ends_at = self._sign * begins_at, self._sign * ends_at
        self._window_s = window_s
        self._quantile = quantile if begins_at > ends_at else 1.0 - quantile
        self._recent: deque[tuple[float, float]] = deque()
        self.on = False

    def update(self, value: float, time_s: float) -> bool:
        """Take the value of one moment, NaN if unknown; return the steady answer."""
        if np.isfinite(value):
            self._recent.append((time_s, self._sign * value))
        while self._recent and self._recent[0][0] < time_s - self._window_s:
            self._recent.popleft()
        # One value alone may be a stray one; half a window tells.
        if self._recent and time_s - self._recent[0][0] >= self._window_s / 2:
            values = np.array([known for _, known in self._recent])
            usual = quick_percentile(values, 100.0 * self._quantile)
            self.on = usual > (self._ends_at if self.on else self._begins_at)
        return self.on
