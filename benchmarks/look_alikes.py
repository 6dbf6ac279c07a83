"""Films of other exercises in front of the live judge: what is counted, and what is praised.

    python -m benchmarks.look_alikes LABELS.json … --only NAME …

Each film that its labels call a look-alike is watched as the exercise that it looks like. The
landmarks come from the cache, or are found first. Exits with 1 if anything is counted or
praised.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from formcheck.evaluation.labels import LabelledClip, read_labels
from formcheck.evaluation.run import CachedTracks
from formcheck.scoring import find_model
from tests.support.coached import coach


def main() -> None:
    """Watch and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--only", nargs="*", default=(), help="parts of names of films")
    arguments = parser.parse_args()
    tracks = CachedTracks(find_model("full"), workers=1)
    wrong = 0
    for item in (item for file in arguments.labels for item in read_labels(file)):
        name = item.label.clip
        if item.label.is_lookalike and (
            not arguments.only or any(part in name for part in arguments.only)
        ):
            wrong += _watch(item, tracks)
    raise SystemExit(min(wrong, 1))


def _watch(item: LabelledClip, tracks: CachedTracks) -> int:
    coached = coach(tracks(item), item.label.exercise)
    print(
        f"{item.label.clip:45} as {item.label.exercise:24} "
        f"counted {len(coached.counted)}  praised {len(coached.praised)}  {item.label.role[11:]}",
        flush=True,
    )
    for rep in coached.counted:
        print(f"    {rep.start_s:.1f} to {rep.end_s:.1f} s", flush=True)
    return len(coached.counted) + len(coached.praised)


if __name__ == "__main__":
    main()
