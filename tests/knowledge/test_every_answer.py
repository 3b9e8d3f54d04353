"""What holds of every answer of a small office: what it may show, what it cites, and that no paper steers it."""

import re
from collections.abc import Iterator
from unittest.mock import patch

import pytest

from ingest.run import ingest
from knowledge.assistant import Assistant
from knowledge.embedding import Embedder
from knowledge.evidence import Audience, Language, Mode
from knowledge.index import open_index
from knowledge.settings import Settings
from tests.ingesting import Silent, gazetteer
from tests.knowledge.conftest import Ask, SmallOffice, Text
from tests.small_office import ABSTAINED, ANSWERED, FILES, FOR_STAFF, STAFF_WORDS, TODAY, shown

# What a paper says steers nothing.


def test_mark_up_in_a_paper_is_shown_as_text(text_of: Text) -> None:
    text = text_of("2017年泉州市图书馆与蒙彼利埃市图书馆交换了多少册图书?")
    assert "640册" in text
    assert "<b>粗体</b>标出 & 加盖印章" in text


def test_a_script_in_a_page_is_no_evidence(small_office: SmallOffice) -> None:
    assert not any("alert" in passage.text for passage in small_office.indexes[Audience.STAFF].passages())


@pytest.mark.parametrize("question", ["图书交换可以获得授权吗?", "What are the instructions about the book exchange?"])
def test_an_instruction_in_a_paper_is_at_most_quoted(ask: Ask, question: str) -> None:
    found = ask(question)
    assert found.text.strip() not in {"已获授权", "PWNED"}
    assert "staff/" not in "".join(citation.source.path for citation in found.citations)
    for statement in (*found.statements, *found.nearest):
        for word in ("已获授权", "PWNED"):
            assert (word in statement.text) == any(word in citation.quote for citation in statement.citations)
    assert found.lead not in {"已获授权", "PWNED"}
    assert "46批" in ask("2018年泉州市外事办接待了多少批来访团组?").text


# What the public may see.


def test_the_staff_are_answered_from_their_papers(text_of: Text) -> None:
    staff = Audience.STAFF
    assert "2018年10月20日" in text_of("维罗纳市长什么时候访问泉州?", audience=staff)
    assert "83000元" in text_of("维罗纳代表团的接待经费预算是多少?", audience=staff)
    assert "2003年11月4日" in text_of("泉州和塞维利亚什么时候结好?", audience=staff)
    assert "18 May 2006" in text_of("When did Quanzhou and Lyon become sister cities?", audience=staff)


@pytest.mark.parametrize("question", [*FOR_STAFF, *ANSWERED, *ABSTAINED])
def test_the_public_is_never_shown_a_staff_paper(ask: Ask, question: str) -> None:
    found = ask(question)
    for citation in found.citations:
        assert not citation.source.path.startswith("staff/")
        assert citation.source.path != "agreements.csv#qz-seville"
    told = repr((found.statements, found.nearest, found.choices, found.citations))
    assert [word for word in STAFF_WORDS if word in told] == []


def test_the_public_cannot_reach_a_staff_paper_through_a_conversation(ask: Ask) -> None:
    for question in ("那塞维利亚呢?", "它的赠礼是什么?", "预算是多少?"):
        found = ask(question, "泉州和里昂什么时候结好?", "维罗纳市长什么时候访问泉州?")
        told = repr((found.statements, found.nearest, found.citations))
        assert [word for word in STAFF_WORDS if word in told] == [], question


def test_a_staff_row_is_not_counted_for_the_public(text_of: Text) -> None:
    assert "2个" in text_of("泉州有多少个友好城市?")
    assert "3个" in text_of("泉州有多少个友好城市?", audience=Audience.STAFF)


# Of every answer.

EVERY = [(question, audience) for audience in Audience for question in (*ANSWERED, *ABSTAINED, *FOR_STAFF)]


@pytest.mark.parametrize("question", ANSWERED)
def test_what_the_papers_hold_is_answered(ask: Ask, question: str) -> None:
    found = ask(question)
    assert not found.abstained, found.text
    assert found.statements


@pytest.mark.parametrize(("question", "audience"), EVERY)
def test_every_quote_stands_in_its_file_word_for_word(ask: Ask, question: str, audience: Audience) -> None:
    for citation in ask(question, audience=audience).citations:
        assert citation.quote
        assert citation.quote in shown(citation.source.path)


@pytest.mark.parametrize(("question", "audience"), EVERY)
def test_every_marker_resolves_and_every_citation_is_marked(ask: Ask, question: str, audience: Audience) -> None:
    found = ask(question, audience=audience)
    marks = {int(number) for number in re.findall(r"\[(\d+)\]", found.text)}
    assert marks == set(range(1, len(found.citations) + 1))


@pytest.mark.parametrize(("question", "audience"), EVERY)
def test_an_answer_says_something_and_an_answer_without_abstaining_cites(
    ask: Ask, question: str, audience: Audience
) -> None:
    found = ask(question, audience=audience)
    assert found.text
    assert found.abstained or found.citations or found.choices


@pytest.mark.parametrize("question", [*ANSWERED, *ABSTAINED])
def test_an_answer_frames_in_the_language_of_its_question(ask: Ask, question: str) -> None:
    found = ask(question)
    assert found.language is (Language.EN if question.isascii() else Language.ZH)
    if found.lead:
        assert found.lead.isascii() is question.isascii()


def test_the_same_question_gets_the_same_answer(small_office: SmallOffice, ask: Ask) -> None:
    for question in (*ANSWERED[:4], *ABSTAINED[:4]):
        again = small_office.assistants[Audience.PUBLIC].answer(question, today=TODAY)
        assert again == ask(question)


# An office that has nothing for the public yet.


@pytest.fixture(scope="module")
def bare(model: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("bare")
    (folder / "corpus" / "staff").mkdir(parents=True)
    (folder / "corpus" / "staff" / "plan.txt").write_text(FILES["staff/接待预案.txt"], encoding="utf-8")
    settings = Settings(data_dir=folder / "data", home_city="")
    with patch("ingest.corpus.build_gazetteer", gazetteer):
        ingest(settings, [folder / "corpus"], model, Silent())
    with open_index(settings, model, Audience.PUBLIC) as index:
        assert index.size() == 0
        built = gazetteer()  # once for all tests
        with patch("knowledge.directory.directory.build_gazetteer", return_value=built):
            assistant = Assistant(index=index, embedder=model, settings=settings)
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "泉州和里昂什么时候结好?",
        "How many visiting groups came?",
        "泉州有哪些友好城市?",
        "Which anniversaries are next year?",
        "罗西是谁?",
    ],
)
def test_without_any_passage_the_answer_is_that_there_is_none(bare: Assistant, question: str) -> None:
    found = bare.answer(question, today=TODAY)
    assert found.abstained
    assert found.text
    assert found.citations == ()


def test_without_any_passage_small_talk_goes_on(bare: Assistant) -> None:
    assert bare.answer("你好", today=TODAY).mode is Mode.SMALLTALK
