from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.embedding.tokenizer import MAX_TOKENS, build_tokenizer
from knowledge.embedding.weights import open_weights, weights_path

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return build_tokenizer(open_weights(weights_path()).vocabulary)


def test_full_width_letters_and_invisible_spaces_read_like_plain_ones(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("Ｇｕａｎｇｚｈｏｕ\u200bａｗａｒｄ\ufeff").ids == tokenizer.encode("Guangzhou award").ids


def test_line_ends_and_repeated_spaces_count_as_one_space(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode(" 广州 \r\n\t 福冈 ").ids == tokenizer.encode("广州 福冈").ids


def test_the_wave_dash_of_a_range_of_years_is_kept(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("1979～2020").tokens == ["<s>", "▁1979", "～", "2020", "</s>"]


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(1, 40))
def test_any_text_is_framed_and_cut_at_the_limit(tokenizer: Tokenizer, text: str, times: int) -> None:
    encoding = tokenizer.encode(text * times)
    assert encoding.tokens[0] == "<s>"
    assert encoding.tokens[-1] == "</s>"
    assert len(encoding.ids) <= MAX_TOKENS
