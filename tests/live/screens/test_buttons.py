"""What stands on keys."""

from __future__ import annotations

import pytest

from formcheck.live.screens.buttons import key_name
from formcheck.words import speaking


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ("Space", "Esc", "F11", "S")), ("fr", ("Espace", "Échap", "F11", "S"))],
)
def test_keys_are_called_as_on_the_keyboard(language: str, names: tuple[str, ...]) -> None:
    with speaking(language):
        assert tuple(map(key_name, ("space", "escape", "f11", "s"))) == names
