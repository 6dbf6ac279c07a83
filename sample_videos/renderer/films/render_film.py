"""Render one film to a clip, its truth and its label."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..acting.actor import cast
from ..clip import open_writer
from ..performer import Performer
from .edit import frames_of
from .film import Film
from .film_label import label_film
from .film_truth import FilmTruth, carry_along
from .screening import draw_takes, moments_of, pictures

Progress = Callable[[int, int], None]


def render_film(
    film: Film, folder: Path, progress: Progress = lambda done, total: None
) -> dict[str, Any]:
    """Render a film.

    Writes ``<name>.mp4`` and ``<name>.truth.npz``; each appears under its final
    name only when complete.

    Parameters
    ----------
    film : Film
    folder : Path
        Made if absent.
    progress : callable
        Told how many pictures of how many are drawn.

    Returns
    -------
    dict
        The film's entry for a labels file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    frames = frames_of(film)
    performers = cast(film.take, film.likeness)
    total = sum(len(moments) for moments in moments_of(film, frames).values())
    done = 0

    def told() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    drawn = draw_takes(film, frames, performers, told)
    path = folder / f"{film.name}.mp4"
    look = (film.frames_per_second, film.width, film.height, film.finish.compression)
    with open_writer(path, *look) as write:
        for time_s, picture in pictures(film, frames, drawn):
            write(picture, time_s)
    return measure_film(film, folder, performers)[0]


def measure_film(
    film: Film, folder: Path | None = None, performers: dict[str, Performer] | None = None
) -> tuple[dict[str, Any], FilmTruth]:
    """Label and truth of a film without drawing it; the truth is written when given a folder."""
    known = performers or cast(film.take, film.likeness)
    truth = carry_along(film, frames_of(film), known)
    if folder is not None:
        truth.save(folder / f"{film.name}.truth.npz")
    return label_film(film, known, truth), truth
