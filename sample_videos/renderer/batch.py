"""Render many scenes over the processor's cores; what is done already is kept."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from formcheck.errors import MachineError
from formcheck.files import write_text

from .clip import render_clip
from .films.film import Film
from .films.render_film import measure_film, render_film
from .labels import write_labels
from .library import Work
from .measure import measure_scene

Progress = Callable[[int, int, str], None]

# Raise the first when pictures come out different: older clips are then rendered anew. Raise the
# second when only truth or labels do: they are then made anew without drawing.
PICTURE_VERSION = 2
TRUTH_VERSION = 7
# What a scene says without any effect on its pictures.
_NOT_IN_PICTURE: dict[str, Any] = {
    "title": True,
    "tags": True,
    "exercise": {"prescribed_hold_s": True},
}
_NOT_IN_FILM: dict[str, Any] = dict.fromkeys(
    ("title", "tags", "exercise", "role", "prescribed_hold_s", "fair_to_say"), True
)


def render_set(
    scenes: Iterable[Work],
    folder: Path,
    processes: int | None = None,
    progress: Progress = lambda done, total, name: None,
    **about: object,
) -> Path:
    """Render scenes that are not rendered yet, then write ``labels.json``.

    Stopped half way (Ctrl-C, a power cut), it goes on where it was: a clip is
    done when it was made from the same scene (records lie in ``.progress``). Where
    only truth or labels would come out different, nothing is drawn again.

    Parameters
    ----------
    scenes : iterable of Scene or Film
    folder : Path
        Made if absent.
    processes : int, optional
        How many at a time; as many as the processor has cores by default.
    progress : callable
        Told how many scenes of how many are done, and the name of the last.
    **about
        What the labels file says at its top, such as the seed.

    Returns
    -------
    Path
        The labels file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(scenes)
    waiting = [scene for scene in wanted if not is_done(scene, folder)]
    done = len(wanted) - len(waiting)
    progress(done, len(wanted), "")
    for name in _render_all(waiting, folder, processes or os.cpu_count() or 1):
        done += 1
        progress(done, len(wanted), name)
    labels = folder / "labels.json"
    write_labels(labels, [_read_record(scene, folder)["label"] for scene in wanted], **about)
    return labels


def is_done(scene: Work, folder: Path) -> bool:
    """Whether a scene has been rendered into a folder, exactly as it is now."""
    record = _read_record(scene, folder)
    return (
        _is_drawn(scene, folder)
        and record.get("truth") == truth_fingerprint(scene)
        and (folder / f"{scene.name}.truth.npz").is_file()
    )


def _is_drawn(scene: Work, folder: Path) -> bool:
    record = _read_record(scene, folder)
    drawn = record.get("picture") == picture_fingerprint(scene)
    return drawn and (folder / f"{scene.name}.mp4").is_file()


def picture_fingerprint(scene: Work) -> str:
    """Return the checksum of everything that decides the pictures of a scene."""
    unseen = _NOT_IN_FILM if isinstance(scene, Film) else _NOT_IN_PICTURE
    said = f"{PICTURE_VERSION} {scene.model_dump_json(exclude=unseen)}"
    return hashlib.sha256(said.encode()).hexdigest()


def truth_fingerprint(scene: Work) -> str:
    """Return the checksum of everything that decides the truth and label of a scene."""
    said = f"{PICTURE_VERSION} {TRUTH_VERSION} {scene.model_dump_json()}"
    return hashlib.sha256(said.encode()).hexdigest()


def _render_all(scenes: list[Work], folder: Path, processes: int) -> Iterable[str]:
    if processes == 1 or len(scenes) < 2:
        for scene in scenes:
            yield _render(scene, folder)
        return
    waiting = {scene.name: scene for scene in scenes}
    while waiting:
        before = len(waiting)
        try:
            for name in _render_at_once(list(waiting.values()), folder, processes):
                del waiting[name]
                yield name
        except BrokenProcessPool:
            # Software OpenGL has been seen to crash once in dozens of clips, a different one each
            # time. A whole round without a single clip is another matter.
            if len(waiting) == before:
                raise MachineError(
                    "Drawing breaks off every time.",
                    "Try again with --processes 1; it may be the OpenGL of this machine.",
                ) from None


def _render_at_once(scenes: list[Work], folder: Path, processes: int) -> Iterable[str]:
    # Spawned, not forked: OpenGL and thread pools do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        min(processes, len(scenes)),
        mp_context=context,
        initializer=_draw_alone,
        # A fresh process for each clip: what OpenGL leaves behind cannot harm the next.
        max_tasks_per_child=1,
    ) as pool:
        running = [pool.submit(_render, scene, folder) for scene in scenes]
        try:
            for finished in as_completed(running):
                yield finished.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _draw_alone() -> None:
    # Several processes draw at once: each is fastest, and safest, without drawing threads.
    os.environ.setdefault("LP_NUM_THREADS", "0")


def _render(scene: Work, folder: Path) -> str:
    record = _record_path(scene, folder)
    record.parent.mkdir(exist_ok=True)
    drawn = _is_drawn(scene, folder)
    if not drawn:
        record.unlink(missing_ok=True)
    label = _measure(scene, folder) if drawn else draw(scene, folder)
    made = {
        "picture": picture_fingerprint(scene),
        "truth": truth_fingerprint(scene),
        "label": label,
    }
    write_text(record, json.dumps(made))
    return scene.name


def draw(
    scene: Work, folder: Path, progress: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, Any]:
    """Render a scene or a film; its entry for a labels file."""
    if isinstance(scene, Film):
        return render_film(scene, folder, progress)
    return render_clip(scene, folder, progress)


def _measure(scene: Work, folder: Path) -> dict[str, Any]:
    measured = (
        measure_film(scene, folder) if isinstance(scene, Film) else measure_scene(scene, folder)
    )
    return measured[0]


def _record_path(scene: Work, folder: Path) -> Path:
    return folder / ".progress" / f"{scene.name}.json"


def _read_record(scene: Work, folder: Path) -> dict[str, Any]:
    path = _record_path(scene, folder)
    if not path.is_file():
        return {}
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record
