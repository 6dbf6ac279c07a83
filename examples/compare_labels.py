"""Tell how far two therapists agree who labelled the same clips.

Each has written a file as ``formcheck evaluate`` takes it: ``clips``, each with ``clip``, ``reps``
as ``[start_s, end_s]``, and ``faults`` with ``id``, ``start_s`` and ``end_s``. ::

    python examples/compare_labels.py anna.json ben.json

Repetitions agree where they share half of the time that they take together. Faults are compared in
the repetitions on which both agree: who saw it, and Cohen's kappa, which is 1 where two always
agree and 0 where they agree as often as chance would have it.
"""

import json
import sys
from pathlib import Path

Span = tuple[float, float]


def read_labels(path: Path) -> dict[str, dict]:
    """Return the labels of each clip by its name."""
    clips = json.loads(path.read_text(encoding="utf-8"))["clips"]
    return {clip["clip"]: clip for clip in clips}


def shared(one: Span, other: Span) -> float:
    """Return the common time of two spans over the time of both together, 0 to 1."""
    common_s = max(0.0, min(one[1], other[1]) - max(one[0], other[0]))
    together_s = (one[1] - one[0]) + (other[1] - other[0]) - common_s
    return common_s / together_s if together_s else 0.0


def match(ours: list[Span], theirs: list[Span]) -> list[tuple[Span, Span]]:
    """Pair repetitions; spans that share half of their time can share it with one other only."""
    return [(one, other) for one in ours for other in theirs if shared(one, other) > 0.5]


def saw(labels: dict, fault: str, rep: Span) -> bool:
    """Whether somebody saw a fault in a repetition."""
    return any(
        seen["id"] == fault and seen["start_s"] < rep[1] and seen["end_s"] > rep[0]
        for seen in labels.get("faults") or []
    )


def kappa(verdicts: list[tuple[bool, bool]]) -> float | None:
    """Return Cohen's kappa; None where both gave one and the same answer throughout."""
    count = len(verdicts)
    agreed = sum(one == other for one, other in verdicts) / count
    ours = sum(one for one, _ in verdicts) / count
    theirs = sum(other for _, other in verdicts) / count
    chance = ours * theirs + (1 - ours) * (1 - theirs)
    return None if chance == 1 else round((agreed - chance) / (1 - chance), 4) + 0.0


def main(first: Path, second: Path) -> None:
    """Print how far two files of labels agree."""
    ours, theirs = read_labels(first), read_labels(second)
    clips = sorted(ours.keys() & theirs.keys())
    if not clips:
        sys.exit("The two files have no clip in common.")
    verdicts: dict[str, list[tuple[bool, bool]]] = {}
    counts = [0, 0, 0]
    for name in clips:
        one, other = ours[name], theirs[name]
        pairs = match([tuple(rep) for rep in one["reps"]], [tuple(rep) for rep in other["reps"]])
        counts = [
            counts[0] + len(one["reps"]),
            counts[1] + len(other["reps"]),
            counts[2] + len(pairs),
        ]
        named = {fault["id"] for each in (one, other) for fault in each.get("faults") or []}
        for fault in named:
            verdicts.setdefault(fault, []).extend(
                (saw(one, fault, rep), saw(other, fault, same)) for rep, same in pairs
            )
    print(f"{len(clips)} clips: {counts[0]} and {counts[1]} repetitions, {counts[2]} the same")
    print("fault   first  second  both  kappa")
    for fault, seen in sorted(verdicts.items()):
        if not seen:
            continue
        both = sum(one and other for one, other in seen)
        agreement = kappa(seen)
        said = "-" if agreement is None else f"{agreement:.2f}"
        first_saw, second_saw = (sum(each) for each in zip(*seen, strict=True))
        print(f"{fault:<8}{first_saw:<7}{second_saw:<8}{both:<6}{said}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Name two files of labels.")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
