"""A bundle to hand on: report, tables, and the clip in a shape that shows no face."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from formcheck.errors import ReviewError
from formcheck.history.corrections.reviewed import Reviewed
from formcheck.history.models import SetRecord
from formcheck.history.set_folder import load_landmarks
from formcheck.judge.result import Result
from formcheck.review.sharing.shared_clip import (
    OnProgress,
    ignore_progress,
    write_face_hidden_clip,
    write_figure_clip,
)
from formcheck.review.sharing.tables import render_set_tables
from formcheck.words import read_words

#: What of the clip goes along; it is always asked, never assumed.
ClipChoice = Literal["none", "figure", "face_hidden"]
_WORDS = read_words("formcheck.review.web")


@dataclass(frozen=True)
class BundleContents:
    """What goes into a bundle.

    Attributes
    ----------
    record, result, reviewed
        The set.
    report : str
        A page that needs nothing beside itself.
    clip : {"none", "figure", "face_hidden"}
    """

    record: SetRecord
    result: Result
    reviewed: Reviewed
    report: str
    clip: ClipChoice


def write_bundle(
    contents: BundleContents, path: Path, on_progress: OnProgress = ignore_progress
) -> None:
    """Write the zip.

    Parameters
    ----------
    contents : BundleContents
    path : Path
    on_progress : callable
        Is told the share of the clip that is done, 0 to 1.

    Raises
    ------
    ReviewError
        The clip or the landmarks that it takes are not there.
    InputError, MachineError, DiskFullError
        The video cannot be made.
    """
    with tempfile.TemporaryDirectory(prefix="formcheck-share-") as folder:
        clip = _make_clip(contents, Path(folder), on_progress)
        with ZipFile(path, "w", ZIP_DEFLATED) as bundle:
            bundle.writestr("report.html", contents.report)
            for name, text in render_set_tables(contents.record.row.id, contents.reviewed).items():
                bundle.writestr(name, text)
            bundle.writestr("about.txt", _about(contents.clip))
            if clip is not None:
                bundle.write(clip, "clip.mp4", ZIP_STORED)


def _about(clip: ClipChoice) -> str:
    lines = (*_WORDS.lines("bundle.about"), _WORDS.text(f"bundle.clip.{clip}"))
    return "".join(f"{line}\n" for line in lines)


def _make_clip(contents: BundleContents, folder: Path, on_progress: OnProgress) -> Path | None:
    if contents.clip == "none":
        return None
    files, result = contents.record.files, contents.result
    if files.landmarks is None:
        raise ReviewError(
            "The landmarks of this set are not stored, so its clip cannot be made shareable.",
            "Share it without the clip, or score the clip again with --patient.",
        )
    landmarks = load_landmarks(files.landmarks)
    segment = result.segment
    span_s = (segment.start_s, segment.end_s) if segment else (0.0, result.clip.duration_s)
    out = folder / "clip.mp4"
    if contents.clip == "figure":
        write_figure_clip(landmarks, result.view.side, span_s, out, on_progress)
        return out
    if files.clip is None or not files.clip.is_file():
        raise ReviewError(
            "The recorded clip of this set is not there any more.",
            "Share it with the drawn figure instead.",
        )
    write_face_hidden_clip(
        files.clip, landmarks, span_s, out, on_progress, reading=result.clip.as_read
    )
    return out
