"""Repetitions and faults as WebVTT: chapters to jump to, and edited subtitles brought back."""

from __future__ import annotations

import html
import re

from formcheck.errors import InputError
from formcheck.exports.exported_set import ExportedSet
from formcheck.exports.provenance import short_provenance
from formcheck.exports.stretches import REPETITIONS, Stretch, fault_tier, stretches_of
from formcheck.results.webvtt import format_stamp

_STAMP = r"(?:(\d+):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"\s*{_STAMP}\s+-->\s+{_STAMP}(?:\s.*)?")
#: How `formcheck.results.webvtt` calls repetitions and faults.
_REP_NAME = re.compile(r"movement-([1-9]\d{0,8})")
_FAULT_NAME = re.compile(r"fault-([1-9]\d{0,8})-([A-Za-z0-9_-]{1,20})")


def render_chapters(exported: ExportedSet) -> str:
    """Return one chapter a repetition, counted or not; chapters never overlap."""
    reps = [stretch for stretch in stretches_of(exported) if stretch.tier == REPETITIONS]
    blocks = [f"WEBVTT\n\nNOTE\n{short_provenance(exported.result)}"]
    free_from_s = 0.0
    for number, stretch in enumerate(reps, start=1):
        start_s = max(stretch.start_s, free_from_s)
        free_from_s = max(stretch.end_s, start_s + 0.001)
        span = f"{format_stamp(start_s)} --> {format_stamp(free_from_s)}"
        name = (stretch.key or "").replace("rep-", "movement-")
        blocks.append(f"{name}\n{span}\n{number}. {html.escape(_title(stretch), quote=False)}")
    return "\n\n".join(blocks) + "\n"


def _title(stretch: Stretch) -> str:
    return ", ".join(word.replace("_", " ") for word in stretch.words)


def read_webvtt(data: bytes) -> list[Stretch]:
    """Return the cues of subtitles or chapters, in order of time.

    Cues that still have the names which formcheck gave them stand for the same repetitions and
    faults. Of the others a cue that begins with the identifier of a fault is one, and the rest
    are repetitions.

    Raises
    ------
    InputError
        It is no WebVTT.
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        text = ""
    if not text.startswith("WEBVTT"):
        raise InputError("These are no WebVTT subtitles.", "Save them as .vtt once more.")
    blocks = re.split(r"\n{2,}", text)[1:]
    found = [cue for block in blocks if (cue := _read_cue(block)) is not None]
    return sorted(found, key=lambda item: (item.start_s, item.end_s, item.tier))


def _read_cue(block: str) -> Stretch | None:
    lines = block.strip("\n").split("\n")
    at = next((number for number, line in enumerate(lines[:2]) if _TIMES.fullmatch(line)), None)
    if at is None:
        return None
    match = _TIMES.fullmatch(lines[at])
    assert match is not None
    start_s, end_s = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
    words = html.unescape(" ".join(lines[at + 1 :]).strip())
    name = lines[0].strip() if at else ""
    if rep := _REP_NAME.fullmatch(name):
        return Stretch(REPETITIONS, start_s, end_s, f"rep-{rep[1]} | {words}")
    if fault := _FAULT_NAME.fullmatch(name):
        return Stretch(fault_tier(fault[2]), start_s, end_s, f"fault-{fault[1]} | {words}")
    return Stretch(_tier_of(words), start_s, end_s, words)


def _tier_of(words: str) -> str:
    head = words.split(maxsplit=1)[0].rstrip(":,.") if words else ""
    return fault_tier(head) if re.fullmatch(r"[A-Z]{2,8}-\d{1,3}", head) else REPETITIONS


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return 3600.0 * hours + 60.0 * minutes + seconds + milliseconds / 1000.0
