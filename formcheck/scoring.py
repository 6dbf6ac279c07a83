"""From a clip to the files of its result: the only place that ties all stages together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from formcheck.errors import NothingToScoreError, OutputError, UsageError
from formcheck.exercises.registry import AUTO, get_exercise
from formcheck.exercises.settings import Settings, default_settings
from formcheck.judge.checker import score_track
from formcheck.judge.result import ClipInfo, ModelInfo, ReadingInfo
from formcheck.judge.scored import ScoredClip
from formcheck.pose.bundle import ensure_bundle
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.pose.kept_track import KeptTrack, is_kept_track, read_kept_track
from formcheck.pose.manifest import model_entries
from formcheck.pose.native_memory import give_back_freed_memory, limit_heaps
from formcheck.pose.track import PoseTrack
from formcheck.recognition.lying_picture import remark_on_lying_picture
from formcheck.recognition.scoring import score_recognised
from formcheck.recognition.why_nothing import explain_nothing
from formcheck.results.files import RESULT_FILES, write_data, write_page, write_video
from formcheck.results.folder import replacing_results
from formcheck.results.place import ResultPlace, find_place, read_owner
from formcheck.results.place import folder_name as default_folder_name
from formcheck.results.segment_folders import (
    SEGMENTS_JSON,
    find_earlier_files,
    segment_folder_name,
    write_segments,
)
from formcheck.video.reader import VideoFile
from formcheck.video.reading import Reading
from formcheck.video.remarks import remarks_on_reading

Stage = Literal["model", "pose", "video", "report"]
#: Called with the stage and the share of it that is done, 0 to 1.
Progress = Callable[[Stage, float], None]
#: Called with where the files of a clip go, before it is looked at.
OnPlace = Callable[[ResultPlace], None]

_NO_FILM = "Scored from kept landmarks; there is no film of it."
_TRUNCATED = "The file breaks off before its end; what was recorded after that is lost."


@dataclass(frozen=True)
class _Opened:
    """A clip that can be read, or the landmarks that stand in for one."""

    sha256: str
    source: VideoFile | KeptTrack


@dataclass(frozen=True)
class _Seen:
    """What was read of a clip: its description, its landmarks and remarks for people."""

    clip: ClipInfo
    track: PoseTrack
    model: ModelInfo
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Wish:
    """What the person wants of a clip, apart from the exercise."""

    clip: Path
    out_dir: Path
    name: str
    exercise: str | None
    settings: Settings
    model: str | Path
    use_cache: bool
    reading: Reading
    video: bool
    report: bool
    notify: Progress
    on_place: OnPlace


def score_clip(
    clip: Path,
    exercise: str,
    out_dir: Path,
    *,
    settings: Settings | None = None,
    model: str | Path = "full",
    use_cache: bool = True,
    fps: float | None = None,
    speed: float | None = None,
    rotate: int = 0,
    video: bool = True,
    report: bool = True,
    folder_name: str | None = None,
    progress: Progress | None = None,
    on_place: OnPlace | None = None,
) -> ScoredClip:
    """Count and judge the repetitions of an exercise in a clip and write all that was found.

    The files go to ``out_dir/<clip's stem>/``: ``result.json``, ``reps.csv``,
    ``frames.csv``, ``events.vtt``, ``annotated.mp4`` and ``report.html``. They
    appear together when all are complete; an earlier result of the same clip stays
    as it was until then, and for good if anything fails. Where the result of another
    clip has that folder, it is ``<clip's stem>-2/``, and so on.

    Parameters
    ----------
    clip : Path
        The recorded clip, or the landmarks that a live set has left.
    exercise : str
        One of `formcheck.exercise_names`.
    out_dir : Path
        Where the folder of this clip is made; made itself if it does not exist.
    settings : Settings, optional
        Thresholds; the defaults without it.
    model : str or Path
        ``"lite"``, ``"full"``, ``"heavy"``, or the path of a model bundle.
    use_cache : bool
        Whether landmarks found earlier in the same clip are used again.
    fps : float, optional
        Pictures that were filmed in a second, where the file does not know or is wrong.
    speed : float, optional
        How fast the film plays as a share of the movement, 0.25 in four times slow
        motion; by default what the recorder noted. All times are those of the movement.
    rotate : int
        Clockwise turn, 90, 180 or 270 degrees, that sets a lying picture upright.
    video, report : bool
        Whether ``annotated.mp4`` and ``report.html`` are made.
    folder_name : str, optional
        Name of the clip's folder instead of its stem.
    progress : callable, optional
        Called from this thread with the stage and the share of it that is done.
    on_place : callable, optional
        Called with the folder that the files will be in, before the clip is looked at.

    Returns
    -------
    ScoredClip

    Raises
    ------
    UnknownExerciseError, OutputError
        Wrong use.
    InputError
        The clip cannot be read.
    NothingToScoreError
        Nothing in it can be judged.
    ModelError, MissingLibraryError, MachineError, DiskFullError
        The machine lacks something.
    """
    return score_exercises(
        clip,
        out_dir,
        exercise=exercise,
        settings=settings,
        model=model,
        use_cache=use_cache,
        fps=fps,
        speed=speed,
        rotate=rotate,
        video=video,
        report=report,
        folder_name=folder_name,
        progress=progress,
        on_place=on_place,
    )[0]


def score_exercises(
    clip: Path,
    out_dir: Path,
    *,
    exercise: str = AUTO,
    settings: Settings | None = None,
    model: str | Path = "full",
    use_cache: bool = True,
    fps: float | None = None,
    speed: float | None = None,
    rotate: int = 0,
    video: bool = True,
    report: bool = True,
    folder_name: str | None = None,
    progress: Progress | None = None,
    on_place: OnPlace | None = None,
) -> list[ScoredClip]:
    """Score each exercise that a clip shows, found out by itself unless it is named.

    A clip of one exercise leaves the same files as `score_clip`. Of several,
    each has a folder of its own inside the clip's: ``1_NAME/``, ``2_NAME/``
    and so on by the names of the exercises, and ``segments.json`` lists them.

    Parameters
    ----------
    clip, out_dir, settings, model, use_cache, fps, speed, rotate
        As in `score_clip`.
    video, report, folder_name, progress, on_place
        As in `score_clip`.
    exercise : str
        One of `formcheck.exercise_names`, or ``"auto"``.

    Returns
    -------
    list of ScoredClip
        One an exercise, in order of time.

    Raises
    ------
    NothingToScoreError
        Also where it is not sure which exercise it is; the message asks for it.
    FormcheckError
        As `score_clip`.
    """
    wish = _Wish(
        clip=Path(clip),
        out_dir=Path(out_dir),
        name=folder_name or default_folder_name(Path(clip)),
        exercise=None if exercise == AUTO else exercise,
        settings=settings or default_settings(),
        model=model,
        use_cache=use_cache,
        reading=Reading(fps=fps, speed=speed, rotate_deg=rotate),
        video=video,
        report=report,
        notify=progress or _ignore_progress,
        on_place=on_place or _ignore_place,
    )
    if exercise == AUTO:
        return _score(wish, lambda seen: _judge_recognised(seen, wish.settings))
    get_exercise(exercise)
    return _score(wish, lambda seen: [_judge_named(seen, exercise, wish.settings)])


def _score(wish: _Wish, judge: Callable[[_Seen], list[ScoredClip]]) -> list[ScoredClip]:
    """Look at the clip, judge it and write the files, of each segment in a folder of its own."""
    limit_heaps()
    opened = _open(wish.clip, wish.reading)
    place = find_place(wish.out_dir, wish.name, opened.sha256)
    wish.on_place(place)
    earlier = find_earlier_files(place.folder, RESULT_FILES)
    names = [*RESULT_FILES, SEGMENTS_JSON, *earlier]
    with replacing_results(place.folder, names) as temporary:
        scored = _judge(wish, opened, judge)
        for part in scored:
            folder = temporary / segment_folder_name(part.result)
            folder.mkdir(exist_ok=True)
            write_data(part, folder)
        if len(scored) > 1:
            write_segments([part.result for part in scored], temporary / SEGMENTS_JSON)
        give_back_freed_memory()
        for number, part in enumerate(scored):
            folder = temporary / segment_folder_name(part.result)
            _draw(wish, part, folder, number / len(scored), 1 / len(scored))
        _check_still_free(place.folder, opened.sha256)
    return scored


def _judge(
    wish: _Wish, opened: _Opened, judge: Callable[[_Seen], list[ScoredClip]]
) -> list[ScoredClip]:
    """Judge what is seen; where it was filmed so that it cannot be, say so."""
    seen = _look_at(wish, opened)

    def look_closer() -> bool:
        from formcheck.pose.closer_look import finds_small_person  # noqa: PLC0415 (slow to load)

        film = opened.source
        return isinstance(film, VideoFile) and finds_small_person(film, find_model(wish.model))

    try:
        scored = judge(seen)
    except NothingToScoreError as error:
        raise explain_nothing(
            seen.track, wish.settings, wish.exercise, error, look_closer
        ) from error
    if len(scored) > 1:
        return scored
    return [_remark_on_picture(seen, part, wish.settings) for part in scored]


def _remark_on_picture(seen: _Seen, part: ScoredClip, settings: Settings) -> ScoredClip:
    """Add a remark where the picture seems to lie on its side."""
    exercise = part.exercise
    remark = remark_on_lying_picture(seen.track, settings, exercise.name, exercise.stance)
    if remark is None:
        return part
    summary = part.result.summary
    summary = summary.model_copy(update={"notes": [*summary.notes, remark]})
    return replace(part, result=part.result.model_copy(update={"summary": summary}))


def _check_still_free(folder: Path, sha256: str) -> None:
    """Raise `OutputError` if another run has put another clip's result there meanwhile."""
    if read_owner(folder) not in (None, sha256):
        raise OutputError(
            f"The result of another clip has appeared in “{folder}” meanwhile.",
            "Score this clip again; it gets a folder of its own.",
        )


