"""What the trials of the batch work on: short clips, bad ones among them, and clips of sleep."""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import count, islice
from pathlib import Path

import av
from av.video.frame import VideoFrame

from formcheck.batch.outcome import ClipOutcome
from formcheck.batch.task import ClipTask
from formcheck.exercises.registry import BUILT_IN
from formcheck.samples import sample_clip

WIDTH_PX, HEIGHT_PX = 320, 240
RATE = 10
FRAMES = 40
#: So many of each kind of file that is no clip are among 500.
_BAD_IN_500 = 10
_PEOPLE = 20
#: So many stretches of the samples are cut; further clips are copies under other names.
_DIFFERENT = 50


def make_clips(folder: Path, clips: int) -> Path:
    """Write clips of four seconds into folders of twenty people, and the list of them.

    Of 500, ten are cut off in the middle, ten are empty and ten hold words. Of the others,
    fifty are different; the rest are these again, under other names.

    Returns
    -------
    Path
        The list, a CSV file with the columns ``clip`` and ``exercise``.
    """
    bad = max(1, clips * _BAD_IN_500 // 500)
    good = clips - 3 * bad
    rows: list[tuple[str, str]] = []
    for number, (exercise, pictures) in enumerate(islice(_stretches(), min(good, _DIFFERENT))):
        path = _place(folder, number)
        _write(path, pictures)
        rows.append((path.relative_to(folder).as_posix(), exercise))
    for number in range(len(rows), good):
        name, exercise = rows[number % _DIFFERENT]
        path = _place(folder, number)
        shutil.copyfile(folder / name, path)
        rows.append((path.relative_to(folder).as_posix(), exercise))
    whole = (folder / rows[0][0]).read_bytes()
    for number in range(good, clips):
        path = _place(folder, number)
        kind = (number - good) // bad
        path.write_bytes((whole[: len(whole) // 3 + number], b"", b"no video at all\n")[kind])
        rows.append((path.relative_to(folder).as_posix(), rows[0][1]))
    listed = folder / "list.csv"
    with listed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("clip", "exercise"), *rows])
    return listed


def _place(folder: Path, number: int) -> Path:
    person = folder / f"person_{number % _PEOPLE:02d}"
    person.mkdir(parents=True, exist_ok=True)
    # Everybody has the same names: what tells two clips apart is the folder.
    return person / f"clip_{number // _PEOPLE:03d}.mp4"


def _stretches() -> Iterator[tuple[str, list[VideoFrame]]]:
    """Yield stretches of the samples, of each exercise in turn; no two are the same."""
    films = [
        (exercise, _read(f"{exercise}_{quality}"))
        for exercise in BUILT_IN
        for quality in ("good", "bad")
    ]
    for start in count(step=FRAMES):
        for exercise, pictures in films:
            if len(pictures) >= start + FRAMES:
                yield exercise, pictures[start : start + FRAMES]


def _read(sample: str) -> list[VideoFrame]:
    with av.open(str(sample_clip(sample))) as container:
        return [
            frame.reformat(WIDTH_PX, HEIGHT_PX, "yuv420p")
            for index, frame in enumerate(container.decode(video=0))
            if index % 2 == 0
        ]


def _write(path: Path, pictures: list[VideoFrame]) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
        for index, picture in enumerate(pictures):
            picture.pts, picture.time_base = index, Fraction(1, RATE)
            container.mux(stream.encode(picture))
        container.mux(stream.encode())


def sleep_task(task: ClipTask) -> ClipOutcome:
    """Take as long as the clip's name says, as if it were scored; the name is milliseconds."""
    begun_s = time.perf_counter()
    time.sleep(float(task.clip.name) / 1000)
    # On a busy computer it is woken late; that is no fault of the driver's.
    seconds = time.perf_counter() - begun_s
    # A clip that is refused leaves no result that the tables would read.
    outcome = ClipOutcome(task.clip.folder, task.clip.name, "refused", task.wish.key)
    return replace(outcome, code="simulated", sentence="Nothing was scored.", seconds=seconds)
