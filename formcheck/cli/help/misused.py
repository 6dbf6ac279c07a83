"""A command that was typed wrongly: what is wrong, in words of the language in force."""

from __future__ import annotations

from typing import Any, TypeGuard

import typer

from formcheck.words import read_words, retell

_WORDS = read_words(__package__)
#: Typer exports only some of the errors that it raises; this is what all of them are.
_ERRORS: type[Exception] = next(
    base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException"
)
#: Raised where a group is called without a command: no more than its help page.
_ONLY_HELP = "NoArgsIsHelpError"


def is_misuse(error: BaseException) -> TypeGuard[Any]:
    """Return whether an error says that a command was typed wrongly."""
    return isinstance(error, _ERRORS)


def tell_misuse(error: Any) -> list[str]:
    """Return the lines that say how the command is called and what is wrong.

    Parameters
    ----------
    error : exception
        One that `is_misuse`.
    """
    if type(error).__name__ == _ONLY_HELP:
        return [error.format_message()]
    return [*_usage(error), tell_complaint(error.format_message())]


def tell_complaint(text: str) -> str:
    """Return what Typer complains about as an error; its English where it is not known."""
    return _WORDS.text("misuse.error", message=retell(text, (__package__,)))


def _usage(error: Any) -> list[str]:
    context = getattr(error, "ctx", None)
    if context is None:
        return []
    command = f"{context.command_path} {context.help_option_names[0]}"
    return [context.get_usage(), _WORDS.text("misuse.see_help", command=command), ""]
