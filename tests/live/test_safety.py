"""The rules of the clinical specification, answer by answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.history.models import PAIN_SITES
from formcheck.live.safety import (
    VERDICTS,
    PainReading,
    Verdict,
    allows_range_cues,
    judge_answers,
    strictest,
)

_readings = st.builds(PainReading, st.integers(0, 10), st.sampled_from(PAIN_SITES))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (PainReading(4, "back"), PainReading(4, "back"), "go_on"),
        (PainReading(4, "back"), PainReading(5, "back"), "go_on"),
        (PainReading(4, "back"), PainReading(6, "back"), "pause_and_ask"),
        (PainReading(4, "thigh"), PainReading(4, "buttock"), "go_on"),
        (PainReading(4, "thigh"), PainReading(6, "back"), "go_on"),
        (PainReading(4, "back"), PainReading(4, "buttock"), "stop_exercise"),
        (PainReading(4, "none"), PainReading(1, "foot"), "stop_exercise"),
        (PainReading(4, "thigh"), PainReading(6, "thigh"), "stop_exercise"),
        (PainReading(4, "thigh"), PainReading(5, "thigh"), "go_on"),
        (PainReading(0, "none"), PainReading(1, "back"), "go_on"),
        (PainReading(0, "none"), PainReading(2, "back"), "pause_and_ask"),
    ],
)
def test_what_two_answers_ask_for(before: PainReading, after: PainReading, kind: str) -> None:
    assert judge_answers(before, after).kind == kind


def test_toes_and_warning_signs_come_before_all_else() -> None:
    better, worse = PainReading(1, "none"), PainReading(9, "foot")
    assert judge_answers(worse, better, numb_toes=True).kind == "stop_now"
    assert judge_answers(worse, better, numb_toes=True, red_flag=True).kind == "urgent"


def test_any_rise_is_asked_about_again_where_one_goes_on() -> None:
    before = PainReading(3, "back")
    assert judge_answers(before, PainReading(4, "back")).ask_later
    assert judge_answers(before, PainReading(5, "back")).ask_later
    assert not judge_answers(before, PainReading(3, "back")).ask_later
    assert not judge_answers(before, PainReading(5, "thigh")).ask_later


def test_pain_that_creeps_up_set_by_set_is_noticed() -> None:
    first, latest, after = (PainReading(pain, "back") for pain in (3, 4, 5))
    verdict = strictest(judge_answers(first, after), judge_answers(latest, after))
    assert verdict == Verdict("pause_and_ask", rise=2, ask_later=True)


@given(_readings, _readings)
def test_more_pain_or_further_down_is_never_judged_milder(
    before: PainReading, after: PainReading
) -> None:
    here = VERDICTS.index(judge_answers(before, after).kind)
    if after.pain_0_to_10 < 10:
        more = PainReading(after.pain_0_to_10 + 1, after.site)
        assert VERDICTS.index(judge_answers(before, more).kind) >= here
    if after.site != "foot":
        further = PAIN_SITES[PAIN_SITES.index(after.site) + 1]
        down = judge_answers(before, PainReading(after.pain_0_to_10, further))
        assert VERDICTS.index(down.kind) >= here


@pytest.mark.parametrize(
    ("first", "latest", "allowed"),
    [
        (None, None, True),
        (None, PainReading(5, "back"), True),
        (None, PainReading(6, "back"), False),
        (None, PainReading(2, "below_knee"), False),
        (PainReading(3, "back"), PainReading(3, "thigh"), False),
        (PainReading(3, "thigh"), PainReading(3, "back"), True),
    ],
)
def test_when_a_little_further_may_be_offered(
    first: PainReading | None, latest: PainReading | None, allowed: bool
) -> None:
    assert allows_range_cues(first, latest) == allowed
