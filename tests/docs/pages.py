"""The pages of the documentation, and what their Markdown holds."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
#: What a person reads, beginning with the first page.
PAGES = (
    README,
    ROOT / "CONTRIBUTING.md",
    ROOT / "PRIVACY.md",
    ROOT / "SECURITY.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "models" / "README.md",
    ROOT / "sample_videos" / "README.md",
)

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    .+$", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def name_of(page: Path) -> str:
    """Return how a page is called in a test's name."""
    return page.relative_to(ROOT).as_posix()


def read(page: Path) -> str:
    """Return the Markdown of a page."""
    return page.read_text(encoding="utf-8")


def spans(markdown: str) -> list[str]:
    """Return what stands between backticks within the lines, boxes left out."""
    return _SPAN.findall(_FENCED.sub("", markdown))


def code_lines(markdown: str) -> list[str]:
    """Return the lines of code boxes, fenced or indented."""
    fenced = [line for box in _FENCED.findall(markdown) for line in box.splitlines()[1:-1]]
    indented = _INDENTED.findall(_FENCED.sub("", markdown))
    return [line.strip() for line in (*fenced, *indented)]


def section(markdown: str, heading: str) -> str:
    """Return what follows a heading, up to the next one; KeyError if there is none."""
    places = list(_HEADING.finditer(markdown))
    for at, place in enumerate(places):
        if place[1] == heading:
            stop = places[at + 1].start() if at + 1 < len(places) else len(markdown)
            return markdown[place.end() : stop]
    raise KeyError(heading)


def anchors(markdown: str) -> set[str]:
    """Return the part after ``#`` of the address of each heading."""
    plain = (re.sub(r"[^\w\- ]", "", title.lower()) for title in _HEADING.findall(markdown))
    return {title.replace(" ", "-") for title in plain}


def first_cells(markdown: str) -> list[str]:
    """Return the first cell of each row of the tables, their heads left out."""
    cells: list[str] = []
    in_table = False
    for line in markdown.splitlines():
        if re.fullmatch(r"\|[\s|:-]+\|", line):
            in_table = True
        elif not line.startswith("|"):
            in_table = False
        elif in_table:
            cells.append(line.split("|")[1].strip())
    return cells
