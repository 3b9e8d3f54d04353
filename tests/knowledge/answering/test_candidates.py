from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering.candidates import Candidate, candidates
from knowledge.answering.papers import Papers, weight
from knowledge.evidence import Passage
from knowledge.index import Hit, Rankings
from tests.passages import passage


def read(same: Sequence[Passage], other: Sequence[Passage] = (), *imprints: Passage) -> list[Candidate]:
    rankings = Rankings(*([Hit(held, 1.0, 1.0, 1.0) for held in side] for side in (same, other)))
    return candidates(rankings, Papers([*same, *other, *imprints]))


def sentences(*same: str) -> list[str]:
    return [candidate.unit.sentence for candidate in read([passage(text) for text in same])]


@given(st.lists(st.text("友城AbC。.;;::1\n ", max_size=60), max_size=4))
def test_every_candidate_is_verbatim_in_its_passage(texts: list[str]) -> None:
    for candidate in read([passage(text) for text in texts]):
        assert candidate.unit.sentence
        assert candidate.unit.sentence in candidate.passage.text
        assert candidate.unit.before == "" or candidate.unit.before in candidate.passage.text
        assert candidate.passage.text in candidate.context


def test_the_sentences_of_a_passage_come_in_order_each_with_the_one_before() -> None:
    found = read([passage("里昂签约了。福冈来访了。展览开幕了。")])
    assert [candidate.unit.sentence for candidate in found] == ["里昂签约了。", "福冈来访了。", "展览开幕了。"]
    assert [candidate.unit.before for candidate in found] == ["", "里昂签约了。", "福冈来访了。"]


def test_the_heading_and_the_title_are_around_every_sentence() -> None:
    (found,) = read([passage("里昂签约了。", heading="欧洲")])
    assert "欧洲" in found.context
    assert "A paper" in found.context


def test_the_same_wording_is_read_once_from_the_best_passage() -> None:
    found = read([passage("里昂签约了。", path="a.txt"), passage("里昂簽約了。", path="b.txt")])
    assert [candidate.passage.source.path for candidate in found] == ["a.txt"]


def test_both_languages_are_read() -> None:
    found = read([passage("里昂签约了。")], [passage("Lyon signed."), passage("Fukuoka came.")])
    assert [candidate.unit.sentence for candidate in found] == ["里昂签约了。", "Lyon signed.", "Fukuoka came."]


def test_who_published_a_paper_and_when_is_read_with_the_paper() -> None:
    imprint = passage("来源:外事办 2018-11-30", locator="发布信息")
    assert "来源:外事办 2018-11-30" in [found.unit.sentence for found in read([passage("里昂签约了。")], [], imprint)]
    assert read([], [], imprint) == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("主要成果如下:\n接待46批。", ["主要成果如下:\n接待46批。"]),
        ("签约了;来访了;展览了。", ["签约了;来访了;展览了。"]),
        ("来访团组为\n46", ["来访团组为\n46"]),
        ("里昂签约了。\n\n福冈来访了。", ["里昂签约了。", "福冈来访了。"]),
    ],
)
def test_what_belongs_together_is_read_together(text: str, units: list[str]) -> None:
    assert sentences(text) == units


def test_a_long_sentence_with_semicolons_is_read_in_its_parts() -> None:
    parts = [f"{name}{'的代表团来访并参加了各项活动' * 6}" for name in ("里昂", "福冈", "科克")]
    assert len(sentences(";".join(parts) + "。")) == 3


def test_nothing_found_is_nothing_read() -> None:
    assert read([]) == []


@given(st.text("友城abc"), st.text("友城abc"))
def test_the_weight_of_two_texts_is_that_of_both_together(one: str, other: str) -> None:
    assert weight(one + other) == pytest.approx(weight(one) + weight(other))
    assert weight("友城") == pytest.approx(weight("sister"))


def test_a_bare_time_is_no_sentence() -> None:
    assert sentences("里昂签约了。\n\n2018-07-24 11:03:44") == ["里昂签约了。"]
