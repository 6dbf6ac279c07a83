"""Taking out of a pose bundle what only the segmentation mask needs.

The landmark network also draws a mask of the person, 256 x 256 values that
MediaPipe drops unless it is asked for them. Its operators are cheap in
multiplications and dear in time, because they run at the network's highest
resolution. Nothing else depends on them: without them every landmark is the
same to the last bit.

MediaPipe tells the network's outputs apart by their order, so the mask stays
one of them: a constant of one value.
"""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass

from formcheck.pose.flat_buffer import (
    Data,
    Existing,
    Ints,
    Node,
    Nodes,
    Table,
    Text,
    int_items,
    referred,
    table_fields,
    vector_items,
    write_flat_buffer,
)
from formcheck.pose.metadata import DAMAGED_ARCHIVE, LANDMARKS_MEMBER, pack_members

#: Raise this whenever a change makes the bytes of a pruned bundle differ.
PRUNING_VERSION = 1

# The outputs that MediaPipe expects: landmarks, presence, mask, heatmap, world landmarks.
_OUTPUT_COUNT = 5
_MASK = 2

# Field numbers of TFLite's schema (schema.fbs): Model, SubGraph, Tensor, Buffer, Operator.
_MODEL_VERSION, _MODEL_SUBGRAPHS, _MODEL_BUFFERS = 0, 2, 4
_GRAPH_TENSORS, _GRAPH_INPUTS, _GRAPH_OUTPUTS, _GRAPH_OPERATORS = range(4)
# These, and the name: the fields of a graph that are references.
_GRAPH_REFERENCES = frozenset(range(5))
_TENSOR_SHAPE, _TENSOR_BUFFER, _TENSOR_NAME = 0, 2, 3
_BUFFER_DATA = 0
_OPERATOR_INPUTS, _OPERATOR_OUTPUTS, _OPERATOR_INTERMEDIATES = 1, 2, 8
_MASK_DIMENSIONS = 4
_ONE_FLOAT = bytes(4)


class UnprunableError(Exception):
    """The network is not built as expected; it is used as it is."""


