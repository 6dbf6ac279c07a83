"""Score a folder of clips, draw each, and count faults by person.

Needs pandas and Matplotlib. In the folder of your copy of formcheck::

    pip install '.[notebook]'
    python examples/score_a_folder.py my_clips results

A folder inside ``my_clips`` is a person. Stopped and started again, it goes on where it stopped.
"""

import sys
from pathlib import Path

import matplotlib

import formcheck as fc

matplotlib.use("agg")  # Draw into files; a notebook shows the drawings by itself.


def main(clips: Path, out: Path) -> None:
    """Score the clips, draw them, and print what was found."""
    many = fc.score_many(clips, out=out)
    for clip in many:
        axes = clip.plot()
        axes.figure.savefig(out / clip.folder / "signal.png")
        matplotlib.pyplot.close(axes.figure)
        print(clip)

    for row in many.not_scored.itertuples():
        print(f"not scored: {row.folder}: {row.sentence}")

    # What is not sure may be there; it blames nobody.
    faults = many.faults[many.faults.sure]
    person = faults.folder.str.split("/").str[0].rename("person")
    print(faults.groupby([person, "name"]).size().rename("times").to_string())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Name the folder of the clips and one for the results.")
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except fc.FormcheckError as error:
        sys.exit(str(error))
