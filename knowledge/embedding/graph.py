"""Write multilingual-e5-small as an int8 ONNX graph: a small file of nodes, and the weights in a file to be mapped.

It is the graph that exporting the encoder from PyTorch and onnxruntime's dynamic quantisation would give (weights one
scale a channel, activations one a tensor as they come), without PyTorch and with no mask: each text runs alone.
"""

import hashlib
import math
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from knowledge.embedding.adapter import ANSWERS, MEANINGS, Classifier, Weights, load_adapter, load_classifier
from knowledge.embedding.meaning_reader import INPUT, LIKELY, OWN, READER_FILE
from knowledge.embedding.prepared_model import MODEL_FILE, TOKENIZER_FILE, WEIGHTS_FILE, WORDS_FILE
from knowledge.embedding.tokenizer import write_tokenizer
from knowledge.embedding.weights import PackedWeights

OUTPUT = "token_embeddings"
_OPSET, _IR = 17, 8
_PAGE, _ALIGNED = 4096, 64  # where a mapped tensor begins, and one that is smaller than a page
_MAPPED = 1024  # bytes; smaller tensors stay with the nodes
# Weights have seven bits: the sum of two of their products with bytes then fits in sixteen, in which processors without
# VNNI add them (with eight it is cut off there, and the vectors differ between processors).
_SIGNED, _UNSIGNED = 63, 255


def write_graphs(weights: PackedWeights, folder: Path) -> None:
    """Write the nodes of the encoder, of the reader of meanings and of the encoder of words to a file each.

    The weights of all go to one more file, those that are the same once.
    """
    with (folder / WEIGHTS_FILE).open("wb") as file:
        stored = _Stored(file, WEIGHTS_FILE)
        _save(_Encoder(weights, stored).graph(), folder / MODEL_FILE)
        read = load_adapter(MEANINGS).adapted(weights)
        _save(_Encoder(read, stored).reader(load_classifier()), folder / READER_FILE)
        _save(_Encoder(load_adapter(ANSWERS).adapted(weights), stored).graph(), folder / WORDS_FILE)


def _save(graph: onnx.GraphProto, path: Path) -> None:
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    onnx.save(model, str(path))


