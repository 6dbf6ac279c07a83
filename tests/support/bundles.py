"""Tiny pose bundles: sound for every check but the model's own."""

from __future__ import annotations

import flatbuffers
from mediapipe.tasks.metadata import schema_py_generated as schema

from formcheck.pose.metadata import pack_bundle


def tiny_network(description: str = "tiny") -> bytes:
    """Return a TFLite model without operators."""
    graph = schema.SubGraphT()
    graph.tensors, graph.inputs, graph.outputs, graph.operators = [], [], [], []
    model = schema.ModelT()
    model.version, model.description = 3, description
    model.subgraphs, model.buffers, model.operatorCodes = [graph], [schema.BufferT()], []
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def tiny_bundle() -> bytes:
    """Return a bundle of two tiny networks."""
    return pack_bundle(tiny_network("detector"), tiny_network("landmarks"))
