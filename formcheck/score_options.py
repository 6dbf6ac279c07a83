"""What a person may ask for when a clip is scored: each option once, with its default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

from formcheck.errors import UsageError
from formcheck.video.reading import Reading

if TYPE_CHECKING:
    from formcheck.exercises.settings import Settings
    from formcheck.results.place import ResultPlace

Stage = Literal["model", "pose", "video", "report"]
#: Where landmarks are kept for scoring the clip again.
KeptIn = Literal["cache", "beside"]
#: Called with the stage and the share of it that is done, 0 to 1.
Progress = Callable[[Stage, float], None]


@dataclass(frozen=True)
class ScoreOptions:
    """How a clip is scored, apart from the exercise.

    Attributes
    ----------
    settings : Settings or None
        Thresholds; the defaults without it.
    model : str or Path
        ``"lite"``, ``"full"``, ``"heavy"``, or the path of a model bundle.
    use_cache : bool
        Whether landmarks found earlier in the same clip are used again.
    thrifty : bool
        Whether the model looks only where something about the person moves, and ten times a
        second anyway: a third to a half less work, landmarks that differ a little.
    fps : float or None
        Pictures that were filmed in a second, where the file does not know or is wrong.
    speed : float or None
        How fast the film plays as a share of the movement, 0.25 in four times slow
        motion; by default what the recorder noted. All times are those of the movement.
    rotate : int
        Clockwise turn, 90, 180 or 270 degrees, that sets a lying picture upright.
    video, report : bool
        Whether ``annotated.mp4`` and ``report.html`` are made.
    sound : bool
        Whether what is heard in the clip is heard in ``annotated.mp4``, too.
    stills : bool
        Whether a still of the annotated video stands beside each fault of the report.
    person : str
        Whose report it is, to be read in it; empty where nobody is to be named.
    folder_name : str or None
        Name of the clip's folder instead of its stem.
    folder_is_own : bool
        The folder of that name belongs to this clip, whatever result it holds; nothing
        is numbered.
    threads : int or None
        Spans tracked, and stretches drawn, at once; by default what this computer has
        processors for. Files are the same whatever it is.
    landmarks : {"cache", "beside"}
        Where landmarks are kept for scoring again: in the user's cache, or in
        ``landmarks.npz`` beside the result and nowhere else.
    cache_limit_bytes : int or None
        What the cache may grow to; by default what the environment variable
        ``FORMCHECK_CACHE_LIMIT`` says (``20GB``), or 1 GB.
    progress : callable or None
        Called from this thread with the stage and the share of it that is done.
    on_place : callable or None
        Called with the folder that the files will be in, before the clip is looked at.

    Raises
    ------
    UsageError
        A rate, speed or turn that no film can have, or less than one thread.
    """

    settings: Settings | None = None
    model: str | Path = "full"
    use_cache: bool = True
    thrifty: bool = False
    fps: float | None = None
    speed: float | None = None
    rotate: int = 0
    video: bool = True
    sound: bool = True
    report: bool = True
    stills: bool = True
    person: str = ""
    folder_name: str | None = None
    folder_is_own: bool = False
    threads: int | None = None
    landmarks: KeptIn = "cache"
    cache_limit_bytes: int | None = None
    progress: Progress | None = None
    on_place: Callable[[ResultPlace], None] | None = None

    def __post_init__(self) -> None:
        # What no film can be is refused before any clip is opened.
        _ = self.reading
        if self.threads is not None and self.threads < 1:
            raise UsageError(f"{self.threads} threads do no work.", "Give one or more.")

    @property
    def reading(self) -> Reading:
        """What is said of the film's rate, speed and turn."""
        return Reading(fps=self.fps, speed=self.speed, rotate_deg=self.rotate)

    def tell_progress(self, stage: Stage, share: float) -> None:
        """Say how far a stage is to whoever asked."""
        if self.progress is not None:
            self.progress(stage, share)

    def tell_place(self, place: ResultPlace) -> None:
        """Say where the files go to whoever asked."""
        if self.on_place is not None:
            self.on_place(place)


class ScoreKeywords(TypedDict, total=False):
    """The fields of `ScoreOptions` as keyword arguments."""

    settings: Settings | None
    model: str | Path
    use_cache: bool
    thrifty: bool
    fps: float | None
    speed: float | None
    rotate: int
    video: bool
    sound: bool
    report: bool
    stills: bool
    person: str
    folder_name: str | None
    folder_is_own: bool
    threads: int | None
    landmarks: KeptIn
    cache_limit_bytes: int | None
    progress: Progress | None
    on_place: Callable[[ResultPlace], None] | None
