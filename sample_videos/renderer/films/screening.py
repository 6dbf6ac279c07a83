"""Draw the pictures of a film: each take on its own stage, then cut together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from ..camera import Image
from ..clip import Shoot
from ..draw import Stage
from ..performer import Performer
from .edit import FilmFrame, Layer
from .film import Film, Piece
from .finish import burn_in, card_picture, change, entrance_between, finished, punched_in

#: Small pictures need neither fine shadows nor much smoothing: a film has hundreds.
_OVERSAMPLING, _SHADOW_PIXELS = 1.0, 512
Told = Callable[[], None]
Moments = Mapping[tuple[str, float], Image]


def draw_takes(
    film: Film, frames: list[FilmFrame], performers: Mapping[str, Performer], told: Told
) -> dict[tuple[str, float], Image]:
    """Draw every moment of every take that a film shows, one take after the other.

    Parameters
    ----------
    film : Film
    frames : list of FilmFrame
    performers : mapping of str to Performer
        By the name of the take.
    told : callable
        Called for each moment that is drawn.

    Returns
    -------
    dict of (take, seconds) to Image
    """
    drawn: dict[tuple[str, float], Image] = {}
    wanted = moments_of(film, frames)
    for take in film.take:
        moments = wanted.get(take.name, [])
        if not moments:
            continue
        with Stage(film.width, film.height, _OVERSAMPLING, _SHADOW_PIXELS) as stage:
            shoot = Shoot(take, performers[take.name], stage)
            for take_s in moments:
                drawn[take.name, take_s] = shoot.picture(take_s)
                told()
    return drawn


def moments_of(film: Film, frames: list[FilmFrame]) -> dict[str, list[float]]:
    """Which moments of which takes a film shows, in order."""
    wanted: dict[str, set[float]] = {}
    for frame in frames:
        for layer in (frame.layer, frame.other):
            piece = film.piece[layer.piece] if layer is not None else None
            if layer is not None and piece is not None and piece.card is None:
                wanted.setdefault(piece.take, set()).add(layer.take_s)
    return {name: sorted(moments) for name, moments in wanted.items()}


def pictures(film: Film, frames: list[FilmFrame], drawn: Moments) -> Iterator[tuple[float, Image]]:
    """Yield time and picture of each frame of the finished film."""
    first_of = _first_moments(film, frames)
    frame_s = 1.0 / film.frames_per_second

    def layer_picture(layer: Layer) -> Image:
        piece = film.piece[layer.piece]
        if piece.card is None:
            return punched_in(drawn[piece.take, layer.take_s], piece)
        behind = drawn.get((piece.card.behind, first_of.get(piece.card.behind, -1.0)))
        return card_picture(piece.card, film.width, film.height, behind)

    for frame in frames:
        picture = layer_picture(frame.layer)
        if frame.other is not None:
            how = entrance_between(film, frame.layer.piece, frame.other.piece)
            picture = change(picture, layer_picture(frame.other), frame.share, how)
        elif frame.share < 1:
            picture = np.asarray(picture * frame.share, np.uint8)
        picture = burn_in(picture, film.overlay, frame.time_s)
        yield frame.time_s, finished(picture, film.finish, frame.time_s, frame_s)


def _first_moments(film: Film, frames: list[FilmFrame]) -> dict[str, float]:
    first: dict[str, float] = {}
    for frame in frames:
        piece: Piece = film.piece[frame.layer.piece]
        if piece.card is None:
            first.setdefault(piece.take, frame.layer.take_s)
    return first
