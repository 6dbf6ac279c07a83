from __future__ import annotations

import pytest

from formcheck.live.keys import key_name_of


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (ord("q"), "q"),
        (ord("Q"), "q"),
        (ord("0"), "0"),
        (0xFFB9, "9"),
        (32, "space"),
        (13, "enter"),
        (0xFF8D, "enter"),
        (27, "escape"),
        (8, "backspace"),
        (65361, "left"),
        (65362, "up"),
        (65363, "right"),
        (65364, "down"),
        # macOS
        (0xF700, "up"),
        (0xF703, "right"),
        # Windows
        (0x250000, "left"),
        (0x260000, "up"),
        (0x270000, "right"),
        (0x280000, "down"),
        # With a lock key on, as some systems report it
        (0x100000 | ord("s"), "s"),
        (-1, ""),
        (0, ""),
        (ord("?"), ""),
        (0xFFE1, ""),
    ],
)
def test_keys_have_the_same_names_on_all_systems(code: int, name: str) -> None:
    assert key_name_of(code) == name
