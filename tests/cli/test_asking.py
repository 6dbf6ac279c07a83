"""Whether something is to be done is answered in the language in force."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from formcheck.cli.asking import is_agreed
from formcheck.words import speaking

_APP = typer.Typer()


@_APP.command()
def _ask() -> None:
    print(is_agreed("Really?"))


@pytest.mark.parametrize(
    ("language", "typed", "agreed"),
    [
        ("en", "y", True),
        ("en", "Yes", True),
        ("en", "", False),
        ("en", "n", False),
        ("en", "ja", False),
        ("de", "j", True),
        ("de", " Ja ", True),
        ("de", "nein", False),
        ("fr", "oui", True),
        ("fr", "n", False),
        ("es", "s", True),
        ("es", "SI", True),
        ("es", "sí", True),
        ("es", "no", False),
        ("es", "yes", True),
    ],
)
def test_the_answer_is_in_the_language_or_in_english(
    language: str, typed: str, agreed: bool
) -> None:
    with speaking(language):
        asked = CliRunner().invoke(_APP, input=f"{typed}\n")
    assert asked.output.endswith(f"{agreed}\n")


def test_the_end_of_what_is_typed_is_no_answer() -> None:
    assert "True" not in CliRunner().invoke(_APP, input="").output