def _draw(wish: _Wish, part: ScoredClip, place: Path, done: float, share: float) -> None:
    """Write video and page; `share` of all the drawing is this part's, `done` the earlier ones'."""
    if wish.video and not is_kept_track(wish.clip):
        write_video(wish.clip, part, place, lambda own: wish.notify("video", done + own * share))
    if wish.report:
        wish.notify("report", done)
        write_page(part, place)


def find_model(model: str | Path, progress: Callable[[float], None] | None = None) -> Bundle:
    """Return the pose model that is meant, fetching it if it is one of the known three.

    Parameters
    ----------
    model : str or Path
        ``"lite"``, ``"full"``, ``"heavy"``, or a path.
    progress : callable, optional
        Called with the share of the download that is done.

    Raises
    ------
    UsageError
        The word is none of the three, and no file is called so.
    ModelError
        The model cannot be fetched, or the file is none.
    """
    if isinstance(model, str) and (model in model_entries() or not _is_path(model)):
        return ensure_bundle(model, progress=progress)
    return ensure_bundle(source=Path(model))


def _is_path(text: str) -> bool:
    path = Path(text)
    return path.exists() or path.name != text or bool(path.suffix)


def _open(clip: Path, reading: Reading) -> _Opened:
    if not is_kept_track(clip):
        film = VideoFile(clip, reading=reading)
        return _Opened(clip_sha256(clip), film)
    if not reading.is_by_the_file:
        raise UsageError(
            "Landmarks have their times and their upright picture already.",
            "Leave out --fps, --speed and --rotate, or score the film.",
        )
    kept = read_kept_track(clip)
    return _Opened(clip_sha256(clip), kept)


