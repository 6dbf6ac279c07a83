from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as schema

from formcheck.pose.flat_buffer import Data, Nodes, Table, write_flat_buffer
from formcheck.pose.metadata import (
    DETECTOR_MEMBER,
    LANDMARKS_MEMBER,
    add_pixel_scaling,
    pack_bundle,
)
from tests.support.bundles import tiny_network


def scaling_of(network: bytes) -> tuple[float, float]:
    """Read back mean and standard deviation as the landmarker does."""
    model = schema.Model.GetRootAs(bytearray(network), 0)
    (entry,) = [model.Metadata(index) for index in range(model.MetadataLength())]
    assert entry.Name() == b"TFLITE_METADATA"
    raw = model.Buffers(entry.Buffer()).DataAsNumpy().tobytes()
    assert raw[4:8] == b"M001"
    metadata = metadata_schema.ModelMetadataT.InitFromObj(
        metadata_schema.ModelMetadata.GetRootAs(bytearray(raw), 0)
    )
    (unit,) = metadata.subgraphMetadata[0].inputTensorMetadata[0].processUnits
    return float(unit.options.mean[0]), float(unit.options.std[0])


@pytest.mark.parametrize(("mean", "deviation"), [(127.5, 127.5), (0.0, 255.0)])
def test_scaling_can_be_read_back(mean: float, deviation: float) -> None:
    assert scaling_of(add_pixel_scaling(tiny_network(), mean, deviation)) == (mean, deviation)


def test_network_itself_is_kept() -> None:
    model = schema.ModelT.InitFromObj(
        schema.Model.GetRootAs(bytearray(add_pixel_scaling(tiny_network("kept"), 0.0, 255.0)), 0)
    )
    assert model.description == b"kept"
    assert model.version == 3
    assert len(model.subgraphs) == 1
    assert len(model.buffers) == 2


def test_bundle_is_an_uncompressed_zip_of_both() -> None:
    with zipfile.ZipFile(io.BytesIO(pack_bundle(tiny_network("d"), tiny_network("l")))) as archive:
        assert archive.namelist() == [DETECTOR_MEMBER, LANDMARKS_MEMBER]
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
        assert scaling_of(archive.read(DETECTOR_MEMBER)) == (127.5, 127.5)
        assert scaling_of(archive.read(LANDMARKS_MEMBER)) == (0.0, 255.0)


def test_same_networks_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = pack_bundle(tiny_network("d"), tiny_network("l"))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert pack_bundle(tiny_network("d"), tiny_network("l")) == first


def test_bundle_is_the_same_on_every_machine() -> None:
    network = write_flat_buffer(Table({0: 3, 4: Nodes([Table({0: Data(b"weights")})])}), b"TFL3")
    digest = hashlib.sha256(pack_bundle(network, network)).hexdigest()
    assert digest == "fe951595fbb4dcb03f03141e765c5e8114c34393a499858210862e7c2564c6d6"
