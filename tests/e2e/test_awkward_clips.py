"""Clips that are scored although something is odd about them."""

from __future__ import annotations

import os
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from tests.e2e.command import Command
from tests.support.clips import set_orientation
from tests.support.odd_films import write_tagged
from tests.support.sample_film import (
    FASTER,
    HEIGHT_PX,
    RATE,
    TWO_REPS,
    Film,
    beside_each_other,
    grey_noise,
    read_sample,
    title_card,
    write_film,
)


def _score(formcheck: Command, clip: Path, exercise: str = "press-up") -> dict[str, Any]:
    """Return the result of a clip that must be scored."""
    ended = formcheck.run_warm("score", clip, "-e", exercise, "--no-video")
    assert ended.exit_code == 0, ended.stderr
    assert ended.complaint == []
    return formcheck.result(clip.stem)


def _starts_s(result: dict[str, Any]) -> list[float]:
    return [rep["start_s"] for rep in result["reps"] if rep["counted"]]


def _notes(result: dict[str, Any]) -> str:
    return " ".join(result["summary"]["notes"] + result["view"]["problems"])


def test_recording_that_breaks_off_is_scored_up_to_there(formcheck: Command, film: Film) -> None:
    source = write_film(formcheck.folder / "source.mp4", film)
    clip = formcheck.folder / "clip.mp4"
    with (
        av.open(str(source)) as container,
        av.open(str(clip), "w", options={"movflags": "faststart"}) as copy,
    ):
        video = container.streams.video[0]
        stream = copy.add_stream_from_template(video)
        for packet in container.demux(video):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)
    os.truncate(clip, clip.stat().st_size * 2 // 3)
    result = _score(formcheck, clip)
    assert len(_starts_s(result)) in (2, 3)
    assert "breaks off" in _notes(result)


def test_of_two_people_the_nearer_one_is_followed(formcheck: Command, film: Film) -> None:
    standing = read_sample("standing_back_extension_good", scale=0.6)[FASTER, :, 54:138]
    onlooker = np.repeat(standing[:1], len(film), axis=0)
    clip = write_film(formcheck.folder / "clip.mp4", beside_each_other(film, onlooker))
    result = _score(formcheck, clip)
    assert len(_starts_s(result)) == 4
    assert result["tracking"]["people_seen"] == 2
    assert "More than one person" in _notes(result)


def test_person_who_leaves_for_a_while_is_not_seen_and_not_wrong(
    formcheck: Command, film: Film
) -> None:
    gone = film[: round(14.4 * RATE)].copy()
    first, last = round(5.1 * RATE), 10 * RATE
    gone[first:last] = grey_noise(last - first)
    result = _score(formcheck, write_film(formcheck.folder / "clip.mp4", gone))
    assert result["tracking"]["seconds_not_seen"] >= 5.0
    starts = _starts_s(result)
    assert 1 <= len(starts) <= 2
    assert not [start for start in starts if 5.0 < start < 10.0]
    assert not [fault for fault in result["faults"] if 5.2 < fault["start_s"] < 9.9]


def test_title_cards_and_cuts_add_and_take_nothing(formcheck: Command, film: Film) -> None:
    card = title_card(2 * RATE)
    # The person lies still around 5.1 s, between the first and the second repetition.
    rest, end = round(5.1 * RATE), round(14.4 * RATE)
    cut = np.concatenate([card, film[:rest], card, film[rest:end], card])
    result = _score(formcheck, write_film(formcheck.folder / "clip.mp4", cut))
    starts = _starts_s(result)
    assert starts[0] == pytest.approx(2 + 1.1, abs=0.3)
    assert starts[-1] == pytest.approx(4 + 10.3, abs=0.3)
    # What begins right after a cut may go unjudged, but nothing is made up.
    assert len(starts) in (2, 3)
    assert result["tracking"]["seconds_not_seen"] >= 6.0


def test_portrait(formcheck: Command) -> None:
    film = read_sample("standing_back_extension_good")[FASTER][:TWO_REPS]
    tall = np.ascontiguousarray(film[:, :, 70:250])
    result = _score(formcheck, write_film(formcheck.folder / "clip.mp4", tall), "back extension")
    assert result["clip"]["width"] < result["clip"]["height"] == HEIGHT_PX
    assert len(_starts_s(result)) == 2


@pytest.mark.parametrize("turn_deg", [90, 180, 270])
def test_rotation_flag(formcheck: Command, film: Film, turn_deg: int) -> None:
    lying = np.ascontiguousarray(np.rot90(film[:TWO_REPS], k=turn_deg // 90, axes=(1, 2)))
    clip = set_orientation(write_film(formcheck.folder / "clip.mp4", lying), turn_deg)
    result = _score(formcheck, clip)
    assert (result["clip"]["width"], result["clip"]["height"]) == (320, 240)
    assert len(_starts_s(result)) == 2


def test_variable_frame_rate(formcheck: Command, film: Film, short_clip: Path) -> None:
    film = film[:TWO_REPS]
    kept = [index for index in range(len(film)) if index % 7 not in (2, 5)]
    times_ms = [round(1000 * index / RATE) for index in kept]
    clip = write_film(formcheck.folder / "uneven.mp4", film[kept], times_ms)
    uneven = _starts_s(_score(formcheck, clip))
    even = _starts_s(_score(formcheck, short_clip))
    assert uneven == pytest.approx(even, abs=0.2)


def test_names_with_spaces_and_other_letters(formcheck: Command, short_clip: Path) -> None:
    names = ["meine Übung – Tag 1.mp4", "體操 🙂.mp4", "[red]50 % [b].mp4"]
    clips = [formcheck.folder / name for name in names]
    for clip in clips:
        clip.write_bytes(short_clip.read_bytes())
    ended = formcheck.run_warm("score", *names, "-e", "Prone press up")
    assert ended.exit_code == 0
    for clip in clips:
        assert clip.name in ended.stdout
        assert formcheck.result(clip.stem)["clip"]["name"] == clip.name
        folder = formcheck.folder / "formcheck-results" / clip.stem
        assert {"annotated.mp4", "report.html"} < {path.name for path in folder.iterdir()}


def test_two_clips_of_one_name_do_not_overwrite_each_other(
    formcheck: Command, short_clip: Path, film: Film
) -> None:
    for folder in ("monday", "tuesday"):
        (formcheck.folder / folder).mkdir()
    shutil.copy(short_clip, formcheck.folder / "monday" / "clip.mp4")
    write_film(formcheck.folder / "tuesday" / "clip.mp4", film[: TWO_REPS // 2])
    ended = formcheck.run_warm(
        "score", "monday", "tuesday/clip.mp4", "-e", "press-up", "--no-video", "-o", "out"
    )
    assert ended.exit_code == 0
    assert formcheck.result("clip", "out")["summary"]["reps_counted"] == 2
    assert formcheck.result("clip-2", "out")["summary"]["reps_counted"] == 1


def _copied(formcheck: Command, name: str) -> Path:
    return Path(shutil.copy(Path(__file__).parent / "clips" / name, formcheck.folder))


def test_phone_that_is_turned_while_it_films(formcheck: Command) -> None:
    result = _score(formcheck, _copied(formcheck, "turned_phone.mkv"))
    assert _starts_s(result) == pytest.approx([1.55, 8.4], abs=0.25)
    assert (result["clip"]["width"], result["clip"]["height"]) == (640, 480)


def test_person_who_is_found_late_was_there_before(formcheck: Command) -> None:
    result = _score(formcheck, _copied(formcheck, "grey.mp4"))
    assert _starts_s(result) == pytest.approx([1.55, 8.4], abs=0.25)
    assert result["tracking"]["frames_with_pose"] == 1.0


def test_picture_that_lies_on_its_side_says_so_and_can_be_turned(formcheck: Command) -> None:
    clip = _copied(formcheck, "lying_picture.mp4")
    ended = formcheck.run_warm("score", clip, "--no-video")
    assert ended.exit_code == 4
    assert "on its side" in ended.stderr
    assert "--rotate 270" in ended.stderr
    turned = formcheck.run_warm("score", clip, "--no-video", "--rotate", "270")
    assert turned.exit_code == 0, turned.stderr
    result = formcheck.result(clip.stem)
    assert result["exercise"] == "prone_press_up"
    assert _starts_s(result) == pytest.approx([1.55, 8.4], abs=0.25)


def test_slow_motion_has_the_times_of_the_movement(formcheck: Command, film: Film) -> None:
    # Taken at 60 pictures a second and played at 20, of which every sixth was kept.
    shown = film[:TWO_REPS]
    clip = write_tagged(
        formcheck.folder / "clip.mp4",
        lambda index: np.ascontiguousarray(shown[index]),
        len(shown),
        Fraction(20, 6),
        {"com.android.capture.fps": "60"},
    )
    result = _score(formcheck, clip)
    assert _starts_s(result) == pytest.approx([0.9, 5.5], abs=0.25)
    assert result["clip"]["duration_s"] == pytest.approx(TWO_REPS / RATE, rel=0.01)
    assert "slow motion (3 times): times are those of the movement" in _notes(result)
    cues = (formcheck.folder / "formcheck-results" / "clip" / "events.vtt").read_text()
    first = next(line for line in cues.splitlines() if "-->" in line)
    film_s = float(first.split()[0].rpartition(":")[2])
    assert film_s == pytest.approx(3 * _starts_s(result)[0], abs=0.01), "in step with the film"


def test_person_far_away_is_told_to_come_nearer(formcheck: Command) -> None:
    near = read_sample(scale=0.5)[FASTER][:60]
    far = np.stack([np.pad(frame, ((120, 240), (160, 320), (0, 0)), mode="edge") for frame in near])
    ended = formcheck.run_warm(
        "score", write_film(formcheck.folder / "clip.mp4", far), "--no-video"
    )
    assert ended.exit_code == 4
    assert "too small" in ended.stderr
    assert "nearer" in ended.stderr
