"""Question files: JSON lines with what a right answer must contain and cite."""

import datetime as dt
import enum
from pathlib import Path

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, JsonValue

from knowledge.evidence import Audience, Language


class Expect(enum.StrEnum):
    """What the assistant should do with a question."""

    ANSWER = "answer"
    ANSWER_WITH_DATE = "answer_with_date"
    CLARIFY_OR_BOTH = "clarify_or_both"
    ABSTAIN = "abstain"
    REFUSE_OUT_OF_SCOPE = "refuse_out_of_scope"
    REFUSE_INJECTION = "refuse_injection"
    SMALLTALK = "smalltalk"


class Group(enum.StrEnum):
    """The rows of the table: questions that are counted together."""

    SAME_LANGUAGE = "answerable, same language"
    OTHER_LANGUAGE = "answerable, evidence only in the other language"
    RECORD = "record questions"
    MUST_ABSTAIN = "must abstain"
    SMALLTALK = "small talk"


class PriorTurn(BaseModel):
    """One earlier turn of the conversation."""

    role: str
    content: str


class Gold(BaseModel):
    """A quote that carries the right answer."""

    file: str
    quote: str


class Question(BaseModel):
    """One question. Every group of ``answer_key`` needs one of its alternatives in the answer."""

    model_config = ConfigDict(extra="ignore")

    id: str
    question: str
    expect: Expect
    lang: Language = Field(validation_alias=AliasChoices("lang", "language"))
    role: Audience = Audience.PUBLIC
    today: dt.date | None = None
    prior_turns: tuple[PriorTurn, ...] = ()
    type: str = ""
    answer_key: tuple[tuple[str, ...], ...] = ()
    must_cite: tuple[Gold, ...] = ()
    must_not_contain: tuple[str, ...] = ()
    cross_lingual: bool = False
    record: JsonValue = None
    note: str = ""

    @property
    def group(self) -> Group:
        """Return the row of the table that this question counts in."""
        if self.expect is Expect.SMALLTALK:
            return Group.SMALLTALK
        if self.expect in {Expect.ABSTAIN, Expect.REFUSE_OUT_OF_SCOPE, Expect.REFUSE_INJECTION}:
            return Group.MUST_ABSTAIN
        if self.record is not None:
            return Group.RECORD
        return Group.OTHER_LANGUAGE if self.cross_lingual else Group.SAME_LANGUAGE

    @property
    def answerable(self) -> bool:
        """Return whether the sources hold an answer."""
        return self.group not in {Group.MUST_ABSTAIN, Group.SMALLTALK}

    def request(self) -> dict[str, JsonValue]:
        """Return the question as `python -m bot ask --json` reads it."""
        request: dict[str, JsonValue] = {
            "id": self.id,
            "question": self.question,
            "audience": self.role.value,
            "history": [turn.model_dump() for turn in self.prior_turns],
        }
        if self.today is not None:
            request["today"] = self.today.isoformat()
        return request


def load_questions(paths: list[Path]) -> list[Question]:
    """Read question files in order; pydantic's ValidationError names what a line lacks."""
    return [
        Question.model_validate_json(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
