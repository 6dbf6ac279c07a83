"""Every page, picture and file that the documentation names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, name_of, read, spans

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"[\w.-]*(?:/[\w.-]+)*/?")
#: Kinds of file that only the project has; others may be a person's own, or a result.
_OWN_KINDS = (".py", ".js", ".css", ".html.j2", ".md")
#: Folders that the program makes, names to be filled in, and the exercise of the page on a new one.
_MADE = re.compile(
    r"history-(?:files|films)/|dist/\w+/|\d+_\w+/|[\d_-]+_\w+/|.*\bNAME\b.*|.*forward_bend.*"
)
_ROOTS = (
    ".ci",
    "benchmarks",
    "docs",
    "examples",
    "formcheck",
    "models",
    "packaging",
    "sample_videos",
    "tests",
)
_PARTS = {
    path.name for path in (ROOT, ROOT / "formcheck") for path in path.iterdir() if path.is_dir()
}


def _project_paths() -> set[str]:
    """Return every file of the project, and every folder that holds one, from its root."""
    files = [
        path.relative_to(ROOT)
        for root in _ROOTS
        for path in (ROOT / root).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    folders = {parent for file in files for parent in file.parents}
    return {f"/{path.as_posix()}" for path in files} | {f"/{path.as_posix()}/" for path in folders}


_PATHS = _project_paths()


def _is_there(named: str) -> bool:
    """Whether a file or a folder of the project has a path that ends so."""
    return any(path.endswith((f"/{named}", f"/{named}/")) for path in _PATHS)


def _names_a_path(span: str) -> bool:
    if not _PATH.fullmatch(span) or _MADE.fullmatch(span):
        return False
    first, slash, _ = span.partition("/")
    return span.endswith((*_OWN_KINDS, "/")) or bool(slash and first in _PARTS)


def test_what_counts_as_a_path() -> None:
    assert _names_a_path("video/reader.py")
    assert _names_a_path("reader.py")
    assert _names_a_path("live/screens")
    assert not _names_a_path("report.html")
    assert not _names_a_path("pip install -e .")
    assert _is_there("video/reader.py")
    assert not _is_there("video/readers.py")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    named = {span for span in spans(read(page)) if _names_a_path(span)}
    assert not {span for span in named if not _is_there(span.removeprefix("./"))}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(read(page)):
        address, _, anchor = link.partition("#")
        if address.startswith("https://"):
            continue
        target = (page.parent / address).resolve() if address else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(read(target)), link


def test_every_page_of_docs_is_linked_from_another() -> None:
    linked = {
        (page.parent / link.partition("#")[0]).resolve()
        for page in PAGES
        for link in _LINK.findall(read(page))
    }
    assert not {name_of(page) for page in (ROOT / "docs").glob("*.md") if page not in linked}
