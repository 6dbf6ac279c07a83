"""Naming the fix when a library is absent: of the operating system, or SciPy."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from formcheck.errors import MissingLibraryError

#: Debian and Ubuntu packages that hold the libraries OpenCV, MediaPipe and PyAV link to.
DEBIAN_PACKAGES = {
    "libGL.so": "libgl1",
    "libEGL.so": "libegl1",
    "libGLESv2.so": "libgles2",
    "libglib-2.0.so": "libglib2.0-0",
    "libgthread-2.0.so": "libglib2.0-0",
    "libxcb.so": "libxcb1",
    "libX11.so": "libx11-6",
    "libXext.so": "libxext6",
    "libSM.so": "libsm6",
    "libICE.so": "libice6",
    "libz.so": "zlib1g",
    "libstdc++.so": "libstdc++6",
    "libgcc_s.so": "libgcc-s1",
    "libgomp.so": "libgomp1",
    "libasound.so": "libasound2",
    "libportaudio.so": "libportaudio2",
}

_ABSENT = re.compile(r"(?P<library>lib[\w.+-]*?\.so)[\w.]*: cannot open shared object file")


@contextmanager
def naming_missing_library(part: str) -> Iterator[None]:
    """Turn the failed import of a compiled package into a message that names the fix.

    Put around the import of a package that links to libraries of the system.

    Parameters
    ----------
    part : str
        What cannot run without it, for the message: ``"reading the pose"``.

    Raises
    ------
    MissingLibraryError
        If a shared library cannot be loaded. A Python package that is absent
        (`ModuleNotFoundError`) passes through.
    """
    try:
        yield
    except ModuleNotFoundError:
        raise
    except (ImportError, OSError) as error:
        found = _ABSENT.search(str(error))
        if found is not None:
            raise _absent_library(found["library"], part) from error
        if sys.platform == "win32" and "DLL load failed" in str(error):
            raise MissingLibraryError(
                f"Windows lacks a library that {part} needs.",
                "Install the “Microsoft Visual C++ Redistributable” and start again.",
            ) from error
        raise


@contextmanager
def naming_absent_scipy(part: str) -> Iterator[None]:
    """Turn a failed import of SciPy into a message that names the fix.

    SciPy is large and no part of formcheck needs it but a few for research, so it is
    not installed with formcheck.

    Parameters
    ----------
    part : str
        What cannot run without it, for the message: ``"formcheck evaluate"``.

    Raises
    ------
    MissingLibraryError
        If it is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "scipy":
            raise
        raise MissingLibraryError(
            f"{part} needs SciPy, which is not installed.",
            "Install it where formcheck is: pip install 'scipy>=1.12,<2'",
        ) from error


def _absent_library(library: str, part: str) -> MissingLibraryError:
    package = DEBIAN_PACKAGES.get(library)
    hint = (
        f"On Debian or Ubuntu: sudo apt install {package}"
        if package
        else f"Install the system package that holds {library} and start again."
    )
    return MissingLibraryError(f"The system library {library} is missing; {part} needs it.", hint)
