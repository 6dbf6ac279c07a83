"""A film file: the takes, and how they are cut together. Written in TOML like a scene."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from ..scene import SceneModel
from ..take import Take

Entrance = Literal["cut", "fade", "blur", "black"]
Colour = tuple[int, int, int]


class Card(SceneModel):
    """A picture that nobody is in: a title, an end card, or nothing but black.

    ``behind`` names a take whose first picture in the film shows through, blurred and dark.
    """

    seconds: float = Field(2.0, gt=0.05)
    title: str = ""
    below: str = ""
    ground: Colour = (16, 16, 18)
    behind: str = ""


class Piece(SceneModel):
    """A piece of a take, or a card.

    Parameters
    ----------
    take : str
        Name of the take; empty for a card.
    from_s, until_s : float
        Which part of the take.
    into : {"cut", "fade", "blur", "black"}
        How the film comes to it: at once, by a cross-fade, out of a blur, or out of black.
        The change takes the last ``into_s`` of the piece before it as well.
    zoom : float
        The middle of the picture enlarged, as when a cutter punches in.
    aim : tuple of float
        What is then in the middle, as shares of width and height.
    pictures_per_second : float, optional
        Stop motion: each picture stays until the next is due.
    """

    take: str = ""
    from_s: float = Field(0.0, ge=0)
    until_s: float = Field(0.0, ge=0)
    card: Card | None = None
    into: Entrance = "cut"
    into_s: float = Field(0.4, gt=0, le=2)
    zoom: float = Field(1.0, ge=1, le=4)
    aim: tuple[float, float] = (0.5, 0.5)
    pictures_per_second: float | None = Field(None, gt=0.5)

    @property
    def seconds(self) -> float:
        """How long it is in the film."""
        return self.card.seconds if self.card is not None else self.until_s - self.from_s

    @model_validator(mode="after")
    def _one_of_two(self) -> Piece:
        if (self.card is None) == (not self.take):
            raise ValueError("a piece is either of a take or a card; Set “take” or [piece.card]")
        if self.card is None and self.until_s <= self.from_s:
            raise ValueError("a piece ends before it begins; Make until_s larger than from_s")
        return self


class Overlay(SceneModel):
    """Something burnt into the picture, at shares of its width and height.

    ``size`` is its height as a share of the picture's; ``opacity`` 1 hides what is behind.
    """

    kind: Literal["caption", "banner", "watermark", "arrow", "logo", "box"]
    text: str = ""
    at: tuple[float, float] = (0.5, 0.9)
    size: float = Field(0.06, gt=0.01, le=1)
    from_s: float = Field(0.0, ge=0)
    until_s: float = Field(1e6, gt=0)
    opacity: float = Field(1.0, gt=0, le=1)
    colour: Colour = (255, 255, 255)


class Finish(SceneModel):
    """What is done to the finished film.

    ``grey_s`` are stretches without colour; at each of ``flash_s`` one picture is white, at
    each of ``broken_s`` its lower half is grey. ``sides`` is the share of the width that blurred
    bars take up, as where an upright film is put into a wide one.
    ``washed_out`` takes contrast away.
    """

    compression: int = Field(24, ge=10, le=42)
    grey_s: tuple[tuple[float, float], ...] = ()
    flash_s: tuple[float, ...] = ()
    broken_s: tuple[float, ...] = ()
    sides: float = Field(0.0, ge=0, le=0.7)
    washed_out: float = Field(0.0, ge=0, le=0.8)


class Film(SceneModel):
    """Everything that decides how a film looks; the same file gives the same film.

    Parameters
    ----------
    exercise : str
        What it is scored as.
    role : str
        ``target``, or ``lookalike: ...`` where nothing may be counted.
    prescribed_hold_s : float, optional
        As told to the person; the usual hold of the exercise if not given.
    fair_to_say : tuple of str
        Faults that nobody is blamed for reporting of the film.
    take : tuple of Take
        In a file, a take may say ``like`` another one: it shows the same performance, and only
        what differs is written down.
    """

    name: str
    title: str = ""
    seed: int = 0
    width: int = Field(480, ge=160, le=1920)
    height: int = Field(270, ge=120, le=1080)
    frames_per_second: float = Field(15.0, ge=5, le=60)
    exercise: str
    role: str = "target"
    prescribed_hold_s: float | None = None
    fair_to_say: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    take: tuple[Take, ...]
    likeness: dict[str, str] = Field(default_factory=dict)
    piece: tuple[Piece, ...] = Field(min_length=1)
    overlay: tuple[Overlay, ...] = ()
    finish: Finish = Field(default_factory=Finish)

    @property
    def is_look_alike(self) -> bool:
        """Whether nothing may be counted."""
        return self.role.startswith("lookalike")

    @property
    def seconds(self) -> float:
        """Length of the film."""
        return sum(piece.seconds for piece in self.piece)

    def take_named(self, name: str) -> Take:
        """Return a take by its name."""
        return next(take for take in self.take if take.name == name)

    def performance_of(self, name: str) -> str:
        """Name of the take whose performance a take shows: what it is like, or itself."""
        return self.likeness.get(name, name)

    @model_validator(mode="before")
    @classmethod
    def _fill_in_takes(cls, content: Any) -> Any:
        if not isinstance(content, Mapping) or "likeness" in content:
            return content
        takes = content.get("take", ())
        if not all(isinstance(take, Mapping) and take.get("name") for take in takes):
            return content
        likeness = {take["name"]: take["like"] for take in takes if "like" in take}
        shared = {key: content[key] for key in _SHARED if key in content}
        written = {take["name"]: take for take in takes}
        filled = [shared | _filled(take, written) for take in takes]
        return {**content, "take": filled, "likeness": likeness}

    @model_validator(mode="after")
    def _takes_are_there(self) -> Film:
        names = [take.name for take in self.take]
        for name in [p.take for p in self.piece if p.take] + list(self.likeness.values()):
            if name not in names:
                raise ValueError(f"no take is called {name!r}; Choose one of: {', '.join(names)}")
        return self


#: What a film says once for all of its takes.
_SHARED = ("width", "height", "frames_per_second")


def _filled(take: Mapping[str, Any], written: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    own = {key: value for key, value in take.items() if key != "like"}
    if take.get("like") not in written:
        return own
    model = written[take["like"]]
    if "like" in model:
        raise ValueError(
            f"the take {take['name']!r} is like one that is itself like another; "
            "Let it be like the first of them"
        )
    together: dict[str, Any] = dict(model)
    for key, value in own.items():
        both = isinstance(value, Mapping) and isinstance(model.get(key), Mapping)
        together[key] = {**model[key], **value} if both else value
    return together
