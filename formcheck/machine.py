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
from formcheck.words.errors import retell_error, retell_told
from formcheck.words.machine import WORDS

_PACKAGES = ("mediapipe", "opencv-python", "av", "numpy")
#: Packages that load libraries of the system, by module.
_NATIVE = ("cv2", "av", "mediapipe")
_CAMERAS = Path("/dev")

State = Literal["good", "lacking", "optional"]


@dataclass(frozen=True)
class Finding:
    """What was found of one part.

    Attributes
    ----------
    key : str
        Which part, the same in any language.
    part : str
        Its plain name, as it is called in the language in force.
    state : {"good", "lacking", "optional"}
        ``lacking``: no clip can be scored without it. ``optional``: it is
        absent, and only something else needs it.
    said : str
        What was found.
    remedy : str
        What to do about it; empty if nothing.
    """

    key: str
    part: str
    state: State
    said: str
    remedy: str = ""


def examine_machine() -> list[Finding]:
    """Look at everything; no part that is absent keeps the others from being looked at."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return [
        _found("program", "good", f"{__version__}, Python {platform.python_version()}"),
        _found("system", "good", system),
        *(_examine_package(name) for name in _PACKAGES),
        *(_examine_native(module) for module in _NATIVE),
        _guarded("model", _examine_model),
        _guarded("encoder", _examine_encoder),
        _guarded("cache", _examine_cache),
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


def _found(key: str, state: State, said: str, remedy: str = "") -> Finding:
    return Finding(key, WORDS.text(f"part.{key}"), state, said, remedy)


def _guarded(key: str, examine: Callable[[], Finding]) -> Finding:
    try:
        with naming_missing_library("formcheck"):
            return examine()
    except FormcheckError as error:
        return _found(key, "lacking", *retell_error(error))
    except (ImportError, OSError) as error:
        return _found(key, "lacking", str(error), WORDS.text("install_again"))


def _examine_package(name: str) -> Finding:
    try:
        return Finding(name, name, "good", version(name))
    except PackageNotFoundError:
        remedy = WORDS.text("package.remedy", name=name)
        return Finding(name, name, "lacking", WORDS.text("package.absent"), remedy)


def _examine_native(module: str) -> Finding:
    def examine() -> Finding:
        import_module(module)
        return _found(module, "good", WORDS.text("libraries.complete"))

    return _guarded(module, examine)


def _examine_model() -> Finding:
    from formcheck.pose.bundle import find_bundle

    bundle = find_bundle()
    if bundle is None:
        return _found("model", "lacking", WORDS.text("model.absent"), WORDS.text("model.remedy"))
    return _found("model", "good", f"{bundle.variant}, {bundle.path}")


def _examine_encoder() -> Finding:
    from formcheck.video.writer import find_h264_encoder

    encoder = find_h264_encoder()
    if encoder is None:
        absent, remedy = WORDS.text("encoder.absent"), WORDS.text("encoder.remedy")
        return _found("encoder", "optional", absent, remedy)
    return _found("encoder", "good", encoder)


def _examine_cache() -> Finding:
    from formcheck.pose.storage import CACHE_VARIABLE, landmarks_folder

    folder = landmarks_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return _found("cache", "good", str(folder))
    except OSError:
        said = WORDS.text("cache.not_writable", folder=folder)
        remedy = WORDS.text("cache.remedy", variable=CACHE_VARIABLE)
        return _found("cache", "optional", said, remedy)


def _examine_screen() -> Finding:
    try:
        check_display()
    except MachineError as error:
        said, hint = retell_error(error)
        return _found("screen", "optional", said, WORDS.text("screen.remedy", hint=hint))
    return _found("screen", "good", WORDS.text("screen.good"))


def _examine_camera() -> Finding:
    if not sys.platform.startswith("linux"):
        return _found("camera", "good", WORDS.text("camera.not_looked"))
    from formcheck.video.sources.listing import list_cameras

    cameras = list_cameras(_CAMERAS)
    if not cameras:
        absent, remedy = WORDS.text("camera.absent"), WORDS.text("camera.remedy")
        return _found("camera", "optional", absent, remedy)
    listed = ", ".join(f"{camera.index} ({camera.name or camera.path})" for camera in cameras)
    if not any(camera.readable for camera in cameras):
        said = WORDS.text("camera.not_allowed", cameras=listed)
        return _found("camera", "optional", said, WORDS.text("camera.not_allowed_remedy"))
    return _found("camera", "good", WORDS.text("camera.good", cameras=listed))


def _examine_voice() -> Finding:
    from formcheck.live.speaker import ProcessSpeaker
    from formcheck.live.voice import DEFAULT_RATE, TonePlayer

    with closing(ProcessSpeaker(DEFAULT_RATE, current_language())) as speaker:
        if speaker.is_there():
            return _found("voice", "good", WORDS.text("voice.good"))
        lack = "foreign" if speaker.is_foreign else "absent"
    instead = "with_tones" if TonePlayer().available else "and_silent"
    remedy = "remedy" if sys.platform in ("win32", "darwin") else "remedy_linux"
    said = WORDS.text(f"voice.{lack}_{instead}")
    return _found("voice", "optional", said, WORDS.text(f"voice.{remedy}"))


def _examine_exercises() -> list[Finding]:
    """Return a finding for each exercise of another package that cannot be offered."""
    from formcheck.exercises.registry import plug_ins

    return [
        Finding(
            f"exercise {name}",
            WORDS.text("part.exercise", name=name),
            "optional",
            WORDS.text("exercise.broken", why=retell_told(why)),
            retell_told(plug_ins().remedy(name)),
        )
        for name, why in plug_ins().broken.items()
    ]
