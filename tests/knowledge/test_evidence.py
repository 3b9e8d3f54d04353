import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evidence import Answer, Citation, Language, Mode, Source, Statement

CITATIONS = tuple(
    Citation(Source(f"paper-{n}.txt", f"Paper {n}"), f"para. {n}", f"quote {n}", Language.EN, f"id-{n}")
    for n in range(6)
)
statements = st.builds(
    Statement,
    st.text("abc ", min_size=1),
    st.lists(st.sampled_from(CITATIONS), min_size=1, max_size=4, unique=True).map(tuple),
)
answers = st.builds(
    Answer,
    st.sampled_from(Language),
    st.sampled_from(Mode),
    statements=st.lists(statements, max_size=5).map(tuple),
    nearest=st.lists(statements, max_size=3).map(tuple),
    lead=st.sampled_from(["", "A lead."]),
    notes=st.lists(st.sampled_from(["A note.", "Another."]), max_size=2).map(tuple),
    choices=st.lists(st.sampled_from(["Lyon", "Zurich"]), max_size=2, unique=True).map(tuple),
)


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\[(\d+)\]", text)]


@given(st.text())
def test_a_statement_without_a_citation_cannot_exist(text: str) -> None:
    with pytest.raises(ValueError, match="must cite"):
        Statement(text, ())


@given(statements)
def test_the_citations_of_a_statement_cannot_be_taken_away(statement: Statement) -> None:
    with pytest.raises(ValueError, match="must cite"):
        dataclasses.replace(statement, citations=())
    with pytest.raises(dataclasses.FrozenInstanceError):
        statement.citations = ()  # type: ignore[misc]  # the point of the test


@given(answers)
def test_every_marker_of_an_answer_resolves_and_every_citation_is_marked(answer: Answer) -> None:
    assert set(numbers(answer.text)) == set(range(1, len(answer.citations) + 1))


@given(answers)
def test_the_markers_of_a_statement_are_those_of_its_own_citations(answer: Answer) -> None:
    for statement in (*answer.statements, *answer.nearest):
        marked = answer.marked(statement)
        assert marked.startswith(statement.text)
        assert tuple(answer.citations[number - 1] for number in numbers(marked)) == statement.citations


@given(answers)
def test_citations_are_numbered_in_the_order_in_which_they_are_first_used(answer: Answer) -> None:
    first_uses = list(dict.fromkeys(numbers(answer.text)))
    assert first_uses == sorted(first_uses)
    assert len(set(answer.citations)) == len(answer.citations)


@given(answers)
def test_the_text_of_an_answer_leaves_nothing_out(answer: Answer) -> None:
    lines = answer.text.split("\n") if answer.text else []
    lead = [answer.lead] if answer.lead else []
    assert len(lines) == len(lead) + sum(map(len, (answer.statements, answer.notes, answer.nearest, answer.choices)))
    for part in (answer.lead, *answer.notes, *answer.choices):
        assert part in answer.text


def test_the_other_of_the_other_language_is_the_language_itself() -> None:
    for language in Language:
        assert language.other is not language
        assert language.other.other is language


@pytest.mark.parametrize(
    ("lead", "choices", "written"),
    [
        ("I can: send /export and choose.", ("/export",), "I can: send /export and choose."),
        ("可以起草：发送 /letter 里昂。", ("/letter 里昂",), "可以起草：发送 /letter 里昂。"),
        ("Which city do you mean?", ("Lyon", "Durban"), "Which city do you mean?\n– Lyon\n– Durban"),
    ],
)
def test_a_choice_that_the_lead_names_is_not_written_again(lead: str, choices: tuple[str, ...], written: str) -> None:
    assert Answer(Language.EN, Mode.RECORDS, lead=lead, choices=choices).text == written
