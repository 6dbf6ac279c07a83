"""How formcheck starts itself as another process."""

from __future__ import annotations

import sys


def own_command(*arguments: str) -> list[str]:
    """Return the command line that runs a command of this very formcheck.

    A bundle is its own program; everywhere else it is a module of this Python.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "formcheck", *arguments]
