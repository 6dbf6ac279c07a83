"""A program that runs the pages on a disk without room; started by a test, prints what they say.

``python -m tests.review.web.full_disk FOLDER``, where FOLDER is a small file system of its own.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from pathlib import Path

from tests.support.review_site import Answer, ReviewSite, running_site

_BLOCK = bytes(4096)


def main(folder: Path) -> None:
    """Ask for everything that makes the pages write, without room and with it."""
    scratch = folder / "tmp"
    scratch.mkdir()
    tempfile.tempdir = str(scratch)
    with running_site(folder / "store") as site:
        site.therapist.post_json(f"/sets/{site.set_id}/changes", {"do": "finish"})
        _fill(folder / "filler")
        said = {"full": _ask(site)}
        left = [path.name for path in scratch.iterdir()]
        (folder / "filler").unlink()
        said["again"] = _ask(site)
    print(json.dumps({**said, "left": left}))


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(_BLOCK)


def _ask(site: ReviewSite) -> dict[str, list[object]]:
    therapist, path = site.therapist, f"/sets/{site.set_id}"
    # Larger than what is left of the last page of the database.
    text = "x" * 9_000
    form = {"clip": "figure", "job": ""}
    answers = {
        "look": therapist.get(path),
        "progress": therapist.get(f"/patients/{site.patient_id}/progress"),
        "tables": therapist.get("/exports/tables.zip"),
        "tables of a patient": therapist.get(f"/patients/{site.patient_id}/export.zip"),
        "share": therapist.post_form(f"{path}/share", form),
        "labels": therapist.post_form("/exports/labels", {}),
        "note": therapist.post_json(f"{path}/notes", {"text": text, "time_s": 1.0}),
        "correction": therapist.post_json(f"{path}/changes", {"do": "reject", "key": "rep-1"}),
        "day": therapist.post_form(f"{path}/day", {"day": "2025-02-03"}),
        "patient": therapist.post_form("/patients", {"label": f"B{text[:60]}"}),
    }
    return {name: [answer.status, _words(answer)] for name, answer in answers.items()}


def _words(answer: Answer) -> str:
    return answer.text if answer.status >= 400 else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
