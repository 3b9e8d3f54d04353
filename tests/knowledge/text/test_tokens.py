import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.folding import to_traditional
from knowledge.text.tokens import ENGLISH_STOPWORDS, stem, tokens

WORDS = st.sampled_from(
    (
        "广州 国际 友好城市 缔结 协议 周年 奖学金 项目 福冈 代表团 访问 论坛 1988年 Lyon "
        "sister cities 签约 纪念 环境 合作 交流 会议 备忘录"
    ).split()
)


@given(st.lists(WORDS, max_size=12))
def test_traditional_and_simplified_have_the_same_tokens(words: list[str]) -> None:
    text = "".join(words)
    assert tokens(to_traditional(text)) == tokens(text)


@given(st.text())
def test_tokens_are_made_of_the_folded_text_and_never_empty(text: str) -> None:
    assert all(token and token == token.strip() for token in tokens(text))


@given(st.text())
def test_the_tokens_of_two_lines_are_those_of_the_first_and_then_of_the_second(text: str) -> None:
    assert tokens(f"{text}\nLyon 友城") == [*tokens(text), "lyon", "友城"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("友好城市", ["友好", "好城", "城市"]),
        ("奖", ["奖"]),
        ("Sister cities were visited", ["sister", "citi", "visit"]),
        ("1988年", ["1988", "年"]),
        ("Zürich", ["zurich"]),
        ("the of and", []),
        ("友城, 友城", ["友城", "友城"]),
        ("", []),
        ("。!?", []),
    ],
)
def test_chinese_gives_pairs_of_characters_and_english_gives_stems(text: str, found: list[str]) -> None:
    assert tokens(text) == found


@given(st.lists(st.sampled_from(sorted(ENGLISH_STOPWORDS))))
def test_words_that_say_nothing_are_no_tokens(words: list[str]) -> None:
    assert tokens(" ".join(words)) == []


@pytest.mark.parametrize(("one", "other"), [("cities", "city"), ("signed", "signing"), ("visits", "visit")])
def test_inflection_makes_no_difference(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_threads_do_not_disturb_each_others_stems() -> None:
    words = [
        f"{start}{end}" for start in ("visit", "sign", "organis", "cit") for end in ("ed", "ational", "ies", "ments")
    ]
    expected = [stem(word) for word in words]

    def stem_all(_: int) -> list[str]:
        return [stem.__wrapped__(word) for _ in range(30) for word in words]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert all(stems == expected * 30 for stems in pool.map(stem_all, range(4)))
    finally:
        sys.setswitchinterval(interval)
