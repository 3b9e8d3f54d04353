"""`python -m bot ask`: one question from the command line, or a stream of them as JSON lines."""

import dataclasses
import datetime as dt
import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, JsonValue, StringConstraints, ValidationError, field_validator

from knowledge.answering.explanation import Explanation
from knowledge.assistant import Assistant, Turn
from knowledge.errors import CityExchangeError, ConfigurationError, IndexMissing
from knowledge.evidence import Answer, Audience, Language, Mode

LOG = logging.getLogger(__name__)

# Of the turns before, as many count as in a chat; of each, more than the longest answer has.
REMEMBERED_TURNS = 12
LONGEST_TURN = 4_000
# Anniversaries are reckoned for years before and after.
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2999, 12, 31)

AssistantFor = Callable[[Audience], Assistant]


class HistoryTurn(BaseModel):
    """One earlier turn of a conversation."""

    role: Literal["user", "assistant"]
    content: str

    @field_validator("content")
    @classmethod
    def _within_reason(cls, value: str) -> str:
        return value[:LONGEST_TURN]


class Request(BaseModel):
    """One line of input; only ``question`` is needed."""

    id: JsonValue = None
    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    audience: Audience | None = None
    today: dt.date | None = None
    history: tuple[HistoryTurn, ...] = ()

    @field_validator("today")
    @classmethod
    def _a_day_with_years_around_it(cls, value: dt.date | None) -> dt.date | None:
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise ValueError(f"must be from {FIRST_DAY} to {LAST_DAY}")
        return value

    @field_validator("history", mode="before")
    @classmethod
    def _null_is_no_history_and_only_the_latest_count(cls, value: object) -> object:
        if value is None:
            return ()
        return value[-REMEMBERED_TURNS:] if isinstance(value, list) else value


class Reply(BaseModel):
    """One line of output; a citation's ``n`` is its marker ``[n]``, and its quote is verbatim from its source."""

    id: JsonValue
    answer: str
    abstained: bool
    mode: Mode
    language: Language
    citations: list[dict[str, JsonValue]]
    latency_ms: float

    @classmethod
    def of(cls, request_id: JsonValue, answer: Answer, latency_ms: float, **more: Any) -> Self:  # noqa: ANN401 - fields
        """Write a typed answer as a reply."""
        citations: list[dict[str, JsonValue]] = [
            {
                "n": n,
                "source": cited.source.path,
                "title": cited.source.title,
                "locator": cited.locator,
                "quote": cited.quote,
            }
            for n, cited in enumerate(answer.citations, start=1)
        ]
        return cls(
            id=request_id,
            answer=answer.text,
            abstained=answer.abstained,
            mode=answer.mode,
            language=answer.language,
            citations=citations,
            latency_ms=round(latency_ms, 1),
            **more,
        )


class ExplainedReply(Reply):
    """A reply that says too how it was made; ``explanation`` is `knowledge.answering.explanation.Explanation`."""

    statements: list[dict[str, JsonValue]]
    explanation: dict[str, JsonValue]

    @classmethod
    def explained(cls, request_id: JsonValue, explanation: Explanation, latency_ms: float) -> Self:
        """Write an answer as a reply, with its statements and how it was made."""
        answer = explanation.answer
        made = dataclasses.asdict(explanation)
        del made["answer"]
        numbers = {citation: n for n, citation in enumerate(answer.citations, start=1)}
        statements = [
            {"text": statement.text, "citations": [numbers[citation] for citation in statement.citations]}
            for statement in answer.statements
        ]
        return cls.of(request_id, answer, latency_ms, statements=statements, explanation=json.loads(json.dumps(made)))


class Failure(BaseModel):
    """The line of output for a line of input that could not be answered; ``line`` counts from 1."""

    id: JsonValue = Field(default=None)
    line: int
    error: str


def answer_lines(
    lines: Iterable[bytes],
    assistant_for: AssistantFor,
    *,
    audience: Audience,
    today: Callable[[], dt.date],
    explain: bool = False,
) -> Iterator[Reply | Failure]:
    """Answer JSON lines in order, one reply a line; blank lines are skipped.

    ``audience`` and ``today`` are for the lines that do not say; with ``explain`` each reply says how it was made. A
    line that is not a request gives a Failure that says why, and the rest is answered. ``assistant_for`` is asked for
    an audience's assistant only when a request of that audience comes.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            request = Request.model_validate_json(line)
        except ValidationError as error:
            yield Failure(id=_readable_id(line), line=number, error=_what_is_wrong(error))
            continue
        try:
            assistant = assistant_for(request.audience or audience)
            yield _answer(request, assistant, request.today or today(), explain=explain)
        except (ConfigurationError, IndexMissing):  # no line can be answered
            raise
        except CityExchangeError as error:
            LOG.warning("line %d could not be answered: %s", number, error)
            yield Failure(id=request.id, line=number, error=str(error))
        except Exception as error:  # one question that breaks must not lose the answers to the others
            LOG.exception("line %d could not be answered", number)
            yield Failure(id=request.id, line=number, error=f"internal error ({type(error).__name__})")


def _answer(request: Request, assistant: Assistant, today: dt.date, *, explain: bool) -> Reply:
    history = [Turn(role=turn.role, content=turn.content) for turn in request.history]
    begin = time.perf_counter()
    if explain:
        explanation = assistant.explain(request.question, today=today, history=history)
        return ExplainedReply.explained(request.id, explanation, (time.perf_counter() - begin) * 1000)
    answer = assistant.answer(request.question, today=today, history=history)
    return Reply.of(request.id, answer, (time.perf_counter() - begin) * 1000)


def _readable_id(line: bytes) -> JsonValue:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):  # the latter from hundreds of nested brackets
        return None
    request_id = found.get("id") if isinstance(found, dict) else None
    return request_id if isinstance(request_id, str | int | float) else None


def _what_is_wrong(error: ValidationError) -> str:
    problems = []
    for problem in error.errors(include_url=False):
        place = ".".join(str(part) for part in problem["loc"])
        problems.append(f"{place}: {problem['msg']}" if place else problem["msg"])
    return "; ".join(problems)
