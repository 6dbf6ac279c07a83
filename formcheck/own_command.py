"""How formcheck starts itself as another process, from a Python or from a bundle."""

from __future__ import annotations

import sys


def is_bundle() -> bool:
    """Whether this is the bundle of ``packaging/``: a program of its own, without a Python."""
    return bool(getattr(sys, "frozen", False))


def own_command(*arguments: str) -> list[str]:
    """Return the command line that runs a command of this very formcheck."""
    program = [sys.executable] if is_bundle() else [sys.executable, "-m", "formcheck"]
    return [*program, *arguments]
