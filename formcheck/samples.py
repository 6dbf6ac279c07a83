"""The sample clips that come with formcheck: a good and a bad one of each built-in exercise."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import MachineError

_PACKAGE = Path(__file__).parent
# An installed package carries them; in a checkout they lie beside it.
_FOLDERS = (_PACKAGE / "sample_videos", _PACKAGE.parent / "sample_videos")


def sample_clip(name: str) -> Path:
    """Return the path of a sample clip.

    Parameters
    ----------
    name : str
        The exercise, and ``_good`` or ``_bad``.

    Raises
    ------
    MachineError
        The clip is not there: the installation is incomplete.
    """
    for folder in _FOLDERS:
        clip = folder / f"{name}.mp4"
        if clip.is_file():
            return clip
    raise _incomplete(f"The sample clip “{name}” is missing")


def any_sample_clip() -> Path:
    """Return the path of the sample clip whose name comes first; errors as `sample_clip`."""
    for folder in _FOLDERS:
        clips = sorted(folder.glob("*.mp4"))
        if clips:
            return clips[0]
    raise _incomplete("The sample clips are missing")


def _incomplete(what: str) -> MachineError:
    return MachineError(
        f"{what} from this installation.",
        "Install formcheck again: pip install --force-reinstall .",
    )
