import dataclasses
import datetime as dt

import pytest

from knowledge.answering import choosing
from knowledge.answering.choosing import Taken, Told, Way, best, keeping_kind, keeping_list
from knowledge.answering.found import Found
from knowledge.evidence import Answer, Citation, Language, Mode, Source, Statement
from knowledge.understanding.restating import Masked
from knowledge.understanding.understand import left_by, understand
from tests.ingesting import gazetteer

TODAY = dt.date(2026, 3, 2)


def way(question: str, *before: str, taken: Taken = Taken.OWN, likely: float = 0.0) -> Way:
    """Return a question, read with those before it, as a way that the records answer."""
    held = None
    for text in before:
        held = left_by(understand(text, today=TODAY, gazetteer=gazetteer(), before=held), held)
    queries = understand(question, today=TODAY, gazetteer=gazetteer(), before=held)
    return Way(Found(queries, Answer(Language.ZH, Mode.RECORDS, lead=question)), taken, likely)


@pytest.mark.parametrize(
    ("listed", "question", "restated"),
    [
        ("明年有哪些友城逢整十周年", "里面哪些在欧洲", "在欧洲有哪些友好城市"),
        ("明年有哪些友城逢整十週年", "其中亞洲的有哪些", "在亚洲有哪些友好城市"),
        (
            "Which sister cities have an anniversary next year?",
            "which of them are in Europe?",
            "Sister cities in Europe?",
        ),
    ],
)
def test_what_is_asked_of_a_list_is_not_taken_for_a_question_of_all(listed: str, question: str, restated: str) -> None:
    own, said = way(question, listed), way(restated, taken=Taken.SAID, likely=0.9)
    assert keeping_list([own, said]) == [own]
    assert keeping_list([way(restated), said])[1:] == [said]
    own.found = dataclasses.replace(own.found, answer=dataclasses.replace(own.found.answer, mode=Mode.EXTRACTIVE))
    assert keeping_list([own, said]) == [own, said]


@pytest.mark.parametrize(
    ("question", "restated"),
    [
        ("怎么联系里昂市政府", "里昂是友好城市还是友好交流城市"),
        ("里昂市政府的电话是多少", "介绍一下里昂"),
        ("What is the phone number of Lyon's office?", "Tell me about Lyon"),
    ],
)
def test_whom_to_call_is_not_answered_by_what_is_on_record_of_a_tie(question: str, restated: str) -> None:
    own, said = way(question), way(restated, taken=Taken.SAID, likely=0.1)
    assert keeping_kind([own, said]) == [own]
    surely = way(restated, taken=Taken.SAID, likely=0.8)
    assert keeping_kind([own, surely]) == [own, surely]


@pytest.mark.parametrize(
    ("listed", "question", "restated"),
    [
        ("非洲有哪些友城", "只看泉州的", "还有哪些友好城市"),
        ("Which sister cities are there in Africa?", "only those of Quanzhou", "Which others are there?"),
    ],
)
def test_a_home_city_that_narrows_a_list_is_not_left_out(listed: str, question: str, restated: str) -> None:
    home = gazetteer().lookup("泉州")
    assert home is not None
    own, said = way(question, listed), way(restated, listed, taken=Taken.SAID, likely=0.1)
    own.found = dataclasses.replace(
        own.found, queries=(dataclasses.replace(own.found.queries[0], places=(home,), home_ids=frozenset({home.id})),)
    )
    assert keeping_list([own, said]) == [own]


@pytest.mark.parametrize(("worth", "both"), [(0.3, True), (0.5, False)])
def test_of_two_ways_worth_nearly_as_much_either_may_be_meant(
    worth: float, *, both: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "features", lambda way, _told: {way.meaning: 1.0})
    monkeypatch.setattr(choosing, "weights", lambda: {"first": 1.0, "second": 1.0 - worth, "nothing": 0.9})
    told = Told(Masked("里昂呢"), 0.0, 0.0, 0.0, follows=False)
    first, second, nothing = (
        dataclasses.replace(way("里昂呢"), meaning=name) for name in ("first", "second", "nothing")
    )
    tells = Statement("…", (Citation(Source("ties.csv", "ties"), "row 1", "…", Language.ZH, "1"),))
    for one in (first, second):
        one.found = dataclasses.replace(one.found, answer=dataclasses.replace(one.found.answer, statements=(tells,)))
    nothing.found = dataclasses.replace(nothing.found, answer=dataclasses.replace(nothing.found.answer, abstained=True))
    assert best([nothing, second, first], told) == (first, second if both else None)
    first.found = dataclasses.replace(first.found, answer=nothing.found.answer)
    assert best([nothing, second, first], told) == (first, None)
