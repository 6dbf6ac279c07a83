"""English that stands in Python where people would read it, in whatever language they speak."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import formcheck

ROOT = Path(formcheck.__file__).parent

#: What prints, asks or makes a part of a table, a line or a bar in the terminal.
_PRINTING = {"print", "echo", "secho", "confirm", "prompt", "input", "Text", "assemble"}
_PRINTING |= {"Table", "add_column", "add_row", "TextColumn", "track", "add_task", "Finding"}
_PRINTING |= {"warning", "Panel", "Padding", "Rule", "rule", "write_line", "status"}
#: How it is printed.
_HOW = {"style", "box", "justify", "overflow", "end", "sep", "file", "console", "markup"}
_STYLES = {"%s", "bold", "cyan", "green", "yellow", "red", "bold red"}
#: Gathered and held by tests of their own: errors, meanings of settings.
_HELD_ELSEWHERE = re.compile(r"(Error|Warning)$|^Field$")
#: Read by programmers or by machines only.
_NOT_SHOWN = {"debug", "info", "exception", "compile", "execute", "executescript"}
_NOT_SHOWN |= {"rows", "loading", "naming_missing_library"}
#: Statements of SQL, markup and code.
_MACHINE = re.compile(
    r"^\W*(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA|WITH|FROM|WHERE|AND|ORDER BY|\w+ = "
    r"|from \w+)\b|^\s*<"
)
_PROSE = re.compile(r"[A-Za-z]{2,}[,:]? (\{\} )?[a-z]{2,}")
_WORD = re.compile(r"[a-z]{2,}")
#: Which fault a setting belongs to.
_FAULT = re.compile(r"^[A-Z]{2,4}-\d+: ")
_PLACE = re.compile(r"\{[a-z_]\w*(:[^{}]*)?\}")


@dataclass(frozen=True)
class Found:
    """English in a line of a file."""

    file: str
    line: int
    text: str


def find_english(source: str, file: str = "") -> Iterator[Found]:
    """Yield what in some code reads like a sentence or is printed, and stands in no word file.

    Parameters
    ----------
    source : str
        Text of a module.
    file : str
        Its place in the program.
    """
    yield from _find(ast.parse(source), file, printing=False)


def _find(node: ast.AST, file: str, *, printing: bool) -> Iterator[Found]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # A docstring.
        if isinstance(child, ast.keyword) and child.arg in _HOW:
            continue
        if isinstance(child, ast.Compare | ast.Subscript):
            continue  # Compared with, or looked up by.
        if isinstance(child, ast.Call):
            name = _called(child)
            if not _HELD_ELSEWHERE.search(name) and name not in _NOT_SHOWN:
                yield from _find(child, file, printing=name in _PRINTING)
        elif isinstance(child, ast.Constant | ast.JoinedStr):
            text = _shape(child)
            if _is_english(text, printing=printing):
                yield Found(file, child.lineno, text)
            yield from _find_filled_in(child, file, printing=printing)
        else:
            yield from _find(child, file, printing=printing)


def _find_filled_in(text: ast.expr, file: str, *, printing: bool) -> Iterator[Found]:
    for part in ast.walk(text):
        if isinstance(part, ast.FormattedValue):
            yield from _find(part, file, printing=printing)


def _is_english(text: str, *, printing: bool) -> bool:
    if text in _STYLES:
        return False
    if printing:
        return bool(_WORD.search(text))
    return bool(_PROSE.search(text)) and not (_MACHINE.search(text) or text in _known_shapes())


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _shape(node: ast.expr) -> str:
    """Return a literal text with ``{}`` for what is filled in; empty for other constants."""
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _PLACE.sub("{}", _FAULT.sub("", node.value))
    return ""


@cache
def _known_shapes() -> frozenset[str]:
    """Return what is kept in English and told by its text: every table ``told``."""
    tables = (
        tomllib.loads(file.read_text(encoding="utf-8")).get("told", {})
        for file in ROOT.rglob("words.en.toml")
    )
    texts = (_FAULT.sub("", text) for table in tables for text in table.values())
    plain = (text.replace("{{", "{").replace("}}", "}") for text in texts)
    return frozenset(_PLACE.sub("{}", text) for text in plain)
