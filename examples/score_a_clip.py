"""Score a clip from Python: count the repetitions and say what was wrong with them.

In a copy of the repository::

    python examples/score_a_clip.py                      # a clip that comes with formcheck
    python examples/score_a_clip.py my_clip.mp4 knee_hug

The results of the clip go to a folder of its own in ``results``, here.
"""

import sys
from pathlib import Path

import formcheck

SAMPLE = Path(__file__).parents[1] / "sample_videos" / "prone_press_up_bad.mp4"


def main(clip: Path, exercise: str) -> None:
    """Score a clip of an exercise and print what was found."""
    # The first time, this fetches the pose model. Without the annotated video it is much faster.
    scored = formcheck.score_clip(clip, exercise, Path("results"), video=False)
    result = scored.result

    print(f"{clip.name}: {result.summary.reps_counted} repetitions counted")
    for rep in result.reps:
        # What was too small, or lost from view, has no number.
        number = "-" if rep.index is None else rep.index
        held = f"held {rep.hold_s:.1f} s"
        print(f"  {number}  {rep.kind}, {rep.start_s:.1f} to {rep.end_s:.1f} s, {held}")

    # Faults that the program is not sure of are in result.unsure_faults: blame nobody for those.
    for fault in result.sure_faults:
        where = f"at {fault.start_s:.1f} s" if fault.rep is None else f"in repetition {fault.rep}"
        print(f"  {fault.name}, {where}: {fault.cue}")


if __name__ == "__main__":
    try:
        if len(sys.argv) == 3:
            main(Path(sys.argv[1]), sys.argv[2])
        else:
            main(SAMPLE, "prone_press_up")
    except formcheck.FormcheckError as error:
        # One line that says what is wrong, and what to do about it.
        sys.exit(str(error))
