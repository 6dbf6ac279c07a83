"""What a plan's form asks for, in the language in force."""

from __future__ import annotations

import pytest

from formcheck.review.web.views.plan_fields import ThresholdField, threshold_fields
from formcheck.words import speaking


def _field(exercise: str, place: str) -> ThresholdField:
    name = f"{exercise}.threshold.{place}"
    return next(field for field in threshold_fields(exercise) if field.field == name)


@pytest.mark.parametrize(
    ("language", "label", "default"),
    [
        ("en", "KH-1: head lifted by this (0 to 3 trunk lengths)", "0.1"),
        ("de", "KH-1: Kopf um so viel angehoben (0 bis 3 Rumpflängen)", "0,1"),
        ("fr", "KH-1\u00a0: tête levée d’autant (0 à 3 longueurs de tronc)", "0,1"),
        ("es", "KH-1: cabeza levantada en esta medida (0 a 3 largos de tronco)", "0,1"),
    ],
)
def test_a_threshold_is_asked_for_in_words(language: str, label: str, default: str) -> None:
    with speaking(language):
        field = _field("knee_hug", "faults.ear_rise_torso")
    assert (field.label, field.default) == (label, default)


def test_bounds_have_the_decimal_mark_of_the_language() -> None:
    with speaking("de"):
        assert _field("knee_hug", "states.clasp_torso").label.endswith("(0,01 bis 3 Rumpflängen)")
        assert _field("knee_hug", "states.both_share").label.endswith("(0,05 bis 1)")
    assert _field("knee_hug", "states.both_share").label.endswith("(0.05 to 1)")
