"""Every text that the program asks for by name stands in its word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import formcheck
from formcheck.words import ENGLISH, Words, read_words

_ROOT = Path(formcheck.__file__).parent
_KEY = r"\(\s*\"([\w.-]+)\"\s*[,)]"
#: A module's own words, and which package they are of.
_OWN = re.compile(r"^(_\w+) = read_words\(\"([\w.]+)\"(?:, ENGLISH)?\)", re.MULTILINE)
#: What results keep in English, and of which package.
_TOLD_BY = re.compile(r"^(_\w+) = partial\(tell, \"([\w.]+)\"\)", re.MULTILINE)
_TOLD = re.compile(r"\btell\(\s*\"([\w.]+)\",\s*\"(\w+)\"")
_METHODS = {"text": "", "lines": "", "count": ".other"}


def _of_modules() -> Iterator[tuple[Path, Words, str]]:
    for file in sorted(_ROOT.rglob("*.py")):
        code = file.read_text(encoding="utf-8")
        for name, package in _OWN.findall(code):
            words = read_words(package, ENGLISH)
            for method, form in _METHODS.items():
                for key in re.findall(rf"\b{name}\.{method}{_KEY}", code):
                    yield file, words, key + form
        told = _TOLD.findall(code)
        for name, package in _TOLD_BY.findall(code):
            told += [(package, key) for key in re.findall(rf"\b{name}{_KEY}", code)]
        yield from ((file, read_words(package, ENGLISH), f"told.{key}") for package, key in told)


def _of_pages() -> Iterator[tuple[Path, Words, str]]:
    words = read_words("formcheck.review.web", ENGLISH)
    web = _ROOT / "review" / "web"
    for file in sorted((web / "templates").glob("*.html")):
        template = file.read_text(encoding="utf-8")
        for call, form in (("say", ""), ("say_lines", ""), ("say_count", ".other")):
            yield from (
                (file, words, key + form) for key in re.findall(rf"\b{call}{_KEY}", template)
            )
    for file in sorted((web / "static").glob("*.js")):
        script = file.read_text(encoding="utf-8")
        if '"./texts.js"' in script:
            keys = re.findall(rf"\b(?:text|words|told){_KEY}", script)
            yield from ((file, words, f"script.{key}") for key in keys)


@pytest.mark.parametrize("asked", [_of_modules, _of_pages])
def test_what_is_asked_for_by_name_is_there(asked: object) -> None:
    assert callable(asked)
    found = list(asked())
    assert len(found) > 100
    missing = [
        (file.relative_to(_ROOT).as_posix(), key)
        for file, words, key in found
        if not words.holds(key)
    ]
    assert missing == []
