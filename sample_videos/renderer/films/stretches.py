"""The unbroken views that a film gives of a performance."""

from __future__ import annotations

from dataclasses import dataclass

from .film_truth import FilmTruth


@dataclass(frozen=True)
class Stretch:
    """A run of pictures that show the same performance, unbroken, from one camera.

    Parameters
    ----------
    take : str
    first, last : int
        Frames of the film.
    film_s, take_s : tuple of float
        First and last moment, in the film and in the performance.
    certain : bool
        Seen so squarely, and so clear of the edge, that nobody may refuse to judge it.
    """

    take: str
    first: int
    last: int
    film_s: tuple[float, float]
    take_s: tuple[float, float]
    certain: bool = True

    def shows(self, start_s: float, end_s: float) -> bool:
        """Whether anything between two moments of the performance is seen in it."""
        return self.take_s[0] < end_s and self.take_s[1] > start_s

    def seen_s(self, start_s: float, end_s: float) -> float:
        """How much it shows of what lies between two moments of the performance."""
        return max(0.0, min(self.take_s[1], end_s) - max(self.take_s[0], start_s))


def find_stretches(truth: FilmTruth) -> list[Stretch]:
    """Find the runs of pictures in which somebody can be judged from one camera, unbroken."""
    found: list[Stretch] = []
    begin: int | None = None
    for frame in range(len(truth.time_s) + 1):
        inside = frame < len(truth.time_s) and bool(truth.seen[frame])
        if begin is not None and (not inside or _breaks(truth, frame)):
            found.append(_stretch(truth, begin, frame - 1))
            begin = None
        if inside and begin is None:
            begin = frame
    return found


def span_in_film(chain: list[Stretch], start_s: float, end_s: float) -> tuple[float, float]:
    """From where to where a film shows what lies between two moments of a performance."""
    first, last = chain[0], chain[-1]
    begin = first.film_s[0] + max(0.0, start_s - first.take_s[0])
    end = last.film_s[1] - max(0.0, last.take_s[1] - end_s)
    return round(begin, 3), round(max(begin, end), 3)


def _breaks(truth: FilmTruth, frame: int) -> bool:
    new_take = truth.take[frame] != truth.take[frame - 1]
    new_piece = truth.piece[frame] != truth.piece[frame - 1]
    turned = truth.certain[frame] != truth.certain[frame - 1]
    return bool(new_take or new_piece or turned)


def _stretch(truth: FilmTruth, first: int, last: int) -> Stretch:
    film_s, take_s = (
        (float(times[first]), float(times[last])) for times in (truth.time_s, truth.take_s)
    )
    return Stretch(str(truth.take[first]), first, last, film_s, take_s, bool(truth.certain[first]))
