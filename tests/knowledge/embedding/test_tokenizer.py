import random
from collections.abc import Callable
from pathlib import Path

import pytest
import tokenizers
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Regex, models, normalizers, pre_tokenizers

from knowledge.embedding.tokenizer import MAX_TOKENS, Tokenizer, write_tokenizer
from knowledge.embedding.weights import Vocabulary, open_weights, weights_path
from knowledge.settings import BUNDLED_CORPUS
from knowledge.text.folding import to_traditional

GENERATED = 10_000


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return open_weights(weights_path()).vocabulary


@pytest.fixture(scope="module")
def tokenizer(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.model"
    write_tokenizer(vocabulary, path)
    return Tokenizer(path)


@pytest.fixture(scope="module")
def library(vocabulary: Vocabulary) -> Callable[[str], list[int]]:
    """The same vocabulary read by another library, `tokenizers`."""
    other = tokenizers.Tokenizer(models.Unigram(list(vocabulary.pieces), unk_id=vocabulary.unknown))
    other.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            normalizers.Replace(Regex(r"[\t\n\x0c\r\x{200b}-\x{200f}\x{2028}\x{2029}\x{feff}]"), " "),
            normalizers.Replace("～", "\ue000"),
            normalizers.NFKC(),
            normalizers.Replace("\ue000", "～"),
        ]
    )
    other.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    return lambda text: [vocabulary.bos, *other.encode(text).ids[: MAX_TOKENS - 2], vocabulary.eos]


def _corpus_texts() -> list[str]:
    lines = [
        line
        for path in sorted(Path(BUNDLED_CORPUS).rglob("*"))
        if path.suffix in (".md", ".csv")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [*lines, *("\n".join(lines[start : start + 8]) for start in range(0, len(lines), 8))]


def test_another_library_gives_the_same_ids_for_the_whole_corpus(
    tokenizer: Tokenizer, library: Callable[[str], list[int]]
) -> None:
    texts = _corpus_texts()
    assert len(texts) > 500
    assert [text for text in texts if tokenizer.encode(text) != library(text)] == []


def test_another_library_gives_the_same_ids_for_made_up_texts_in_three_scripts(
    tokenizer: Tokenizer, library: Callable[[str], list[int]]
) -> None:
    chance = random.Random(14)  # noqa: S311 - texts for a test, not a secret
    words = sorted({word for text in _corpus_texts() for word in text.split()})
    characters = sorted({char for word in words for char in word if char >= "\u3400"})
    wrong = []
    for number in range(GENERATED):
        if number % 3:
            text = "".join(chance.choice(characters) for _ in range(chance.randrange(1, 160)))
            text = text if number % 3 == 1 else to_traditional(text)
        else:
            text = " ".join(chance.choice(words) for _ in range(chance.randrange(1, 60)))
        if tokenizer.encode(text) != library(text):
            wrong.append(text)
    assert wrong == []


def test_a_text_cannot_write_the_marks_around_it(tokenizer: Tokenizer) -> None:
    first, *inside, last = tokenizer.encode("a <s> b </s> c <pad>")
    assert {first, last, 1}.isdisjoint(inside)


def test_full_width_letters_and_invisible_spaces_read_like_plain_ones(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("Ｇｕａｎｇｚｈｏｕ\u200bａｗａｒｄ\ufeff") == tokenizer.encode("Guangzhou award")


def test_line_ends_and_repeated_spaces_count_as_one_space(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode(" 广州 \r\n\t 福冈 ") == tokenizer.encode("广州 福冈")


def test_the_wave_dash_of_a_range_of_years_is_kept(tokenizer: Tokenizer, vocabulary: Vocabulary) -> None:
    written = [vocabulary.pieces[row][0] for row in tokenizer.encode("1979～2020")]
    assert written == ["<s>", "▁1979", "～", "2020", "</s>"]


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(1, 40))
def test_any_text_is_framed_and_cut_at_the_limit(
    tokenizer: Tokenizer, vocabulary: Vocabulary, text: str, times: int
) -> None:
    ids = tokenizer.encode(text * times)
    assert ids[0] == vocabulary.bos
    assert ids[-1] == vocabulary.eos
    assert len(ids) <= MAX_TOKENS