def int8_by_column(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a matrix as whole numbers and the scale of each column; one scale for all would cost .01 of cosine."""
    scale = (2 * np.abs(matrix).max(axis=0).astype(np.float64) / (2 * _SIGNED)).astype(np.float32)
    return np.clip((matrix / scale).round(), -_SIGNED, _SIGNED).astype(np.int8), scale


def uint8(table: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32], NDArray[np.uint8]]:
    """Return a table as whole numbers, its scale and what stands for zero."""
    low, high = np.minimum(table.min(), np.float32(0)), np.maximum(table.max(), np.float32(0))
    exact = (np.float64(high) - np.float64(low)) / _UNSIGNED
    zero = np.round(-low / exact).astype(np.uint8)
    scale = exact.astype(np.float32)
    return np.clip((table / scale).round() + zero, 0, _UNSIGNED).astype(np.uint8), np.asarray(scale), np.asarray(zero)


class _Stored:
    """The tensors of one file; those with the same bytes are one."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._places: dict[bytes, dict[str, object]] = {}

    def put(self, data: bytes) -> dict[str, object]:
        """Store bytes, a page and more at the beginning of a page, and return where they lie."""
        key = hashlib.sha256(data).digest()
        if key not in self._places:
            self._file.write(b"\0" * (-self._file.tell() % (_PAGE if len(data) >= _PAGE else _ALIGNED)))
            self._places[key] = {"location": self._name, "offset": self._file.tell(), "length": len(data)}
            self._file.write(data)
        return self._places[key]


class _Encoder:
    """The graph as it grows; a value is called by its name."""

    def __init__(self, weights: Weights, stored: _Stored) -> None:
        self._weights = weights
        self._shape = weights.shape
        self._stored = stored
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[TensorProto] = []
        self._shapes: list[onnx.ValueInfoProto] = []

    def graph(self) -> onnx.GraphProto:
        """Return the encoder: the vectors of a text's tokens."""
        return self._whole_graph(self._hidden(), OUTPUT, ["texts", "tokens", self._shape.hidden], [])

    def reader(self, classifier: Classifier) -> onnx.GraphProto:
        """Return the reader: how likely each meaning is, of the mean of a text's own tokens, the first ``own`` ones."""
        hidden = self._hidden()
        kept = self._node("Slice", hidden, self._whole([0]), OWN, self._whole([1]))
        mean = self._node("ReduceMean", kept, axes=[1], keepdims=0)
        scores = self._node("MatMul", mean, self._tensor("head.w", classifier.head.T))
        likely = self._node("Softmax", self._node("Add", scores, self._tensor("head.b", classifier.bias)), axis=-1)
        own = helper.make_tensor_value_info(OWN, TensorProto.INT64, [1])
        return self._whole_graph(likely, LIKELY, ["texts", len(classifier.meanings)], [own])

    def _hidden(self) -> str:
        hidden = self._embedded()
        for layer in range(self._shape.layers):
            hidden = self._layer(hidden, f"l{layer}")
        return hidden

    def _whole_graph(
        self, result: str, name: str, shape: list[str | int], more: list[onnx.ValueInfoProto]
    ) -> onnx.GraphProto:
        self._nodes.append(helper.make_node("Identity", [result], [name]))
        return helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["texts", "tokens"]), *more],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)],
            initializer=self._tensors,
            value_info=self._shapes,
        )

    def _embedded(self) -> str:
        width = self._shape.hidden
        word = self._dequantised("emb.word", lambda table: self._node("Gather", table, INPUT))
        shape = self._node("Shape", INPUT)
        length = self._node("Slice", shape, self._whole([1]), self._whole([2]))
        first = self._whole([0])
        self._rows = self._node("Concat", shape, self._whole([-1]), axis=0)
        place = self._dequantised("emb.pos", lambda table: self._node("Slice", table, first, length))
        types, scale, zero = uint8(self._weights.tensor("emb.type").reshape(-1, width))
        kind = self._tensor("type", (types[0].astype(np.float32) - zero) * scale)
        total = self._node("Add", self._node("Add", word, kind), place)
        return self._normal(total, "emb.ln")

    def _dequantised(self, name: str, chosen: Callable[[str], str]) -> str:
        table, scale, zero = uint8(self._weights.tensor(name).reshape(-1, self._shape.hidden))
        rows = chosen(self._tensor(name, table))
        return self._node("DequantizeLinear", rows, self._tensor(f"{name}.s", scale), self._tensor(f"{name}.z", zero))

    def _layer(self, hidden: str, layer: str) -> str:
        heads, width = self._shape.heads, self._shape.hidden
        split = self._whole([0, 0, heads, width // heads])
        read = self._quantised(hidden)
        query, key, value = (
            self._node("Reshape", self._linear(read, f"{layer}.{part}", width), split) for part in "qkv"
        )
        scores = self._node(
            "MatMul", self._node("Transpose", query, perm=[0, 2, 1, 3]), self._node("Transpose", key, perm=[0, 2, 3, 1])
        )
        scaled = self._node("Mul", scores, self._number(1 / math.sqrt(width // heads)))
        mixed = self._node(
            "MatMul", self._node("Softmax", scaled, axis=-1), self._node("Transpose", value, perm=[0, 2, 1, 3])
        )
        joined = self._node("Reshape", self._node("Transpose", mixed, perm=[0, 2, 1, 3]), self._rows)
        attended = self._linear(self._quantised(joined), f"{layer}.ao", width)
        middle = self._normal(self._node("Add", attended, hidden), f"{layer}.aln")
        # onnxruntime fuses the sum below with its normalisation only where it knows that both are of one shape.
        self._shapes.append(helper.make_tensor_value_info(middle, TensorProto.FLOAT, ["texts", "tokens", width]))
        inner = self._gelu(self._linear(self._quantised(middle), f"{layer}.fi", self._shape.feed_forward))
        outer = self._linear(self._quantised(inner), f"{layer}.fo", width)
        return self._normal(self._node("Add", outer, middle), f"{layer}.oln")

    def _quantised(self, value: str) -> tuple[str, str, str]:
        names = (f"{value}.q", f"{value}.qs", f"{value}.qz")
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [value], list(names)))
        return names

    def _linear(self, read: tuple[str, str, str], name: str, width: int) -> str:
        """Multiply with a matrix, which the package keeps transposed, and add the bias."""
        whole, scale, zero = read
        matrix, scales = int8_by_column(self._weights.tensor(f"{name}.w").reshape(width, -1).T)
        zeros = self._tensor(f"{name}.z", np.zeros(width, dtype=np.int8))
        product = self._node("MatMulInteger", whole, self._tensor(f"{name}.w", matrix), zero, zeros)
        factor = self._node("Mul", scale, self._tensor(f"{name}.s", scales))
        real = self._node("Mul", self._node("Cast", product, to=TensorProto.FLOAT), factor)
        return self._node("Add", self._tensor(f"{name}.b", self._weights.tensor(f"{name}.b")), real)

    def _normal(self, value: str, name: str) -> str:
        gain, bias = (self._tensor(f"{name}.{part}", self._weights.tensor(f"{name}.{part}")) for part in "wb")
        return self._node("LayerNormalization", value, gain, bias, axis=-1, epsilon=self._shape.epsilon)

    def _gelu(self, value: str) -> str:
        erf = self._node("Erf", self._node("Div", value, self._number(math.sqrt(2))))
        return self._node("Mul", self._node("Mul", value, self._node("Add", erf, self._number(1))), self._number(0.5))

    def _node(self, kind: str, *inputs: str, **attributes: object) -> str:
        name = f"{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))  # type: ignore[arg-type] # no attribute is called as a parameter is
        return name

    def _whole(self, values: list[int]) -> str:
        return self._tensor(f"i{len(self._tensors)}", np.array(values, dtype=np.int64))

    def _number(self, value: float) -> str:
        return self._tensor(f"f{len(self._tensors)}", np.array(value, dtype=np.float32))

    def _tensor(self, name: str, values: NDArray[np.generic]) -> str:
        tensor = numpy_helper.from_array(np.ascontiguousarray(values), name)
        if len(tensor.raw_data) >= _MAPPED:
            place = self._stored.put(tensor.raw_data)
            tensor.ClearField("raw_data")
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in place.items():
                tensor.external_data.add(key=key, value=str(value))
        self._tensors.append(tensor)
        return name


def export(weights: PackedWeights, folder: Path, *, step: Callable[[str], None]) -> None:
    """Write the model into an empty folder, announcing each step."""
    step("building the tokenizer")
    write_tokenizer(weights.vocabulary, folder / TOKENIZER_FILE)
    step("writing the weights as int8")
    write_graphs(weights, folder)
