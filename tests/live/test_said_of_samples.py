"""Every sample clip as if it were a camera: what is said is compared with the result, both ways."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import default_settings
from formcheck.judge.result import Fault, Rep, Result
from formcheck.judge.streaming.finished import score_finished
from formcheck.judge.streaming.state import SetState
from formcheck.judge.streaming.streaming_set import StreamingSet
from formcheck.live.cueing import CUE_GAP_S
from formcheck.live.flow import Flow
from formcheck.live.flow.effects import Say
from formcheck.live.flow.events import Seen, Ticked
from formcheck.live.flow.wish import Wish, default_offers
from formcheck.live.phrases import english
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.samples import sample_clip, sample_names
from tests.live.builders import CLEAR
from tests.support.scoring import origin_of

#: The bounds of a fault are not final while it is under way.
_NOT_FINAL_S = 0.3
#: What had to wait longer for its turn is about something past.
_WAITS_AT_MOST_S = 4.0


@dataclass(frozen=True)
class Heard:
    """A fault of which something was said."""

    fault_id: str
    time_s: float


@dataclass(frozen=True)
class Session:
    """A sample that was coached to its end."""

    cues: list[Heard]
    praises: list[Heard]
    states: list[SetState]
    result: Result
    true_faults: list[dict[str, Any]]

    def rep_before(self, time_s: float) -> Rep:
        """Return the repetition that was counted at a moment or last before it."""
        indexes = [
            rep.index
            for state in self.states
            for rep in state.new_reps
            if rep.counted and state.time_s <= time_s
        ]
        return next(rep for rep in self.result.reps if rep.index == indexes[-1])

    def faults_within(self, rep: Rep, fault_id: str) -> list[Fault]:
        """Return the occurrences of a fault in a repetition, unsure ones too."""
        return [
            fault
            for fault in self.result.faults
            if fault.id == fault_id and fault.start_s < rep.end_s and rep.start_s < fault.end_s
        ]


@pytest.fixture(scope="module")
def coached(bundle: Bundle) -> Callable[[str], Session]:
    """Return what coaches a sample, each only once."""
    return cache(lambda name: _coach(name, bundle))


def _coach(name: str, bundle: Bundle) -> Session:
    clip, exercise = sample_clip(name), name.rpartition("_")[0]
    labels = json.loads((clip.parent / "labels.json").read_text())["clips"]
    label = next(item for item in labels if item["clip"] == clip.name)
    dose = label["prescribed"]
    settings = default_settings().replacing(exercise, dose=dose)
    track = cached_track(clip, clip_sha256(clip), bundle)
    done = StreamingSet(exercise, settings, width_px=track.width_px, height_px=track.height_px)
    done.start_counting(-math.inf)
    wish = Wish(exercise, guided=False, enabled_extra=frozenset({exercise}), **dose)
    flow = Flow(wish, english(), default_offers(settings))
    flow.handle(Ticked(0.0))
    states, cues, praises = [], [], []
    for index in range(track.frame_count):
        state = done.push_row(track, index)
        states.append(state)
        for effect in flow.handle(Seen(state.time_s, CLEAR, state)):
            if isinstance(effect, Say):
                about = [spec.id for spec in get_exercise(exercise).faults]
                cues += _find(effect.text, state.time_s, about, english().cue)
                praises += _find(effect.text, state.time_s, about, english().praise)
    done.finish()
    result = score_finished(done, origin_of(track)).result
    return Session(cues, praises, states, result, label["faults"])


def _find(text: str, time_s: float, about: list[str], words: Callable[[str], str]) -> list[Heard]:
    return [Heard(fault_id, time_s) for fault_id in about if words(fault_id) in text]


@pytest.mark.parametrize("name", sample_names())
def test_what_is_cued_is_in_the_result(name: str, coached: Callable[[str], Session]) -> None:
    session = coached(name)
    for cue in session.cues:
        assert any(
            fault.id == cue.fault_id and fault.start_s < cue.time_s + _NOT_FINAL_S
            for fault in session.result.sure_faults
        ), cue
    if name.endswith("_good"):
        assert session.cues == session.praises == []
    else:
        assert session.cues


@pytest.mark.parametrize("name", sample_names())
def test_praise_follows_a_repetition_without_that_fault(
    name: str, coached: Callable[[str], Session]
) -> None:
    session = coached(name)
    for praise in session.praises:
        rep = session.rep_before(praise.time_s)
        assert praise.fault_id not in rep.faults, praise
        assert session.faults_within(rep, praise.fault_id) == [], praise
        assert not any(
            true["id"] == praise.fault_id
            and true["start_s"] < rep.end_s
            and rep.start_s < true["end_s"]
            for true in session.true_faults
        ), praise
        cued = [cue for cue in session.cues if cue.fault_id == praise.fault_id]
        assert cued[0].time_s < praise.time_s


@pytest.mark.parametrize("name", sample_names())
def test_a_fault_of_the_result_is_cued_unless_something_else_was(
    name: str, coached: Callable[[str], Session]
) -> None:
    session = coached(name)
    end_s = session.states[-1].time_s
    said = {cue.fault_id for cue in session.cues}
    for fault in session.result.sure_faults:
        if fault.severity == 0 or fault.id in said:
            continue
        told_s = [
            state.time_s
            for state in session.states
            for new in state.new_faults
            if new.id == fault.id
        ]
        assert told_s, f"{fault.id} was seen too late to be said"
        assert any(
            told - CUE_GAP_S < cue.time_s <= told + _WAITS_AT_MOST_S
            for told in told_s
            for cue in session.cues
        ) or all(told > end_s - _WAITS_AT_MOST_S for told in told_s), fault.id


def test_the_head_that_is_thrown_back_is_cued_after_the_hips_were_praised(
    coached: Callable[[str], Session],
) -> None:
    session = coached("prone_press_up_bad")
    order = [*session.cues, *session.praises]
    order.sort(key=lambda heard: heard.time_s)
    assert [heard.fault_id for heard in order][:3] == ["PPU-1", "PPU-1", "PPU-5"]
    assert session.rep_before(session.praises[0].time_s).index == 2
