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
from formcheck.samples import SAMPLES, sample_clip

_SAMPLE = f"{SHOWN_FIRST}_bad"


def run_demo(*, open_report: bool) -> int:
    """Score the sample, print its summary, open its report; return the exit code.

    Without a display, or with ``open_report`` False, the report is only named.
    """
    clip = sample_clip(_SAMPLE)
    print(f"Scoring the sample clip {clip.name}: a rendered person doing prone press ups.\n")
    out = _results_folder()
    exit_code = score_all([clip], Options(exercise=SAMPLES[_SAMPLE], out=out))
    if exit_code:
        return exit_code
    place = find_place(out, _SAMPLE, clip_sha256(clip))
    report = (place.folder / REPORT_HTML).resolve()
    if open_report and has_display() and webbrowser.open(report.as_uri()):
        print("\nThe report opens in your browser.")
    else:
        print(f"\nOpen the report in a browser: {report}")
    print("Your own clip: formcheck score CLIP")
    return 0


def _results_folder() -> Path:
    """Return the usual folder, or a temporary one where nothing can be written."""
    usual = Options(exercise="").out
    place = usual if usual.exists() else Path()
    if os.access(place, os.W_OK | os.X_OK):
        return usual
    return Path(tempfile.mkdtemp(prefix="formcheck-demo-"))
