"""What formcheck does with files that are damaged: each is to be read, or refused in one line.

``python -m benchmarks.fuzz [KIND ...] [--tries N] [--tally FILE]`` damages a file of every kind in
many ways, hands each to formcheck and prints a table. A worker process takes one file after the
other; it is ended where it hangs, dies or grows too large, and the file is kept for a look. With a
tally, each run goes on where the one before it ended, and the table is of all of them.

A kind of file joins with one entry in a module's ``KINDS``, named in `_modules`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Literal

from formcheck.errors import FormcheckError

Outcome = Literal["refused", "read", "hung", "traced back", "above 1 GB"]
OUTCOMES: tuple[Outcome, ...] = ("refused", "read", "hung", "traced back", "above 1 GB")

#: A file as small as these is read in a fraction of it; seconds of the processor, which others
#: who are at work do not lengthen, and of the clock for whoever waits for something.
HUNG_S = 20.0
_WAITS_S = 300.0
MOST_MB = 1000.0
#: A worker has this long to load what it needs.
_LOADING_S = 300.0


@dataclass(frozen=True)
class Kind:
    """A kind of file that formcheck reads.

    Attributes
    ----------
    name : str
    suffix : str
        Of the damaged files' names.
    source : callable
        Is given an empty folder, where it may make a sound file; returns what makes the bytes of
        a damaged one out of a source of chance.
    use : callable
        Has formcheck read a file in all the ways it is read; raises what formcheck raises, or
        returns False if it was refused.
    """

    name: str
    suffix: str
    source: Callable[[Path], Callable[[Random], bytes]]
    use: Callable[[Path], object]


def try_one(kind: Kind, path: Path) -> tuple[Outcome, str]:
    """Have formcheck read a file; return what came of it and what was said."""
    try:
        refused = kind.use(path) is False
    except FormcheckError as error:
        if not error.message.strip() or "\n" in error.message:
            return "traced back", f"refused in not exactly one line: {error.message!r}"
        return "refused", error.message
    except Exception as error:
        return "traced back", f"{type(error).__name__}: {error}"
    return ("refused" if refused else "read"), ""


def damaged_files(kind: Kind, seeds: Sequence[int], folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield one damaged file after the other, each with the seed that makes it again."""
    damage = kind.source(folder)
    for seed in seeds:
        path = folder / f"damaged-{seed}{kind.suffix}"
        path.write_bytes(damage(Random(seed)))
        yield seed, path
        path.unlink(missing_ok=True)


def find_kinds() -> dict[str, Kind]:
    """Return every kind by its name."""
    return {kind.name: kind for kinds in _modules() for kind in kinds}


def _modules() -> list[tuple[Kind, ...]]:
    from benchmarks import fuzz_clips, fuzz_documents

    return [fuzz_clips.KINDS, fuzz_documents.KINDS]


def run(kind: Kind, tries: int, keep: Path | None, first: int = 0) -> Counter[Outcome]:
    """Try damaged files in a worker process; files that are not read or refused are kept.

    Parameters
    ----------
    kind : Kind
    tries : int
    keep : Path or None
        Folder for files that formcheck does not cope with.
    first : int
        The first seed.
    """
    outcomes: Counter[Outcome] = Counter()
    seed, end = first, first + tries
    with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as name:
        while seed < end:
            for outcome, said, path in _work(kind, range(seed, end), Path(name)):
                outcomes[outcome] += 1
                if outcome not in ("refused", "read"):
                    print(f"{kind.name} {seed}: {outcome}. {said}", file=sys.stderr)
                    if keep is not None and path.exists():
                        keep.mkdir(parents=True, exist_ok=True)
                        kept = keep / f"{kind.name.replace(' ', '-')}-{seed}{kind.suffix}"
                        kept.write_bytes(path.read_bytes())
                seed += 1
    return outcomes


