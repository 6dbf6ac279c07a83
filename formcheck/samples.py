"""The sample clips that come with formcheck: a good and a bad one of each built-in exercise."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import MachineError
from formcheck.exercises.registry import BUILT_IN

_PACKAGE = Path(__file__).parent

#: Exercise of each sample, by the clip's stem.
SAMPLES = {f"{name}_{how}": name for name in BUILT_IN for how in ("good", "bad")}


def sample_clip(name: str) -> Path:
    """Return the path of a sample clip.

    Parameters
    ----------
    name : str
        One of `SAMPLES`.

    Raises
    ------
    MachineError
        The clip is not there: the installation is incomplete.
    """
    # An installed package carries them; in a checkout they lie beside it.
    for folder in (_PACKAGE / "sample_videos", _PACKAGE.parent / "sample_videos"):
        clip = folder / f"{name}.mp4"
        if clip.is_file():
            return clip
    raise MachineError(
        f"The sample clip “{name}” is missing from this installation.",
        "Install formcheck again: pip install --force-reinstall .",
    )
