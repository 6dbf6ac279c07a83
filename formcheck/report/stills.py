"""Stills of an annotated video for the page: of each fault the moment in which it is worst."""

from __future__ import annotations

import base64
from pathlib import Path

from formcheck.drawing.coded import encode_jpeg, shrink
from formcheck.errors import InputError
from formcheck.judge.scored import ScoredClip
from formcheck.report.worst_moments import SeenFault, find_worst_moments
from formcheck.video.reader import VideoFile
from formcheck.video.single import read_nearest

#: As wide as a card of the page on a large screen, twice as fine.
_SIDE_PX = 800
_QUALITY = 80


def take_stills(scored: ScoredClip, video: Path) -> dict[str, str]:
    """Return a picture for each kind of fault that can be seen, as a ``data:`` address.

    Parameters
    ----------
    scored : ScoredClip
        With times counted from the first frame of the video.
    video : Path
        The annotated video.

    Returns
    -------
    dict of str to str
        By fault; empty if the video cannot be read: the page can do without.
    """
    result = scored.result
    peaks_s = {rep.index: rep.peak_s for rep in result.reps if rep.index is not None}
    seen = [
        SeenFault(
            id=fault.id,
            name=fault.name,
            severity=fault.severity,
            start_s=fault.start_s,
            end_s=fault.end_s,
            value=fault.value,
            threshold=fault.threshold,
            peak_s=None if fault.rep is None else peaks_s.get(fault.rep),
        )
        for fault in result.sure_faults
    ]
    moments = find_worst_moments(seen, scored.exercise.faults)
    try:
        # The video plays at the pace of the film, the moments are those of the movement.
        return {
            moment.fault_id: _address(video, moment.time_s / result.clip.speed)
            for moment in moments
        }
    except InputError:
        return {}


def _address(video: Path, played_s: float) -> str:
    picture = read_nearest(VideoFile(video), played_s).rgb
    coded = base64.b64encode(encode_jpeg(shrink(picture, _SIDE_PX), _QUALITY))
    return f"data:image/jpeg;base64,{coded.decode('ascii')}"
