"""Kinovea's ``.kva``: a key image for each repetition and fault."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from formcheck.exports.exported_set import ExportedSet
from formcheck.exports.provenance import short_provenance
from formcheck.exports.stretches import Stretch, stretches_of

#: Ticks a second of the films that phones and cameras write.
_TICKS_A_SECOND = 90_000


def render_kinovea(exported: ExportedSet) -> str:
    """Return the text of a Kinovea analysis.

    Kinovea counts ticks of the film at one rate, from 0: in a film of variable rate, or one
    whose first tick is another, its key images lie beside.
    """
    clip = exported.result.clip
    rate = clip.fps * clip.speed or 1.0
    root = ET.Element("KinoveaVideoAnalysis")
    ticks = round(_TICKS_A_SECOND / rate)
    for name, value in (
        ("FormatVersion", "2.0"),
        ("Producer", f"formcheck {exported.result.formcheck_version}"),
        ("OriginalFilename", exported.name),
        ("ImageSize", f"{clip.width};{clip.height}"),
        ("AverageTimeStampsPerFrame", str(ticks)),
        ("CaptureFramerate", f"{rate:.6g}"),
        ("UserFramerate", f"{rate:.6g}"),
        ("FirstTimeStamp", "0"),
        ("TimeOrigin", "0"),
    ):
        ET.SubElement(root, name).text = value
    root.append(_key_images(stretches_of(exported), rate, ticks, exported))
    ET.indent(root, "  ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _key_images(
    stretches: Sequence[Stretch], rate: float, ticks: int, exported: ExportedSet
) -> ET.Element:
    """Return one key image a frame: what begins at the same one stands on it together."""
    images = ET.Element("Keyframes")
    by_frame: dict[int, list[Stretch]] = {}
    for stretch in stretches:
        by_frame.setdefault(round(stretch.start_s * rate), []).append(stretch)
    for frame, group in sorted(by_frame.items()):
        image = ET.SubElement(images, "Keyframe")
        ET.SubElement(image, "Position").text = str(frame * ticks)
        ET.SubElement(image, "Title").text = ", ".join(stretch.key or "" for stretch in group)
        comment = [f"{stretch.text}, until {stretch.end_s:.1f} s" for stretch in group]
        ET.SubElement(image, "Comment").text = "\n".join(
            [*comment, short_provenance(exported.result)]
        )
    return images
