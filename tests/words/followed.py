"""What an expression of the code may be as text: names and functions are followed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import formcheck

ROOT = Path(formcheck.__file__).parent
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_DEEPEST = 14
#: Methods that give what they are called on, or a part of it.
#: Packages, files, tables and commands: they are called the same in any language.
_NAMES = {"auto", "dask", "distributed", "evidence", "formcheck", "formcheck evaluate", "lite"}
_NAMES |= {"picture", "rules", "settings", "slurm", "total"}
_SAME_TEXTS = ("format_map", "get", "items", "values", "rstrip")


@dataclass(frozen=True)
class Module:
    """A file of the code."""

    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """What it holds."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def functions(self) -> dict[str, _Function]:
        """Its functions and methods by their names."""
        return {node.name: node for node in ast.walk(self.tree) if isinstance(node, _Function)}

    @cached_property
    def imported(self) -> dict[str, tuple[Path, str]]:
        """What it takes from other files of the code: the file, and its name there."""
        return {
            alias.asname or alias.name: (path, alias.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            and (path := _file_of(node.module or "")) is not None
            for alias in node.names
        }

    @cached_property
    def own(self) -> set[str]:
        """Names of the classes that it defines, and what it takes from other files."""
        return {node.name for node in self.tree.body if isinstance(node, ast.ClassDef)} | {
            *self.imported
        }

    @cached_property
    def calls(self) -> list[tuple[ast.Call, Scope]]:
        """Each call in it, with the innermost function that it stands in."""
        return list(_calls(self.tree, Scope(self)))


@dataclass(frozen=True)
class Scope:
    """Where an expression stands."""

    module: Module
    function: _Function | None = None

    @property
    def validates(self) -> bool:
        """Whether this checks a table that a person wrote."""
        called = [node.func for node in self._decorators if isinstance(node, ast.Call)]
        names = [node.id for node in called if isinstance(node, ast.Name)]
        return any(name.endswith("_validator") for name in names)

    @property
    def _decorators(self) -> list[ast.expr]:
        return self.function.decorator_list if self.function else []

    def texts(self, expression: ast.expr, depth: int = 0) -> Iterator[str]:
        """Yield the texts that an expression may be, places in braces.

        Yields
        ------
        str
        """
        if depth > _DEEPEST:
            return
        if isinstance(expression, ast.Constant):
            if isinstance(expression.value, str):
                yield _escaped(expression.value)
        elif isinstance(expression, ast.JoinedStr):
            yield _joined(expression)
            filled_in = (
                part.value for part in expression.values if isinstance(part, ast.FormattedValue)
            )
            for value in filled_in:
                yield from filter(is_prose, self.texts(value, depth + 1))
        elif isinstance(expression, ast.Name):
            yield from self._named(expression.id, depth + 1)
        elif isinstance(expression, ast.Call):
            yield from self._returned(expression, depth + 1)
        else:
            for part in _alternatives(expression):
                yield from self.texts(part, depth)

    def _named(self, name: str, depth: int) -> Iterator[str]:
        given = list(_assigned(self.function, name)) if self.function else []
        if not given and self.function and name in _parameters(self.function):
            for scope, argument in self._given(self.function, name):
                yield from scope.texts(argument, depth)
            return
        if given:
            for value in given:
                yield from self.texts(value, depth)
            return
        outermost = [node for node in self.module.tree.body if _assigns(node)]
        for node in outermost:
            for value in _assigned(node, name):
                yield from Scope(self.module).texts(value, depth)
        if name in self.module.imported:
            path, original = self.module.imported[name]
            yield from Scope(module_of(path))._named(original, depth)

    def _given(self, function: _Function, name: str) -> Iterator[tuple[Scope, ast.expr]]:
        """Yield what a function of this file is called with for a parameter."""
        names = _parameters(function)
        place = names.index(name) - (names[0] in ("self", "cls"))
        own = [(call, scope) for call, scope in self.module.calls if _called(call) == function.name]
        others = [
            (call, scope)
            for call, scope in _calls_of(function.name)
            if scope.module != self.module and function.name in scope.module.imported
        ]
        for call, scope in (*own, *others):
            if place < len(call.args):
                yield scope, call.args[place]
            yield from ((scope, word.value) for word in call.keywords if word.arg == name)

    def _returned(self, call: ast.Call, depth: int) -> Iterator[str]:
        name, module = _called(call), self.module
        if isinstance(call.func, ast.Attribute) and name in _SAME_TEXTS:
            for text in self.texts(call.func.value, depth):
                yield _filled_in_later(text) if name == "format_map" else text
            if name == "get":
                yield from (text for other in call.args[1:] for text in self.texts(other, depth))
            return
        if isinstance(call.func, ast.Name) and name == "next":
            yield from (text for argument in call.args for text in self.texts(argument, depth))
            return
        if isinstance(call.func, ast.Name) and name in module.imported:
            path, name = module.imported[name]
            module = module_of(path)
        function = module.functions.get(name)
        if function is None:
            return
        scope = Scope(module, function)
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                yield from scope.texts(node.value, depth)


def is_prose(text: str) -> bool:
    """Return whether a text holds words of a language, and not only a name, a sign or a number."""
    without = re.sub(r"\{\w+\}", "x", text)
    words = r"[A-Za-z]+ +[a-z]{2,}|^[A-Z][a-z]+\.$|\bx [a-z]{2,}|[a-z] x|^[a-z]{3,}$"
    return text not in _NAMES and bool(re.search(words, without))


@cache
def module_of(path: Path) -> Module:
    """Return a file of the code, read once."""
    return Module(path)


def _file_of(dotted: str) -> Path | None:
    parts = dotted.split(".")
    if parts[0] != ROOT.name:
        return None
    place = ROOT.joinpath(*parts[1:])
    found = (file for file in (place.with_suffix(".py"), place / "__init__.py") if file.exists())
    return next(found, None)


@cache
def _calls_of(name: str) -> list[tuple[ast.Call, Scope]]:
    """Return all calls of a function of this name."""
    calls = (each for path in sorted(ROOT.rglob("*.py")) for each in module_of(path).calls)
    return [(call, scope) for call, scope in calls if _called(call) == name]


def _filled_in_later(text: str) -> str:
    """Return a text that is kept for filling in, as if it were filled in at once."""
    plain = text.replace("{{", "{").replace("}}", "}")
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda place: f"{{{place[1]}}}", plain)


