"""Faults between one repetition and the next."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from formcheck.session.judgement import Finding, JudgedMovement
from formcheck.session.rules import Prepared


def find_not_back_at_rest(
    fault_id: str, prepared: Prepared, judged: list[JudgedMovement], threshold: float
) -> list[Finding]:
    """Return a finding for every counted repetition that the next movement follows too early.

    Parameters
    ----------
    fault_id : str
    prepared : Prepared
    judged : list of JudgedMovement
        In order of time.
    threshold : float
        The displacement must come down to this between two peaks.

    Returns
    -------
    list of Finding
        From the end of the repetition to the lowest moment. None where a part of
        the way was not seen.
    """
    findings = []
    for before, after in pairwise(judged):
        way = prepared.displacement[before.movement.peak : after.movement.peak + 1]
        if before.kind != "counted" or not np.isfinite(way).all() or not way.min() > threshold:
            continue
        lowest = before.movement.peak + int(np.argmin(way))
        seam = min(before.movement.end, lowest)
        findings.append(Finding(fault_id, seam, lowest, float(way.min()), threshold))
    return findings
