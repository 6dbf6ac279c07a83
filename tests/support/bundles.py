"""Tiny pose bundles: sound for every check but the model's own."""

from __future__ import annotations

from collections.abc import Sequence

import flatbuffers
import numpy as np
from mediapipe.tasks.metadata import schema_py_generated as schema

from formcheck.pose.metadata import pack_bundle


def tiny_network(description: str = "tiny") -> bytes:
    """Return a TFLite model without operators."""
    graph = schema.SubGraphT()
    graph.tensors, graph.inputs, graph.outputs, graph.operators = [], [], [], []
    return _written([graph], [schema.BufferT()], description)


def tiny_bundle() -> bytes:
    """Return a bundle of two tiny networks."""
    return pack_bundle(tiny_network("detector"), tiny_network("landmarks"))


#: Tensors of `branching_network`: what each is called, its shape, and the weights it holds.
TENSORS: tuple[tuple[str, tuple[int, ...], bytes], ...] = (
    ("picture", (1, 8, 8, 3), b""),
    ("shared", (1, 4, 4, 2), b""),
    ("shared weights", (4,), b"\1" * 16),
    ("mask weights", (4,), b"\2" * 16),
    ("half a mask", (1, 4, 4, 2), b""),
    ("mask", (1, 8, 8, 1), b""),
    ("landmarks", (1, 195), b""),
    ("landmark weights", (4,), b"\3" * 16),
    ("presence", (1, 1), b""),
    ("heatmap", (1, 4, 4, 39), b""),
    ("world", (1, 117), b""),
)
#: Its operators: the tensors that each takes and gives. The branch of the mask lies in between.
OPERATORS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("picture", "shared weights"), ("shared",)),
    (("shared", "mask weights"), ("half a mask",)),
    (("shared", "landmark weights"), ("heatmap",)),
    (("half a mask", "shared weights"), ("mask",)),
    (("heatmap",), ("landmarks", "presence")),
    (("landmarks",), ("world",)),
)
OUTPUTS = ("landmarks", "presence", "mask", "heatmap", "world")


def branching_network(
    operators: Sequence[tuple[Sequence[str], Sequence[str]]] = OPERATORS,
    outputs: Sequence[str] = OUTPUTS,
    graphs: int = 1,
    weights_at: int = 0,
) -> bytes:
    """Return a TFLite model built like the landmark network: a trunk, and a branch for the mask.

    Parameters
    ----------
    operators : sequence of (takes, gives)
        Each as the names of tensors in `TENSORS`.
    outputs : sequence of str
        Names of the graph's outputs.
    graphs : int
        How often the graph is in the model.
    weights_at : int
        Place in the file, behind the model, that the last buffer's weights are said to have.
    """
    numbers = {name: number for number, (name, _, _) in enumerate(TENSORS)}
    graph = schema.SubGraphT()
    # Every tensor has a buffer of its own, as converters give it; the first one is nobody's.
    graph.tensors, buffers = [], [schema.BufferT()]
    for number, (name, shape, weights) in enumerate(TENSORS):
        tensor, buffer = schema.TensorT(), schema.BufferT()
        tensor.name, tensor.shape, tensor.buffer = name, list(shape), number + 1
        buffer.data = np.frombuffer(weights, np.uint8) if weights else None
        graph.tensors.append(tensor)
        buffers.append(buffer)
    buffers[-1].offset = weights_at
    graph.name, graph.inputs = "main", [numbers["picture"]]
    graph.outputs = [numbers[name] for name in outputs]
    graph.operators = []
    for takes, gives in operators:
        operator = schema.OperatorT()
        operator.inputs = [numbers[name] for name in takes]
        operator.outputs = [numbers[name] for name in gives]
        graph.operators.append(operator)
    return _written([graph] * graphs, buffers, "branching")


def branching_bundle() -> bytes:
    """Return a bundle that can be pruned, though no landmarker can load it."""
    return pack_bundle(tiny_network("detector"), branching_network())


def _written(
    graphs: list[schema.SubGraphT], buffers: list[schema.BufferT], description: str
) -> bytes:
    model = schema.ModelT()
    model.version, model.description = 3, description
    model.subgraphs, model.buffers = graphs, buffers
    model.operatorCodes = [schema.OperatorCodeT()]
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())
