"""The sample clips that come with formcheck."""

from __future__ import annotations

from pathlib import Path

from formcheck.errors import MachineError

#: Exercise of each sample, by the clip's stem.
SAMPLES = {
    "prone_press_up_good": "prone_press_up",
    "prone_press_up_bad": "prone_press_up",
    "standing_back_extension_good": "standing_back_extension",
    "standing_back_extension_bad": "standing_back_extension",
    "pelvic_tilt_good": "pelvic_tilt",
    "pelvic_tilt_bad": "pelvic_tilt",
    "seal_stretch_good": "seal_stretch",
    "seal_stretch_bad": "seal_stretch",
    "knee_hug_good": "knee_hug",
    "knee_hug_bad": "knee_hug",
}

_PACKAGE = Path(__file__).parent


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
