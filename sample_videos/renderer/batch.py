"""Render many scenes over the processor's cores; what is done already is kept."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from formcheck.files import write_text

from .clip import render_clip
from .labels import write_labels
from .scene import Scene

Progress = Callable[[int, int, str], None]

# Raise this when the renderer changes what comes out: older clips are then rendered anew.
RENDERER_VERSION = 1


def render_set(
    scenes: Iterable[Scene],
    folder: Path,
    processes: int | None = None,
    progress: Progress = lambda done, total, name: None,
) -> Path:
    """Render scenes that are not rendered yet, then write ``labels.json``.

    Stopped half way (Ctrl-C, a power cut), it goes on where it was: a clip is
    done when it was made from the same scene (records lie in ``.progress``).

    Parameters
    ----------
    scenes : iterable of Scene
    folder : Path
        Made if absent.
    processes : int, optional
        How many at a time; as many as the processor has cores by default.
    progress : callable
        Told how many scenes of how many are done, and the name of the last.

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
    write_labels(labels, [_read_record(scene, folder)["label"] for scene in wanted])
    return labels


def is_done(scene: Scene, folder: Path) -> bool:
    """Whether a scene has been rendered into a folder, exactly as it is now."""
    record = _read_record(scene, folder)
    return (
        record.get("fingerprint") == fingerprint(scene)
        and (folder / f"{scene.name}.mp4").is_file()
        and (folder / f"{scene.name}.truth.npz").is_file()
    )


def fingerprint(scene: Scene) -> str:
    """Return the checksum of the renderer's version and everything that a scene says."""
    said = f"{RENDERER_VERSION} {scene.model_dump_json()}"
    return hashlib.sha256(said.encode()).hexdigest()


def _render_all(scenes: list[Scene], folder: Path, processes: int) -> Iterable[str]:
    if processes == 1 or len(scenes) < 2:
        for scene in scenes:
            yield _render(scene, folder)
        return
    # Spawned, not forked: OpenGL and thread pools do not survive a fork.
    context = multiprocessing.get_context("spawn")
    count = min(processes, len(scenes))
    with ProcessPoolExecutor(count, mp_context=context, initializer=_draw_alone) as pool:
        waiting = [pool.submit(_render, scene, folder) for scene in scenes]
        try:
            for finished in as_completed(waiting):
                yield finished.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _draw_alone() -> None:
    # Several processes draw at once: one drawing thread each is faster than many.
    os.environ.setdefault("LP_NUM_THREADS", "1")


def _render(scene: Scene, folder: Path) -> str:
    record = _record_path(scene, folder)
    record.parent.mkdir(exist_ok=True)
    record.unlink(missing_ok=True)
    label = render_clip(scene, folder)
    write_text(record, json.dumps({"fingerprint": fingerprint(scene), "label": label}))
    return scene.name


def _record_path(scene: Scene, folder: Path) -> Path:
    return folder / ".progress" / f"{scene.name}.json"


def _read_record(scene: Scene, folder: Path) -> dict[str, Any]:
    path = _record_path(scene, folder)
    if not path.is_file():
        return {}
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record
