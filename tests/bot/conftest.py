"""A desk without a model: an assistant with set answers, an index of a few passages."""

import datetime as dt
import io
from collections.abc import Sequence

import pytest
from rich.console import Console

from bot.assistant_pool import Desk
from knowledge.assistant import Assistant, Turn
from knowledge.calendar import PartialDate
from knowledge.directory import Directory
from knowledge.evidence import Answer, Citation, Language, Mode, Passage, Source, Statement
from knowledge.index import KnowledgeIndex
from knowledge.text.language import detect_language
from tests.databases import clock, databases, postgres, sqlite_template, storage

__all__ = ["clock", "databases", "postgres", "sqlite_template", "storage"]

PAPER = Source("paper.txt", "A paper", "City Office", PartialDate.parse("2018-07-24"))


def passage(number: int, text: str) -> Passage:
    return Passage(
        id=f"p{number}", text=text, source=PAPER, locator=f"line {number}", language=Language.EN, ordinal=number
    )


PASSAGES = (
    passage(1, "Guangzhou has 37 sister cities."),
    passage(2, "The first sister city is Fukuoka. It signed in 1979."),
    passage(3, "Lyon followed."),
)


class SetDirectory(Directory):
    """Holds nothing that staff keep."""

    def __init__(self) -> None:
        pass

    def kept_passage(self, passage_id: str) -> Passage | None:
        del passage_id
        return None


class SetAssistant(Assistant):
    """Answers "boom" with a fault and anything else from the second passage, and remembers what it was asked."""

    def __init__(self) -> None:
        self.directory = SetDirectory()
        self.asked: list[tuple[str, dt.date, tuple[Turn, ...]]] = []

    def answer(
        self,
        question: str,
        *,
        today: dt.date,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        user: str = "",  # noqa: ARG002 - whose allowance an answer is taken from; these cost nothing
    ) -> Answer:
        self.asked.append((question, today, tuple(history)))
        if question == "boom":
            raise ZeroDivisionError(question)
        if question == "hello":
            return Answer(Language.EN, Mode.SMALLTALK, lead="Hello.")
        if question == "interrupt":
            raise KeyboardInterrupt
        citation = Citation(PAPER, "line 2", "It signed in 1979.", Language.EN, "p2")
        wished = Language.ZH if question == "In Chinese, please." else detect_language(question)
        return Answer(
            language or wished,
            Mode.EXTRACTIVE,
            statements=(Statement("Fukuoka signed in 1979.", (citation,)),),
            notes=("As of 2018.",),
        )


class SetIndex(KnowledgeIndex):
    """Holds the three passages."""

    def __init__(self, passages: Sequence[Passage] = PASSAGES) -> None:
        self.held = {held.id: held for held in passages}

    def get(self, passage_id: str) -> Passage | None:
        return self.held.get(passage_id)

    def neighbours(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        return self.held.get(f"p{passage.ordinal - 1}"), self.held.get(f"p{passage.ordinal + 1}")


@pytest.fixture
def assistant() -> SetAssistant:
    return SetAssistant()


@pytest.fixture
def desk(assistant: SetAssistant) -> Desk:
    return Desk(assistant, SetIndex())


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def console(screen: io.StringIO) -> Console:
    return Console(file=screen, width=100, highlight=False)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
