"""Texts are found where an error takes them from: names, functions, tables and sentences within."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.words.followed import Module, Scope

_CODE = """
_HINT = "Check it."
_PLAIN = {"missing": "it is missing", "short": "it needs {least:g} more"}


def _example():
    return f"Write {_HINT}"


def _refuse(why):
    raise UsageError("No.", why)


def check(name, near):
    hint = f"Did you mean {near[0]}?" if near else "There is none."
    say(hint)
    say(_HINT)
    say(_example())
    say(_PLAIN[name].format_map({}))
    say(next((plain for start, plain in _PLAIN.items() if start == name), name))
    say(f"Set {name!r} cannot be: {_PLAIN.get(name)}.")
    _refuse("Do it again.")
    say('Write {"a": 1}.')
    say(f"Write {{{name}}}.")
"""


@pytest.fixture
def module(tmp_path: Path) -> Module:
    (tmp_path / "code.py").write_text(_CODE)
    return Module(tmp_path / "code.py")


def _said(module: Module) -> list[list[str]]:
    found = []
    for call, scope in module.calls:
        if isinstance(call.func, ast.Name) and call.func.id == "say":
            found.append(list(scope.texts(call.args[0])))
    return found


def test_names_functions_and_tables_are_followed(module: Module) -> None:
    assert _said(module) == [
        ["Did you mean {value}?", "There is none."],
        ["Check it."],
        ["Write {hint}", "Check it."],
        ["it is missing", "it needs {least} more"],
        ["it is missing", "it needs {{least:g}} more"],
        [
            "Set {name} cannot be: {value}.",
            "it is missing",
            "it needs {{least:g}} more",
        ],
        ['Write {{"a": 1}}.'],
        ["Write {{{name}}}."],
    ]


def test_what_a_function_is_called_with_is_followed(module: Module) -> None:
    refused = Scope(module, module.functions["_refuse"])
    assert "Do it again." in [
        text
        for call, scope in module.calls
        if scope == refused
        for argument in call.args
        for text in scope.texts(argument)
    ]
