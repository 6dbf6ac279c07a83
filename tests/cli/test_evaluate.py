from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from formcheck.cli import evaluate_run
from formcheck.cli.main import app
from formcheck.errors import (
    FormcheckError,
    MissingLibraryError,
    OutputError,
    SettingsError,
    UsageError,
)
from formcheck.evaluation.evaluation import Evaluation
from formcheck.evaluation.labels import LabelledClip
from formcheck.evaluation.run import TrackSource, evaluate
from formcheck.exercises.settings import Settings
from formcheck.pose.bundle_file import Bundle
from tests.evaluation.acted import track_of, write_labels


@pytest.fixture(scope="module")
def evaluate_once() -> Callable[..., Evaluation]:
    """Evaluate the acted clips once by each settings: what is tested here is the command."""
    known: dict[str, Evaluation] = {}

    def evaluate_or_recall(
        clips: Sequence[LabelledClip], tracks: TrackSource, settings: Settings, **options: Any
    ) -> Evaluation:
        key = settings.model_dump_json()
        if key not in known:
            known[key] = evaluate(clips, tracks, settings, **options)
        return known[key]

    return evaluate_or_recall


@pytest.fixture
def labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, evaluate_once: Callable[..., Evaluation]
) -> Path:
    """Labels of acted clips; neither a model nor a film is needed."""
    bundle = Bundle("full", tmp_path / "full.task", "0" * 64)
    monkeypatch.setattr(evaluate_run, "evaluate", evaluate_once)
    monkeypatch.setattr(evaluate_run, "find_model", lambda _: bundle)
    monkeypatch.setattr(evaluate_run, "CachedTracks", lambda *_, **__: track_of)
    return write_labels(tmp_path)


def test_without_scipy_it_is_said_how_to_get_it(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['scipy'] = None; sys.argv = ['formcheck', 'evaluate', 'a.json']; "
        "from formcheck.cli.main import run; run()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert ended.returncode == MissingLibraryError("").exit_code
    assert "formcheck evaluate needs SciPy" in ended.stderr
    assert "pip install 'scipy" in ended.stderr
    assert "Traceback" not in ended.stderr


def run(labels: Path, *options: object) -> Result:
    return CliRunner().invoke(
        app, ["evaluate", str(labels), "--jobs", "1", *(str(option) for option in options)]
    )


def failure(result: Result) -> FormcheckError:
    assert isinstance(result.exception, FormcheckError)
    return result.exception


@pytest.mark.slow
def test_tables_are_shown_and_everything_is_written(labels: Path, tmp_path: Path) -> None:
    result = run(labels, "-o", tmp_path / "out.json")
    assert result.exit_code == 0
    assert "All 3 clips" in result.stdout
    assert "By exercise" in result.stdout
    assert "No person was found in the clip." in result.stdout
    assert "Left out: squat.mp4" in result.stdout
    written: dict[str, Any] = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert written["model"]["variant"] == "full"
    assert written["settings"]["view"]["yaw_max_deg"] == 30.0
    assert written["total"]["recorded"]["count"]["exact_share"] == 0.5
    assert len(written["clips"]) == 3


@pytest.mark.slow
def test_a_baseline_shows_what_changed(labels: Path, tmp_path: Path) -> None:
    assert run(labels, "-o", tmp_path / "old.json").exit_code == 0
    assert (
        "Nothing changed since the baseline"
        in run(labels, "--baseline", tmp_path / "old.json").stdout
    )
    settings = tmp_path / "strict.toml"
    settings.write_text("[standing_back_extension.states]\ncount_deg = 40\n", encoding="utf-8")
    changed = run(labels, "--baseline", tmp_path / "old.json", "--settings", settings).stdout
    assert "total.recorded.count.exact_share" in changed
    assert "leans.mp4 (standing_back_extension) recorded counted" in changed
    assert "worse" in changed


@pytest.mark.slow
def test_a_missed_bound_ends_with_its_own_code(labels: Path, tmp_path: Path) -> None:
    bounds = tmp_path / "bounds.toml"
    bounds.write_text(
        "[total.recorded.count]\nexact_share = { at_least = 0.5 }\nmae = { at_most = 0.1 }\n",
        encoding="utf-8",
    )
    result = run(labels, "--bounds", bounds)
    assert result.exit_code == 6
    missed = [line for line in result.stdout.splitlines() if line.startswith("Bound missed")]
    assert missed == ["Bound missed: total.recorded.count.mae is 0.5, more than 0.1."]


@pytest.mark.slow
def test_kept_bounds_end_well(labels: Path, tmp_path: Path) -> None:
    bounds = tmp_path / "bounds.toml"
    bounds.write_text("total.live.count.quiet_share = { at_least = 1 }\n", encoding="utf-8")
    result = run(labels, "--bounds", bounds)
    assert result.exit_code == 0
    assert "The bound is kept." in result.stdout


@pytest.mark.parametrize(
    ("option", "text", "error"),
    [
        ("--bounds", "x = 1", UsageError),
        ("--baseline", "{}", UsageError),
        ("--settings", "[nothing]", SettingsError),
    ],
)
def test_what_is_named_is_read_before_any_clip(
    labels: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    option: str,
    text: str,
    error: type[FormcheckError],
) -> None:
    def too_late(_: str) -> Bundle:
        pytest.fail("a model was looked for first")

    monkeypatch.setattr(evaluate_run, "find_model", too_late)
    named = tmp_path / "named"
    named.write_text(text, encoding="utf-8")
    assert isinstance(failure(run(labels, option, named)), error)


def test_a_folder_that_is_not_there_is_named_before_the_work(labels: Path, tmp_path: Path) -> None:
    error = failure(run(labels, "-o", tmp_path / "absent" / "out.json"))
    assert isinstance(error, OutputError)
    assert "absent" in error.message


def test_labels_that_do_not_fit_end_as_wrong_use(tmp_path: Path) -> None:
    labels = tmp_path / "labels.json"
    labels.write_text('[{"clip": "a.mp4"}]', encoding="utf-8")
    error = failure(run(labels))
    assert error.exit_code == 2
    assert "exercise" in error.message
