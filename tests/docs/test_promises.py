"""Every sentence about privacy and safety names the test that holds it, and that test is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, read

PAGES = {
    "PRIVACY.md": {"What formcheck keeps of a person", "What is not promised"},
    "SECURITY.md": {"How formcheck is kept safe", "Reporting"},
}
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_ROW = re.compile(r"^\| (.+) \| (.+) \|$")
_LINK_ALONE = re.compile(r"\[[^\]]+\]\([^)]+\) has the figures of the longer tries\.")


def _sections(page: str) -> dict[str, str]:
    pieces = _HEADING.split(read(ROOT / page))[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


@cache
def _tests_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("page", PAGES)
def test_every_sentence_has_its_test(page: str) -> None:
    promised = 0
    for heading, text in _sections(page).items():
        if heading in PAGES[page]:
            continue
        for line in filter(None, text.splitlines()):
            row = _ROW.match(line)
            if row is None or row[1] == "what holds" or set(line) <= set("|-"):
                assert row or set(line) <= set("|-") or _LINK_ALONE.fullmatch(line), line
                continue
            named = _TEST.findall(row[2])
            assert named, f"nothing holds: {row[1]}"
            for file, test in named:
                assert test in _tests_of(ROOT / "tests" / file), f"{file} has no {test}"
            promised += 1
    assert promised >= 15


@pytest.mark.parametrize("page", PAGES)
def test_what_is_not_held_by_a_test_stands_where_it_belongs(page: str) -> None:
    assert PAGES[page] <= set(_sections(page))
