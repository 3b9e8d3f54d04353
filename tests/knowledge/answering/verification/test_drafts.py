from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.verification import Draft, drafts


def read(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(draft.text, draft.cites) for draft in drafts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sentence one [1][2]. Sentence two [3].", [("Sentence one.", (1, 2)), ("Sentence two.", (3,))]),
        ("Sentence one. [1] [2] Sentence two.[3]", [("Sentence one.", (1, 2)), ("Sentence two.", (3,))]),
        ("第一句【1】。第二句［2］。", [("第一句。", (1,)), ("第二句。", (2,))]),
        ("第一句。【1】第二句。[2]", [("第一句。", (1,)), ("第二句。", (2,))]),
        ("One [1, 2] and [4-6].", [("One and.", (1, 2, 4, 5, 6))]),
        ("一句[1、3]。", [("一句。", (1, 3))]),
        ("[1] Lyon came. [2] Bari left.", [("Lyon came.", (1,)), ("Bari left.", (2,))]),
        ("广州[来源1]有友城【2†source】。", [("广州有友城。", (1, 2))]),
        ("A footnote [^3] and a link [2](https://example.org).", [("A footnote and a link.", (3, 2))]),
        ("No marker here.", [("No marker here.", ())]),
        ("In [2018] it was so [1].", [("In [2018] it was so.", (1,))]),
        (
            "Mr. Li of the U.S. office came [1]. He left [2].",
            [("Mr. Li of the U.S. office came.", (1,)), ("He left.", (2,))],
        ),
        ("One; two; three [1].", [("One; two; three.", (1,))]),
    ],
)
def test_markers_belong_to_their_sentence(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert read(text) == expected


def test_markdown_is_taken_off() -> None:
    text = (
        "## Sister cities\n\n- **Lyon** since `1988` [1]\n* _Fukuoka_ since 1979 [2]\n1. Bari [3]\n> quoted [1]\n---\n"
        "| City | Since |\n|---|---|\n| Oulu | 2010 [4] |\n```\ncode [5]\n```\nSee [the page](http://x.example) [1]."
    )
    assert read(text) == [
        ("Lyon since 1988", (1,)),
        ("Fukuoka since 1979", (2,)),
        ("Bari", (3,)),
        ("quoted", (1,)),
        ("Oulu, 2010", (4,)),
        ("code", (5,)),
        ("See the page.", (1,)),
    ]


def test_points_without_markers_are_read_with_the_line_that_opens_them() -> None:
    assert read("Partners in Europe [1]:\n- Lyon\n- Bari") == [("Partners in Europe: Lyon; Bari", (1,))]
    assert read("欧洲的友城[1][2]：\n- 里昂\n- 巴里") == [("欧洲的友城： 里昂； 巴里", (1, 2))]


def test_what_a_model_thinks_aloud_is_no_statement() -> None:
    assert read("<think>Perhaps 1979 [9].</think>It was 1979 [1].") == [("It was 1979.", (1,))]
    assert read("<think>Never closed [9]") == []


def test_a_huge_range_is_not_unrolled() -> None:
    assert read("All of it [1-999].") == [("All of it.", (1, 999))]


@given(
    st.lists(st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True), min_size=1, max_size=5), st.booleans()
)
def test_every_sentence_keeps_its_numbers(cites: list[list[int]], before_stop: bool) -> None:  # noqa: FBT001 - hypothesis passes it
    sentences = []
    for numbers in cites:
        markers = "".join(f"[{number}]" for number in numbers)
        sentences.append(f"The city met {markers}." if before_stop else f"The city met.{markers}")
    assert drafts(" ".join(sentences)) == [Draft("The city met.", tuple(numbers)) for numbers in cites]


@given(st.text("Ab 1[]【】。.;、-#*|`>\n(:）", max_size=80))
def test_no_text_breaks_the_reading_or_keeps_a_marker(text: str) -> None:
    for draft in drafts(text):
        assert any(char.isalnum() for char in draft.text)
        assert len(set(draft.cites)) == len(draft.cites)


@pytest.mark.parametrize(
    "text",
    [
        "<think>It is Bari.</think>Lyon is a sister city. [1]",
        "◁think▷It is Bari.◁/think▷Lyon is a sister city. [1]",
        "◁/think▷Lyon is a sister city. [1]",
        "[THINK]It is Bari. [1][/THINK]Lyon is a sister city. [1]",
        "<|begin_of_thought|>It is Bari.<|end_of_thought|>Lyon is a sister city. [1]",
        '<tool_call>{"name": "search"}</tool_call>Lyon is a sister city. [1]',
        "Lyon is a sister city. [1]\n<reasoning>It is Bari. [1]",
    ],
)
def test_what_a_model_thinks_or_calls_is_no_statement(text: str) -> None:
    assert drafts(text) == [Draft("Lyon is a sister city.", (1,))]
