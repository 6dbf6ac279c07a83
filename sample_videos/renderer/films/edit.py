"""The edit list of a film, picture by picture: which moments of which takes are on screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .film import Film, Piece

_EDGE = 1e-6  # what rounding leaves of a bound


@dataclass(frozen=True)
class Layer:
    """A moment of a piece.

    Parameters
    ----------
    piece : int
    take_s : float
        Time in its take; 0 for a card.
    """

    piece: int
    take_s: float


@dataclass(frozen=True)
class FilmFrame:
    """One picture of a film.

    Parameters
    ----------
    time_s : float
    layer : Layer
        What is mostly seen.
    other : Layer or None
        What a change mixes with it.
    share : float
        How much of the picture is ``layer``, above 0.5 while it changes, 1 otherwise.
    """

    time_s: float
    layer: Layer
    other: Layer | None = None
    share: float = 1.0


def frames_of(film: Film) -> list[FilmFrame]:
    """Return what each picture of a film shows."""
    count = max(2, round(film.seconds * film.frames_per_second))
    times_s = np.arange(count) / film.frames_per_second
    starts_s = np.concatenate([[0.0], np.cumsum([piece.seconds for piece in film.piece])])
    return [_frame(film, starts_s, float(time_s)) for time_s in times_s]


def _frame(film: Film, starts_s: npt.NDArray[np.float64], time_s: float) -> FilmFrame:
    last = len(film.piece) - 1
    number = min(int(np.searchsorted(starts_s, time_s + 1e-6, side="right")) - 1, last)
    here = _layer(film, starts_s, number, time_s)
    # A change lies half before and half after the bound between two pieces.
    for later in (number, number + 1):
        if not 0 < later <= last or film.piece[later].into == "cut":
            continue
        half_s = film.piece[later].into_s / 2
        done = 0.5 + (time_s - float(starts_s[later])) / (2 * half_s)
        if _EDGE < done < 1 - _EDGE:
            other = number - 1 if later == number else number + 1
            share = done if later == number else 1 - done
            return FilmFrame(time_s, here, _layer(film, starts_s, other, time_s), share)
    if number == 0 and film.piece[0].into == "black":
        return FilmFrame(time_s, here, None, min(1.0, time_s / film.piece[0].into_s))
    return FilmFrame(time_s, here)


def _layer(film: Film, starts_s: npt.NDArray[np.float64], number: int, time_s: float) -> Layer:
    piece = film.piece[number]
    if piece.card is not None:
        return Layer(number, 0.0)
    return Layer(number, _moment(piece, film, time_s - float(starts_s[number])))


def _moment(piece: Piece, film: Film, since_s: float) -> float:
    """Time in the take, on the raster of its frames, so that no moment is made twice."""
    rate = piece.pictures_per_second or film.frames_per_second
    since_s = np.floor(since_s * rate + 1e-6) / rate
    taken_s = round((piece.from_s + since_s) * film.frames_per_second) / film.frames_per_second
    return max(0.0, taken_s)
