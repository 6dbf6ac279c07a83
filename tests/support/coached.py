"""What a live session says of landmarks, as if a camera saw them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import default_settings
from formcheck.judge.result import Rep
from formcheck.judge.streaming.state import SetState
from formcheck.live.flow import Flow
from formcheck.live.flow.effects import Say, Tone
from formcheck.live.flow.events import Seen, Ticked
from formcheck.live.flow.wish import Wish, default_offers
from formcheck.live.phrases import english
from formcheck.pose.track import PoseTrack
from tests.live.builders import CLEAR
from tests.support.streaming import open_set, push

_JUDGED_EACH = 6


@dataclass(frozen=True)
class Coached:
    """What was counted, and what was heard."""

    counted: list[Rep]
    said: list[str]
    count_tones: int
    praised: list[str]


def coach(track: PoseTrack, exercise: str) -> Coached:
    """Watch landmarks as an exercise, from the first frame on, without pages and questions."""
    wish = Wish(exercise, guided=False, enabled_extra=frozenset({exercise}))
    flow = Flow(wish, english(), default_offers(default_settings()))
    flow.handle(Ticked(0.0))
    effects = [
        effect
        for state in _states(track, exercise)
        for effect in flow.handle(Seen(state.time_s, CLEAR, state))
    ]
    assert flow.running is not None
    said = [effect.text for effect in effects if isinstance(effect, Say)]
    praises = [english().praise(spec.id) for spec in get_exercise(exercise).faults if spec.cued]
    return Coached(
        counted=list(flow.running.counted),
        said=said,
        count_tones=sum(isinstance(item, Tone) and item.kind == "count" for item in effects),
        praised=[text for text in said if any(praise in text for praise in praises)],
    )


def _states(track: PoseTrack, exercise: str) -> list[SetState]:
    done = open_set(track, exercise, counting=False)
    done.start_counting(-math.inf)
    states = [
        push(done, track, index, hurry=index % _JUDGED_EACH != 0)
        for index in range(track.frame_count)
    ]
    return [*states, done.finish()]
