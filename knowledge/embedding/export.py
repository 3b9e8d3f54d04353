"""Turn the packed weights into an int8 ONNX sentence-transformers model on disk."""

from __future__ import annotations

import contextlib
import logging
import warnings
from typing import TYPE_CHECKING

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize
from sentence_transformers.sentence_transformer.modules import Pooling
from transformers import BertConfig, BertModel

from knowledge.embedding.onnx_encoder import OnnxEncoder
from knowledge.embedding.prepared_model import MODEL_FILE
from knowledge.embedding.tokenizer import build_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tokenizers import Tokenizer

    from knowledge.embedding.weights import PackedWeights, Shape

PROMPTS = {"query": "query: ", "document": "passage: "}
FULL_PRECISION_FILE = "fp32.onnx"

_EMBEDDINGS = {
    "word_embeddings.weight": "word",
    "position_embeddings.weight": "pos",
    "token_type_embeddings.weight": "type",
    "LayerNorm.weight": "ln.w",
    "LayerNorm.bias": "ln.b",
}
_LAYER = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}


def export(weights: PackedWeights, folder: Path, *, step: Callable[[str], None]) -> None:
    """Write the model into an empty folder, announcing each step; about 1.1 GB of disk are used meanwhile."""
    step("building the tokenizer")
    tokenizer = build_tokenizer(weights.vocabulary)
    step("unpacking the weights")
    encoder = build_encoder(weights)
    step("exporting to ONNX")
    full_precision, quantised = folder / FULL_PRECISION_FILE, folder / MODEL_FILE
    _export_onnx(encoder, full_precision)
    del encoder  # half a gigabyte that quantising has better use for
    step("quantising to int8")
    with _quiet():
        # One scale a channel keeps the cosine to full precision at 0.997; one a matrix brings it to 0.986.
        quantize_dynamic(full_precision, quantised, weight_type=QuantType.QInt8, per_channel=True)
    full_precision.unlink()
    step("saving")
    assemble(quantised, tokenizer, weights).save(str(folder), create_model_card=False)


def assemble(model_path: Path, tokenizer: Tokenizer, weights: PackedWeights) -> SentenceTransformer:
    """Return the sentence-transformers model around an ONNX file: encoder, mean pooling, unit length."""
    hidden = weights.shape.hidden
    encoder = OnnxEncoder(model_path, tokenizer, dimension=hidden, padding_id=weights.vocabulary.pad)
    return SentenceTransformer(modules=[encoder, Pooling(hidden, "mean"), Normalize()], prompts=PROMPTS, device="cpu")


def build_encoder(weights: PackedWeights) -> BertModel:
    """Return the full-precision encoder."""
    shape = weights.shape
    config = BertConfig.from_dict(
        {
            "vocab_size": shape.vocabulary,
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            "layer_norm_eps": shape.epsilon,
            "pad_token_id": weights.vocabulary.pad,
            "attn_implementation": "eager",
        }
    )
    with torch.device("meta"):  # no random initialisation of what is replaced at once
        encoder = BertModel(config, add_pooling_layer=False)
    sizes = {name: tensor.shape for name, tensor in encoder.state_dict().items()}
    state = {name: torch.from_numpy(weights.tensor(packed)).reshape(sizes[name]) for name, packed in _names(shape)}
    encoder.load_state_dict(state, assign=True)
    positions = torch.arange(shape.positions).unsqueeze(0)
    encoder.embeddings.register_buffer("position_ids", positions, persistent=False)
    encoder.embeddings.register_buffer("token_type_ids", torch.zeros_like(positions), persistent=False)
    encoder.train(mode=False)
    return encoder


def _names(shape: Shape) -> Iterator[tuple[str, str]]:
    for name, packed in _EMBEDDINGS.items():
        yield f"embeddings.{name}", f"emb.{packed}"
    for layer in range(shape.layers):
        for name, packed in _LAYER.items():
            yield f"encoder.layer.{layer}.{name}.weight", f"l{layer}.{packed}.w"
            yield f"encoder.layer.{layer}.{name}.bias", f"l{layer}.{packed}.b"


class _TokenEmbeddings(torch.nn.Module):
    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        output = self.encoder(input_ids=input_ids, attention_mask=attention_mask)
        embeddings: torch.Tensor = output.last_hidden_state
        return embeddings


def _export_onnx(encoder: BertModel, path: Path) -> None:
    ids = torch.tensor([[0, 5, 6, 2], [0, 7, 2, 1]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    axes = {0: "texts", 1: "tokens"}
    with _quiet(), torch.inference_mode():
        torch.onnx.export(
            _TokenEmbeddings(encoder),
            (ids, mask),
            str(path),
            dynamo=False,
            input_names=["input_ids", "attention_mask"],
            output_names=["token_embeddings"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "token_embeddings": axes},
            opset_version=17,
        )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Silence the tools' advice to their developers; with a handler in place they do not set up logging either."""
    handler, root = logging.NullHandler(), logging.getLogger()
    root.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.removeHandler(handler)
