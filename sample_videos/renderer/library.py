"""The scenes there are: the committed ones and the larger sets, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from formcheck.errors import UsageError

from .films.film import Film
from .films.sets import film_set
from .scene import Scene, follow, read_scene, read_toml
from .sets import eval_scenes, smoke_scenes

SCENE_FOLDER = Path(__file__).parents[1] / "scenes"
SET_NAMES = ("committed", "smoke", "eval", "film")

Work = Scene | Film
#: What the larger sets are made from when no seed is named.
USUAL_SEEDS = {"smoke": 7, "eval": 2024, "film": 2026}


def committed_scenes() -> list[Scene]:
    """Return the scenes whose clips lie in the repository."""
    return [read_scene(path) for path in sorted(SCENE_FOLDER.glob("*.toml"))]


def scenes_of_set(name: str, seed: int | None = None) -> Sequence[Work]:
    """Return the scenes of a set, or its films.

    Parameters
    ----------
    name : str
        One of ``SET_NAMES``.
    seed : int, optional
        Another one gives another set of the same kind; the usual one by default.

    Raises
    ------
    UsageError
        No set has that name, or it is not made from a seed.
    """
    if name not in SET_NAMES:
        raise UsageError(
            f"There is no set called “{name}”.", f"Choose one of: {', '.join(SET_NAMES)}."
        )
    if name == "committed":
        if seed is not None:
            raise UsageError(
                "The committed set is not made from a seed.", "Leave out --seed, or use --set eval."
            )
        return committed_scenes()
    makers: dict[str, Callable[[int], Sequence[Work]]] = {
        "smoke": smoke_scenes,
        "eval": eval_scenes,
        "film": film_set,
    }
    return makers[name](USUAL_SEEDS[name] if seed is None else seed)


def read_work(path: Path) -> Work:
    """Read the file of a scene, or of a film: that is one with pieces."""
    content = read_toml(path)
    if "piece" in content:
        return follow(Film, content, path)
    return follow(Scene, content, path)


def find_scene(name: str) -> Work:
    """Return a scene or a film by the path of its file, or by its name in any of the sets.

    Raises
    ------
    UsageError
        Nothing has that name.
    """
    path = Path(name)
    if path.suffix == ".toml":
        return read_work(path)
    for set_name in SET_NAMES:
        for scene in scenes_of_set(set_name):
            if scene.name == name:
                return scene
    raise UsageError(
        f"There is no scene called “{name}”.", "See the names with: formcheck samples list"
    )
