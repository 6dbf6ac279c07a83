"""From a clip to the files of its result: the only place that ties all stages together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Unpack

from formcheck.errors import NothingToScoreError, OutputError, UsageError
from formcheck.exercises.base import AUTO
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import Settings, default_settings
from formcheck.judge.checker import score_track
from formcheck.judge.origin import Origin
from formcheck.judge.result import ClipInfo, ModelInfo, ReadingInfo
from formcheck.judge.scored import ScoredClip
from formcheck.pose.beside import track_beside
from formcheck.pose.bundle import ensure_bundle, ensure_official_bundle
from formcheck.pose.bundle_file import Bundle
from formcheck.pose.cache import cached_track, clip_sha256, track_path
from formcheck.pose.kept_track import LANDMARKS_FILE, KeptTrack, is_kept_track, read_kept_track
from formcheck.pose.manifest import model_entries
from formcheck.pose.native_memory import give_back_freed_memory, limit_heaps
from formcheck.pose.track import PoseTrack
from formcheck.recognition.lying_picture import remark_on_lying_picture
from formcheck.recognition.scoring import score_recognised
from formcheck.recognition.why_nothing import explain_nothing
from formcheck.results.files import RESULT_FILES, load_drawing, write_data, write_page, write_video
from formcheck.results.folder import replacing_results
from formcheck.results.place import ResultPlace, find_place, read_owner
from formcheck.results.place import folder_name as default_folder_name
from formcheck.results.segment_folders import (
    SEGMENTS_JSON,
    find_earlier_files,
    segment_folder_name,
    write_segments,
)
from formcheck.score_options import ScoreKeywords, ScoreOptions
from formcheck.video.reader import VideoFile
from formcheck.video.reading import Reading
from formcheck.video.recorded_at import recorded_by_camera
from formcheck.video.remarks import remark_on_jumps, remarks_on_reading, tell


@dataclass(frozen=True)
class _Opened:
    """A clip that can be read, or the landmarks that stand in for one."""

    path: Path
    sha256: str
    source: VideoFile | KeptTrack


@dataclass(frozen=True)
class _Seen:
    """What was read of a clip: its landmarks, and where they come from."""

    track: PoseTrack
    origin: Origin


def score_clip(
    clip: Path, exercise: str, out_dir: Path, **options: Unpack[ScoreKeywords]
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
    **options
        The fields of `formcheck.ScoreOptions`: ``video=False``, ``model="lite"`` and others.

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
    return score_exercises(clip, out_dir, exercise=exercise, **options)[0]


def score_exercises(
    clip: Path, out_dir: Path, *, exercise: str = AUTO, **options: Unpack[ScoreKeywords]
) -> list[ScoredClip]:
    """Score each exercise that a clip shows, found out by itself unless it is named.

    A clip of one exercise leaves the same files as `score_clip`. Of several,
    each has a folder of its own inside the clip's: ``1_NAME/``, ``2_NAME/``
    and so on by the names of the exercises, and ``segments.json`` lists them.

    Parameters
    ----------
    clip, out_dir
        As in `score_clip`.
    exercise : str
        One of `formcheck.exercise_names`, or ``"auto"``.
    **options
        The fields of `formcheck.ScoreOptions`.

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
    return score_with(ScoreOptions(**options), Path(clip), Path(out_dir), exercise)


def score_with(options: ScoreOptions, clip: Path, out_dir: Path, exercise: str) -> list[ScoredClip]:
    """Do what `score_exercises` says, with the options in one piece."""
    if options.video and not is_kept_track(clip):
        load_drawing()
    if exercise == AUTO:
        return _score(options, clip, out_dir, None)
    get_exercise(exercise)
    return _score(options, clip, out_dir, exercise)


def _score(
    options: ScoreOptions, clip: Path, out_dir: Path, exercise: str | None
) -> list[ScoredClip]:
    """Look at the clip, judge it and write the files, of each segment in a folder of its own."""
    limit_heaps()
    opened = _open(clip, options.reading)
    place = _find_place(options, opened, out_dir)
    options.tell_place(place)
    earlier = find_earlier_files(place.folder, RESULT_FILES)
    names = [*RESULT_FILES, SEGMENTS_JSON, *earlier]
    with replacing_results(place.folder, names) as temporary:
        seen = _look_at(options, opened, place.folder, temporary)
        scored = _judge(options, opened, seen, exercise)
        for part in scored:
            folder = temporary / segment_folder_name(part.result)
            folder.mkdir(exist_ok=True)
            write_data(part, folder)
        if len(scored) > 1:
            write_segments([part.result for part in scored], temporary / SEGMENTS_JSON)
        give_back_freed_memory()
        filmed = _day_by_camera(opened) if options.report else None
        for number, part in enumerate(scored):
            folder = temporary / segment_folder_name(part.result)
            _draw(options, opened, part, folder, filmed, number / len(scored), 1 / len(scored))
        if not options.folder_is_own:
            _check_still_free(place.folder, opened.sha256)
    return scored


def _find_place(options: ScoreOptions, opened: _Opened, out_dir: Path) -> ResultPlace:
    name = options.folder_name or default_folder_name(opened.path)
    if options.folder_is_own:
        folder = out_dir / name
        return ResultPlace(folder, replaces=read_owner(folder) is not None)
    return find_place(out_dir, name, opened.sha256)


