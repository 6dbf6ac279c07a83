"""Whether the person is seen well enough, and what to change if not."""

from __future__ import annotations

import numpy as np

from formcheck.kinematics.settings import ViewSettings
from formcheck.live.framing import frame_body, hand_height_torso, trunk_inclination_deg
from formcheck.live.moment import PosedFrame, ProblemId, Sight
from formcheck.live.steady import Steady, SteadyBound
from formcheck.pose.picture_change import small_grey
from formcheck.pose.pose import Pose

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
        light = float(np.percentile(small_grey(frame.rgb), _LIGHT_PERCENTILE))
        dark = self._dark.update(light, frame.time_s)
        nobody = self._nobody.update(frame.pose is None, frame.time_s)
        several = self._several.update(frame.people > 1, frame.time_s)
        if nobody:
            self._forget_body()
            # In the dark nobody can be found: light comes first.
            return Sight(("too_dark", "nobody") if dark else ("nobody",), False, False)
        if frame.pose is not None:
            self._note_body(frame, frame.pose)
        return Sight(self._problems(dark=dark, several=several), self._upright.on, self._raised())

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
