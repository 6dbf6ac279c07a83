"""What commands and options are for, in words of the language in force.

Typer takes such words from the code, before a language is known. Here its help pages are written
from the word files beside this one, which are read only when a page is asked for.
"""

from formcheck.cli.help.commands import SpokenCommand, SpokenGroup
from formcheck.cli.help.misused import is_misuse, tell_misuse

__all__ = ["SpokenCommand", "SpokenGroup", "is_misuse", "tell_misuse"]
