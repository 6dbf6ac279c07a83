"""The commands beside ``score``."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest

from formcheck import __version__
from tests.e2e.command import EXECUTABLE, Command


def test_demo_scores_the_sample(formcheck: Command) -> None:
    ended = formcheck.run("demo", "--no-open")
    assert ended.exit_code == 0, ended.stderr
    assert ended.complaint == []
    assert "3 repetitions counted" in ended.stdout
    report = formcheck.folder / "formcheck-results" / "prone_press_up_bad" / "report.html"
    assert report.exists()
    assert str(report.resolve()) in ended.stdout


def test_exercises_lists_them(formcheck: Command) -> None:
    ended = formcheck.run("exercises")
    assert ended.exit_code == 0
    for name in ("pelvic_tilt", "prone_press_up", "standing_back_extension"):
        assert name in ended.stdout


def test_one_exercise_in_detail(formcheck: Command) -> None:
    ended = formcheck.run("exercises", "Back", "--debug")
    assert ended.exit_code == 0
    for words in ("Camera", "SBE-3", "falling back from the ankles", "cannot see", "2.3 to 3 m"):
        assert words in ended.stdout


def test_settings_of_one_exercise_can_be_read_back(formcheck: Command) -> None:
    ended = formcheck.run("exercises", "pelvic-tilt", "--settings")
    assert ended.exit_code == 0
    tables = tomllib.loads(ended.stdout)
    assert "pelvic_tilt" in tables
    assert "prone_press_up" not in tables


@pytest.mark.parametrize("arguments", [("models",), ("models", "list")])
def test_models_list(formcheck: Command, arguments: tuple[str, ...]) -> None:
    ended = formcheck.run(*arguments)
    assert ended.exit_code == 0
    assert "full" in ended.stdout
    assert "ready" in ended.stdout


def test_models_verify(formcheck: Command) -> None:
    ended = formcheck.run("models", "verify")
    assert ended.exit_code == 0
    assert "full: sound" in ended.stdout
    compared = re.search(r"same landmarks, to the last bit, in all (\d+) pictures", ended.stdout)
    assert compared is not None
    assert int(compared[1]) > 130
    assert ended.complaint == []


def test_models_that_are_here_are_not_fetched_again(formcheck: Command) -> None:
    ended = formcheck.run("models", "fetch", https_proxy="http://127.0.0.1:9")
    assert ended.exit_code == 0
    assert "here already" in ended.stdout


def test_doctor_finds_all_that_scoring_needs(formcheck: Command) -> None:
    ended = formcheck.run("doctor")
    assert ended.exit_code == 0, ended.stdout
    for part in (
        "mediapipe",
        "Pose model",
        "Video encoder",
        "Screen: There is no",
        "Camera",
        "Voice",
        "Cache",
    ):
        assert part in ended.stdout
    assert "Clips can be scored on this computer." in ended.stdout


def test_doctor_without_a_model(
    formcheck: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    nothing = str(tmp_path_factory.mktemp("nothing"))
    ended = formcheck.run("doctor", FORMCHECK_MODELS=nothing)
    assert ended.exit_code == 5
    assert "formcheck models fetch" in ended.stdout


def test_version(formcheck: Command) -> None:
    ended = formcheck.run("--version")
    assert ended.exit_code == 0
    assert ended.stdout == f"formcheck {__version__}\n"


def test_module_and_command_are_the_same(formcheck: Command) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "formcheck", "--help"], capture_output=True, text=True, check=True
    )
    assert done.stdout == formcheck.run("--help").stdout
    for command in ("score", "demo", "exercises", "models", "doctor"):
        assert command in done.stdout


def test_output_into_a_pipe_that_closes(formcheck: Command) -> None:
    with subprocess.Popen(
        [EXECUTABLE, "exercises"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()


def test_an_unexpected_failure_asks_for_debug(formcheck: Command, tmp_path: object) -> None:
    broken = "import formcheck.cli.score_run as run\nrun.plan_clips = None\n"
    code = f"{broken}from formcheck.cli.main import run\nrun()"
    command = [sys.executable, "-c", code, "score", "x.mp4", "-e", "tilt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--debug" in done.stderr
    assert "Traceback" not in done.stderr
    done = subprocess.run([*command, "--debug"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" in done.stderr
