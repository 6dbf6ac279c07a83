"""The whole way from a clip to its files."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import av
import pytest

from formcheck.pose.bundle_file import Bundle
from tests.e2e.command import Command
from tests.e2e.conftest import bare_environment
from tests.support.sample_film import RATE, TWO_REPS

_FILES = {
    "result.json",
    "reps.csv",
    "frames.csv",
    "events.vtt",
    "annotated.mp4",
    "report.html",
}


@pytest.fixture(scope="module")
def scored(
    tmp_path_factory: pytest.TempPathFactory, bundle: Bundle, landmark_cache: Path, short_clip: Path
) -> tuple[Command, str]:
    """Return the command after it scored a clip, and what it printed; nobody changes anything."""
    folder = tmp_path_factory.mktemp("scored")
    command = Command(folder, bare_environment(bundle, landmark_cache))
    ended = command.run("score", short_clip, "-e", "press-up")
    assert ended.exit_code == 0, ended.stderr
    assert ended.complaint == []
    return command, ended.stdout


@pytest.fixture
def scored_before(scored: tuple[Command, str], formcheck: Command) -> Command:
    """Return the command in a folder of its own, with results of the clip."""
    shutil.copytree(scored[0].folder, formcheck.folder, dirs_exist_ok=True)
    return formcheck


def test_every_file_is_there_and_whole(scored: tuple[Command, str], short_clip: Path) -> None:
    command, _ = scored
    folder = command.folder / "formcheck-results" / "short"
    assert {path.name for path in folder.iterdir()} == _FILES
    assert (folder / "events.vtt").read_text().startswith("WEBVTT")
    assert len((folder / "reps.csv").read_text().splitlines()) == 3
    assert "<html" in (folder / "report.html").read_text()
    with av.open(str(folder / "annotated.mp4")) as video, av.open(str(short_clip)) as clip:
        pictures = sum(1 for _ in video.decode(video=0))
        assert video.streams.video[0].codec_context.name == "h264"
        assert video.streams.video[0].codec_context.pix_fmt == "yuv420p"
        assert pictures == sum(1 for _ in clip.decode(video=0))
    assert len((folder / "frames.csv").read_text().splitlines()) == pictures + 1


def test_the_result_says_what_happened(scored: tuple[Command, str]) -> None:
    result = scored[0].result("short")
    assert result["schema_version"] == 1
    assert result["exercise"] == "prone_press_up"
    assert result["clip"]["name"] == "short.mp4"
    assert result["clip"]["frames"] == TWO_REPS
    assert result["clip"]["fps"] == pytest.approx(RATE, abs=0.1)
    assert result["clip"]["duration_s"] == pytest.approx(TWO_REPS / RATE, abs=0.1)
    assert re.fullmatch(r"[0-9a-f]{64}", result["clip"]["sha256"])
    assert result["summary"]["reps_counted"] == 2
    assert [rep["index"] for rep in result["reps"]] == [1, 2]


def test_the_terminal_says_it_in_plain_words(scored: tuple[Command, str]) -> None:
    printed = scored[1]
    assert "short.mp4 – Prone press up" in printed
    assert "2 repetitions counted" in printed
    assert "Report: formcheck-results/short/report.html" in printed
    assert "\x1b" not in printed


def test_scoring_twice_gives_the_same_bytes(scored_before: Command, short_clip: Path) -> None:
    path = scored_before.folder / "formcheck-results" / "short" / "result.json"
    first = path.read_bytes()
    for extra in ([], ["--no-cache"]):
        ended = scored_before.run("score", short_clip, "-e", "press-up", "--no-video", *extra)
        assert ended.exit_code == 0
        assert path.read_bytes() == first


def test_scoring_without_the_video_takes_the_old_one_away(
    scored_before: Command, short_clip: Path
) -> None:
    folder = scored_before.folder / "formcheck-results" / "short"
    (folder / "my notes.txt").write_text("hers")
    scored_before.run("score", short_clip, "-e", "press-up", "--no-video")
    assert {path.name for path in folder.iterdir()} == _FILES - {"annotated.mp4"} | {"my notes.txt"}


def test_json_is_one_document_and_nothing_else(formcheck: Command, short_clip: Path) -> None:
    ended = formcheck.run("score", short_clip, "nowhere.mp4", "-e", "press-up", "--json")
    assert ended.exit_code == 3
    good, bad = json.loads(ended.stdout)["clips"]
    assert good["exit_code"] == 0
    assert good["error"] is None
    assert good["result"] == formcheck.result("short")
    assert bad["exit_code"] == 3
    assert bad["result"] is None
    assert "nowhere.mp4" in bad["error"]["message"]


@pytest.mark.parametrize(
    "variables", [{"PYTHONIOENCODING": "ascii"}, {"COLUMNS": "20"}, {"NO_COLOR": "1"}]
)
def test_poor_terminals(formcheck: Command, short_clip: Path, variables: dict[str, str]) -> None:
    ended = formcheck.run("score", short_clip, "-e", "press-up", "--no-video", **variables)
    assert ended.exit_code == 0, ended.stderr
    assert "counted" in ended.stdout
    assert "\x1b" not in ended.stdout
