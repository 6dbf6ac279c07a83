"""Packing two plain TFLite networks into the bundle that the pose landmarker loads.

The networks inside MediaPipe's wheels lack the metadata that tells how pixels
are scaled before they go in; the landmarker refuses them without it.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from formcheck.pose.flat_buffer import (
    Data,
    Existing,
    Floats,
    Node,
    Nodes,
    Table,
    Text,
    referred,
    table_fields,
    vector_items,
    write_flat_buffer,
)

try:
    from lzma import LZMAError
except ImportError:  # A Python may have been built without it; zipfile then says RuntimeError.
    LZMAError = zipfile.BadZipFile  # type: ignore[misc,assignment]

#: What reading a damaged archive may raise. A spoilt byte may ask for a password, for a way of
#: packing that does not exist (both `RuntimeError`), or for another one than it was packed in.
DAMAGED_ARCHIVE = (
    OSError,
    KeyError,
    EOFError,
    RuntimeError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
)

DETECTOR_MEMBER = "pose_detector.tflite"
LANDMARKS_MEMBER = "pose_landmarks_detector.tflite"

# Pixel scaling (mean, standard deviation): the detector takes -1 to 1, the landmark network 0 to 1.
_DETECTOR_SCALING = (127.5, 127.5)
_LANDMARKS_SCALING = (0.0, 255.0)
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)

# Field numbers of TFLite's schema (schema.fbs): Model, Buffer, Metadata.
_MODEL_VERSION, _MODEL_BUFFERS, _MODEL_METADATA = 0, 4, 6
_BUFFER_DATA = 0
_METADATA_NAME, _METADATA_BUFFER = 0, 1
# Field numbers and values of the metadata's schema (metadata_schema.fbs).
_MODEL_NAME, _MODEL_SUBGRAPHS = 0, 3
_SUBGRAPH_INPUTS = 2
_TENSOR_NAME, _TENSOR_CONTENT, _TENSOR_PROCESS_UNITS = 0, 3, 4
_CONTENT_TYPE, _CONTENT_PROPERTIES, _IMAGE_PROPERTIES = 0, 1, 2
_IMAGE_COLOR_SPACE, _RGB = 0, 1
_UNIT_TYPE, _UNIT_OPTIONS, _NORMALIZATION = 0, 1, 1
_NORMALIZATION_MEAN, _NORMALIZATION_STD = 0, 1


def pack_bundle(detector: bytes, landmarks: bytes) -> bytes:
    """Return the bytes of a ``.task`` bundle; the same input gives the same bytes.

    Parameters
    ----------
    detector, landmarks : bytes
        The two TFLite networks without metadata.
    """
    return pack_members(
        {
            DETECTOR_MEMBER: add_pixel_scaling(detector, *_DETECTOR_SCALING),
            LANDMARKS_MEMBER: add_pixel_scaling(landmarks, *_LANDMARKS_SCALING),
        }
    )


def pack_members(members: Mapping[str, bytes]) -> bytes:
    """Return a zip as the landmarker wants it, not compressed; the same input gives the same bytes.

    Parameters
    ----------
    members : mapping of str to bytes
        Content of each file by its name.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            # As if packed on Unix, wherever it is packed.
            entry.create_system = 3
            archive.writestr(entry, data)
    return packed.getvalue()


def add_pixel_scaling(network: bytes, mean: float, deviation: float) -> bytes:
    """Return a TFLite network with metadata saying that pixels become (p - mean) / deviation.

    A new root table is put before the network, which itself stays as it is.

    Parameters
    ----------
    network : bytes
        A TFLite model without metadata.
    mean, deviation : float
        The scaling.
    """
    fields: dict[int, int | Node] = {
        number: Existing(referred(network, position))
        for number, position in table_fields(network).items()
        if number != _MODEL_VERSION
    }
    version_at = table_fields(network)[_MODEL_VERSION]
    buffers_at = referred(network, table_fields(network)[_MODEL_BUFFERS])
    buffers: list[Node] = [Existing(position) for position in vector_items(network, buffers_at)]
    fields[_MODEL_VERSION] = struct.unpack_from("<I", network, version_at)[0]
    fields[_MODEL_METADATA] = Nodes(
        [Table({_METADATA_NAME: Text("TFLITE_METADATA"), _METADATA_BUFFER: len(buffers)})]
    )
    scaling = Table({_BUFFER_DATA: Data(_scaling_metadata(mean, deviation))})
    fields[_MODEL_BUFFERS] = Nodes([*buffers, scaling])
    return write_flat_buffer(Table(fields), b"TFL3", following=network)


def _scaling_metadata(mean: float, deviation: float) -> bytes:
    options = Table({_NORMALIZATION_MEAN: Floats([mean]), _NORMALIZATION_STD: Floats([deviation])})
    content = Table(
        {_CONTENT_TYPE: _IMAGE_PROPERTIES, _CONTENT_PROPERTIES: Table({_IMAGE_COLOR_SPACE: _RGB})}
    )
    tensor = Table(
        {
            _TENSOR_NAME: Text("image"),
            _TENSOR_CONTENT: content,
            _TENSOR_PROCESS_UNITS: Nodes(
                [Table({_UNIT_TYPE: _NORMALIZATION, _UNIT_OPTIONS: options})]
            ),
        }
    )
    graph = Table({_SUBGRAPH_INPUTS: Nodes([tensor])})
    return write_flat_buffer(
        Table({_MODEL_NAME: Text("pose"), _MODEL_SUBGRAPHS: Nodes([graph])}), b"M001"
    )
