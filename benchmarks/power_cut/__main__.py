"""Cut the power of programs that write, a thousand times, and look at what is left.

``python -m benchmarks.power_cut [KIND ...] --cuts 1000`` records a program of each kind once, cuts
it at moments that are chosen by chance, drops by chance what was not synced by then, and has
formcheck open what is left. Prints a table; ends with 1 if anything that was committed is lost, or
anything is shown as whole that is not. Needs ``strace``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.power_cut.recording import Call, Replay, record
from benchmarks.power_cut.work import CHECKS

ROOT = Path(__file__).parents[2]


@dataclass
class Figures:
    """What came of the cuts of one kind of work."""

    cuts: int = 0
    calls: int = 0
    said: int = 0
    wrong: list[str] = field(default_factory=list)


def cut_again_and_again(kind: str, cuts: int, chance: Random, folder: Path) -> Figures:
    """Record the work of a kind, cut it so often, and check what is left each time.

    Parameters
    ----------
    kind : str
        One of `CHECKS`.
    cuts : int
    chance : Random
    folder : Path
        Exists and is empty.
    """
    work = folder / "work"
    work.mkdir()
    module = "benchmarks.power_cut.work"
    program = [sys.executable, "-m", module, kind, str(work)]
    whole = Replay(work)
    calls = [call for call in record(program, ROOT, folder / "trace") if whole.do(call)]
    (folder / "trace").unlink()
    moments = sorted(chance.randrange(len(calls) + 1) for _ in range(cuts))
    replay, figures = Replay(work), Figures(calls=len(calls), said=len(whole.said))
    for number, wrong in _cut_at(kind, moments, calls, replay, chance, folder):
        figures.cuts += 1
        figures.wrong += [f"after call {number}: {problem}" for problem in wrong]
    return figures


def _cut_at(
    kind: str, moments: list[int], calls: list[Call], replay: Replay, chance: Random, folder: Path
) -> Iterator[tuple[int, list[str]]]:
    done = 0
    for moment in moments:
        for call in calls[done:moment]:
            replay.do(call)
        done = moment
        with tempfile.TemporaryDirectory(dir=folder) as name:
            replay.disk.after_cut(Path(name), chance)
            try:
                yield moment, CHECKS[kind](Path(name), replay.said)
            except Exception as error:
                yield moment, [f"{type(error).__name__}: {error}"]


def main() -> int:
    """Cut, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of: {', '.join(CHECKS)}")
    parser.add_argument("--cuts", type=int, default=1000, help="of all kinds together")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    kinds = asked.kinds or list(CHECKS)
    print("| work | calls | said | cuts | lost or not whole |\n|---|---|---|---|---|")
    failed = False
    for number, kind in enumerate(kinds):
        cuts = asked.cuts // len(kinds) + (number < asked.cuts % len(kinds))
        with tempfile.TemporaryDirectory(prefix="formcheck-cut-") as name:
            figures = cut_again_and_again(kind, cuts, Random(asked.seed), Path(name))
        row = (kind, figures.calls, figures.said, figures.cuts, len(figures.wrong))
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)
        for problem in figures.wrong[:20]:
            print(f"{kind}: {problem}", file=sys.stderr)
        failed = failed or bool(figures.wrong)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