def _calls(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.Call, Scope]]:
    for child in ast.iter_child_nodes(node):
        inner = Scope(scope.module, child) if isinstance(child, _Function) else scope
        if isinstance(child, ast.Call):
            yield child, scope
        yield from _calls(child, inner)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _parameters(function: _Function) -> list[str]:
    return [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]


def _assigns(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign)


def _assigned(place: ast.AST, name: str) -> Iterator[ast.expr]:
    """Yield what is assigned to a name within a piece of the code."""
    for node in ast.walk(place):
        if isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
            targets: list[ast.expr] = [node.target]
        elif isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.For | ast.comprehension):
            targets = [node.target]
        else:
            continue
        value = node.iter if isinstance(node, ast.For | ast.comprehension) else node.value
        for target in targets:
            if value is not None and name in _names(target):
                yield _part_for(target, value, name)


def _names(target: ast.expr) -> list[str]:
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    return [part.id for part in parts if isinstance(part, ast.Name)]


def _part_for(target: ast.expr, value: ast.expr, name: str) -> ast.expr:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return value.elts[_names(target).index(name)]
    return value


def _alternatives(expression: ast.expr) -> list[ast.expr]:
    """Return the expressions of which one is taken."""
    if isinstance(expression, ast.IfExp):
        return [expression.body, expression.orelse]
    if isinstance(expression, ast.Tuple):
        return expression.elts
    if isinstance(expression, ast.Dict):
        return expression.values
    if isinstance(expression, ast.Starred | ast.Subscript):
        return [expression.value]
    return [expression.elt] if isinstance(expression, ast.GeneratorExp) else []


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _joined(text: ast.JoinedStr) -> str:
    names: list[str] = []
    return "".join(_piece(part, names) for part in text.values)


def _piece(part: ast.expr, names: list[str]) -> str:
    if isinstance(part, ast.Constant):
        return _escaped(str(part.value))
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