def _look_at(wish: _Wish, opened: _Opened) -> _Seen:
    source = opened.source
    if isinstance(source, KeptTrack):
        return _look_at_landmarks(wish.clip, opened.sha256, source)
    bundle = find_model(wish.model, lambda share: wish.notify("model", share))
    track = cached_track(
        source.info.path,
        opened.sha256,
        bundle,
        use_cache=wish.use_cache,
        reading=source.reading,
        progress=lambda share: wish.notify("pose", share),
    )
    return _Seen(
        clip=_describe_clip(source, opened.sha256, track),
        track=track,
        model=ModelInfo(variant=bundle.variant, sha256=bundle.sha256),
        notes=(
            *((_TRUNCATED,) if source.truncated else ()),
            *remarks_on_reading(source.info, wish.reading),
        ),
    )


def _look_at_landmarks(path: Path, sha256: str, kept: KeptTrack) -> _Seen:
    span_s = float(kept.track.time_s[-1] - kept.track.time_s[0])
    fps = (kept.track.frame_count - 1) / span_s if span_s > 0 else 0.0
    clip = ClipInfo(
        name=path.name,
        sha256=sha256,
        duration_s=kept.track.frame_count / fps if fps else 0.0,
        width=kept.track.width_px,
        height=kept.track.height_px,
        frames=kept.track.frame_count,
        fps=fps,
    )
    model = ModelInfo(variant=kept.model_variant, sha256=kept.model_sha256)
    return _Seen(clip, kept.track, model, (_NO_FILM,))


def _describe_clip(film: VideoFile, sha256: str, track: PoseTrack) -> ClipInfo:
    video, reading = film.info, film.reading
    # From the frames that were read: a container may promise more than it holds.
    span_s = float(track.time_s[-1] - track.time_s[0])
    fps = (track.frame_count - 1) / span_s if span_s > 0 else video.fps
    return ClipInfo(
        name=video.path.name,
        sha256=sha256,
        duration_s=track.frame_count / fps,
        width=video.width_px,
        height=video.height_px,
        frames=track.frame_count,
        fps=fps,
        reading=None
        if reading.is_by_the_file
        else ReadingInfo(fps=reading.fps, speed=video.speed, rotate_deg=reading.rotate_deg),
    )


def _judge_named(seen: _Seen, exercise: str, settings: Settings) -> ScoredClip:
    return score_track(
        seen.track, exercise, settings, clip=seen.clip, model=seen.model, notes=seen.notes
    )


def _judge_recognised(seen: _Seen, settings: Settings) -> list[ScoredClip]:
    return score_recognised(
        seen.track, settings, clip=seen.clip, model=seen.model, notes=seen.notes
    )


def _ignore_progress(_stage: Stage, _share: float) -> None:
    """Stand in for a progress that nobody wants."""


def _ignore_place(_place: ResultPlace) -> None:
    """Stand in for somebody who does not ask where the files go."""
