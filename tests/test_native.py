from __future__ import annotations

import pytest

from formcheck.errors import MissingLibraryError
from formcheck.native import naming_missing_library


@pytest.mark.parametrize(
    ("said", "package"),
    [
        ("libGL.so.1: cannot open shared object file: No such file or directory", "libgl1"),
        ("libgthread-2.0.so.0: cannot open shared object file: No such file", "libglib2.0-0"),
        ("libGLESv2.so.2: cannot open shared object file: No such file", "libgles2"),
        ("libstdc++.so.6: cannot open shared object file: No such file", "libstdc++6"),
    ],
)
@pytest.mark.parametrize("kind", [ImportError, OSError])
def test_debian_package_is_named(said: str, package: str, kind: type[Exception]) -> None:
    with pytest.raises(MissingLibraryError) as raised, naming_missing_library("drawing"):
        raise kind(said)
    assert raised.value.hint.endswith(f"apt install {package}")
    assert "drawing" in raised.value.message


def test_library_of_no_known_package_is_named_itself() -> None:
    with pytest.raises(MissingLibraryError, match=r"libodd\.so"), naming_missing_library("x"):
        raise ImportError("libodd.so.3: cannot open shared object file: No such file or directory")


@pytest.mark.parametrize(
    "error", [ModuleNotFoundError("No module named 'cv2'"), ImportError("cannot import name 'a'")]
)
def test_other_failures_pass_through(error: ImportError) -> None:
    with pytest.raises(type(error)) as raised, naming_missing_library("drawing"):
        raise error
    assert raised.value is error
