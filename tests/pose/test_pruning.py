"""Pruning is tried on tiny graphs whose every operator is known."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from mediapipe.tasks.metadata import schema_py_generated as schema

from formcheck.pose.bundle_file import is_sound_bundle
from formcheck.pose.metadata import (
    DETECTOR_MEMBER,
    LANDMARKS_MEMBER,
    add_pixel_scaling,
    pack_members,
)
from formcheck.pose.pruning import UnprunableError, prune_bundle, prune_network
from tests.support.bundles import (
    OPERATORS,
    OUTPUTS,
    TENSORS,
    branching_bundle,
    branching_network,
    tiny_network,
)

NUMBERS = {name: number for number, (name, _, _) in enumerate(TENSORS)}
MASK_BRANCH = ("mask weights", "half a mask", "mask")
NEEDED = [name for name in NUMBERS if name not in MASK_BRANCH]


def read(network: bytes) -> schema.ModelT:
    return schema.ModelT.InitFromObj(schema.Model.GetRootAs(bytearray(network), 0))


def weights_of(model: schema.ModelT, number: int) -> bytes:
    data = model.buffers[model.subgraphs[0].tensors[number].buffer].data
    return b"" if data is None else bytes(data)


def test_only_the_branch_of_the_mask_goes() -> None:
    (graph,) = read(prune_network(branching_network())).subgraphs
    kept = [(list(operator.inputs), list(operator.outputs)) for operator in graph.operators]
    assert kept == [
        ([NUMBERS[name] for name in takes], [NUMBERS[name] for name in gives])
        for takes, gives in OPERATORS
        if not {"half a mask", "mask"}.intersection(gives)
    ]


def test_mask_stays_an_output_of_one_constant_value() -> None:
    model = read(prune_network(branching_network()))
    (graph,) = model.subgraphs
    assert list(graph.outputs) == [NUMBERS[name] for name in OUTPUTS]
    mask = graph.tensors[NUMBERS["mask"]]
    assert (list(mask.shape), mask.type) == ([1], schema.TensorType.FLOAT32)
    assert weights_of(model, NUMBERS["mask"]) == bytes(4)


@pytest.mark.parametrize("name", NEEDED)
def test_tensors_that_are_needed_stay_as_they_are(name: str) -> None:
    model = read(prune_network(branching_network()))
    tensor = model.subgraphs[0].tensors[NUMBERS[name]]
    _, shape, weights = TENSORS[NUMBERS[name]]
    assert (tensor.name, tuple(tensor.shape)) == (name.encode(), shape)
    assert weights_of(model, NUMBERS[name]) == weights


@pytest.mark.parametrize("name", MASK_BRANCH)
def test_tensors_and_weights_of_the_mask_are_out_of_reach(name: str) -> None:
    model = read(prune_network(branching_network()))
    assert model.subgraphs[0].tensors[NUMBERS[name]].name == b"not_computed"
    assert not any(
        buffer.data is not None and bytes(buffer.data) == b"\2" * 16 for buffer in model.buffers
    )


def test_weights_that_both_branches_use_stay() -> None:
    operators = [
        (["picture", "mask weights"], gives) if "shared" in gives else (takes, gives)
        for takes, gives in OPERATORS
    ]
    model = read(prune_network(branching_network(operators)))
    assert weights_of(model, NUMBERS["mask weights"]) == b"\2" * 16


def test_all_else_of_the_network_stays() -> None:
    network = add_pixel_scaling(branching_network(), 0.0, 255.0)
    before, after = read(network), read(prune_network(network))
    assert (after.version, after.description) == (3, b"branching")
    assert after.subgraphs[0].name == b"main"
    assert list(after.subgraphs[0].inputs) == [NUMBERS["picture"]]
    assert len(after.operatorCodes) == 1
    (entry,) = after.metadata
    assert (entry.name, entry.buffer) == (b"TFLITE_METADATA", before.metadata[0].buffer)
    assert bytes(after.buffers[entry.buffer].data) == bytes(before.buffers[entry.buffer].data)


def test_same_bundle_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = prune_bundle(branching_bundle())
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert prune_bundle(branching_bundle()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == [DETECTOR_MEMBER, LANDMARKS_MEMBER]
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())


def test_other_files_of_a_bundle_are_kept() -> None:
    members = {
        "notes.txt": b"of the publisher",
        DETECTOR_MEMBER: tiny_network("detector"),
        LANDMARKS_MEMBER: branching_network(),
    }
    with zipfile.ZipFile(io.BytesIO(prune_bundle(pack_members(members)))) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    assert after.keys() == members.keys()
    assert after["notes.txt"] == b"of the publisher"
    assert after[DETECTOR_MEMBER] == members[DETECTOR_MEMBER]
    assert after[LANDMARKS_MEMBER] == prune_network(members[LANDMARKS_MEMBER])


@pytest.mark.parametrize(
    ("network", "why"),
    [
        (branching_network(outputs=OUTPUTS[:3]), "has 3 outputs"),
        (branching_network(outputs=("mask", *OUTPUTS[1:])), "depend on the mask"),
        (branching_network(outputs=(*OUTPUTS[:2], "world", "heatmap", "mask")), "has no mask"),
        (branching_network([*OPERATORS, (("mask",), ("world",))]), "depend on the mask"),
        (branching_network([*OPERATORS, (("shared",), ())]), "work in secret"),
        (branching_network(graphs=2), "not one graph"),
        (branching_network(weights_at=9000), "weights elsewhere"),
        (prune_network(branching_network()), "has no mask"),
        (tiny_network(), "has 0 outputs"),
        (branching_network()[:200], "cannot be read"),
        (b"", "cannot be read"),
    ],
)
def test_network_of_another_kind_is_left_alone(network: bytes, why: str) -> None:
    with pytest.raises(UnprunableError, match=why):
        prune_network(network)


@pytest.mark.parametrize("data", [b"", b"no zip", pack_members({DETECTOR_MEMBER: b"alone"})])
def test_file_that_is_no_bundle_is_left_alone(data: bytes) -> None:
    with pytest.raises(UnprunableError, match="no pose model bundle"):
        prune_bundle(data)


@pytest.mark.parametrize("packing", [8, 12, 14, 99])
def test_bundle_whose_packing_is_spoilt_is_left_alone(packing: int, tmp_path: Path) -> None:
    data = bytearray(pack_members({DETECTOR_MEMBER: b"\0\0\0\0TFL3", LANDMARKS_MEMBER: bytes(90)}))
    for mark, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        data[data.find(mark) + place] = packing
    with pytest.raises(UnprunableError, match="no pose model bundle"):
        prune_bundle(bytes(data))
    (tmp_path / "spoilt.task").write_bytes(data)
    assert not is_sound_bundle(tmp_path / "spoilt.task")


def test_damaged_network_is_refused_or_read_but_raises_nothing_else() -> None:
    network = branching_network()
    refused = 0
    for place in range(0, len(network), 7):
        damaged = bytearray(network)
        damaged[place] ^= 0xFF
        try:
            prune_network(bytes(damaged))
        except UnprunableError:
            refused += 1
    assert refused > 10
