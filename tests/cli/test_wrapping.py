"""Lines are broken at plain spaces only."""

from __future__ import annotations

from rich.console import Console

from formcheck.cli.wrapping import wrapped


def test_no_line_begins_with_a_sign_that_belongs_to_the_word_before() -> None:
    text = "Conseil\u00a0: «\u00a0Redescendez lentement.\u00a0»"
    for width in range(8, 40):
        lines = wrapped(text, width).plain.splitlines()
        assert " ".join(lines) == text
        assert not any(line.startswith((":", "»", "\u00a0")) for line in lines)


def test_what_is_longer_than_a_line_stays_whole_and_the_rest_is_indented() -> None:
    console = Console(width=12)
    with console.capture() as capture:
        console.print(
            wrapped("• a /path/that/is/long and b", 12, indent=2, hanging=2), soft_wrap=True
        )
    assert capture.get() == "  • a\n    /path/that/is/long\n    and b\n"
