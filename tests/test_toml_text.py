"""TOML is read with care and written with its comments."""

from __future__ import annotations

import tomllib

import pytest

from formcheck.toml_text import parse_toml, render_toml


def test_values_come_back_and_comments_stand_above_them() -> None:
    values = {"name": 'a "b"\n', "inner": {"size_px": 3, "deep": {"share": 0.5}}, "last": [1, 2]}
    text = render_toml("First line\nsecond", values, {("inner", "size_px"): "how large"})
    assert text == (
        '# First line\n# second\n\nname = "a \\"b\\"\\n"\nlast = [1, 2]\n\n'
        "[inner]\n# how large\nsize_px = 3\n\n[inner.deep]\nshare = 0.5\n"
    )
    assert parse_toml(text) == values


def test_what_is_not_set_is_named_and_empty_tables_are_left_out() -> None:
    text = render_toml("Head", {"reps": None, "cues": {}, "a": {"b": {}}}, {("reps",): "how many"})
    assert text.splitlines()[2:] == ["# how many", "# reps is not set"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a = " + "[" * 50_000, "too deep"),
        ("a = " + "{b=" * 5_000, "too deep"),
        (f"a = {'9' * 5_000}", "too many digits"),
        ("a = 1\nb", "line 2|end of document"),
    ],
)
def test_what_cannot_be_read_is_one_kind_of_error(text: str, words: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match=words):
        parse_toml(text)