def prune_bundle(bundle: bytes) -> bytes:
    """Return a bundle whose landmark network computes no mask; same input, same bytes.

    Parameters
    ----------
    bundle : bytes
        A sound ``.task`` file.

    Raises
    ------
    UnprunableError
        If there is no such network in it, or one of another kind.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        members[LANDMARKS_MEMBER] = prune_network(members[LANDMARKS_MEMBER])
    except DAMAGED_ARCHIVE as error:
        raise UnprunableError("it is no pose model bundle") from error
    return pack_members(members)


def prune_network(network: bytes) -> bytes:
    """Return a pose landmark network that computes no mask.

    A new root table is put before the network, which itself stays as it is: it
    lists only the operators that the other outputs need. Tensors keep their
    numbers, for operators refer to them; those that nobody needs any more, the
    mask among them, become one constant, and their weights an empty buffer.

    Parameters
    ----------
    network : bytes
        A TFLite model.

    Raises
    ------
    UnprunableError
        If it is not built as expected.
    """
    try:
        graph = _read_graph(network)
        _check_outputs(network, graph)
        wanted = [number for index, number in enumerate(graph.outputs) if index != _MASK]
        operators = _needed_for(wanted, graph.operators)
        tensors = {*graph.inputs, *wanted}.union(*(each.tensors for each in operators))
        if graph.outputs[_MASK] in tensors:
            raise UnprunableError("its landmarks depend on the mask")
        return _with_only(operators, tensors, graph, network)
    except (struct.error, KeyError, IndexError) as error:
        raise UnprunableError("its landmark network cannot be read") from error


@dataclass(frozen=True)
class _Operator:
    """An operator: the position of its table, and the numbers of its tensors."""

    position: int
    inputs: list[int]
    outputs: list[int]
    intermediates: list[int]

    @property
    def tensors(self) -> set[int]:
        return {*self.inputs, *self.outputs, *self.intermediates}


@dataclass(frozen=True)
class _Graph:
    """A graph: positions of its fields and tensors, numbers of its inputs and outputs."""

    fields: dict[int, int]
    tensors: list[int]
    inputs: list[int]
    outputs: list[int]
    operators: list[_Operator]


def _read_graph(network: bytes) -> _Graph:
    graphs = vector_items(network, referred(network, table_fields(network)[_MODEL_SUBGRAPHS]))
    if len(graphs) != 1:
        raise UnprunableError("its landmark network is not one graph")
    fields = table_fields(network, graphs[0])
    if not fields.keys() <= _GRAPH_REFERENCES:
        raise UnprunableError("its landmark network has parts of an unknown kind")
    operators = vector_items(network, referred(network, fields[_GRAPH_OPERATORS]))
    return _Graph(
        fields=fields,
        tensors=vector_items(network, referred(network, fields[_GRAPH_TENSORS])),
        inputs=int_items(network, referred(network, fields[_GRAPH_INPUTS])),
        outputs=int_items(network, referred(network, fields[_GRAPH_OUTPUTS])),
        operators=[_read_operator(network, position) for position in operators],
    )


def _read_operator(network: bytes, position: int) -> _Operator:
    fields = table_fields(network, position)
    inputs, outputs, intermediates = (
        int_items(network, referred(network, fields[number])) if number in fields else []
        for number in (_OPERATOR_INPUTS, _OPERATOR_OUTPUTS, _OPERATOR_INTERMEDIATES)
    )
    return _Operator(position, inputs, outputs, intermediates)


def _check_outputs(network: bytes, graph: _Graph) -> None:
    if len(graph.outputs) != _OUTPUT_COUNT:
        raise UnprunableError(f"its landmark network has {len(graph.outputs)} outputs")
    mask = table_fields(network, graph.tensors[graph.outputs[_MASK]])
    shape = int_items(network, referred(network, mask[_TENSOR_SHAPE]))
    if len(shape) != _MASK_DIMENSIONS or shape[-1] != 1:
        raise UnprunableError("its landmark network has no mask where one is expected")


def _needed_for(wanted: list[int], operators: list[_Operator]) -> list[_Operator]:
    """Return the operators that some tensors are computed by, in their order."""
    needed = set(wanted)
    kept: list[_Operator] = []
    # An operator comes after those that it takes from.
    for operator in reversed(operators):
        if not operator.outputs:
            raise UnprunableError("its landmark network has operators that work in secret")
        if needed.intersection(operator.outputs):
            needed.update(operator.inputs)
            kept.insert(0, operator)
    return kept


def _with_only(
    operators: list[_Operator], tensors: set[int], graph: _Graph, network: bytes
) -> bytes:
    model = table_fields(network)
    buffers = vector_items(network, referred(network, model[_MODEL_BUFFERS]))
    if any(table_fields(network, position).keys() - {_BUFFER_DATA} for position in buffers):
        # Weights outside their buffer are found by their place in the file, which changes here.
        raise UnprunableError("its landmark network keeps its weights elsewhere")
    buffer_of = [_buffer_number(network, position) for position in graph.tensors]
    in_use = {buffer_of[number] for number in tensors if number >= 0}
    idle = set(buffer_of) - in_use

    constant = Table(
        {_TENSOR_SHAPE: Ints([1]), _TENSOR_BUFFER: len(buffers), _TENSOR_NAME: Text("not_computed")}
    )
    fields = _references(network, graph.fields)
    fields[_GRAPH_OPERATORS] = Nodes([Existing(operator.position) for operator in operators])
    fields[_GRAPH_TENSORS] = Nodes(
        [
            Existing(position) if number in tensors else constant
            for number, position in enumerate(graph.tensors)
        ]
    )
    root = _references(network, {n: place for n, place in model.items() if n != _MODEL_VERSION})
    root[_MODEL_VERSION] = struct.unpack_from("<I", network, model[_MODEL_VERSION])[0]
    root[_MODEL_SUBGRAPHS] = Nodes([Table(fields)])
    root[_MODEL_BUFFERS] = Nodes(
        [
            *(
                Existing(buffers[0] if number in idle else position)
                for number, position in enumerate(buffers)
            ),
            Table({_BUFFER_DATA: Data(_ONE_FLOAT)}),
        ]
    )
    return write_flat_buffer(Table(root), b"TFL3", following=network)


def _buffer_number(network: bytes, tensor: int) -> int:
    place = table_fields(network, tensor).get(_TENSOR_BUFFER)
    return 0 if place is None else int(struct.unpack_from("<I", network, place)[0])


def _references(network: bytes, fields: dict[int, int]) -> dict[int, int | Node]:
    return {number: Existing(referred(network, place)) for number, place in fields.items()}
