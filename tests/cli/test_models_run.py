from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

import formcheck.pose.bundle as bundle_module
from formcheck.cli.models_run import fetch_model, print_models, verify_models
from formcheck.pose import pruned_proof
from formcheck.pose.bundle import Bundle, find_bundle
from formcheck.pose.pruned_proof import Proof
from tests.support.bundles import branching_bundle, tiny_bundle


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test one model, from a network that answers, and landmarks that agree."""
    monkeypatch.delenv("FORMCHECK_MODELS", raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "user")
    monkeypatch.setattr(bundle_module, "fetch_from_address", lambda *_: branching_bundle())
    agree(monkeypatch, same=True)
    return tmp_path / "user" / "models"


def agree(monkeypatch: pytest.MonkeyPatch, same: bool) -> None:
    def compare(_bundle: Bundle, most: int | None = None, _progress: object = None) -> Proof:
        return Proof(most or 530, same)

    monkeypatch.setattr(pruned_proof, "compare_landmarks", compare)


def kept() -> Path | None:
    bundle = find_bundle()
    assert bundle is not None
    return bundle.pruned


def test_fetching_makes_the_pruned_form() -> None:
    fetch_model("full")
    assert kept() is not None


def test_fetching_what_is_here_makes_a_pruned_form_that_is_not(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch_model("full")
    for path in (models / "pruned").iterdir():
        path.unlink()
    fetch_model("full")
    assert "here already" in capsys.readouterr().out
    assert kept() is not None


def test_list_shows_where_the_pruned_form_is(capsys: pytest.CaptureFixture[str]) -> None:
    fetch_model("full")
    print_models()
    assert f"full, without its mask: {kept()}\n" in capsys.readouterr().out


def test_verify_compares_all_pictures_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    fetch_model("full")
    assert verify_models() == 0
    said = capsys.readouterr().out
    assert "full: sound" in said
    assert "same landmarks, to the last bit, in all 530 pictures" in said
    assert str(kept()) in said


def test_verify_falls_back_to_the_official_model_for_good(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fetch_model("full")
    agree(monkeypatch, same=False)
    assert verify_models() == 0
    assert "used as it is, and not without its mask: other landmarks" in capsys.readouterr().out
    agree(monkeypatch, same=True)
    fetch_model("full")
    assert kept() is None
    print_models()
    assert "without its mask" not in capsys.readouterr().out


def test_verify_says_why_a_model_cannot_be_pruned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bundle_module, "fetch_from_address", lambda *_: tiny_bundle())
    fetch_model("lite")
    assert verify_models() == 0
    assert "not without its mask: its landmark network has 0 outputs" in capsys.readouterr().out


def test_verify_without_room_for_a_pruned_form(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models.mkdir(parents=True)
    (models / "pruned").write_text("a file where the folder should be")
    fetch_model("full")
    assert verify_models() == 0
    assert f"no pruned form can be kept in {models / 'pruned'}" in capsys.readouterr().out


def test_damaged_model_is_not_pruned(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fetch_model("full")
    (models / "pose_landmarker_full.task").write_bytes(b"damaged")
    assert verify_models() == 5
    said = capsys.readouterr()
    assert "full: damaged" in said.out
    assert "mask" not in said.out
    assert "models fetch full" in said.err
