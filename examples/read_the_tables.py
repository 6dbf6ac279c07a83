"""Read the tables of a scored clip with nothing but Python's own csv module.

First score a clip, for example with ``score_a_clip.py``, then::

    python examples/read_the_tables.py results/prone_press_up_bad

``docs/tables.md`` explains every column.
"""

import csv
import sys
from pathlib import Path


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table; each cell under the name of its column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(cell: str) -> float | None:
    """Return a cell as a number; None where nothing was measured, for the cell is empty then."""
    return float(cell) if cell else None


def main(folder: Path) -> None:
    """Print a line for each repetition, and how straight the knees were during it."""
    reps = read_table(folder / "reps.csv")
    frames = read_table(folder / "frames.csv")

    print("rep   start_s   held_s   least knee_deg   faults")
    for rep in reps:
        if rep["kind"] != "counted":
            continue
        start_s, end_s = float(rep["start_s"]), float(rep["end_s"])
        # Both tables count time from the first frame of the clip.
        during = [frame for frame in frames if start_s <= float(frame["time_s"]) <= end_s]
        knees = [value for frame in during if (value := number(frame["knee_deg"])) is not None]
        least = f"{min(knees):.0f}" if knees else "not seen"
        faults = rep["fault_names"].replace(";", ", ") or "none"
        held_s = float(rep["hold_s"])
        print(f"{rep['rep']:<6}{start_s:<10.1f}{held_s:<9.1f}{least:<17}{faults}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder of a scored clip, for example results/prone_press_up_bad.")
    main(Path(sys.argv[1]))
