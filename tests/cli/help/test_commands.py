"""Every help page in every language, and what is said of a command that was typed wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from formcheck.cli.help.misused import is_misuse, tell_complaint, tell_misuse
from formcheck.cli.main import app
from formcheck.words import languages, speaking


def _pages(command: Any, context: Any) -> Iterator[str]:
    """Yield the page of a command, and of all below it, hidden ones too."""
    yield command.get_help(context)
    for name in command.list_commands(context) if isinstance(command, TyperGroup) else ():
        below = command.get_command(context, name)
        if not below.hidden:
            yield from _pages(below, typer.Context(below, parent=context, info_name=name))


def _all_pages() -> list[str]:
    command = typer.main.get_command(app)
    return list(_pages(command, typer.Context(command, info_name="formcheck")))


@pytest.mark.parametrize("language", languages())
def test_every_command_explains_itself(language: str) -> None:
    with speaking(language):
        pages = _all_pages()
    with speaking("en"):
        english = _all_pages()
    assert len(pages) == len(english) > 20
    for page, same_in_english in zip(pages, english, strict=True):
        assert "--help" in page
        assert (page == same_in_english) == (language == "en")


@pytest.mark.parametrize(
    ("language", "told"),
    [("de", "Es fehlt die Angabe 'CLIP'."), ("en", "Missing argument 'CLIP'.")],
)
def test_a_complaint_is_told_in_the_language_in_force(language: str, told: str) -> None:
    with speaking(language):
        assert told in tell_complaint("Missing argument 'CLIP'.")
        assert "What Typer never says" in tell_complaint("What Typer never says")


def test_a_wrong_option_is_told_with_how_the_command_is_called() -> None:
    command = typer.main.get_command(app)
    with speaking("de"), pytest.raises(Exception, match="colour") as caught:
        command.main(["score", "x.mp4", "--colour"], "formcheck", standalone_mode=False)
    assert is_misuse(caught.value)
    with speaking("de"):
        usage, *_, complaint = tell_misuse(caught.value)
    assert usage.startswith("Aufruf: formcheck score")
    assert complaint.startswith("Fehler: Es gibt keine Option")
