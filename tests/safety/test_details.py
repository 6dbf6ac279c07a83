"""What a history keeps of what a therapist must see, and how it is shown."""

from __future__ import annotations

import pytest

from formcheck.safety import retell_safety_detail, safety_detail
from formcheck.words import ENGLISH, speaking


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_a_detail_is_kept_in_english_and_shown_in_the_language_in_force(language: str) -> None:
    with speaking(ENGLISH):
        english = safety_detail("left_out")
    with speaking(language):
        assert safety_detail("left_out") == english == "left out after pain had gone up"
        assert retell_safety_detail(english) != english
        assert retell_safety_detail("What a therapist wrote.") == "What a therapist wrote."
