"""The texts of all errors that formcheck raises on purpose, gathered from where they are raised.

``python -m tests.words.error_texts`` writes them into the word file; keys that are there stay.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.words.followed import ROOT, Scope, module_of
from tests.words.told_files import known_texts, write_texts

FILE = ROOT / "words" / "errors" / "words.en.toml"
_HEAD = """\
# What is said when something goes wrong, in English, as the code raises it. Gathered by
# "python -m tests.words.error_texts"; a translation is a file beside this one, with the same names
# on the left.
"""
_PLACE = re.compile(r"\{\w+\}")
#: What keeps why a clip or a film was not scored, as an error would say it.
_KEEPING = {"ClipOutcome", "replace", "_note"}


def gather() -> list[str]:
    """Return all texts, each once, places in braces, in the order of the files.

    Of texts that differ in the names of their places alone, the one that is known already stands.
    """
    files = sorted(ROOT.rglob("*.py"))
    said = {_shape(text): text for text in known().values()}
    shapes: dict[str, None] = {}
    for text in (text for file in files for text in _texts_in(file)):
        said.setdefault(_shape(text), text)
        shapes.setdefault(_shape(text))
    return [said[shape] for shape in shapes]


def _shape(text: str) -> str:
    return _PLACE.sub("{}", text)


def known() -> dict[str, str]:
    """Return the texts of the word file by their keys."""
    return known_texts(FILE)


def _texts_in(file: Path) -> Iterator[str]:
    for call, scope in module_of(file).calls:
        said = [*_arguments(call, scope)]
        said += [word.value for word in call.keywords if word.arg in _keywords(call, scope)]
        for argument in said:
            yield from filter(_says_something, scope.texts(argument))


def _arguments(call: ast.Call, scope: Scope) -> list[ast.expr]:
    if _raises(call, scope):
        return call.args[:2]
    return call.args[2:4] if _name(call) == "NotScored" else []


def _keywords(call: ast.Call, scope: Scope) -> tuple[str, ...]:
    if _raises(call, scope):
        return ("message", "hint", "advice")
    return ("message", "sentence", "hint") if _name(call) in _KEEPING else ()


def _says_something(text: str) -> bool:
    """Return whether there are words in a text, or it puts whole sentences behind one another."""
    return bool(re.search("[a-z]{2}", _PLACE.sub("", text))) or _shape(text) == "{}: {}"


def _raises(call: ast.Call, scope: Scope) -> bool:
    """Return whether an error of ours is made, or a reason that one of ours will name."""
    if isinstance(call.func, ast.Call):
        # The same kind of error once more, with other words.
        return _name(call.func) == "type"
    if not isinstance(call.func, ast.Name):
        return False
    name = call.func.id
    if name == "ValueError":
        return scope.validates
    return name.endswith("Error") and not name.startswith("_") and name in scope.module.own


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


if __name__ == "__main__":
    write_texts(FILE, _HEAD, gather())
