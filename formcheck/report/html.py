"""The report as one page that needs nothing else."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO
from urllib.parse import quote

from jinja2 import Environment

from formcheck.files import open_for_replacing
from formcheck.judge.scored import ScoredClip
from formcheck.report.page.chart import build_chart
from formcheck.report.page.fault_cards import collect_unsure, group_faults
from formcheck.report.page.outcome import collect_remarks, collect_tiles, describe_outcome
from formcheck.report.page.quantities import format_length, format_span
from formcheck.report.page.rep_rows import collect_rep_rows
from formcheck.report.page.settings_rows import collect_settings
from formcheck.report.templates import make_environment
from formcheck.report.wording import WORDS, phase_words, signal_title
from formcheck.video.sound import has_sound
from formcheck.words import long_day
from formcheck.words.in_templates import template_words

#: A page much larger than this opens slowly on a phone.
LARGEST_EMBEDDED_BYTES = 60_000_000

#: A multiple of three, so that the pieces of base64 join without padding.
_PIECE_BYTES = 3 * 256 * 1024


def is_small_enough(video: Path) -> bool:
    """Return whether the clip goes into the page itself."""
    return video.stat().st_size <= LARGEST_EMBEDDED_BYTES


def write_base64(video: Path, page: BinaryIO) -> None:
    """Append a file to the page as base64, piece by piece."""
    with video.open("rb") as clip:
        while piece := clip.read(_PIECE_BYTES):
            page.write(base64.b64encode(piece))


def make_link(video: Path, page: Path) -> str:
    """Return the address of the clip as seen from the page, relative where possible."""
    try:
        relative = os.path.relpath(video.resolve(), page.resolve().parent)
    except ValueError:
        # Two drives of a Windows machine share no relative path.
        return video.resolve().as_uri()
    return quote(relative.replace(os.sep, "/"))


#: Stands in the rendered page where the clip goes. Nothing else can produce it: all
#: text is escaped, so no other "<" comes from outside the templates.
_CLIP_PLACE = "<formcheck-clip>"


@dataclass(frozen=True)
class Heading:
    """What stands above the report, beside what the clip itself says.

    Attributes
    ----------
    person : str
        Whose report it is; empty where that is not to be read in it.
    filmed : date or None
        The day on which the clip was filmed, if that is known.
    """

    person: str = ""
    filmed: date | None = None


def write_report(
    scored: ScoredClip,
    path: Path,
    *,
    video: Path | None = None,
    heading: Heading = Heading(),
    stills: bool = True,
) -> None:
    """Write the report of a scored clip as one HTML file.

    Parameters
    ----------
    scored : ScoredClip
    path : Path
        The file to write; one that exists is replaced.
    video : Path, optional
        The annotated clip. Up to 60 MB it becomes part of the page, beyond
        that the page links to it and needs it beside itself. Without one the
        chart works alone.
    heading : Heading, optional
    stills : bool
        Whether a picture of the clip stands beside each fault. They show what the clip
        shows: without one there are none.

    Raises
    ------
    OutputError, DiskFullError
        See `formcheck.files.open_for_replacing`.
    """
    embedded = video is not None and is_small_enough(video)
    link = make_link(video, path) if video is not None and not embedded else ""
    page_text = render_page(
        scored,
        embedded=embedded,
        link=link,
        sound=video is not None and has_sound(video),
        heading=heading,
        stills=_take_stills(scored, video) if video is not None and stills else {},
    )
    head, _, tail = page_text.partition(_CLIP_PLACE)
    with open_for_replacing(path) as page:
        page.write(head.encode("utf-8", errors="replace"))
        if video is not None and embedded:
            write_base64(video, page)
        page.write(tail.encode("utf-8", errors="replace"))


def _take_stills(scored: ScoredClip, video: Path) -> Mapping[str, str]:
    # Without a video there are none, and OpenCV takes long to load.
    from formcheck.report.stills import take_stills  # noqa: PLC0415

    return take_stills(scored, video)


def render_page(
    scored: ScoredClip,
    *,
    embedded: bool = False,
    link: str = "",
    sound: bool = False,
    heading: Heading = Heading(),
    stills: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return the page as text, with a mark where an embedded clip goes.

    Parameters
    ----------
    scored : ScoredClip
    embedded : bool
        Whether the clip will be written into the page.
    link : str
        Address of a clip beside the page; empty if there is none.
    sound : bool
        Whether the clip has sound, so that it can be turned off.
    heading : Heading, optional
    stills : mapping of str to str
        Addresses of pictures, by fault.
    """
    result = scored.result
    template = _environment().get_template("report.html")
    return template.render(
        result=result,
        exercise=scored.exercise,
        heading=heading,
        stills=stills,
        signal_title=signal_title(scored.exercise, result),
        outcome=describe_outcome(result.summary),
        tiles=collect_tiles(result),
        remarks=collect_remarks(result),
        length=format_length(result.clip.duration_s),
        segment_span=format_span(result.segment.start_s, result.segment.end_s)
        if result.segment
        else "",
        chart=build_chart(scored),
        rep_rows=collect_rep_rows(result, scored.exercise),
        fault_groups=group_faults(result.sure_faults, scored.exercise),
        unsure=collect_unsure(result.unsure_faults, scored.exercise),
        setting_tables=collect_settings(result.settings),
        out_words=phase_words(scored.exercise, "out"),
        return_words=phase_words(scored.exercise, "return"),
        embedded=embedded,
        link=link,
        sound=sound,
        clip_place=_CLIP_PLACE,
        style=_read_template("report.css"),
        script=_read_template("report.js"),
    )


@cache
def _environment() -> Environment:
    """Return what the templates are made into code by, once for all pages of a run."""
    environment = make_environment("formcheck.report.page", {"day": long_day})
    environment.globals.update(template_words(WORDS))
    return environment


def _read_template(name: str) -> str:
    """Return a style sheet or script as it stands, not as a template."""
    folder = files("formcheck.report.page") / "templates"
    return (folder / name).read_text(encoding="utf-8")
