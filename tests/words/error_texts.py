"""The texts of errors that people at home may read, gathered from where they are raised.

``python -m tests.words.error_texts`` writes them into the word file; keys that are there stay.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import tomlkit

import formcheck
from formcheck import errors

_ROOT = Path(formcheck.__file__).parent
FILE = _ROOT / "words" / "errors" / "words.en.toml"
#: What runs where people exercise, film and look at how they do; not what only others start.
PLACES = (
    "files.py",
    "native.py",
    "scoring.py",
    "settings_file.py",
    "words",
    "video",
    "pose",
    "recognition",
    "judge",
    "results",
    "history",
    "live",
    "worker",
    "review",
    "plan",
    "exchange",
)
_HEAD = """\
# What is said when something goes wrong, in English, as the code raises it. Gathered by
# "python -m tests.words.error_texts"; a translation is a file beside this one, with the same names
# on the left.
"""
_LONGEST_KEY = 7
_ERRORS = {name for name in vars(errors) if name.endswith("Error")}


def gather() -> list[str]:
    """Return all texts, each once, places in braces, in the order of the files."""
    files = [
        file
        for place in PLACES
        for file in (
            [_ROOT / place] if place.endswith(".py") else sorted((_ROOT / place).rglob("*.py"))
        )
        if file.exists()
    ]
    found = (text for file in files for text in _texts_in(file))
    return list(dict.fromkeys(found))


def _files_of(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def known() -> dict[str, str]:
    """Return the texts of the word file by their keys."""
    if not FILE.exists():
        return {}
    table: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))["told"]
    return table


def _texts_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not _raises(node.func):
            continue
        said = [
            *node.args[:2],
            *(word.value for word in node.keywords if word.arg in ("message", "hint", "advice")),
        ]
        for argument in said:
            for text in _texts_of(argument):
                if re.search(r"[a-z]{2}", re.sub(r"\{\w+\}", "", text)):
                    yield text


def _raises(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Name) and called.id.endswith("Error") and called.id != "ValueError"
    )


def _texts_of(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value.replace("{", "{{").replace("}", "}}")
    elif isinstance(argument, ast.JoinedStr):
        names: list[str] = []
        parts = (_part(part, names) for part in argument.values)
        yield "".join(parts)
    elif isinstance(argument, ast.IfExp):
        yield from _texts_of(argument.body)
        yield from _texts_of(argument.orelse)


def _part(part: ast.expr, names: list[str]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    value = part.value
    name = (
        value.id
        if isinstance(value, ast.Name)
        else value.attr
        if isinstance(value, ast.Attribute)
        else "value"
    )
    name = name.strip("_").lower()
    while name in names:
        name += "_2"
    names.append(name)
    return f"{{{name}}}"


def _key(text: str, taken: set[str]) -> str:
    words = re.findall(r"[a-z0-9]+", re.sub(r"\{\w+\}|’|'", "", text).lower())
    key = "_".join(words[:_LONGEST_KEY])
    while key in taken:
        key += "_2"
    return key


def main() -> None:
    """Write the word file anew."""
    keys = {text: key for key, text in known().items()}
    taken = set(keys.values())
    document = tomlkit.parse(_HEAD)
    table = tomlkit.table()
    for text in gather():
        key = keys.get(text) or _key(text, taken)
        taken.add(key)
        table[key] = text
    document["told"] = table
    FILE.write_text(tomlkit.dumps(document), encoding="utf-8")


if __name__ == "__main__":
    main()
