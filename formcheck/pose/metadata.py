"""Packing two plain TFLite networks into the bundle that the pose landmarker loads.

The networks inside MediaPipe's wheels lack the metadata that tells how pixels
are scaled before they go in; the landmarker refuses them without it.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import flatbuffers
import numpy as np

from formcheck.native import naming_missing_library

DETECTOR_MEMBER = "pose_detector.tflite"
LANDMARKS_MEMBER = "pose_landmarks_detector.tflite"

# Pixel scaling (mean, standard deviation): the detector takes -1 to 1, the landmark network 0 to 1.
_DETECTOR_SCALING = (127.5, 127.5)
_LANDMARKS_SCALING = (0.0, 255.0)
_METADATA_NAME = "TFLITE_METADATA"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


def pack_bundle(detector: bytes, landmarks: bytes) -> bytes:
    """Return the bytes of a ``.task`` bundle; the same input gives the same bytes.

    Parameters
    ----------
    detector, landmarks : bytes
        The two TFLite networks without metadata.
    """
    members = {
        DETECTOR_MEMBER: add_pixel_scaling(detector, *_DETECTOR_SCALING),
        LANDMARKS_MEMBER: add_pixel_scaling(landmarks, *_LANDMARKS_SCALING),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            entry.create_system = 3
            archive.writestr(entry, data)
    return packed.getvalue()


def add_pixel_scaling(network: bytes, mean: float, deviation: float) -> bytes:
    """Return a TFLite network with metadata saying that pixels become (p - mean) / deviation."""
    with naming_missing_library("the pose model"):
        from mediapipe.tasks.metadata import (  # noqa: PLC0415 (heavy, needed once)
            schema_py_generated as schema,
        )
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAs(bytearray(network), 0))
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(_scaling_metadata(mean, deviation), np.uint8)
    model.buffers.append(buffer)
    metadata = schema.MetadataT()
    metadata.name = _METADATA_NAME
    metadata.buffer = len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), metadata]
    return _finished(model, b"TFL3")


def _scaling_metadata(mean: float, deviation: float) -> bytes:
    from mediapipe.tasks.metadata import (  # noqa: PLC0415 (heavy, needed once)
        metadata_schema_py_generated as schema,
    )

    options = schema.NormalizationOptionsT()
    options.mean, options.std = [mean], [deviation]
    unit = schema.ProcessUnitT()
    unit.optionsType = schema.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    image = schema.ImagePropertiesT()
    image.colorSpace = schema.ColorSpaceType.RGB
    content = schema.ContentT()
    content.contentPropertiesType = schema.ContentProperties.ImageProperties
    content.contentProperties = image
    tensor = schema.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", content, [unit]
    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata, graph.outputTensorMetadata = [tensor], []
    model = schema.ModelMetadataT()
    model.name, model.subgraphMetadata = "pose", [graph]
    return _finished(model, b"M001")


def _finished(table: Any, identifier: bytes) -> bytes:
    builder = flatbuffers.Builder(0)
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())
