"""Turn the packed weights into an int8 ONNX model on disk, in a folder that sentence-transformers opens too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from knowledge.embedding.graph import write_graph
from knowledge.embedding.prepared_model import MODEL_FILE, PROMPTS_FILE, TOKENIZER_FILE, WEIGHTS_FILE
from knowledge.embedding.tokenizer import write_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from knowledge.embedding.weights import PackedWeights

PROMPTS = {"query": "query: ", "document": "passage: "}
_LIBRARY = "sentence_transformers"


def export(weights: PackedWeights, folder: Path, *, step: Callable[[str], None]) -> None:
    """Write the model into an empty folder, announcing each step."""
    step("building the tokenizer")
    write_tokenizer(weights.vocabulary, folder / TOKENIZER_FILE)
    step("writing the weights as int8")
    write_graph(weights, folder / MODEL_FILE, folder / WEIGHTS_FILE)
    step("saving")
    for name, content in _described(weights).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")


def _described(weights: PackedWeights) -> dict[str, object]:
    """Return the files by which sentence-transformers knows the model: encoder, mean pooling, unit length."""
    modules = {
        "": "knowledge.embedding.onnx_encoder.OnnxEncoder",
        "1_Pooling": f"{_LIBRARY}.sentence_transformer.modules.pooling.Pooling",
        "2_Normalize": f"{_LIBRARY}.base.modules.normalize.Normalize",
    }
    hidden = weights.shape.hidden
    return {
        PROMPTS_FILE: {"model_type": "SentenceTransformer", "prompts": PROMPTS, "similarity_fn_name": "cosine"},
        "modules.json": [
            {"idx": row, "name": str(row), "path": path, "type": kind}
            for row, (path, kind) in enumerate(modules.items())
        ],
        "onnx_encoder.json": {"dimension": hidden, "padding_id": weights.vocabulary.pad},
        "1_Pooling/config.json": {"embedding_dimension": hidden, "pooling_mode": "mean", "include_prompt": True},
        "2_Normalize/config.json": {},
    }
