"""What is installed beside formcheck: bounded for people, fixed for the checks."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

_ROOT = Path(__file__).parents[1]
_PINNED = re.compile(r"([a-z0-9.-]+)==([0-9][a-z0-9.+]*)")


def _project() -> dict[str, list[Requirement]]:
    """Return the requirements by group; those of the program itself under ``""``."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text())["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {name: [Requirement(line) for line in lines] for name, lines in groups.items()}


def _pinned() -> dict[str, Version]:
    """Return the versions that the checks use."""
    lines = (_ROOT / ".ci" / "constraints.txt").read_text().splitlines()
    found = [_PINNED.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(found), "name==version and nothing else: no address, no file"
    return {pin[1]: Version(pin[2]) for pin in found if pin}


@pytest.mark.parametrize("requirement", _project()[""], ids=lambda requirement: requirement.name)
def test_what_the_program_needs_is_bounded_above(requirement: Requirement) -> None:
    assert any(clause.operator in ("<", "<=", "==", "~=") for clause in requirement.specifier)


@pytest.mark.parametrize("group", ["", "research", "dev", "samples"])
def test_the_checks_use_fixed_versions_within_the_bounds(group: str) -> None:
    pinned = _pinned()
    for requirement in _project()[group]:
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} has no line in .ci/constraints.txt"
        assert requirement.specifier.contains(version), requirement


def test_the_checks_are_told_of_the_fixed_versions() -> None:
    assert "PIP_CONSTRAINT=.ci/constraints.txt" in (_ROOT / ".ci" / "run").read_text()


@pytest.mark.parametrize(
    "module",
    ["formcheck.scoring", "formcheck.live.run", "formcheck.review.web.server"],
)
def test_scipy_is_loaded_for_measuring_alone(module: str) -> None:
    code = f"import sys, {module}; print('scipy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_ROOT
    )
    assert done.stdout.strip() == "False"


def test_nothing_that_traces_requests_comes_along() -> None:
    names = {requirement.name for requirement in _project()[""]}
    assert not {name for name in names if name.startswith(("fastapi", "opentelemetry"))}
    assert "fastapi" not in _pinned()
