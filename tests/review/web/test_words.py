"""Values as people read them on the pages."""

from __future__ import annotations

import pytest

from formcheck.review.web.words import difference_words, key_name
from formcheck.words import speaking


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        (24.4, "deg", 0, "+24°"),
        (-0.3, "s", 1, "\u22120.3\u00a0s"),
        (0.3, "s", 1, "+0.3\u00a0s"),
        (0.04, "s", 1, "0.0\u00a0s"),
        (-0.2, "deg", 0, "0°"),
        (12.0, "%", 0, "–"),
        (None, "deg", 0, "–"),
    ],
)
def test_a_difference_has_its_sign(
    value: float | None, unit: str, decimals: int, words: str
) -> None:
    assert difference_words(value, unit, decimals) == words


def test_keys_are_called_as_on_the_keyboards_of_a_language() -> None:
    assert [key_name(key) for key in ("Shift ←", "Page up", "Ctrl Shift Z", "J")] == [
        "Shift ←",
        "Page up",
        "Ctrl Shift Z",
        "J",
    ]
    with speaking("fr"):
        assert [key_name(key) for key in ("Enter", "Page up", "Ctrl Shift Z", "J")] == [
            "Entrée",
            "Page haut",
            "Ctrl Maj Z",
            "J",
        ]
