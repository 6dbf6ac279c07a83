"""Every command is in the README's table, and every option that a page uses exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from formcheck.cli.main import app
from tests.docs.pages import PAGES, README, code_lines, first_cells, name_of, read, section, spans

_OPTION = re.compile(r"(?<![\w-])(?:--[a-z][a-z-]*|-[a-z](?![\w-]))")


def _options() -> dict[tuple[str, ...], set[str]]:
    """Return the options of each command, under its words."""
    found: dict[tuple[str, ...], set[str]] = {}

    def walk(command: object, words: tuple[str, ...]) -> None:
        found[words] = {
            option
            for parameter in getattr(command, "params", ())
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("-")
        } | {"--help"}
        for name, inner in getattr(command, "commands", {}).items():
            if not inner.hidden:
                walk(inner, (*words, name))

    walk(typer.main.get_command(app), ())
    return found


_OPTIONS = _options()


def _calls(markdown: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each command that a page calls: the words that name it, and all that follows."""
    for line in (*spans(markdown), *code_lines(markdown)):
        for call in re.findall(r"(?:^|&& |; )formcheck ([^#>|&;]*)", line):
            words = tuple(call.split())
            known = max(
                (name for name in _OPTIONS if words[: len(name)] == name), key=len, default=()
            )
            yield known, call


def test_what_counts_as_a_call() -> None:
    page = "`formcheck models list`, `formcheck --version`\n\n    formcheck score A -e B  > c\n"
    assert list(_calls(page)) == [
        (("models", "list"), "models list"),
        ((), "--version"),
        (("score",), "score A -e B  "),
    ]
    assert {("score",), ("live",), ("demo",)} <= {words for words, _ in _calls(read(README))}


@pytest.mark.parametrize("command", [words for words in _OPTIONS if words], ids=" ".join)
def test_the_readme_or_the_page_of_the_group_names_it(command: tuple[str, ...]) -> None:
    rows = first_cells(section(read(README), "Commands"))
    if len(command) == 1:
        assert any(re.search(rf"`(?:formcheck )?{command[0]}\b", row) for row in rows)
        return
    group, name = command
    in_row = any(re.search(rf"\b{group}\b.*`?\b{name}`", row) for row in rows)
    called = any(command == words for page in PAGES for words, _ in _calls(read(page)))
    assert in_row or called


def test_the_table_names_no_other_command() -> None:
    for row in first_cells(section(read(README), "Commands")):
        called = re.match(r"`formcheck ([a-z-]+)", row)
        assert called, row
        assert (called[1],) in _OPTIONS


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_a_page_calls_exists(page: Path) -> None:
    for words, call in _calls(read(page)):
        assert words or call.startswith("-"), call


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_option_that_a_page_gives_to_a_command_is_its_own(page: Path) -> None:
    for words, call in _calls(read(page)):
        assert set(_OPTION.findall(call)) <= _OPTIONS[words], call


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_option_that_a_page_speaks_of_exists(page: Path) -> None:
    known = set().union(*_OPTIONS.values())
    alone = {found[0] for span in spans(read(page)) if (found := _OPTION.match(span))}
    assert alone <= known
