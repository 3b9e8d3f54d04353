import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.sentences import sentence_spans, split_sentences

texts = st.one_of(st.text(), st.text("甲乙AbNo19。.!?；;:“”「」()（） \n\t'\"", max_size=80))


@given(texts)
def test_no_character_is_lost_between_sentences(text: str) -> None:
    end = 0
    for start, stop in sentence_spans(text):
        assert text[end:start].strip() == ""
        end = stop
    assert text[end:].strip() == ""


@given(texts)
def test_sentences_keep_their_order_and_do_not_overlap(text: str) -> None:
    spans = sentence_spans(text)
    bounds = [bound for span in spans for bound in span]
    assert bounds == sorted(bounds)
    assert all(start < end for start, end in spans)


@given(texts)
def test_a_sentence_is_verbatim_and_has_no_white_space_around_it(text: str) -> None:
    for sentence, (start, end) in zip(split_sentences(text), sentence_spans(text), strict=True):
        assert sentence == text[start:end] == sentence.strip()


@given(st.lists(st.text("友城周年交流", min_size=1, max_size=8), max_size=6))
def test_chinese_sentences_are_parted_where_they_were_joined(parts: list[str]) -> None:
    sentences = [f"{part}。" for part in parts]
    assert split_sentences("".join(sentences)) == sentences


@given(st.lists(st.sampled_from(["Lyon signed in 1988", "It lasted six weeks", "The mayor came"]), max_size=6))
def test_english_sentences_are_parted_where_they_were_joined(parts: list[str]) -> None:
    sentences = [f"{part}." for part in parts]
    assert split_sentences(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "He asked Dr. Smith of St. Gallen.",
        "The U.S. Embassy opened it.",
        "It cost 3.5 million yuan.",
        "See http://www.example.org/a.html for more.",
        "20. Raise the level of public services.",
        "他说:“你好。再见”然后走了。",
        "《结好三十年。回顾》出版。",
        "第三条(见附件。共两页)执行。",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(text: str) -> None:
    assert split_sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("“好。”他说。", ["“好。”", "他说。"]),
        ("一行\n二行", ["一行", "二行"]),
        ("真的?!是。", ["真的?!", "是。"]),
        ("He left. “Why?” she asked.", ["He left.", "“Why?”", "she asked."]),
        ("“没有收尾。下一句。", ["“没有收尾。", "下一句。"]),
    ],
)
def test_a_sentence_ends_at_its_stop_and_the_marks_after_it(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


def test_a_long_text_is_split_soon() -> None:
    text = "“友城(" * 2_000 + "广州。" * 2_000
    assert "".join(split_sentences(text)) == text
