"""The desktop entry."""

from __future__ import annotations

import re

import pytest

from formcheck.shortcut.linux import desktop_entry


def _fields(text: str) -> dict[str, str]:
    head, *lines = text.splitlines()
    assert head == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines)


def _read_exec(value: str) -> list[str]:
    """Read the key Exec as a desktop does: the value's escapes, then quotes, then field codes."""
    plain = value.replace("\\\\", "\\")
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', plain)
    return [re.sub(r"\\(.)", r"\1", each).replace("%%", "%") for each in quoted]


def test_it_says_what_it_starts() -> None:
    fields = _fields(desktop_entry(["/usr/bin/python3", "-m", "formcheck", "home"], "/i.svg"))
    assert fields["Type"] == "Application"
    assert fields["Name"] == "formcheck"
    assert fields["Terminal"] == "false"
    assert fields["Exec"] == '"/usr/bin/python3" "-m" "formcheck" "home"'
    assert fields["Icon"] == "/i.svg"


@pytest.mark.parametrize("sign", list(" \"'`$\\%&;|"))
def test_every_path_arrives_as_it_is(sign: str) -> None:
    command = [f"/home/a{sign}b/python", "-m", "formcheck"]
    assert _read_exec(_fields(desktop_entry(command, "/i.svg"))["Exec"]) == command