def _work(kind: Kind, seeds: range, folder: Path) -> Iterator[tuple[Outcome, str, Path]]:
    """Yield what comes of each seed until the worker has to be ended."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_try_all, args=(kind.name, seeds, folder, theirs), daemon=True)
    worker.start()
    theirs.close()
    try:
        if not ours.poll(_LOADING_S):
            raise RuntimeError(f"the worker for {kind.name} does not begin")
        ours.recv()
        for seed in seeds:
            path = folder / f"damaged-{seed}{kind.suffix}"
            if _hangs(ours, worker.pid):
                yield "hung", f"for {HUNG_S:.0f} s", path
                return
            try:
                outcome, said, most_mb = ours.recv()
            except EOFError:
                yield "traced back", "the process died", path
                return
            if most_mb > MOST_MB:
                yield "above 1 GB", f"{most_mb:.0f} MB", path
                return
            yield outcome, said, path
            ours.send("next")
    finally:
        worker.kill()
        worker.join()


def _hangs(answers: Connection, process: int | None) -> bool:
    """Wait for an answer; return whether the process works, or waits, for too long."""
    begun_s, worked_s = time.monotonic(), _cpu_s(process)
    while not answers.poll(min(HUNG_S, 1.0)):
        if _cpu_s(process) - worked_s >= HUNG_S or time.monotonic() - begun_s > _WAITS_S:
            return True
    return False


def _cpu_s(process: int | None) -> float:
    """Return how long a process has worked; how late it is where the system does not tell."""
    try:
        fields = (
            Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        )
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _try_all(name: str, seeds: range, folder: Path, answers: Connection) -> None:
    kind = find_kinds()[name]
    # Whoever ends this process clears the folder away, and all that it leaves lies in it.
    tempfile.tempdir = str(folder)
    answers.send("begun")
    for _, path in damaged_files(kind, seeds, folder):
        outcome, said = try_one(kind, path)
        most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        answers.send((outcome, said, most_mb))
        # The file stays until it is known whether it is to be kept.
        answers.recv()


def print_table(found: dict[str, Counter[Outcome]]) -> None:
    """Print a row a kind, as Markdown."""
    print("| kind | tried | " + " | ".join(OUTCOMES) + " |")
    print("|---|---|" + "---|" * len(OUTCOMES))
    for name, outcomes in found.items():
        counts = [outcomes.total(), *(outcomes[outcome] for outcome in OUTCOMES)]
        print(f"| {name} | " + " | ".join(str(count) for count in counts) + " |")
    totals = [sum(outcomes.total() for outcomes in found.values())]
    totals += [sum(outcomes[outcome] for outcomes in found.values()) for outcome in OUTCOMES]
    print("| all | " + " | ".join(str(count) for count in totals) + " |")


def read_tally(path: Path | None) -> dict[str, Counter[Outcome]]:
    """Return what earlier runs found, by the name of the kind."""
    if path is None or not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {name: Counter(outcomes) for name, outcomes in kept.items()}


def main() -> int:
    """Try, print the table, and return 1 if anything was neither read nor refused."""
    kinds = find_kinds()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of: {', '.join(kinds)}")
    parser.add_argument("--tries", type=int, default=500, help="of each kind")
    parser.add_argument("--keep", type=Path, help="folder for the files that were not coped with")
    parser.add_argument("--tally", type=Path, help="file that adds up the figures of several runs")
    arguments = parser.parse_args()
    if strange := [name for name in arguments.kinds if name not in kinds]:
        parser.error(f"no such kind: {', '.join(strange)}")
    found = read_tally(arguments.tally)
    for name in arguments.kinds or kinds:
        before = found.setdefault(name, Counter())
        before.update(run(kinds[name], arguments.tries, arguments.keep, before.total()))
        if arguments.tally is not None:
            arguments.tally.write_text(json.dumps(found), encoding="utf-8")
    print_table(found)
    coped = sum(outcomes["refused"] + outcomes["read"] for outcomes in found.values())
    return int(coped < sum(outcomes.total() for outcomes in found.values()))


if __name__ == "__main__":
    sys.exit(main())
