"""The small office with a language model that does as its script says."""

import dataclasses
import json
from collections.abc import Callable, Iterator

import pytest

from knowledge.answering.explanation import Explanation
from knowledge.answering.generative.calling import Caller
from knowledge.answering.generative.failure import Failure
from knowledge.answering.generative.observer import Observer
from knowledge.answering.generative.writer import Writer
from knowledge.assistant import Assistant, Turn
from knowledge.evidence import Audience
from tests.knowledge.conftest import SmallOffice
from tests.llm_server import Behaviour, LlmServer, Request, Say, Task
from tests.small_office import TODAY

Script = Callable[[Request], Behaviour]

SECONDS = 20.0


@dataclasses.dataclass(eq=False)
class Seen(Observer):
    """Observes."""

    sent: int = 0
    received: int = 0
    kept: int = 0
    rewritten: int = 0
    dropped: int = 0
    failures: list[Failure] = dataclasses.field(default_factory=list)
    seconds: list[float] = dataclasses.field(default_factory=list)
    resting: list[bool] = dataclasses.field(default_factory=list)

    def tokens(self, *, sent: int, received: int) -> None:
        self.sent += sent
        self.received += received

    def statements(self, *, kept: int, rewritten: int, dropped: int) -> None:
        self.kept += kept
        self.rewritten += rewritten
        self.dropped += dropped

    def failed(self, failure: Failure) -> None:
        self.failures.append(failure)

    def took(self, seconds: float) -> None:
        self.seconds.append(seconds)

    def breaker(self, *, is_open: bool) -> None:
        self.resting.append(is_open)


class WithModel:
    """Assistants of the small office whose model is the scripted server."""

    def __init__(self, office: SmallOffice, server: LlmServer) -> None:
        self.office = office
        self.server = server
        self.seen = Seen()
        self.settings = office.settings.model_copy(
            update={"llm_model": "scripted", "llm_base_url": server.url, "llm_timeout_seconds": SECONDS}
        )
        self.caller = Caller.of(self.settings, self.seen)
        self.caller.open()
        self._assistants = {
            audience: Assistant(
                index=office.indexes[audience],
                embedder=office.model,
                settings=self.settings,
                directory=office.assistants[audience].directory,
                caller=self.caller,
            )
            for audience in Audience
        }

    def begin(self, script: Script, *, seconds: float = SECONDS) -> None:
        """Begin anew with another script."""
        self.server.script = script
        self.server.requests.clear()
        self.server.left.clear()
        self.caller.seconds = seconds
        self.caller._breaker.succeeded()
        self.seen = self.caller.observer = Seen()

    def assistant(self, audience: Audience = Audience.PUBLIC) -> Assistant:
        """Return the assistant of an audience, with nothing remembered of what its model said."""
        assistant = self._assistants[audience]
        assistant._writer = Writer(self.caller, assistant.directory.gazetteer)
        return assistant

    def explain(self, question: str, *earlier: str, audience: Audience = Audience.PUBLIC) -> Explanation:
        """Answer one question by an assistant that remembers nothing."""
        history = [Turn("user", text) for text in earlier]
        return self.assistant(audience).explain(question, today=TODAY, history=history)


@pytest.fixture(scope="session")
def with_model(small_office: SmallOffice) -> Iterator[WithModel]:
    with LlmServer(honest) as server:
        yield WithModel(small_office, server)


def honest(request: Request) -> Behaviour:
    """Read each question as it stands, and repeat what its first source says, each with its number."""
    match request.task:
        case Task.WRITE:
            return Say("\n".join(f"{request.evidence[number]} [{number}]" for number in request.keys))
        case Task.READ:
            return asks(request.question)
        case _:
            return Say("NONE")


def asks(*questions: str, zh: str = "", en: str = "") -> Say:
    """Return the reply that a question asks these; in the other language where that is given."""
    read = [{"zh": zh or text, "en": en or text} for text in questions]
    return Say(json.dumps({"questions": read}, ensure_ascii=False))


def writes(text: str) -> Script:
    """Answer with a text, and mend nothing."""
    return lambda request: Say(text) if request.task is Task.WRITE else honest(request)
