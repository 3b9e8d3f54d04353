"""Run a quantised encoder on onnxruntime as the first module of a sentence-transformers model."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import onnxruntime
import torch
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"


class OnnxEncoder(InputModule):
    """Turn texts into token embeddings; a module as sentence-transformers documents its custom modules.

    Each text of a batch runs alone and unpadded. Dynamic quantisation takes one scale for a whole tensor, so in a
    padded batch a text's vector would depend on its neighbours (cosine down to 0.995); alone it never does. On a
    CPU nothing is lost: no padding is computed, and the texts of a batch run on all cores side by side.
    """

    config_file_name = "onnx_encoder.json"
    config_keys = ["dimension", "padding_id"]  # noqa: RUF012 - the library declares it so

    def __init__(self, model_path: Path, tokenizer: Tokenizer, *, dimension: int, padding_id: int) -> None:
        """Open the onnxruntime `session`; `dimension` is the width of a token embedding."""
        super().__init__()  # type: ignore[no-untyped-call] # the library leaves it untyped
        self.tokenizer = tokenizer
        self.dimension = dimension
        self.padding_id = padding_id
        self.model_path = model_path
        self._max_tokens = int((tokenizer.truncation or {})["max_length"])
        self.session = _open_session(model_path)

    @property
    def max_seq_length(self) -> int:
        """Return after how many tokens a text is cut."""
        return self._max_tokens

    def get_embedding_dimension(self) -> int:
        """Return the width of a token embedding."""
        return self.dimension

    def preprocess(self, inputs: Any, prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:  # noqa: ANN401 - the library's signature
        """Tokenise texts into padded `input_ids` and `attention_mask`, both (n, longest) int64."""
        encodings = self.tokenizer.encode_batch([f"{prompt or ''}{text}" for text in inputs])
        longest = max(len(encoding.ids) for encoding in encodings)
        ids = np.full((len(encodings), longest), self.padding_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        return {"input_ids": torch.from_numpy(ids), "attention_mask": torch.from_numpy(mask)}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:  # noqa: ANN401 - the library's signature
        """Add `token_embeddings`, (n, longest, dimension) float32, zero where padded."""
        ids: NDArray[np.int64] = features["input_ids"].numpy()
        lengths = features["attention_mask"].sum(dim=1).tolist()
        if len(lengths) == 1:
            features["token_embeddings"] = torch.from_numpy(self._run(ids))
            return features
        embeddings = np.zeros((*ids.shape, self.dimension), dtype=np.float32)

        def fill(row: int) -> None:
            embeddings[row, : lengths[row]] = self._run(ids[row : row + 1, : lengths[row]])[0]

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(fill, range(len(lengths))))
        features["token_embeddings"] = torch.from_numpy(embeddings)
        return features

    def save(self, output_path: str, *_: Any, **__: Any) -> None:  # noqa: ANN401 - the library's signature
        """Write the model, the tokenizer and the configuration into a folder."""
        target = Path(output_path) / MODEL_FILE
        if not (target.exists() and target.samefile(self.model_path)):
            shutil.copyfile(self.model_path, target)
        self.tokenizer.save(str(Path(output_path) / TOKENIZER_FILE))
        self.save_config(output_path)

    @classmethod
    def load(  # type: ignore[override] # a local folder needs none of the library's hub parameters
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        **_: Any,  # noqa: ANN401 - the library's signature
    ) -> Self:
        """Open what `save` wrote; `model_name_or_path` is a local folder."""
        folder = Path(model_name_or_path) / subfolder
        config = cls.load_config(model_name_or_path, subfolder=subfolder, local_files_only=True)
        return cls(folder / MODEL_FILE, Tokenizer.from_file(str(folder / TOKENIZER_FILE)), **config)

    def _run(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        outputs = self.session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        embeddings: NDArray[np.float32] = outputs[0]
        return embeddings


def _open_session(model_path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    # Threads that spin while they wait burn the cores of an idle bot, and halve the throughput of a shared machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model_path), options, providers=["CPUExecutionProvider"])