def _judge(
    options: ScoreOptions, opened: _Opened, seen: _Seen, exercise: str | None
) -> list[ScoredClip]:
    """Judge what is seen; where it was filmed so that it cannot be, say so."""
    settings = options.settings or default_settings()

    def look_closer() -> bool:
        from formcheck.pose.closer_look import finds_small_person  # noqa: PLC0415 (slow to load)

        film = opened.source
        return isinstance(film, VideoFile) and finds_small_person(film, find_model(options.model))

    try:
        if exercise is None:
            scored = score_recognised(seen.track, settings, seen.origin)
        else:
            scored = [score_track(seen.track, exercise, settings, seen.origin)]
    except NothingToScoreError as error:
        raise explain_nothing(
            seen.track, settings, exercise, error, look_closer, options.rotate
        ) from error
    if len(scored) > 1:
        return scored
    return [_remark_on_picture(options, seen.track, part, settings) for part in scored]


def _remark_on_picture(
    options: ScoreOptions, track: PoseTrack, part: ScoredClip, settings: Settings
) -> ScoredClip:
    """Add a remark where the picture seems to lie on its side."""
    name, stance = part.exercise.name, part.exercise.stance
    remark = remark_on_lying_picture(track, settings, name, stance, options.rotate)
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


def _draw(
    options: ScoreOptions,
    opened: _Opened,
    part: ScoredClip,
    folder: Path,
    filmed: date | None,
    done: float,
    share: float,
) -> None:
    """Write video and page; `share` of all the drawing is this part's, `done` the earlier ones'."""

    def tell(own: float) -> None:
        options.tell_progress("video", done + own * share)

    if options.video and isinstance(opened.source, VideoFile):
        write_video(opened.path, part, folder, tell, sound=options.sound, threads=options.threads)
    if options.report:
        options.tell_progress("report", done)
        write_page(part, folder, person=options.person, filmed=filmed, stills=options.stills)


def _day_by_camera(opened: _Opened) -> date | None:
    """Return the day that the camera wrote into the film; a file's own date may be a copy's."""
    if not isinstance(opened.source, VideoFile):
        return None
    moment = recorded_by_camera(opened.path)
    return None if moment is None else moment.date()


def find_model(
    model: str | Path,
    progress: Callable[[float], None] | None = None,
    *,
    to_look: bool = True,
) -> Bundle:
    """Return the pose model that is meant, fetching it if it is one of the known three.

    Parameters
    ----------
    model : str or Path
        ``"lite"``, ``"full"``, ``"heavy"``, or a path.
    progress : callable, optional
        Called with the share of the download that is done.
    to_look : bool
        False where landmarks may be kept: its pruned form is not looked for.

    Raises
    ------
    UsageError
        The word is none of the three, and no file is called so.
    ModelError
        The model cannot be fetched, or the file is none.
    """
    ensure = ensure_bundle if to_look else ensure_official_bundle
    if isinstance(model, str) and (model in model_entries() or not _is_path(model)):
        return ensure(model, progress=progress)
    return ensure(source=Path(model))


def _is_path(text: str) -> bool:
    path = Path(text)
    return path.exists() or path.name != text or bool(path.suffix)


def _open(clip: Path, reading: Reading) -> _Opened:
    source: VideoFile | KeptTrack
    if not is_kept_track(clip):
        source = VideoFile(clip, reading=reading)
    elif reading.is_by_the_file:
        source = read_kept_track(clip)
    else:
        raise UsageError(
            "Landmarks have their times and their upright picture already.",
            "Leave out --fps, --speed and --rotate, or score the film.",
        )
    return _Opened(clip, clip_sha256(clip), source)


def _look_at(options: ScoreOptions, opened: _Opened, earlier: Path, fresh: Path) -> _Seen:
    """Find the landmarks; `earlier` is the folder of an earlier result, `fresh` of the new one."""
    source = opened.source
    if isinstance(source, KeptTrack):
        return _look_at_landmarks(opened.path, opened.sha256, source)
    bundle = find_model(
        options.model, lambda share: options.tell_progress("model", share), to_look=False
    )
    find_track = partial(
        cached_track,
        source.info.path,
        opened.sha256,
        bundle,
        thrifty=options.thrifty,
        reading=source.reading,
        workers=options.threads,
        progress=lambda share: options.tell_progress("pose", share),
    )
    if options.landmarks == "beside":
        key = track_path(
            opened.sha256, bundle, reading=source.reading, thrifty=options.thrifty
        ).stem
        places = (earlier / LANDMARKS_FILE, fresh / LANDMARKS_FILE)
        track = track_beside(
            *places, key, bundle, partial(find_track, use_cache=False), read=options.use_cache
        )
    else:
        track = find_track(use_cache=options.use_cache, most_bytes=options.cache_limit_bytes)
    origin = Origin(
        clip=_describe_clip(source, opened.sha256, track),
        model=ModelInfo(variant=bundle.variant, sha256=bundle.sha256),
        notes=_remark_on(source, options.reading, track),
    )
    return _Seen(track, origin)


def _remark_on(film: VideoFile, reading: Reading, track: PoseTrack) -> tuple[str, ...]:
    """Return what a person should know of the file itself, and of how it was looked at."""
    notes = [tell("truncated")] if film.truncated else []
    if track.frames_looked_at is not None:
        looks, frames = track.frames_looked_at, track.frame_count
        notes.append(tell("thrifty", looks=looks, frames=frames))
    if film.jumps:
        notes.append(remark_on_jumps(film.jumps))
    return (*notes, *remarks_on_reading(film.info, reading))


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
        frames_looked_at=kept.track.frames_looked_at,
    )
    model = ModelInfo(variant=kept.model_variant, sha256=kept.model_sha256)
    return _Seen(kept.track, Origin(clip, model, (tell("no_film"),)))


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
        frames_looked_at=track.frames_looked_at,
        reading=None
        if reading.is_by_the_file
        else ReadingInfo(fps=reading.fps, speed=video.speed, rotate_deg=reading.rotate_deg),
    )
