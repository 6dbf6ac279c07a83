"""What this computer has of the things formcheck needs, and what to do about each lack."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from formcheck.errors import FormcheckError, MachineError
from formcheck.live.display import check_display
from formcheck.native import naming_missing_library
from formcheck.version import __version__
from formcheck.words import current_language

_PACKAGES = ("mediapipe", "opencv-python", "av", "numpy")
#: Packages that load libraries of the system, by module, and what each is for.
_NATIVE = {
    "cv2": "drawing (OpenCV)",
    "av": "reading video (FFmpeg)",
    "mediapipe": "finding the body (MediaPipe)",
}
_CAMERAS = Path("/dev")


@dataclass(frozen=True)
class Finding:
    """What was found of one part.

    Attributes
    ----------
    part : str
        Its plain name.
    state : {"good", "lacking", "optional"}
        ``lacking``: no clip can be scored without it. ``optional``: it is
        absent, and only something else needs it.
    said : str
        What was found.
    remedy : str
        What to do about it; empty if nothing.
    """

    part: str
    state: Literal["good", "lacking", "optional"]
    said: str
    remedy: str = ""


def examine_machine() -> list[Finding]:
    """Look at everything; no part that is absent keeps the others from being looked at."""
    return [
        Finding("formcheck", "good", f"{__version__}, Python {platform.python_version()}"),
        Finding("System", "good", f"{platform.system()} {platform.release()} {platform.machine()}"),
        *(_examine_package(name) for name in _PACKAGES),
        *(_examine_native(module, use) for module, use in _NATIVE.items()),
        _guarded("Pose model", _examine_model),
        _guarded("Video encoder", _examine_encoder),
        _guarded("Cache folder", _examine_cache),
        _examine_screen(),
        _examine_camera(),
        _examine_voice(),
        *_examine_exercises(),
    ]


def has_display() -> bool:
    """Whether a browser can show a window here; one without would take the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _guarded(part: str, examine: Callable[[], Finding]) -> Finding:
    try:
        with naming_missing_library("formcheck"):
            return examine()
    except FormcheckError as error:
        return Finding(part, "lacking", error.message, error.hint)
    except (ImportError, OSError) as error:
        return Finding(part, "lacking", str(error), "Install formcheck again.")


def _examine_package(name: str) -> Finding:
    try:
        return Finding(name, "good", version(name))
    except PackageNotFoundError:
        return Finding(name, "lacking", "not installed", f"Install it: pip install {name}")


def _examine_native(module: str, use: str) -> Finding:
    def examine() -> Finding:
        import_module(module)
        return Finding(f"Libraries for {use}", "good", "complete")

    return _guarded(f"Libraries for {use}", examine)


def _examine_model() -> Finding:
    from formcheck.pose.bundle import find_bundle

    bundle = find_bundle()
    if bundle is None:
        return Finding(
            "Pose model",
            "lacking",
            "not on this computer yet",
            "Fetch it once, with internet: formcheck models fetch",
        )
    return Finding("Pose model", "good", f"{bundle.variant}, {bundle.path}")


def _examine_encoder() -> Finding:
    from formcheck.video.writer import find_h264_encoder

    encoder = find_h264_encoder()
    if encoder is None:
        return Finding(
            "Video encoder",
            "optional",
            "no H.264 encoder works here",
            "Score with --no-video, or: pip install --force-reinstall --only-binary=:all: av",
        )
    return Finding("Video encoder", "good", encoder)


def _examine_cache() -> Finding:
    from formcheck.pose.storage import CACHE_VARIABLE, landmarks_folder

    folder = landmarks_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Finding("Cache folder", "good", str(folder))
    except OSError:
        return Finding(
            "Cache folder",
            "optional",
            f"{folder} cannot be written, so scoring a clip again takes as long as the first time",
            f"Name another folder in the environment variable {CACHE_VARIABLE}.",
        )


def _examine_screen() -> Finding:
    try:
        check_display()
    except MachineError as error:
        remedy = f"{error.hint} Clips are scored without a screen."
        return Finding("Screen", "optional", error.message, remedy)
    return Finding("Screen", "good", "windows can be opened")


def _examine_camera() -> Finding:
    if not sys.platform.startswith("linux"):
        return Finding("Camera", "good", "not looked for here; the first one is --camera 0")
    from formcheck.video.sources.listing import list_cameras

    cameras = list_cameras(_CAMERAS)
    if not cameras:
        return Finding(
            "Camera",
            "optional",
            "none",
            "Connect one for formcheck live, or give it the address of a camera in your network. "
            "Clips are scored without one.",
        )
    said = ", ".join(f"{camera.index} ({camera.name or camera.path})" for camera in cameras)
    if not any(camera.readable for camera in cameras):
        return Finding(
            "Camera",
            "optional",
            f"{said}, but you have no permission to use it",
            "Allow it with: sudo usermod -aG video $USER (then log out and in again).",
        )
    return Finding("Camera", "good", f"{said}; choose with --camera")


def _examine_voice() -> Finding:
    from formcheck.live.speaker import ProcessSpeaker
    from formcheck.live.voice import DEFAULT_RATE, TonePlayer

    with closing(ProcessSpeaker(DEFAULT_RATE, current_language())) as speaker:
        if speaker.is_there():
            return Finding("Voice", "good", "installed")
        found = "none of this language" if speaker.is_foreign else "none"
    instead = "sounds tones instead" if TonePlayer().available else "is silent"
    remedy = "On Debian or Ubuntu: sudo apt install espeak-ng alsa-utils"
    if sys.platform in ("win32", "darwin"):
        remedy = "Install one in the settings of the system, under speech."
    return Finding("Voice", "optional", f"{found}; formcheck live {instead}", remedy)


def _examine_exercises() -> list[Finding]:
    """Return a finding for each exercise of another package that cannot be offered."""
    from formcheck.exercises.registry import plug_ins

    return [
        Finding(
            f"Exercise {name}",
            "optional",
            f"installed, but cannot be offered: {why}",
            plug_ins().remedy(name),
        )
        for name, why in plug_ins().broken.items()
    ]
