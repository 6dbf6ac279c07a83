"""The sound of a clip goes into a film beside the pictures of its time."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from formcheck.video.reader import VideoFile
from formcheck.video.reading import BY_THE_FILE, Reading
from formcheck.video.sound import has_sound
from formcheck.video.writer import H264Writer
from tests.support.clips import beeps_heard, brightness_ramp, write_beeping_clip, write_clip

LENGTH_S = 6
#: A packet of AAC lasts up to so long; within it a copy cannot be cut.
EXACT_S = 0.06

KINDS = [
    (".mp4", "aac", 44_100),
    (".mkv", "aac", 16_000),
    (".ts", "aac", 48_000),
    (".mov", "pcm_s16le", 44_100),
    (".mkv", "libopus", 48_000),
    (".avi", "libmp3lame", 22_050),
    (".mkv", "flac", 96_000),
]


def test_it_is_told_whether_a_clip_has_sound(tmp_path: Path) -> None:
    assert has_sound(write_beeping_clip(tmp_path / "beeps.mp4", [0.2], length_s=1))
    assert not has_sound(write_clip(tmp_path / "mute.mp4", brightness_ramp(), 5))
    (tmp_path / "none.mp4").write_bytes(b"no film")
    assert not has_sound(tmp_path / "none.mp4")


def copy(
    clip: Path, out: Path, begin_s: float, end_s: float, reading: Reading = BY_THE_FILE
) -> Path:
    """Copy a stretch of a clip, pictures and sound, at the film's pace."""
    video = VideoFile(clip, reading=reading)
    with H264Writer(out, 64, 48, 25.0, video.sound(begin_s, end_s)) as writer:
        for frame in video.frames(begin_s):
            if frame.time_s < end_s:
                writer.write(frame.rgb, (frame.time_s - begin_s) / video.info.speed)
    return out


def flashes(clip: Path) -> list[float]:
    frames = list(VideoFile(clip).frames())
    white = [frame.rgb.mean() > 128 for frame in frames]
    return [
        frame.time_s
        for frame, now, before in zip(frames, white, [False, *white], strict=False)
        if now and not before
    ]


@pytest.mark.parametrize(("suffix", "codec", "rate_hz"), KINDS)
@pytest.mark.parametrize("begin_s", [0.0, 1.0])
def test_beeps_stay_beside_flashes(
    tmp_path: Path, suffix: str, codec: str, rate_hz: int, begin_s: float
) -> None:
    clip = write_beeping_clip(
        tmp_path / f"clip{suffix}", [2.0, 4.0], length_s=LENGTH_S, codec=codec, rate_hz=rate_hz
    )
    film = copy(clip, tmp_path / "film.mp4", begin_s, LENGTH_S)
    expected_s = [2.0 - begin_s, 4.0 - begin_s]
    assert flashes(film) == pytest.approx(expected_s, abs=1e-3)
    assert beeps_heard(film) == pytest.approx(expected_s, abs=EXACT_S)
    with av.open(str(film)) as opened:
        assert opened.streams.audio[0].codec_context.name == "aac"
        # Pictures are not moved by what decoders of sound need to get going.
        assert opened.streams.video[0].start_time == 0


def test_sound_ends_with_the_stretch(tmp_path: Path) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mp4", [2.0, 4.0], length_s=LENGTH_S)
    film = copy(clip, tmp_path / "film.mp4", 0.0, 3.0)
    assert beeps_heard(film) == pytest.approx([2.0], abs=EXACT_S)
    with av.open(str(film)) as opened:
        assert float(opened.duration or 0) / av.time_base == pytest.approx(3.0, abs=0.1)


