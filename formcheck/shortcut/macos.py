"""The command file that macOS opens with a double click, in its Terminal."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

FILE_NAME = "formcheck.command"


def command_file(command: Sequence[str]) -> str:
    """Return the text of the file; it must be executable.

    The window that it opens in says how to end it; closing that window does.
    """
    return f"#!/bin/sh\nexec {shlex.join(command)}\n"
