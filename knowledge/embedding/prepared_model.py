"""Run the prepared model on onnxruntime alone.

Importing sentence-transformers, with torch, would take 5 seconds and 390 MB of each process that answers.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from knowledge.embedding.tokenizer import Tokenizer

MODEL_FILE = "model.onnx"
WORDS_FILE = "words.onnx"
WEIGHTS_FILE = "model.bin"  # beside the nodes, so that processes map one copy instead of reading one each
TOKENIZER_FILE = "tokenizer.model"
# What the model was taught to read before a question and before a text that may answer it.
QUERY_PROMPT, PASSAGE_PROMPT = "query: ", "passage: "


class _Prepared:
    """A graph of a prepared folder.

    Each text runs alone and unpadded. Dynamic quantisation takes one scale for a whole tensor, so in a padded batch
    a text's vector would depend on its neighbours (cosine down to 0.995); alone it never does. On a CPU nothing is
    lost: no padding is computed, and the texts of a batch run on all cores side by side.
    """

    def __init__(self, folder: Path, graph: str) -> None:
        self.tokenizer = Tokenizer(folder / TOKENIZER_FILE)
        self.session = open_session(folder / graph)

    def _tokens(self, texts: Sequence[str], *, query: bool) -> list[NDArray[np.float32]]:
        prompt = QUERY_PROMPT if query else PASSAGE_PROMPT
        ids = [np.array([self.tokenizer.encode(f"{prompt}{text}")], dtype=np.int64) for text in texts]
        if len(ids) == 1:
            return [token_vectors(self.session, ids[0])]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda one: token_vectors(self.session, one), ids))


class PreparedModel(_Prepared):
    """The encoder of a prepared folder: a text's vector is the mean of its tokens', with the prompt's among them."""

    def __init__(self, folder: Path) -> None:
        """Open what `knowledge.embedding.graph` wrote."""
        super().__init__(folder, MODEL_FILE)

    def vectors(self, texts: Sequence[str], *, query: bool) -> NDArray[np.float32]:
        """Return a unit vector for each text, (n, dimension)."""
        return _unit_means(self._tokens(texts, query=query))


class PreparedWords(_Prepared):
    """The encoder of words of a prepared folder, taught which sentences answer questions (`adapter`)."""

    def __init__(self, folder: Path) -> None:
        """Open what `knowledge.embedding.graph` wrote."""
        super().__init__(folder, WORDS_FILE)

    def word_vectors(self, texts: Sequence[str], *, query: bool) -> list[NDArray[np.float32]]:
        """Return for each text the vectors of its tokens, (tokens, dimension), without the prompt's and the ends'."""
        before = len(self.tokenizer.encode(QUERY_PROMPT if query else PASSAGE_PROMPT)) - 1
        return [tokens[before:-1] for tokens in self._tokens(texts, query=query)]


def _unit_means(found: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    means = np.stack([tokens.mean(axis=0) for tokens in found])
    unit: NDArray[np.float32] = means / np.linalg.norm(means, axis=1, keepdims=True)
    return unit


def open_session(model_path: Path) -> onnxruntime.InferenceSession:
    """Open a model file for `token_vectors`."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    # Threads that spin while they wait burn the cores of an idle bot, and halve the throughput of a shared machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model_path), options, providers=["CPUExecutionProvider"])


def token_vectors(session: onnxruntime.InferenceSession, ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return the vectors of a text's tokens in context, (tokens, dimension), for its ids, (1, tokens)."""
    vectors: NDArray[np.float32] = session.run(None, {"input_ids": ids})[0][0]
    return vectors
