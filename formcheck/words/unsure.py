"""Sentences of word files that a native clinician has still to check: ``# CHECK:`` stands above."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from formcheck.words.catalogue import FILE_NAME

_MARK = "# CHECK:"
_PACKAGE = Path(__file__).parents[1]


def word_files(language: str = "*") -> list[Path]:
    """Return the word files of the program, of one language or of all."""
    return sorted(_PACKAGE.rglob(FILE_NAME.format(language)))


def unsure(file: Path) -> Iterator[tuple[str, str]]:
    """Yield each sentence that is marked, as it stands in the file, with what is unsure.

    Parameters
    ----------
    file : Path
        A word file.

    Yields
    ------
    tuple of str
        The line below the mark, and why it is to be checked.
    """
    why: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if text.startswith(_MARK):
            why.append(text.removeprefix(_MARK).strip())
        elif why and text.startswith("#"):
            why.append(text.removeprefix("#").strip())
        elif why:
            yield text, " ".join(why)
            why = []


def main() -> None:
    """Print all of them, by file."""
    for file in word_files():
        for text, why in unsure(file):
            print(f"{file.relative_to(_PACKAGE)}: {why}\n    {text}")


if __name__ == "__main__":
    main()
