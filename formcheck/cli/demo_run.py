"""Scoring the sample clip and opening its report."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from pathlib import Path

from formcheck.cli.score_run import Options, score_all
from formcheck.exercises.registry import SHOWN_FIRST
from formcheck.machine import has_display
from formcheck.pose.cache import clip_sha256
from formcheck.results.files import REPORT_HTML
from formcheck.results.place import find_place
from formcheck.samples import sample_clip
from formcheck.words import read_words

_WORDS = read_words("formcheck.cli")
_SAMPLE = f"{SHOWN_FIRST}_bad"


def run_demo(*, open_report: bool) -> int:
    """Score the sample, print its summary, open its report; return the exit code.

    Without a display, or with ``open_report`` False, the report is only named.
    """
    clip = sample_clip(_SAMPLE)
    print(_WORDS.text("demo.begin", clip=clip.name), end="\n\n")
    out = _results_folder()
    exit_code = score_all([clip], Options(exercise=SHOWN_FIRST, out=out))
    if exit_code:
        return exit_code
    place = find_place(out, _SAMPLE, clip_sha256(clip))
    report = (place.folder / REPORT_HTML).resolve()
    opened = open_report and has_display() and webbrowser.open(report.as_uri())
    print("", _WORDS.text("demo.opened" if opened else "demo.report", file=report), sep="\n")
    print(_WORDS.text("demo.own_clip"))
    return 0


def _results_folder() -> Path:
    """Return the usual folder, or a temporary one where nothing can be written."""
    usual = Options(exercise="").out
    place = usual if usual.exists() else Path()
    if os.access(place, os.W_OK | os.X_OK):
        return usual
    return Path(tempfile.mkdtemp(prefix="formcheck-demo-"))
