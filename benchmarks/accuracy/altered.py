"""Makes altered copies of labelled clips that show the same: what is said of them must not change.

``python -m benchmarks.accuracy.altered LABELS.json OUT`` writes, for every way of
altering, a folder in OUT with copies of the clips and their labels, to be measured with
``formcheck evaluate OUT/mirrored/labels.json`` and compared by ``--baseline``. Rules that were
tuned while some clips were watched have never seen their mirror images: what changes there
hangs by a thread on the clips themselves, too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import cv2
import numpy as np
import typer

from formcheck.arrays import Pixels
from formcheck.evaluation.labels import read_labels
from formcheck.files import write_text
from formcheck.video.reader import VideoFile
from formcheck.video.writer import H264Writer

#: From a picture to the altered one.
Alter = Callable[[Pixels], Pixels]

_SMALLER = 2 / 3
_ROOM_SHARE = 0.12
_DARKER = 1.6
_OTHER_SIDE = {"left": "right", "right": "left"}


def _mirrored(rgb: Pixels) -> Pixels:
    return rgb[:, ::-1]


def _smaller(rgb: Pixels) -> Pixels:
    height, width = (max(2, round(_SMALLER * side / 2) * 2) for side in rgb.shape[:2])
    return np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _farther(rgb: Pixels) -> Pixels:
    """Return the picture with more room around the person, its own edges drawn outwards."""
    down, across = (round(_ROOM_SHARE * side / 2) * 2 for side in rgb.shape[:2])
    wider = cv2.copyMakeBorder(rgb, down, down, across, across, cv2.BORDER_REPLICATE)
    return np.asarray(wider, np.uint8)


def _darker(rgb: Pixels) -> Pixels:
    return np.asarray(255 * (rgb / 255.0) ** _DARKER, np.uint8)


def _unchanged(rgb: Pixels) -> Pixels:
    return rgb


#: Each with how many frames of how many it keeps.
ALTERATIONS: dict[str, tuple[Alter, int]] = {
    "mirrored": (_mirrored, 1),
    "smaller": (_smaller, 1),
    "farther": (_farther, 1),
    "darker": (_darker, 1),
    "half_the_frames": (_unchanged, 2),
}


def main(
    labels: Annotated[Path, typer.Argument(metavar="LABELS.json")],
    out: Annotated[Path, typer.Argument(metavar="OUT")],
    only: Annotated[list[str] | None, typer.Option(help="One way of altering; may repeat.")] = None,
) -> None:
    """Write altered copies of all clips that a labels file names."""
    content = json.loads(labels.read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = content["clips"] if isinstance(content, dict) else content
    clips = [item.clip_path for item in read_labels(labels)]
    for name in only or ALTERATIONS:
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        altered = []
        for number, (entry, clip) in enumerate(zip(entries, clips, strict=True)):
            copy = folder / f"{number:03}_{clip.stem}.mp4"
            if not copy.exists():
                alter_clip(clip, copy, name)
            altered.append(alter_label(entry, copy.name, name))
        text = json.dumps({"clips": altered}, indent=1) + "\n"
        write_text(folder / "labels.json", text)
        typer.echo(f"{len(altered)} clips: {folder / 'labels.json'}")


def alter_clip(clip: Path, copy: Path, name: str) -> None:
    """Write an altered copy; every picture that is kept has its own time.

    Parameters
    ----------
    clip, copy : Path
    name : str
        One of ``ALTERATIONS``.
    """
    alter, one_of = ALTERATIONS[name]
    with VideoFile(clip) as film:
        pictures = _altered(film, alter, one_of)
        first, time_s = next(pictures)
        height, width = first.shape[:2]
        rate = film.info.frame_count / max(film.info.duration_s, 1.0) / one_of
        with H264Writer(copy, width, height, rate, quick=True) as writer:
            writer.write(first, time_s)
            for picture, later_s in pictures:
                writer.write(picture, later_s)


def _altered(film: VideoFile, alter: Alter, one_of: int) -> Iterator[tuple[Pixels, float]]:
    for frame in film.frames():
        if frame.index % one_of == 0:
            yield np.ascontiguousarray(alter(frame.rgb)), frame.time_s


def alter_label(entry: dict[str, Any], clip_name: str, name: str) -> dict[str, Any]:
    """Return the label of an altered copy: what is left in the clip is right in its mirror image.

    True angles are left out: they belong to frames that may not be there.
    """
    altered = {key: value for key, value in entry.items() if key not in ("angles", "truth")}
    altered["clip"] = clip_name
    if name == "mirrored":
        for key in ("near_side", "head_side"):
            if altered.get(key) in _OTHER_SIDE:
                altered[key] = _OTHER_SIDE[altered[key]]
    return altered


if __name__ == "__main__":
    typer.run(main)
