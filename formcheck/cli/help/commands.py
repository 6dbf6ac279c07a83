"""Commands whose help pages are written from word files, laid out as Typer lays them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

from formcheck.words import read_words

_WORDS = read_words(__package__)
_ROOT = "formcheck"
#: What Typer calls the places of a usage line, and our names for them.
_PLACES = {"[OPTIONS]": "page.options_place", "COMMAND [ARGS]...": "page.command_place"}
#: Kinds of parameters, in the order of their sections.
_SECTIONS = (("argument", "page.arguments"), ("option", "page.options"))
_DEFAULT = "default: "
#: What Typer says of a value that has no name of its own: of a number as it is written, of a file.
_NUMBER = re.compile(r"<(int|float)( range)?>")
_TYPE = re.compile(r" <[^|>]*>$")


class SpokenCommand(TyperCommand):
    """A command that explains itself in the language in force."""

    # Typer's types of contexts and formatters are private to it, hence Any.
    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that says how it is called."""
        _write_usage(self, ctx, formatter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole page."""
        _write_page(self, ctx, formatter)


class SpokenGroup(TyperGroup):
    """A command with commands below it that explains itself in the language in force."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that says how it is called."""
        _write_usage(self, ctx, formatter)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole page."""
        _write_page(self, ctx, formatter)


def help_key(path: str) -> str:
    """Return where the words of a command stand, by the names that are typed to call it."""
    return ".".join(("commands", *(path.split()[1:] or [_ROOT])))


def help_of(path: str, parameter: str) -> str:
    """Return what a parameter of a command is for; KeyError if no words say it.

    Parameters
    ----------
    path : str
        The names that are typed to call the command.
    parameter : str
    """
    own = f"{help_key(path)}.{parameter}"
    return _WORDS.text(own if _WORDS.holds(own) else f"options.{parameter}")


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = (
        _WORDS.text(_PLACES[piece]) if piece in _PLACES else piece
        for piece in command.collect_usage_pieces(ctx)
    )
    formatter.write_usage(ctx.command_path, " ".join(pieces), f"{_WORDS.text('page.usage')} ")


def _write_page(command: Any, ctx: Any, formatter: Any) -> None:
    key = help_key(ctx.command_path)
    command.format_usage(ctx, formatter)
    _write_indented(formatter, _WORDS.text(f"{key}.about"))
    for kind, title in _SECTIONS:
        _write_section(formatter, title, list(_records(command, ctx, kind)))
    _write_section(formatter, "page.commands", list(_commands(command, ctx)))
    if _WORDS.holds(f"{key}.at_end"):
        _write_indented(formatter, _WORDS.text(f"{key}.at_end"))


def _write_indented(formatter: Any, text: str) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(text)


def _write_section(formatter: Any, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(_WORDS.text(title)):
            formatter.write_dl(rows)


def _records(command: Any, ctx: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Yield how each visible parameter is typed, and what it is for."""
    for parameter in command.get_params(ctx):
        if parameter.param_type_name != kind or parameter.hidden:
            continue
        typed, facts = parameter.get_help_record(ctx)
        about = help_of(ctx.command_path, parameter.name)
        typed = _TYPE.sub("", _NUMBER.sub("N", typed))
        yield typed, "  ".join(filter(None, (about, _told_facts(facts))))


def _told_facts(facts: str) -> str:
    """Return what Typer tells of a parameter, its default and bounds, in our words."""
    if not facts.startswith("["):
        return ""
    told = (_told_fact(fact) for fact in facts.removeprefix("[").removesuffix("]").split("; "))
    return f"[{'; '.join(told)}]"


def _told_fact(fact: str) -> str:
    if fact.startswith(_DEFAULT):
        return _WORDS.text("page.default", value=fact.removeprefix(_DEFAULT))
    return _WORDS.text("page.required") if fact == "required" else fact


def _commands(command: Any, ctx: Any) -> Iterator[tuple[str, str]]:
    """Yield the commands below one, each with its first sentence."""
    for name in command.list_commands(ctx) if isinstance(command, TyperGroup) else ():
        below = command.get_command(ctx, name)
        if below is not None and not below.hidden:
            about = _WORDS.text(f"{help_key(f'{ctx.command_path} {name}')}.about")
            yield name, about.partition("\n")[0]
