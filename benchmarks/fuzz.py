"""What formcheck does with files that are damaged: each is to be read, or refused in one line.

``python -m benchmarks.fuzz [KIND ...] [--tries N]`` damages a sound file of every kind in many
ways, hands each to formcheck and prints a table. A worker process takes one file after the
other; it is ended where it hangs, dies or grows too large, and the file is kept for a look.

A kind of file joins with one entry in a module's ``KINDS``, named in `_modules`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
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

#: A file as small as these is read in a fraction of it.
HUNG_S = 20.0
MOST_MB = 1000.0
#: A worker has this long to load what it needs.
_LOADING_S = 60.0


@dataclass(frozen=True)
class Kind:
    """A kind of file that formcheck reads.

    Attributes
    ----------
    name : str
    suffix : str
        Of the damaged files' names.
    make : callable
        Returns a small sound file, made in the folder that it is given.
    use : callable
        Has formcheck read a file in all the ways it is read; raises what formcheck raises.
    damage : callable
        Takes the sound file's bytes and a source of chance to damaged bytes.
    """

    name: str
    suffix: str
    make: Callable[[Path], Path]
    use: Callable[[Path], object]
    damage: Callable[[bytes, Random], bytes]


def damage_bytes(sound: bytes, chance: Random) -> bytes:
    """Return a file with bits turned, bytes overwritten, cut out, doubled or put in, or cut short.

    Half of the places lie near the beginning or the end, where containers keep what they promise.
    """
    data = bytearray(sound)
    way = chance.choice((_turn_bit, _blank, _fill, _cut_out, _put_in, _repeat, _cut_short))
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if len(data) < 2:
            break
        way(data, _place(len(data), chance), chance)
    return bytes(data)


def damage_text(sound: bytes, chance: Random) -> bytes:
    """Return a text with values exchanged, lines lost, doubled or in another order, or damaged."""
    if chance.random() < 0.4:
        return damage_bytes(sound, chance)
    pieces = sound.splitlines(keepends=True)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(pieces))
        wild = chance.choice((b"-1", b"1e999", b"nan", b"null", b'""', b"[]", b"{}", b"9" * 40))
        pieces[at] = chance.choice(
            (
                b"",
                pieces[at] * 2,
                pieces[chance.randrange(len(pieces))],
                _with_value(pieces[at], wild),
            )
        )
    return b"".join(pieces)


def _with_value(line: bytes, value: bytes) -> bytes:
    for mark in (b":", b"="):
        name, found, rest = line.partition(mark)
        if found:
            end = b",\n" if rest.rstrip().endswith(b",") else b"\n"
            return name + found + b" " + value + end
    return value + b"\n"


def _place(length: int, chance: Random) -> int:
    near = min(length, 1500)
    return chance.choice(
        (
            chance.randrange(length),
            chance.randrange(length),
            chance.randrange(near),
            length - 1 - chance.randrange(near),
        )
    )


def _turn_bit(data: bytearray, at: int, chance: Random) -> None:
    data[at] ^= 1 << chance.randrange(8)


def _blank(data: bytearray, at: int, chance: Random) -> None:
    data[at : at + 8] = bytes(len(data[at : at + 8]))


def _fill(data: bytearray, at: int, chance: Random) -> None:
    data[at : at + 4] = b"\xff" * len(data[at : at + 4])


def _cut_out(data: bytearray, at: int, chance: Random) -> None:
    del data[at : at + chance.randrange(1, 200)]


def _put_in(data: bytearray, at: int, chance: Random) -> None:
    data[at:at] = chance.randbytes(chance.randrange(1, 50))


def _repeat(data: bytearray, at: int, chance: Random) -> None:
    data[at:at] = data[at : at + chance.randrange(1, 400)]


def _cut_short(data: bytearray, at: int, chance: Random) -> None:
    del data[at:]


def try_one(kind: Kind, path: Path) -> tuple[Outcome, str]:
    """Have formcheck read a file; return what came of it and what was said."""
    try:
        kind.use(path)
    except FormcheckError as error:
        if not error.message.strip() or "\n" in error.message:
            return "traced back", f"refused in not exactly one line: {error.message!r}"
        return "refused", error.message
    except Exception as error:
        return "traced back", f"{type(error).__name__}: {error}"
    return "read", ""


def damaged_files(kind: Kind, seeds: Sequence[int], folder: Path) -> Iterator[tuple[int, Path]]:
    """Yield one damaged file after the other, each with the seed that makes it again."""
    sound = kind.make(folder).read_bytes()
    for seed in seeds:
        path = folder / f"damaged-{seed}{kind.suffix}"
        path.write_bytes(kind.damage(sound, Random(seed)))
        yield seed, path
        path.unlink(missing_ok=True)


def find_kinds() -> dict[str, Kind]:
    """Return every kind by its name."""
    return {kind.name: kind for kinds in _modules() for kind in kinds}


def _modules() -> list[tuple[Kind, ...]]:
    from benchmarks import fuzz_clips

    return [fuzz_clips.KINDS]


def run(kind: Kind, tries: int, keep: Path | None) -> Counter[Outcome]:
    """Try damaged files in a worker process; files that are not read or refused are kept.

    Parameters
    ----------
    kind : Kind
    tries : int
    keep : Path or None
        Folder for files that formcheck does not cope with.
    """
    outcomes: Counter[Outcome] = Counter()
    seed = 0
    with tempfile.TemporaryDirectory(prefix="formcheck-fuzz-") as name:
        while seed < tries:
            for outcome, said, path in _work(kind, range(seed, tries), Path(name)):
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
            if not ours.poll(HUNG_S):
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


def _try_all(name: str, seeds: range, folder: Path, answers: Connection) -> None:
    kind = find_kinds()[name]
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


def main() -> int:
    """Try, print the table, and return 1 if anything was neither read nor refused."""
    kinds = find_kinds()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of: {', '.join(kinds)}")
    parser.add_argument("--tries", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="folder for the files that were not coped with")
    arguments = parser.parse_args()
    if strange := [name for name in arguments.kinds if name not in kinds]:
        parser.error(f"no such kind: {', '.join(strange)}")
    chosen = [kinds[name] for name in arguments.kinds or kinds]
    found = {kind.name: run(kind, arguments.tries, arguments.keep) for kind in chosen}
    print_table(found)
    coped = sum(outcomes["refused"] + outcomes["read"] for outcomes in found.values())
    return int(coped < sum(outcomes.total() for outcomes in found.values()))


if __name__ == "__main__":
    sys.exit(main())
