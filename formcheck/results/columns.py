"""A column of a table, said once: its name, what is in it, and how a row gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Cell = TypeVar("Cell")


@dataclass(frozen=True)
class Column(Generic[Row, Cell]):
    """One column of a table.

    Attributes
    ----------
    name : str
        As the header has it. ``{unit}`` stands for the unit of the exercise's main
        signal, in letters.
    unit : str
        What its numbers are in; ``{unit}`` as in the name, empty for words and counts.
    meaning : str
        What its cells say, for people.
    get : callable
        Takes what a row is made from and returns the cell, or the cells of all rows where
        the table is made column by column.
    """

    name: str
    unit: str
    meaning: str
    get: Callable[[Row], Cell]

    def header(self, unit: str) -> str:
        """Return the name where the main signal is in this unit."""
        return self.name.replace("{unit}", unit)
