"""The prepared encoder in sentence-transformers, as any tutorial runs a model: what the plain pipeline embeds with."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from sentence_transformers.base.modules.normalize import Normalize
from sentence_transformers.sentence_transformer.modules.pooling import Pooling

from knowledge.embedding.prepared_model import (
    MODEL_FILE,
    PASSAGE_PROMPT,
    QUERY_PROMPT,
    TOKENIZER_FILE,
    open_session,
    token_vectors,
)
from knowledge.embedding.tokenizer import Tokenizer


class Encoder(InputModule):
    """Turn texts into token embeddings, each text alone: `knowledge.embedding.prepared_model` says why."""

    def __init__(self, folder: Path, dimension: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library leaves it untyped
        self._tokenizer = Tokenizer(folder / TOKENIZER_FILE)
        self._session = open_session(folder / MODEL_FILE)
        self._folder, self._dimension = folder, dimension

    def preprocess(self, inputs: Any, prompt: str | None = None, **_: object) -> dict[str, torch.Tensor]:  # noqa: ANN401 - the library's signature
        found = [self._tokenizer.encode(f"{prompt or ''}{text}") for text in inputs]
        ids, mask = (np.zeros((len(found), max(map(len, found))), dtype=np.int64) for _ in range(2))
        for row, own in enumerate(found):
            ids[row, : len(own)], mask[row, : len(own)] = own, 1
        return {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        ids, lengths = features["input_ids"].numpy(), features["attention_mask"].sum(dim=1).tolist()
        embeddings = np.zeros((*ids.shape, self._dimension), dtype=np.float32)

        def fill(row: int) -> None:
            embeddings[row, : lengths[row]] = token_vectors(self._session, ids[row : row + 1, : lengths[row]])

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(fill, range(len(lengths))))
        return features | {"token_embeddings": torch.from_numpy(embeddings)}

    def save(self, output_path: str, *_: object, **__: object) -> None:
        shutil.copytree(self._folder, output_path, dirs_exist_ok=True)


def open_with_library(folder: Path, dimension: int) -> SentenceTransformer:
    """Open a prepared folder with sentence-transformers."""
    modules = [Encoder(folder, dimension), Pooling(dimension, "mean"), Normalize()]
    prompts = {"query": QUERY_PROMPT, "document": PASSAGE_PROMPT}
    return SentenceTransformer(modules=modules, prompts=prompts, device="cpu")
