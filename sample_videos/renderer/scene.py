"""A scene file: who, where, seen how, doing what. Written in TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from formcheck.errors import SettingsError

from .effects import Effects
from .exercises.base import Movement
from .exercises.registry import MOVEMENTS
from .look import Look
from .motion import Repetition
from .phenotype import Phenotype
from .surroundings import Light, Room

_EXAMPLES = "sample_videos/scenes"
_Model = TypeVar("_Model", bound=BaseModel)


class SceneModel(BaseModel):
    """A part of a scene file: nothing in it may be misspelt."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CameraPlace(SceneModel):
    """Where the camera stands; distances in metres, angles in degrees.

    ``yaw_deg`` is how far the person is turned away from a true side view.
    """

    distance_m: float = Field(2.6, gt=0.8, le=6)
    height_m: float = Field(0.6, ge=0.05, le=2.2)
    aim_height_m: float = Field(0.32, ge=0, le=2)
    aim_ahead_m: float = Field(0.0, ge=-1.5, le=1.5)
    field_of_view_deg: float = Field(56.0, ge=30, le=90)
    yaw_deg: float = Field(0.0, ge=-60, le=60)
    roll_deg: float = Field(0.0, ge=-15, le=15)


class Exercise(SceneModel):
    """The movement, how far this person goes, and what is wrong all the time."""

    name: str
    variant: str = ""
    range_share: float = Field(1.0, ge=0.2, le=1.3)
    prescribed_hold_s: float | None = None
    constant: dict[str, float] = Field(default_factory=dict)

    @property
    def movement(self) -> Movement:
        """What the renderer knows of it."""
        return MOVEMENTS[self.name]

    @property
    def hold_s(self) -> float:
        """Prescribed hold in seconds: as given, or the usual one of the exercise."""
        if self.prescribed_hold_s is not None:
            return self.prescribed_hold_s
        return self.movement.usual_hold_s


class Scene(SceneModel):
    """Everything that decides how a clip looks; the same scene gives the same clip."""

    name: str
    title: str = ""
    seed: int = 0
    width: int = Field(640, ge=160, le=1920)
    height: int = Field(480, ge=120, le=1080)
    frames_per_second: float = Field(20.0, ge=5, le=60)
    facing: Literal["left", "right"] = "right"
    lead_s: float = Field(1.2, ge=0)
    tail_s: float = Field(0.8, ge=0)
    arriving_s: float = Field(0.0, ge=0)
    stops_at_s: float | None = None
    tags: tuple[str, ...] = ()
    person: Phenotype = Field(default_factory=Phenotype)
    look: Look = Field(default_factory=Look)
    room: Room = Field(default_factory=Room)
    light: Light = Field(default_factory=Light)
    camera: CameraPlace = Field(default_factory=CameraPlace)
    exercise: Exercise
    effects: Effects = Field(default_factory=Effects)
    repetition: tuple[Repetition, ...] = ()

    @property
    def seconds(self) -> float:
        """Length of the clip."""
        parts = [repetition.moving_s + repetition.rest_s for repetition in self.repetition]
        seconds = self.arriving_s + self.lead_s + sum(parts) + self.tail_s
        return min(seconds, self.stops_at_s or seconds)

    @model_validator(mode="after")
    def _known_names(self) -> Scene:
        name = self.exercise.name
        if name not in MOVEMENTS:
            raise ValueError(f"no movement is called {name!r}; {_choice(MOVEMENTS)}")
        mover = MOVEMENTS[name].mover
        variants = [variant for variant in mover.variants if variant]
        if self.exercise.variant and self.exercise.variant not in variants:
            there = _choice(variants) if variants else "Leave the line out"
            raise ValueError(f"{name} has no variant {self.exercise.variant!r}; {there}")
        names = mover.parameters
        used = set(self.exercise.constant).union(*(set(r.faults) for r in self.repetition))
        if used - set(names):
            raise ValueError(
                f"{name} has no parameter {min(used - set(names))!r}; {_choice(names)}"
            )
        return self


def _choice(names: Iterable[str]) -> str:
    return f"Choose one of: {', '.join(sorted(names))}"


def read_scene(path: Path) -> Scene:
    """Read a scene file.

    Raises
    ------
    SettingsError
        The file is absent, no TOML, or names something that does not exist.
    """
    return follow(Scene, read_toml(path), path)


def read_toml(path: Path) -> dict[str, Any]:
    """Read what a scene file or a film file says; `SettingsError` if it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"The scene file {path} cannot be read.",
            "Check the name; “formcheck samples list” shows the scenes that there are.",
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"The scene file {path.name} is not valid TOML: {error}.",
            f"The files in {_EXAMPLES} show how one is written.",
        ) from None


def follow(model: type[_Model], content: Mapping[str, Any], path: Path) -> _Model:
    """Make a scene or a film of what its file says; `SettingsError` if it does not fit."""
    try:
        return model(**({"name": path.stem} | dict(content)))
    except ValidationError as error:
        raise _explain(error, path.name) from None


def _explain(error: ValidationError, name: str) -> SettingsError:
    """Turn the first complaint into what is wrong and what would be right."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return SettingsError(
            f"The scene file {name} sets “{place}”, which does not exist.",
            f"Check the spelling and the [heading] above it; the files in {_EXAMPLES} show both.",
        )
    said = first["msg"].removeprefix("Value error, ")
    wrong, _, fix = said.partition("; ")
    wrong = f"{place}: {wrong}" if place else wrong
    fix = fix or f"Correct that line; the files in {_EXAMPLES} show what it may hold"
    return SettingsError(f"The scene file {name} cannot be followed: {wrong}.", f"{fix}.")
