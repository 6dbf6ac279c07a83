"""Text in lines that fit the terminal, broken at plain spaces only.

Rich breaks lines at no-break spaces, too, so that a French line would begin with its colon.
"""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text


def wrapped(text: str, width: int, *, indent: int = 0, hanging: int = 0, style: str = "") -> Text:
    """Return a text in lines that fit, to be printed with ``soft_wrap=True``, which leaves them so.

    Parameters
    ----------
    text : str
    width : int
        Characters a line.
    indent : int
        Spaces before each line.
    hanging : int
        Spaces more before each line but the first.
    style : str
        As Rich names it.
    """
    lines = textwrap.fill(
        text,
        max(width, indent + hanging + 1),
        initial_indent=indent * " ",
        subsequent_indent=(indent + hanging) * " ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return Text(lines, style=style)


def print_wrapped(
    console: Console, text: str, *, indent: int = 0, hanging: int = 0, style: str = ""
) -> None:
    """Print a text in lines that fit; see `wrapped`."""
    lines = wrapped(text, console.width, indent=indent, hanging=hanging, style=style)
    console.print(lines, soft_wrap=True)
