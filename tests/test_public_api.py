"""The public Python interface: complete, documented, and costing nothing until it is used."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib.metadata import version

import pytest

import formcheck
from formcheck import errors


@pytest.mark.parametrize("name", formcheck.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(formcheck, name) is not None


def test_all_is_sorted_and_complete() -> None:
    assert formcheck.__all__ == sorted(formcheck.__all__)
    assert dir(formcheck) == formcheck.__all__
    public_errors = {name for name, value in vars(errors).items() if inspect.isclass(value)}
    assert public_errors <= set(formcheck.__all__)


@pytest.mark.parametrize("name", [name for name in formcheck.__all__ if name != "__version__"])
def test_every_public_name_is_explained(name: str) -> None:
    assert inspect.getdoc(getattr(formcheck, name))


def test_a_name_that_does_not_exist() -> None:
    with pytest.raises(AttributeError, match="measure_everything"):
        _ = formcheck.measure_everything


def test_the_version_is_that_of_the_package() -> None:
    assert formcheck.__version__ == version("formcheck")


def test_importing_it_loads_nothing_heavy() -> None:
    heavy = ("numpy", "scipy", "cv2", "av", "mediapipe", "pydantic", "rich", "jinja2")
    code = f"import sys, formcheck; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
