"""The sample clips that come with formcheck: a good and a bad one of each built-in exercise."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import MachineError

_PACKAGE = Path(__file__).parent
#: An installed package carries them; in a checkout they lie beside it.
_FOLDERS = (_PACKAGE / "sample_videos", _PACKAGE.parent / "sample_videos")
_HINT = "Install formcheck again: pip install --force-reinstall ."


def sample_names() -> tuple[str, ...]:
    """Return the names of the sample clips: an exercise, and ``good`` or ``bad``.

    Raises
    ------
    MachineError
        There are none: the installation is incomplete.
    """
    names = sorted({clip.stem for folder in _FOLDERS for clip in folder.glob("*.mp4")})
    if not names:
        raise MachineError("The sample clips are missing from this installation.", _HINT)
    return tuple(names)


def sample_clip(name: str) -> Path:
    """Return the path of a sample clip.

    Parameters
    ----------
    name : str
        One of `sample_names`.

    Raises
    ------
    MachineError
        The clip is not there: the installation is incomplete.
    """
    for folder in _FOLDERS:
        clip = folder / f"{name}.mp4"
        if clip.is_file():
            return clip
    raise MachineError(f"The sample clip “{name}” is missing from this installation.", _HINT)
