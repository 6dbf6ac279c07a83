"""The desktop entry."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from formcheck.shortcut.linux import MIME_TYPE, desktop_entry, mime_package


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
    assert fields["Exec"] == '"/usr/bin/python3" "-m" "formcheck" "home" %f'
    assert fields["Icon"] == "/i.svg"


@pytest.mark.parametrize("sign", list(" \"'`$\\%&;|"))
def test_every_path_arrives_as_it_is(sign: str) -> None:
    command = [f"/home/a{sign}b/python", "-m", "formcheck"]
    assert _read_exec(_fields(desktop_entry(command, "/i.svg"))["Exec"]) == command


def test_files_of_an_exchange_are_told_by_their_name() -> None:
    (kind,) = ElementTree.fromstring(mime_package())
    assert kind.get("type") == MIME_TYPE
    assert [child.get("pattern") for child in kind if child.tag.endswith("glob")] == ["*.formcheck"]
    assert f"MimeType={MIME_TYPE};" in desktop_entry(["formcheck"], "/i.svg").splitlines()
