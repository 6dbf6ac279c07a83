"""What is felt, and what to do then, in every language."""

from __future__ import annotations

import pytest

from formcheck import safety
from formcheck.words import languages, speaking


@pytest.mark.parametrize("language", languages())
def test_each_rule_tells_what_is_felt_and_what_to_do(language: str) -> None:
    with speaking(language):
        rules = safety.stop_rules()
    assert len(rules) == 6
    for rule in rules:
        assert rule.felt == rule.felt.strip()
        assert rule.felt[-1] != ":"
        assert rule.rule[0].isupper()
        assert rule.rule[-1] == "."
