"""Several windows on one set: each takes back what is its own, and changes what it has seen."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass

from formcheck.errors import ReviewError

_SHOWN_AGAIN = "The page now shows how the set stands."
_OWN = "set_id = :set_id AND (window = :window OR made_at_s < :since_s)"


@dataclass(frozen=True)
class Window:
    """Who changes a set: one window of the pages.

    Attributes
    ----------
    name : str
        Differs from that of every other window; empty for whoever has none.
    since_s : float
        Changes made before this moment, seconds since 1970, belong to no window that is
        still open: whoever comes first may take them back. Without it: all changes.
    seen : int or None
        The revision of the set that the window shows; None if it does not say.
    """

    name: str = ""
    since_s: float = math.inf
    seen: int | None = None


#: Whoever has the history for themselves.
ALONE = Window()


@dataclass(frozen=True)
class Turns:
    """The numbers of the changes that a window may take back and bring back next."""

    undo: int | None
    redo: int | None


def find_turns(connection: sqlite3.Connection, set_id: int, window: Window) -> Turns:
    """Return what a window may take back, its newest change, and what it took back last."""
    values = {"set_id": set_id, "window": window.name, "since_s": window.since_s}
    undo = connection.execute(
        f"SELECT max(number) FROM corrections WHERE undone = 0 AND {_OWN}",  # noqa: S608  our own words only
        values,
    ).fetchone()[0]
    redo = connection.execute(
        "SELECT min(number) FROM corrections WHERE undone = 1 AND set_id = :set_id "
        "AND window = :window",
        values,
    ).fetchone()[0]
    return Turns(undo, redo)


def refuse_unseen(revision: int, window: Window) -> None:
    """Raise `ReviewError` if a set is no longer as the window shows it."""
    if window.seen is not None and window.seen != revision:
        raise ReviewError(
            "Another window has changed this set meanwhile, so nothing was changed here.",
            f"{_SHOWN_AGAIN} If it is still wanted, do it again.",
        )


def refuse_wrong_undo(
    connection: sqlite3.Connection, set_id: int, window: Window, number: int
) -> None:
    """Raise `ReviewError` unless a change is the newest of the window that is in force."""
    row = connection.execute(
        "SELECT undone, window, made_at_s FROM corrections WHERE set_id = ? AND number = ?",
        (set_id, number),
    ).fetchone()
    if row is None or row["undone"]:
        raise ReviewError("This change was taken back already.", _SHOWN_AGAIN)
    if row["window"] != window.name and row["made_at_s"] >= window.since_s:
        raise ReviewError(
            "This change was made in another window, so it stays.",
            "Take it back there, or correct it here.",
        )
    if number != find_turns(connection, set_id, window).undo:
        raise ReviewError(
            "This is no longer the last change of this window, so it stays.",
            f"{_SHOWN_AGAIN} Take the later change back first.",
        )


def refuse_wrong_redo(
    connection: sqlite3.Connection, set_id: int, window: Window, number: int
) -> None:
    """Raise `ReviewError` unless a change is the one that the window took back last."""
    if number != find_turns(connection, set_id, window).redo:
        raise ReviewError("This change cannot be brought back any more.", _SHOWN_AGAIN)


def built_upon(*, undone: bool) -> ReviewError:
    """Return the error of a change on which another window's change stands.

    Parameters
    ----------
    undone : bool
        Whether it was to be taken back, or else brought back.
    """
    return ReviewError(
        "This change cannot be taken back: what another window did since does not fit without it."
        if undone
        else "This change cannot be brought back: what another window did since does not fit with "
        "it.",
        f"{_SHOWN_AGAIN} Correct it by hand.",
    )
