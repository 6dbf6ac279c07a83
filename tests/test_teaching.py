"""Every exercise is taught, and drawn."""

from __future__ import annotations

import math
import re

import pytest

from formcheck import safety
from formcheck.drawing.body import FOREARM, UPPER_ARM, reach
from formcheck.drawing.figure_svg import draw_pictures
from formcheck.exercises.loading import get_pictures
from formcheck.exercises.registry import exercise_names, get_exercise


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_has_a_text_with_steps_and_named_sources(name: str) -> None:
    taught = get_exercise(name).lesson
    assert len(taught.steps) >= 4
    assert taught.purpose
    assert taught.feel
    assert taught.keep
    assert all(source.title and source.address.startswith("http") for source in taught.sources)


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_is_drawn_at_its_start_and_its_end_in_one_scale(name: str) -> None:
    start, end = (str(svg) for svg in draw_pictures(get_pictures(get_exercise(name))))
    assert start != end
    boxes = [re.search(r'viewBox="([^"]+)"', svg) for svg in (start, end)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0][1] == boxes[1][1]
    for svg in (start, end):
        assert re.search(r'role="img" aria-label="[^"]{10,}"', svg)
        assert "style=" not in svg
        assert "nan" not in svg


@pytest.mark.parametrize("name", exercise_names())
def test_nobody_sinks_into_the_floor(name: str) -> None:
    for picture in get_pictures(get_exercise(name)):
        body = picture.body
        joints = [body.hip, body.waist, body.shoulder, body.head]
        for limb in (body.near_arm, body.near_leg.limb, body.far_leg.limb):
            joints += [limb.start, limb.middle, limb.end]
        assert min(height for _, height in joints) >= 5.0


def test_a_limb_reaches_where_it_should_with_bones_of_their_length() -> None:
    limb = reach((0.0, 0.0), (80.0, 30.0), UPPER_ARM, FOREARM, 1)
    assert limb.end == pytest.approx((80.0, 30.0))
    assert math.dist(limb.start, limb.middle) == pytest.approx(UPPER_ARM)
    assert math.dist(limb.middle, limb.end) == pytest.approx(FOREARM)
    # Left of the way from shoulder to hand.
    assert 80.0 * limb.middle[1] - 30.0 * limb.middle[0] > 0


def test_a_limb_that_is_too_short_is_stretched_towards_its_end() -> None:
    limb = reach((0.0, 0.0), (500.0, 0.0), UPPER_ARM, FOREARM, -1)
    assert limb.end == pytest.approx((UPPER_ARM + FOREARM, 0.0))


def test_the_rules_of_safety_name_what_must_not_be_missed() -> None:
    urgent = " ".join(safety.urgent())
    for word in (
        "numbness",
        "bowels",
        "leaking",
        "sexual",
        "pain, tingling or weakness in both legs",
    ):
        assert word in urgent
    # Many have some of these for long: only what is new is an emergency (clinical-spec §13).
    assert all(sign.endswith(": new, or not normal for you") for sign in safety.urgent())
    rules = {rule.felt: rule.rule for rule in safety.stop_rules()}
    assert any("toes" in felt and "at once" in rule for felt, rule in rules.items())
    assert any("toes" in felt and "new, or more than before" in felt for felt in rules)
    assert any("further down" in felt and "Stop" in rule for felt, rule in rules.items())
    assert "not a diagnosis" in safety.disclaimer()