def test_a_clip_without_sound_gives_a_film_without(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", brightness_ramp(), 10)
    assert VideoFile(clip).sound(0.0, 1.0) is None
    film = copy(clip, tmp_path / "film.mp4", 0.0, 1.0)
    assert not VideoFile(film).info.has_audio


@pytest.mark.parametrize(("suffix", "codec"), [(".mp4", "aac"), (".mov", "pcm_s16le")])
def test_sound_and_pictures_are_written_side_by_side(
    tmp_path: Path, suffix: str, codec: str
) -> None:
    clip = write_beeping_clip(tmp_path / f"clip{suffix}", [2.0], length_s=30, codec=codec)
    film = copy(clip, tmp_path / "film.mp4", 0.0, 30.0)
    with av.open(str(film)) as opened:
        order = [
            (packet.stream.type, float(packet.pts * packet.time_base))
            for packet in opened.demux()
            if packet.pts is not None
        ]
    heard_s = 0.0
    for kind, time_s in order:
        if kind == "audio":
            heard_s = time_s
        assert abs(time_s - heard_s) < 2.0


def test_the_same_clip_gives_the_same_film(tmp_path: Path) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mkv", [0.5], length_s=2, codec="flac")
    films = [copy(clip, tmp_path / name, 0.0, 2.0).read_bytes() for name in ("a.mp4", "b.mp4")]
    assert films[0] == films[1]


@pytest.mark.parametrize("suffix", [".mp4", ".ts"])
@pytest.mark.parametrize("reading", [Reading(speed=0.25), Reading(speed=2.0, rotate_deg=180)])
@pytest.mark.parametrize("begin_s", [0.0, 1.0])
def test_sound_keeps_the_pace_of_a_film_in_slow_motion(
    tmp_path: Path, suffix: str, reading: Reading, begin_s: float
) -> None:
    clip = write_beeping_clip(tmp_path / f"clip{suffix}", [2.0, 4.0], length_s=LENGTH_S)
    speed = reading.speed or 1.0
    film = copy(clip, tmp_path / "film.mp4", begin_s * speed, LENGTH_S * speed, reading)
    expected_s = [2.0 - begin_s, 4.0 - begin_s]
    assert flashes(film) == pytest.approx(expected_s, abs=1e-3)
    assert beeps_heard(film) == pytest.approx(expected_s, abs=EXACT_S)


def test_no_sound_belongs_to_a_rate_that_a_person_says(tmp_path: Path) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mp4", [0.5], length_s=2)
    assert VideoFile(clip, reading=Reading(fps=30)).sound(0.0, 1.0) is None


def move_on(clip: Path, moved: Path, after_s: float, by_s: float) -> Path:
    """Copy a clip with all that lies after a moment moved to later timestamps."""
    with av.open(str(clip)) as source, av.open(str(moved), "w") as out:
        tracks = {track.index: out.add_stream_from_template(track) for track in source.streams}
        for packet in source.demux():
            if packet.pts is None:
                continue
            if packet.pts * packet.time_base >= after_s:
                packet.pts += round(by_s / packet.time_base)
            # Without pictures that are stored before they are shown both orders are one.
            packet.dts = packet.pts
            packet.stream = tracks[packet.stream.index]
            out.mux(packet)
    return moved


def test_sound_in_a_jump_of_the_clock_is_left_out(tmp_path: Path) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mkv", [2.0, 4.0], length_s=LENGTH_S)
    moved = move_on(clip, tmp_path / "moved.mkv", 3.0, 3600.0)
    film = copy(moved, tmp_path / "film.mp4", 0.0, 100.0)
    assert flashes(film) == pytest.approx([2.0, 63.96], abs=0.01)
    assert beeps_heard(film) == pytest.approx([2.0, 63.96], abs=EXACT_S)


def test_sound_follows_a_jump_in_a_time_lapse(tmp_path: Path) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mkv", [2.0, 4.0], length_s=LENGTH_S)
    moved = move_on(clip, tmp_path / "moved.mkv", 3.0, 3600.0)
    film = copy(moved, tmp_path / "film.mp4", 0.0, 200.0, Reading(speed=2.0))
    # A minute of the movement takes half of one of the film.
    assert flashes(film) == pytest.approx([2.0, 33.96], abs=0.01)
    assert beeps_heard(film) == pytest.approx([2.0, 33.96], abs=EXACT_S)


def test_damaged_sound_costs_no_picture(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = write_beeping_clip(tmp_path / "clip.mp4", [0.5], length_s=2)

    def fail(*_arguments: object) -> None:
        raise av.error.InvalidDataError(1, "damaged")

    monkeypatch.setattr("formcheck.video.sound._main_sound_track", fail)
    film = copy(clip, tmp_path / "film.mp4", 0.0, 2.0)
    assert len(list(VideoFile(film).frames())) == 50
    assert "sound of clip.mp4" in caplog.text
