"""What knows what: packages climb one way, files go round in no circle, exercises have one home."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from formcheck.exercises.registry import BUILT_IN, get_exercise

_ROOT = Path(__file__).parents[1]
_PACKAGE = _ROOT / "formcheck"

#: Lowest first. A package imports from lines above its own, never from its own or one below.
LAYERS = """
errors version arrays bounds
files native toml_text samples own_command
words
video
pose
kinematics
drawing reps
exercises
learn safety
judge settings_file plan
recognition report
results
history evaluation score_options
exchange exports
review
live scoring
batch
notebook
machine worker shortcut
cli
__main__ formcheck
"""

#: The packages that know each of these libraries; to all others it is a detail.
KNOWN_BY = {
    "av": {"video"},
    "cryptography": {"exchange"},
    "dask": {"batch"},
    "dask_jobqueue": {"batch"},
    "distributed": {"batch"},
    "fsspec": {"batch"},
    "matplotlib": {"notebook"},
    "pandas": {"notebook"},
    "pyarrow": {"results"},
    "filelock": {"worker"},
    "cv2": {"drawing", "live", "report", "video"},
    "jinja2": {"report", "review"},
    "mediapipe": {"pose"},
    "pyttsx3": {"live"},
    "rich": {"cli", "evaluation"},
    "scipy": {"evaluation", "exports"},
    "sqlite3": {"history"},
    "starlette": {"review"},
    "tomlkit": {"toml_text"},
    "typer": {"cli"},
    "uvicorn": {"review"},
}


def _module_of(file: Path) -> str:
    parts = file.relative_to(_ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported_by(file: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports, in functions and for types, too."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def _imports() -> dict[str, set[str]]:
    """Return the dotted names that each module imports."""
    return {_module_of(file): set(_imported_by(file)) for file in _PACKAGE.rglob("*.py")}


@cache
def _arrows() -> dict[str, set[str]]:
    """Return the modules of formcheck that each module imports or takes a name from."""
    modules = _imports()
    return {
        module: {
            name if name in modules else name.rpartition(".")[0]
            for name in names
            if name.startswith("formcheck.")
        }
        - {module}
        for module, names in modules.items()
    }


def _package_of(module: str) -> str:
    """Return the part right below formcheck that a module belongs to, or formcheck itself."""
    return module.split(".")[1] if "." in module else module


@cache
def _height() -> dict[str, int]:
    lines = LAYERS.splitlines()
    return {package: height for height, line in enumerate(lines) for package in line.split()}


def test_every_package_has_its_layer() -> None:
    assert set(_height()) == {_package_of(module) for module in _imports()}


def test_no_arrow_leads_back() -> None:
    height = _height()
    back = [
        f"{module} imports {other}"
        for module, others in _arrows().items()
        for other in others
        if _package_of(other) != _package_of(module)
        and height[_package_of(other)] >= height[_package_of(module)]
    ]
    assert not back


def test_no_files_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(_arrows()).prepare()
    except CycleError as error:
        pytest.fail(" is imported by ".join(error.args[1]))


@pytest.mark.parametrize("library", KNOWN_BY)
def test_who_knows_a_library(library: str) -> None:
    found = {
        _package_of(module)
        for module, names in _imports().items()
        if any(name.partition(".")[0] == library for name in names)
    }
    assert found == KNOWN_BY[library]


def _names_of_exercises() -> re.Pattern[str]:
    """Return what finds the name of a built-in exercise or of one of its faults."""
    marks = {
        fault.id.rpartition("-")[0] for name in BUILT_IN for fault in get_exercise(name).faults
    }
    return re.compile(rf"{'|'.join(BUILT_IN)}|\b(?:{'|'.join(sorted(marks))})-[0-9]")


def test_what_the_search_for_names_finds() -> None:
    search = _names_of_exercises().search
    assert all(search(f'"{name}_bad"') for name in BUILT_IN)
    assert all(search(fault.id) for name in BUILT_IN for fault in get_exercise(name).faults)
    assert not search("UTF-8 and ISO-8601")


def test_only_their_folder_names_an_exercise_or_a_fault() -> None:
    names = _names_of_exercises()
    named = [
        f"{file.relative_to(_ROOT)}:{number}: {line.strip()}"
        for kind in ("py", "html", "js", "toml", "css")
        for file in _PACKAGE.rglob(f"*.{kind}")
        if _PACKAGE / "exercises" not in file.parents
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if names.search(line)
    ]
    assert not named
