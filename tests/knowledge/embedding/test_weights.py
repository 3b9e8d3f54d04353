from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.embedding.weights import dequantise, open_weights, weights_path
from knowledge.errors import ModelError

QUANTS = st.lists(st.integers(0, 15), min_size=32, max_size=32)


@given(QUANTS, st.floats(-4, 4, width=16))
def test_a_block_gives_its_low_nibbles_first_then_its_high_ones(quants: list[int], scale: float) -> None:
    packed = bytes(low | high << 4 for low, high in zip(quants[:16], quants[16:], strict=True))
    raw = np.frombuffer(np.float16(scale).tobytes() + packed, dtype=np.uint8)
    expected = [(quant - 8) * scale for quant in quants]
    assert np.allclose(dequantise(raw), expected, atol=1e-6)


def test_the_installed_weights_are_multilingual_e5_small() -> None:
    weights = open_weights(weights_path())
    assert (weights.shape.hidden, weights.shape.layers, weights.shape.heads) == (384, 12, 12)
    assert len(weights.vocabulary.pieces) == 250_002
    assert weights.vocabulary.pieces[weights.vocabulary.eos][0] == "</s>"
    assert weights.tensor("l11.fo.w").shape == (384 * 1536,)


def test_another_file_is_refused_with_the_remedy(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelError, match="pip install"):
        open_weights(other)
