"""The real model gives the same landmarks without its mask; the proof notices other ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import mediapipe as mp
import pytest
from mediapipe.tasks.metadata import schema_py_generated as schema
from mediapipe.tasks.python import BaseOptions, vision

from formcheck.pose.bundle import Bundle
from formcheck.pose.metadata import LANDMARKS_MEMBER, pack_members
from formcheck.pose.pruned_proof import Proof, compare_landmarks
from formcheck.pose.pruning import prune_bundle
from formcheck.samples import sample_clip
from formcheck.video.reader import VideoFile
from tests.support.bundles import tiny_bundle

PICTURES = 60


@pytest.fixture(scope="module")
def pruned(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """Return the model with a pruned file that was made by this very code."""
    path = tmp_path_factory.mktemp("pruned") / "pruned.task"
    path.write_bytes(prune_bundle(bundle.path.read_bytes()))
    return replace(bundle, pruned=path)


def bare_loop(model: Path, clip: Path) -> Iterator[tuple[float, ...]]:
    """Yield all that MediaPipe says of each picture, as any program gets it."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
    )
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        for frame in islice(VideoFile(clip).frames(), PICTURES):
            picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=frame.rgb)
            found = landmarker.detect_for_video(picture, round(1000 * frame.time_s))
            (person,), (world,) = found.pose_landmarks, found.pose_world_landmarks
            yield tuple(
                value
                for mark in (*person, *world)
                for value in (mark.x, mark.y, mark.z, mark.visibility, mark.presence)
            )


@pytest.mark.parametrize(
    "sample", ["prone_press_up_good", "standing_back_extension_bad", "knee_hug_good"]
)
def test_bare_loop_gets_the_same_to_the_last_bit(pruned: Bundle, sample: str) -> None:
    clip = sample_clip(sample)
    official = list(bare_loop(pruned.path, clip))
    assert len(official) == PICTURES
    assert list(bare_loop(pruned.run_path, clip)) == official


def test_proof_holds(pruned: Bundle) -> None:
    shares: list[float] = []
    assert compare_landmarks(pruned, 10, shares.append) == Proof(10, same=True)
    assert shares == [pytest.approx((index + 1) / 10) for index in range(10)]


def test_other_weights_are_noticed(pruned: Bundle, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pruned.run_path.read_bytes())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    network = bytearray(members[LANDMARKS_MEMBER])
    model = schema.Model.GetRootAs(network, 0)
    weights = max(
        (model.Buffers(index).DataAsNumpy() for index in range(1, 50)),
        key=lambda data: 0 if isinstance(data, int) else data.size,
    )
    weights[: weights.size // 2] = 0
    changed = tmp_path / "changed.task"
    changed.write_bytes(pack_members({**members, LANDMARKS_MEMBER: bytes(network)}))
    proof = compare_landmarks(replace(pruned, pruned=changed), 10)
    assert not proof.same
    assert proof.pictures >= 1


def test_file_that_cannot_be_loaded_is_noticed(bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / "tiny.task"
    path.write_bytes(tiny_bundle())
    assert compare_landmarks(replace(bundle, pruned=path), 10) == Proof(0, same=False)
