"""Read how likely a text means each of the known meanings: the embedding model, adapted (`adapter`), on onnxruntime."""

import functools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.adapter import load_classifier
from knowledge.embedding.prepared_model import TOKENIZER_FILE, open_session
from knowledge.embedding.tokenizer import Tokenizer

READER_FILE = "reader.onnx"
INPUT, OWN, LIKELY = "input_ids", "own", "likely"
PROMPT = "query: "
LONGEST, LONGEST_BEFORE = 64, 40  # tokens
_REMEMBERED = 512


class MeaningReader:
    """The reader of a prepared folder; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open what `knowledge.embedding.graph` wrote."""
        self._tokenizer = Tokenizer(folder / TOKENIZER_FILE)
        self._session = open_session(folder / READER_FILE)
        self.meanings = load_classifier().meanings
        # The turns of a conversation are read again at each of its questions.
        self.likely = functools.lru_cache(maxsize=_REMEMBERED)(self._likely)

    def _likely(self, text: str, before: str | None) -> NDArray[np.float32]:
        """Return how likely each of ``meanings`` is, of a text said after another (None: nothing was said before)."""
        ids, own = input_ids(self._tokenizer, text, before)
        found: NDArray[np.float32] = self._session.run(
            [LIKELY], {INPUT: np.array([ids], dtype=np.int64), OWN: np.array([own], dtype=np.int64)}
        )[0][0]
        return found


def input_ids(tokenizer: Tokenizer, text: str, before: str | None) -> tuple[list[int], int]:
    """Return the ids of a text and of what was said before it, and how many are the text's own."""
    own = tokenizer.encode(f"{PROMPT}{text}")[:LONGEST]
    end = tokenizer.encode("")[-1:]
    after = tokenizer.encode(before)[1:LONGEST_BEFORE] if before else end
    return [*own, *end, *after], len(own)
