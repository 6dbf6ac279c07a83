"""From a clip to the files of its result: the only place that ties all stages together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from formcheck.clips import folder_name as default_folder_name
from formcheck.exercises.registry import get_exercise
from formcheck.exercises.settings import Settings
from formcheck.export.result_json import write_result
from formcheck.export.tables import write_frames_csv, write_reps_csv
from formcheck.export.webvtt import write_events
from formcheck.pose.bundle import Bundle, ensure_bundle
from formcheck.pose.cache import cached_track, clip_sha256
from formcheck.pose.manifest import model_entries
from formcheck.pose.native_memory import give_back_freed_memory, limit_heaps
from formcheck.pose.track import PoseTrack
from formcheck.report.annotate import write_annotated_video
from formcheck.report.html import write_report
from formcheck.result_folder import replacing_results
from formcheck.session.checker import score_track
from formcheck.session.result import ClipInfo, ModelInfo
from formcheck.session.scored import ScoredClip
from formcheck.video.frame import VideoInfo
from formcheck.video.reader import VideoFile

Stage = Literal["model", "pose", "video", "report"]
#: Called with the stage and the share of it that is done, 0 to 1.
Progress = Callable[[Stage, float], None]

RESULT_JSON = "result.json"
REPS_CSV = "reps.csv"
FRAMES_CSV = "frames.csv"
EVENTS_VTT = "events.vtt"
ANNOTATED_VIDEO = "annotated.mp4"
REPORT_HTML = "report.html"
#: Every file that a result may consist of.
RESULT_FILES = (RESULT_JSON, REPS_CSV, FRAMES_CSV, EVENTS_VTT, ANNOTATED_VIDEO, REPORT_HTML)

_TRUNCATED = "The file breaks off before its end; what was recorded after that is lost."


@dataclass(frozen=True)
class _Seen:
    """What was read of a clip: its description, its landmarks and remarks for people."""

    clip: ClipInfo
    track: PoseTrack
    notes: tuple[str, ...]


def score_clip(
    clip: Path,
    exercise: str,
    out_dir: Path,
    *,
    settings: Settings | None = None,
    model: str | Path = "full",
    use_cache: bool = True,
    video: bool = True,
    report: bool = True,
    folder_name: str | None = None,
    progress: Progress | None = None,
) -> ScoredClip:
    """Count and judge the repetitions in a clip and write all that was found.

    The files go to ``out_dir/<clip's stem>/``: ``result.json``, ``reps.csv``,
    ``frames.csv``, ``events.vtt``, ``annotated.mp4`` and ``report.html``. They
    appear together when all are complete; an earlier result there stays as it
    was until then, and for good if anything fails.

    Parameters
    ----------
    clip : Path
        The recorded clip.
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
    video, report : bool
        Whether ``annotated.mp4`` and ``report.html`` are made.
    folder_name : str, optional
        Name of the clip's folder instead of its stem.
    progress : callable, optional
        Called from this thread with the stage and the share of it that is done.

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
    limit_heaps()
    clip, notify = Path(clip), progress or _ignore_progress
    folder = Path(out_dir) / (folder_name or default_folder_name(clip))
    with replacing_results(folder, RESULT_FILES) as temporary:
        get_exercise(exercise)
        source = VideoFile(clip)
        bundle = find_model(model, lambda share: notify("model", share))
        seen = _look_at(source, bundle, use_cache, lambda share: notify("pose", share))
        scored = _judge(seen, exercise, settings, bundle)
        _write_data(scored, temporary)
        give_back_freed_memory()
        if video:
            _write_video(clip, scored, temporary, lambda share: notify("video", share))
        if report:
            notify("report", 0.0)
            _write_page(scored, temporary)
    return scored


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


def _look_at(
    video: VideoFile, bundle: Bundle, use_cache: bool, progress: Callable[[float], None]
) -> _Seen:
    path = video.info.path
    sha256 = clip_sha256(path)
    track = cached_track(path, sha256, bundle, use_cache=use_cache, progress=progress)
    notes = (_TRUNCATED,) if video.truncated else ()
    return _Seen(_describe_clip(video.info, sha256, track), track, notes)


def _describe_clip(video: VideoInfo, sha256: str, track: PoseTrack) -> ClipInfo:
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
    )


def _judge(seen: _Seen, exercise: str, settings: Settings | None, bundle: Bundle) -> ScoredClip:
    return score_track(
        seen.track,
        exercise,
        settings or Settings(),
        clip=seen.clip,
        model=ModelInfo(variant=bundle.variant, sha256=bundle.sha256),
        notes=seen.notes,
    )


def _write_data(scored: ScoredClip, folder: Path) -> None:
    write_result(scored.result, folder / RESULT_JSON)
    write_reps_csv(scored.result, folder / REPS_CSV)
    write_frames_csv(scored, folder / FRAMES_CSV)
    write_events(scored.result, folder / EVENTS_VTT)


def _write_video(
    clip: Path, scored: ScoredClip, folder: Path, progress: Callable[[float], None]
) -> None:
    write_annotated_video(clip, scored, folder / ANNOTATED_VIDEO, progress=progress)


def _write_page(scored: ScoredClip, folder: Path) -> None:
    video = folder / ANNOTATED_VIDEO
    write_report(scored, folder / REPORT_HTML, video=video if video.exists() else None)


def _ignore_progress(_stage: Stage, _share: float) -> None:
    """Stand in for a progress that nobody wants."""
