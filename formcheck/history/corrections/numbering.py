"""Which repetition has which number, and which fault belongs to which, after corrections."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from formcheck.history.corrections.reviewed import ReviewedFault, ReviewedRep

#: A fault may begin so long after its repetition: in the rest that belongs to it.
_TOLERANCE_S = 0.5


def number_again(
    reps: Sequence[ReviewedRep],
    faults: Sequence[ReviewedFault],
    original: Sequence[ReviewedRep],
    placed_by_time: Collection[str],
) -> tuple[list[ReviewedRep], list[ReviewedFault]]:
    """Order by time, number the counted repetitions from 1 and place the faults in them.

    A fault of the program stays with its repetition. If that was rejected, the
    fault goes with it unless somebody confirmed it.

    Parameters
    ----------
    reps, faults : sequence
        After all changes.
    original : sequence of ReviewedRep
        Before them; their numbers are those that the program's faults name.
    placed_by_time : collection of str
        Keys of faults that belong where they lie, whatever the program said.

    Returns
    -------
    (list of ReviewedRep, list of ReviewedFault)
    """
    numbered = _number(reps)
    by_key = {rep.key: rep for rep in numbered}
    keys = {rep.index: rep.key for rep in original if rep.index is not None}
    placed = [
        _place_by_time(fault, numbered)
        if fault.key in placed_by_time
        else _follow_rep(fault, by_key, keys)
        for fault in faults
    ]
    placed.sort(key=lambda fault: (fault.start_s, fault.key))
    return [_with_faults(rep, placed) for rep in numbered], placed


def _number(reps: Sequence[ReviewedRep]) -> list[ReviewedRep]:
    numbered = []
    count = 0
    for rep in sorted(reps, key=lambda rep: (rep.start_s, rep.key)):
        count += rep.counted
        numbered.append(rep.model_copy(update={"index": count if rep.counted else None}))
    return numbered


def _follow_rep(
    fault: ReviewedFault, by_key: dict[str, ReviewedRep], keys: dict[int, str]
) -> ReviewedFault:
    if fault.rep is None:
        return fault
    rep = by_key[keys[fault.rep]] if fault.rep in keys else None
    if rep is None:
        return fault.model_copy(update={"rep": None})
    gone = rep.verdict == "rejected" and fault.verdict == "open"
    verdict = "rejected" if gone else fault.verdict
    return fault.model_copy(update={"rep": rep.index, "verdict": verdict})


def _place_by_time(fault: ReviewedFault, reps: Sequence[ReviewedRep]) -> ReviewedFault:
    def common_s(rep: ReviewedRep) -> float:
        return min(fault.end_s, rep.end_s) - max(fault.start_s, rep.start_s)

    nearest = max((rep for rep in reps if rep.counted), key=common_s, default=None)
    near = nearest is not None and common_s(nearest) > -_TOLERANCE_S
    return fault.model_copy(update={"rep": nearest.index if near and nearest else None})


def _with_faults(rep: ReviewedRep, faults: Sequence[ReviewedFault]) -> ReviewedRep:
    if rep.index is None:
        return rep
    ids = [fault.id for fault in faults if fault.stands and fault.rep == rep.index]
    return rep.model_copy(update={"faults": sorted({*ids})})
