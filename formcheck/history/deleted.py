"""What went with a patient or a set that was deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Deleted:
    """What was deleted with a patient or a set.

    Attributes
    ----------
    label : str
        The patient's.
    rows : mapping of str to int
        Number of rows by plain name: ``"sets"``, ``"notes"``, ``"pain answers"`` …
    files : int
    size_bytes : int
        Of those files.
    left_outside : sequence of Path
        Clips that were never copied into the store; they are still there.
    not_removed : sequence of Path
        Files that the system would not remove; they are tried again at the next start.
    backups : sequence of Path
        Older backups of the store from which the patient was removed too.
    """

    label: str
    rows: dict[str, int]
    files: int
    size_bytes: int
    left_outside: Sequence[Path] = ()
    not_removed: Sequence[Path] = ()
    backups: Sequence[Path] = ()
