"""formcheck is installed from a copy: no index is asked for it, where anybody may own its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_FROM_AN_INDEX = re.compile(r"(?:pip|pipx|uv tool) install [^`\n\"&|;]*(?<![/\w-])formcheck\b")
_READ = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "examples").glob("*.*"),
    *(ROOT / "formcheck").rglob("*.py"),
    *(ROOT / "formcheck").rglob("*.toml"),
]


def test_nothing_says_to_fetch_formcheck_from_an_index() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {said[0]}"
        for file in _READ
        for said in _FROM_AN_INDEX.finditer(file.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("said", "is_wrong"),
    [
        ("pip install --upgrade formcheck", True),
        ("pip install 'formcheck[tables]'", True),
        ("pipx install formcheck", True),
        ("pip install '.[tables]' && formcheck demo", False),
        ("formcheck is: pip install 'scipy>=1.12'", False),
        ("pip install '/formcheck[dask]'", False),
    ],
)
def test_it_would_be_found(said: str, is_wrong: bool) -> None:
    assert bool(_FROM_AN_INDEX.search(said)) == is_wrong
