"""The prepared encoder as the first module of a sentence-transformers model: its folder opens as any other.

The product itself needs only `knowledge.embedding.prepared_model`, which says why each text runs alone.
"""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule

from knowledge.embedding.prepared_model import MODEL_FILE, TOKENIZER_FILE, WEIGHTS_FILE, open_session, token_vectors
from knowledge.embedding.tokenizer import MAX_TOKENS, Tokenizer


class OnnxEncoder(InputModule):
    """Turn texts into token embeddings; a module as sentence-transformers documents its custom modules."""

    config_file_name = "onnx_encoder.json"
    config_keys = ["dimension", "padding_id"]  # noqa: RUF012 - the library declares it so

    def __init__(self, folder: Path, *, dimension: int, padding_id: int) -> None:
        """Open a prepared folder; `dimension` is the width of a token embedding."""
        super().__init__()  # type: ignore[no-untyped-call] # the library leaves it untyped
        self._tokenizer = Tokenizer(folder / TOKENIZER_FILE)
        self.dimension = dimension
        self.padding_id = padding_id
        self.folder = folder
        self.session = open_session(folder / MODEL_FILE)

    @property
    def max_seq_length(self) -> int:
        """Return after how many tokens a text is cut."""
        return MAX_TOKENS

    def get_embedding_dimension(self) -> int:
        """Return the width of a token embedding."""
        return self.dimension

    def preprocess(self, inputs: Any, prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:  # noqa: ANN401 - the library's signature
        """Tokenise texts into padded `input_ids` and `attention_mask`, both (n, longest) int64."""
        found = [self._tokenizer.encode(f"{prompt or ''}{text}") for text in inputs]
        ids = np.full((len(found), max(map(len, found))), self.padding_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, own in enumerate(found):
            ids[row, : len(own)] = own
            mask[row, : len(own)] = 1
        return {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: ANN401 - the library's signature
        """Add `token_embeddings`, (n, longest, dimension) float32, zero where padded."""
        ids: NDArray[np.int64] = features["input_ids"].numpy()
        lengths = features["attention_mask"].sum(dim=1).tolist()
        embeddings = np.zeros((*ids.shape, self.dimension), dtype=np.float32)

        def fill(row: int) -> None:
            embeddings[row, : lengths[row]] = token_vectors(self.session, ids[row : row + 1, : lengths[row]])

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(fill, range(len(lengths))))
        features["token_embeddings"] = torch.from_numpy(embeddings)
        return features

    def save(self, output_path: str, *_: Any, **__: Any) -> None:  # noqa: ANN401 - the library's signature
        """Write the model, the tokenizer and the configuration into a folder."""
        for name in (MODEL_FILE, WEIGHTS_FILE, TOKENIZER_FILE):
            target = Path(output_path) / name
            if not (target.exists() and target.samefile(self.folder / name)):
                shutil.copyfile(self.folder / name, target)
        self.save_config(output_path)

    @classmethod
    def load(  # type: ignore[override] # a local folder needs none of the library's hub parameters
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        **_: Any,  # noqa: ANN401 - the library's signature
    ) -> Self:
        """Open what `save` wrote; `model_name_or_path` is a local folder."""
        config = cls.load_config(model_name_or_path, subfolder=subfolder, local_files_only=True)
        return cls(Path(model_name_or_path) / subfolder, **config)


def open_with_library(folder: Path) -> SentenceTransformer:
    """Open a prepared folder with sentence-transformers."""
    # The code that is trusted is this module, named in the folder that `knowledge.embedding.graph` wrote.
    return SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=True)
