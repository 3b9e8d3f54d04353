"""The tokenizer of multilingual-e5-small: its unigram vocabulary in sentencepiece.

The `tokenizers` library gives the same ids from the same vocabulary (a test holds it to that), but takes five times as
long a text and 200 MB more of every process.
"""

import importlib
from pathlib import Path
from typing import Any

from sentencepiece import SentencePieceProcessor
from tokenizers import Regex, normalizers

from knowledge.embedding.weights import Vocabulary

MAX_TOKENS = 512

# What the model's own normaliser does beside NFKC: it drops control characters, reads invisible and odd
# spaces as a space, and leaves the wave dash of "1979～2020" alone, which NFKC would turn into "~".
_CONTROLS = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_SPACES = r"[\t\n\x0c\r\x{1680}\x{200b}-\x{200f}\x{2028}\x{2029}\x{2581}\x{feff}\x{fffd}]"
_WAVE_DASH = "～"
_PLACEHOLDER = "\ue000"  # private use, so that no text has it
_NORMALISER = normalizers.Sequence(
    [
        normalizers.Replace(Regex(_CONTROLS), ""),
        normalizers.Replace(Regex(_SPACES), " "),
        normalizers.Replace(_WAVE_DASH, _PLACEHOLDER),
        normalizers.NFKC(),
        normalizers.Replace(_PLACEHOLDER, _WAVE_DASH),
    ]
)


class Tokenizer:
    """Turn texts into ids, `<s> text </s>`, cut at 512; safe to share between threads."""

    def __init__(self, model: Path) -> None:
        """Open what `write_tokenizer` wrote."""
        self._pieces = SentencePieceProcessor(model_file=str(model))
        self._first, self._last = self._pieces.bos_id(), self._pieces.eos_id()

    def encode(self, text: str) -> list[int]:
        """Return the ids of a text."""
        # Word by word: over a long text the library's sums would lose the digits that tell two readings apart.
        words = _NORMALISER.normalize_str(text).split()
        ids = [piece for word in words for piece in self._pieces.encode(word)]
        return [self._first, *ids[: MAX_TOKENS - 2], self._last]


def write_tokenizer(vocabulary: Vocabulary, path: Path) -> None:
    """Write a vocabulary as a sentencepiece model, its special pieces such that no text can write them."""
    library: Any = importlib.import_module("sentencepiece.sentencepiece_model_pb2")  # made when it is imported
    piece = library.ModelProto.SentencePiece
    control = dict.fromkeys((vocabulary.bos, vocabulary.eos, vocabulary.pad), piece.CONTROL)
    kinds = control | {vocabulary.unknown: piece.UNKNOWN}
    trainer = library.TrainerSpec(
        model_type=library.TrainerSpec.UNIGRAM,
        vocab_size=len(vocabulary.pieces),
        **{
            f"{name}_{part}": value
            for name, row in (
                ("bos", vocabulary.bos),
                ("eos", vocabulary.eos),
                ("pad", vocabulary.pad),
                ("unk", vocabulary.unknown),
            )
            for part, value in (("id", row), ("piece", vocabulary.pieces[row][0]))
        },
    )
    model = library.ModelProto(
        pieces=[
            piece(piece=text, score=score, type=kinds.get(row, piece.NORMAL))
            for row, (text, score) in enumerate(vocabulary.pieces)
        ],
        trainer_spec=trainer,
        normalizer_spec=library.NormalizerSpec(name="identity", add_dummy_prefix=True),
    )
    path.write_bytes(model.SerializeToString())
