"""Several clips in one run, with the scoring itself replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.cli import score_run
from formcheck.cli.failures import Stopped
from formcheck.cli.score_run import Options, score_all
from formcheck.errors import DiskFullError, InputError, NothingToScoreError, SettingsError
from formcheck.judge.scored import ScoredClip
from formcheck.results.place import ResultPlace
from formcheck.score_options import ScoreOptions
from tests.support.scored import make_scored

FAILURES = {
    "broken.mp4": InputError("Broken.", "Mend it."),
    "empty.mp4": NothingToScoreError("Nobody."),
    "full.mp4": DiskFullError("Full."),
    "stopped.mp4": Stopped(2),
}


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str, ScoreOptions]]:
    """Replace the scoring and return what it was asked."""
    calls: list[tuple[Path, str, ScoreOptions]] = []

    def pretend(
        options: ScoreOptions, clip: Path, out_dir: Path, exercise: str
    ) -> list[ScoredClip]:
        calls.append((clip, exercise, options))
        if clip.name in FAILURES:
            raise FAILURES[clip.name]
        return [make_scored()]

    monkeypatch.setattr(score_run, "score_with", pretend)
    return calls


def test_options_reach_the_scoring(
    asked: list[tuple[Path, str, ScoreOptions]], tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text("[view]\nyaw_ok_deg = 11\n")
    options = Options(
        exercise="Press-ups",
        settings_file=tmp_path / "mine.toml",
        scoring=ScoreOptions(model="lite", video=False, sound=False, use_cache=False, thrifty=True),
    )
    assert score_all([Path("a.mp4"), Path("sub/a.mp4")], options) == 0
    assert [(clip, exercise) for clip, exercise, _ in asked] == [
        (Path("a.mp4"), "prone_press_up"),
        (Path("sub/a.mp4"), "prone_press_up"),
    ]
    first = asked[0][2]
    assert (first.model, first.video, first.use_cache) == ("lite", False, False)
    assert first.settings is not None
    assert first.settings.view.yaw_ok_deg == 11
    assert first.sound is False
    assert first.thrifty


@pytest.mark.parametrize("options", [Options(), Options("auto"), Options(" Auto ")])
def test_without_a_name_the_program_finds_out(
    asked: list[tuple[Path, str, ScoreOptions]], options: Options
) -> None:
    assert score_all([Path("a.mp4")], options) == 0
    assert [exercise for _, exercise, _ in asked] == ["auto"]


@pytest.mark.parametrize(
    ("names", "exit_code"),
    [
        (["good.mp4"], 0),
        (["broken.mp4", "good.mp4"], 3),
        (["empty.mp4", "broken.mp4"], 4),
        (["full.mp4", "empty.mp4", "good.mp4"], 5),
    ],
)
def test_the_worst_exit_code_is_returned_after_all_were_tried(
    asked: list[tuple[Path, str, ScoreOptions]], names: list[str], exit_code: int
) -> None:
    assert score_all([Path(name) for name in names], Options("tilt")) == exit_code
    assert len(asked) == len(names)


def test_a_complaint_names_its_clip_if_there_are_several(
    capsys: pytest.CaptureFixture[str],
) -> None:
    score_all([Path("broken.mp4"), Path("good.mp4")], Options("tilt"))
    assert capsys.readouterr().err == "broken.mp4:\nError: Broken.\nMend it.\n"
    score_all([Path("broken.mp4")], Options("tilt"))
    assert capsys.readouterr().err == "Error: Broken.\nMend it.\n"


def test_settings_are_read_before_anything_is_scored(
    asked: list[tuple[Path, str, ScoreOptions]], tmp_path: Path
) -> None:
    with pytest.raises(SettingsError):
        score_all([Path("good.mp4")], Options("tilt", settings_file=tmp_path / "absent.toml"))
    assert asked == []


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ([], "Stopped. Nothing was changed."),
        (["good.mp4"], "Stopped. 1 clip is finished, the others are unchanged."),
        (["a.mp4", "b.mp4"], "Stopped. 2 clips are finished, the others are unchanged."),
    ],
)
def test_being_stopped_says_what_is_finished(before: list[str], message: str) -> None:
    clips = [Path(name) for name in [*before, "stopped.mp4", "later.mp4"]]
    with pytest.raises(Stopped) as caught:
        score_all(clips, Options("tilt"))
    assert caught.value.message == message


def test_where_the_files_went_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [
        ResultPlace(tmp_path / "a", replaces=True),
        ResultPlace(tmp_path / "a-2", taken=tmp_path / "a"),
        ResultPlace(tmp_path / "b"),
    ]
    left = iter(places)

    def pretend(options: ScoreOptions, *_: object) -> object:
        options.tell_place(next(left))
        return [make_scored()]

    monkeypatch.setattr(score_run, "score_with", pretend)
    score_all([Path(name) for name in ("a.mp4", "p02/a.mp4", "b.mp4")], Options("tilt"))
    said = capsys.readouterr().out
    assert f"All files: {tmp_path / 'a-2'}" in said
    assert f"Replaced the earlier result of the same clip in {tmp_path / 'a'}.\n" in said
    assert f"{tmp_path / 'a'} holds the result of another clip" in said
    assert said.count("earlier result") == said.count("another clip") == 1


def test_what_a_folder_leaves_out_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.mp4", "b.xyz", *(f"page{number}.txt" for number in range(6))):
        (tmp_path / name).touch()
    assert score_all([tmp_path], Options()) == 0
    (said,) = capsys.readouterr().err.splitlines()
    assert "b.xyz, page0.txt" in said
    assert "and 2 more" in said
    assert "a.mp4" not in said


def test_nothing_is_said_of_a_folder_of_videos(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.gif").touch()
    assert score_all([tmp_path, Path("named.xyz")], Options()) == 0
    assert capsys.readouterr().err == ""


def test_what_is_said_of_the_film_reaches_the_scoring(
    asked: list[tuple[Path, str, ScoreOptions]],
) -> None:
    scoring = ScoreOptions(fps=25.0, speed=0.5, rotate=270)
    assert score_all([Path("a.mp4")], Options("tilt", scoring=scoring)) == 0
    told = asked[0][2]
    assert (told.fps, told.speed, told.rotate) == (25.0, 0.5, 270)
