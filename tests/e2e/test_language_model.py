"""The real bot with a language model that does as its script says: answers that grow, lies, silence, kills."""

import dataclasses
import itertools
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.i18n import Locale, say_in
from knowledge.calendar import format_date
from knowledge.evidence import Language
from knowledge.records import Agreement, AgreementKind, load_table
from knowledge.settings import BUNDLED_CORPUS
from tests.e2e.bot_process import BotProcess
from tests.e2e.check_wiring import free_port
from tests.e2e.corpus import ROWS
from tests.knowledge.answering.generative.conftest import honest
from tests.llm_server import Behaviour, LlmServer, Request, Say, Silence, Task
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

MakePerson = Callable[..., User]

MODEL_SECONDS = 20.0  # the first call loads the library
# An answer of several statements uses more than that, one of a single statement less.
TOKENS_A_DAY = 330
STAFF = (2101, 2102)
FALSE_YEAR = "1901"


@dataclasses.dataclass(frozen=True)
class Tongue:
    """What a visitor of one language asks of some cities, what a lie is, and what they are told."""

    client: str
    language: Language
    several: str
    one: str
    lie: str
    failed: str
    spent: str

    def ask_of(self, *cities: Agreement) -> str:
        names = [city.partner_zh if self.language is Language.ZH else city.partner_en for city in cities]
        return self.one.format(*names) if len(names) == 1 else self.several.format(*names)

    def dates_of(self, *cities: Agreement) -> list[str]:
        return [format_date(city.date, self.language) for city in cities if city.date]

    def lie_of(self, city: Agreement) -> str:
        if self.language is Language.ZH:
            return self.lie.format(city.partner_zh, city.country_zh)
        return self.lie.format(city.partner_en, city.country_en)


TONGUES = (
    Tongue(
        client="en",
        language=Language.EN,
        several="When did Guangzhou become a sister city of {}, {} and {}?",
        one="When did Guangzhou and {} become sister cities?",
        lie=f"Guangzhou and {{}} ({{}}) became sister cities on 3 June {FALSE_YEAR}.",
        failed="The language model could not be used this time",
        spent="Your allowance for the language model is used up for today",
    ),
    Tongue(
        client="zh-hans",
        language=Language.ZH,
        several="广州和{}、{}、{}分别是什么时候结好的?",
        one="广州和{}什么时候结为友好城市?",
        lie=f"广州与{{1}}{{0}}于{FALSE_YEAR}年6月3日结为国际友好城市。",
        failed="这次没能用上语言模型",
        spent="您今天的语言模型用量已满",
    ),
)


def told_by(request: Request) -> list[str]:
    """Return what must be said, each with its number."""
    return [f"{request.evidence[number]} [{number}]" for number in request.keys]


def slowly(request: Request) -> Behaviour:
    """Say what must be said, about a statement a second."""
    if request.task is not Task.WRITE:
        return honest(request)
    told = told_by(request)
    return Say("\n".join(told), size=max(len(line) for line in told) + 1, pause=1.2)


def without_end(request: Request) -> Behaviour:
    """Say what must be said, a statement every eight seconds, which a busy bot shows each by itself, and do not end."""
    if request.task is not Task.WRITE:
        return honest(request)
    told = told_by(request)
    return Silence("\n".join([*told, ""]), size=max(len(line) for line in told) + 1, pause=8)


@pytest.fixture(scope="module")
def model() -> Iterator[LlmServer]:
    with LlmServer(honest) as server:
        yield server


@pytest.fixture(scope="module")
def watched() -> str:
    """Return where the bot tells its metrics."""
    return f"127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def bot(server: TelegramServer, data: Path, model: LlmServer, watched: str) -> Iterator[BotProcess]:
    process = BotProcess(
        server,
        data,
        LLM_MODEL="scripted",
        LLM_BASE_URL=model.url,
        LLM_TIMEOUT_SECONDS=str(MODEL_SECONDS),
        LLM_USER_DAILY_TOKENS=str(TOKENS_A_DAY),
        LLM_PRICE_SENT="1000",
        STAFF_USER_IDS=",".join(map(str, STAFF)),
        METRICS_LISTEN=watched,
    )
    with process:
        yield process


@pytest.fixture(scope="module", autouse=True)
def _serving(bot: BotProcess, server: TelegramServer) -> Iterator[None]:
    """Serve all the tests of this file; not one call may have been refused, and no question logged."""
    yield
    server.settle()
    assert [(call.method, call.description) for call in server.refused] == []
    assert not [word for word in ("become", "结为", FALSE_YEAR) if word in bot.stderr]


@pytest.fixture(scope="module")
def partners() -> list[Agreement]:
    rows = load_table(BUNDLED_CORPUS / "records" / "agreements.csv").rows[: ROWS["agreements"]]
    return [row for row in rows if isinstance(row, Agreement) and _is_plain(row)]


# What a model has said once is not asked again, so every question is of others.


@pytest.fixture(scope="module")
def cities(partners: list[Agreement]) -> Iterator[Agreement]:
    return iter(partners)


@pytest.fixture(scope="module")
def threes(partners: list[Agreement]) -> Iterator[tuple[Agreement, ...]]:
    return itertools.combinations(partners, 3)


def _is_plain(row: Agreement) -> bool:
    return row.date is not None and row.date.day is not None and row.kind is AgreementKind.SISTER_CITY


@pytest.fixture(params=TONGUES, ids=lambda tongue: tongue.client)
def tongue(request: pytest.FixtureRequest) -> Tongue:
    tongue: Tongue = request.param
    return tongue


@pytest.fixture
def person(make_person: MakePerson, tongue: Tongue) -> User:
    return make_person(language_code=tongue.client)


def ask(person: User, text: str) -> Message:
    """Ask, and wait for the buttons under the answer: then it is whole."""
    person.says(text)
    (answer,) = person.chat.wait_for()
    person.chat.wait(lambda: answer.buttons, what="the buttons under an answer")
    return answer


def shown(message: Message) -> list[str]:
    """Return everything that a message has said, in order."""
    return [version.text for version in message.versions] + [message.text]


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def times_of_changes(server: TelegramServer, person: User) -> list[float]:
    methods = {"sendMessage", "editMessageText"}
    return [call.at for call in server.calls if call.method in methods and call.parameters["chat_id"] == person.id]


def test_an_answer_grows_by_edits_and_ends_with_its_sources_and_buttons(
    server: TelegramServer, model: LlmServer, person: User, tongue: Tongue, threes: Iterator[tuple[Agreement, ...]]
) -> None:
    model.script = slowly
    three = next(threes)
    answer = ask(person, tongue.ask_of(*three))
    assert len(answer.versions) >= 2
    for earlier, later in itertools.pairwise(map(lines, shown(answer))):
        assert later[: len(earlier)] == earlier
    assert lines(shown(answer)[0]) != lines(shown(answer)[1])
    assert all(date in answer.text for date in tongue.dates_of(*three))
    assert say_in(Locale.of(tongue.language))("Sources") in answer.text
    assert "👍" in answer.labels
    assert any(label.startswith("[1]") for label in answer.labels)
    assert person.chat.answers == [answer]
    changes = times_of_changes(server, person)
    assert len(changes) == 1 + answer.edits
    assert all(later - earlier >= 1 for earlier, later in itertools.pairwise(changes))


def test_who_has_used_up_the_allowance_is_told_so_and_answered_without_the_model(
    model: LlmServer, person: User, tongue: Tongue, cities: Iterator[Agreement], threes: Iterator[tuple[Agreement, ...]]
) -> None:
    model.script = honest
    ask(person, tongue.ask_of(*next(threes)))
    asked, city = len(model.requests), next(cities)
    answer = ask(person, tongue.ask_of(city))
    assert tongue.dates_of(city)[0] in answer.text
    assert tongue.spent in answer.text
    assert len(model.requests) == asked


def test_in_a_group_an_answer_is_one_message_that_does_not_change(
    server: TelegramServer, model: LlmServer, make_person: MakePerson, threes: Iterator[tuple[Agreement, ...]]
) -> None:
    model.script = slowly
    person = make_person()
    group = server.group(-1_000_000_000_000 - person.id, "Friends", [person])
    group.wait_for()  # it introduces itself
    three = next(threes)
    person.says(f"@{server.bot.username} {TONGUES[0].ask_of(*three)}", group)
    (answer,) = group.wait_for()
    assert (answer.edits, "👍" in answer.labels) == (0, True)
    assert all(date in answer.text for date in TONGUES[0].dates_of(*three))


def test_an_answer_that_no_model_words_is_one_message_that_does_not_change(
    model: LlmServer, person: User, tongue: Tongue, cities: Iterator[Agreement]
) -> None:
    model.script = lambda request: Say("NONE" if request.task is Task.WRITE else "{}")
    city = next(cities)
    answer = ask(person, tongue.ask_of(city))
    assert tongue.dates_of(city)[0] in answer.text
    assert answer.edits == 0


def test_whoever_asks_about_privacy_is_told_what_the_model_is_given(person: User, tongue: Tongue) -> None:
    person.says("/privacy")
    (told,) = person.chat.wait_for()
    assert {Language.EN: "A language model words some answers.", Language.ZH: "部分回答由语言模型措辞。"}[
        tongue.language
    ] in told.text


def test_a_lie_is_never_shown_and_staff_can_see_why(
    server: TelegramServer, model: LlmServer, tongue: Tongue, cities: Iterator[Agreement]
) -> None:
    city = next(cities)
    lie = tongue.lie_of(city)
    model.script = lambda request: Say(f"{lie} [1]" if request.task in {Task.WRITE, Task.MEND} else "{}")
    staff = server.user(STAFF[TONGUES.index(tongue)], language_code=tongue.client)
    answer = ask(staff, tongue.ask_of(city))
    assert tongue.dates_of(city)[0] in answer.text
    assert FALSE_YEAR not in "\n".join(shown(answer))
    asked = len(model.requests)
    staff.says("/why", reply_to=answer)
    (told,) = staff.chat.wait_for()
    say = say_in(Locale.of(tongue.language))
    assert f"{lie} [1] · {say('date not in what it cites')}" in told.text
    assert say("It was of no use: {reason}.", reason=say("what it wrote did not answer by its evidence")) in told.text
    assert len(model.requests) == asked


def test_a_model_that_hangs_leads_to_the_answer_without_it_and_a_note_in_time(
    model: LlmServer, make_person: MakePerson, cities: Iterator[Agreement]
) -> None:
    model.script = lambda _: Silence()
    asked = {tongue: (make_person(language_code=tongue.client), next(cities)) for tongue in TONGUES}
    begun = time.monotonic()
    for tongue, (person, city) in asked.items():
        person.says(tongue.ask_of(city))
    for tongue, (person, city) in asked.items():
        (answer,) = person.chat.wait_for()
        assert tongue.dates_of(city)[0] in answer.text
        assert tongue.failed in answer.text
        assert answer.edits == 0
    assert time.monotonic() - begun < 60  # the model would keep silent for two minutes


def test_a_kill_in_the_middle_of_an_answer_leaves_one_answer(
    server: TelegramServer,
    model: LlmServer,
    bot: BotProcess,
    make_person: MakePerson,
    threes: Iterator[tuple[Agreement, ...]],
) -> None:
    bot.stop()
    bot.environment["LLM_TIMEOUT_SECONDS"] = "300"  # so that the answer is unfinished when the kill comes
    bot.start()  # a model that has hung several times is left alone for a while
    model.script = without_end
    three = next(threes)
    people = [make_person(language_code=tongue.client) for tongue in TONGUES]
    for tongue, person in zip(TONGUES, people, strict=True):
        person.says(tongue.ask_of(*three))
    begun = [person.chat.wait_for()[0] for person in people]
    for person, answer in zip(people, begun, strict=True):
        person.chat.wait_for_edit(answer)
    bot.kill()
    assert not any(answer.buttons for answer in begun)
    model.script = honest
    bot.environment["LLM_TIMEOUT_SECONDS"] = str(MODEL_SECONDS)
    bot.start()
    for tongue, person, answer in zip(TONGUES, people, begun, strict=True):
        person.chat.wait(lambda: answer.buttons, what="the rest of an answer")  # noqa: B023 - waited for at once
        assert all(date in answer.text for date in tongue.dates_of(*three))
        for earlier, later in itertools.pairwise(map(lines, shown(answer))):
            assert later[: len(earlier)] == earlier
    server.settle()
    assert [person.chat.answers for person in people] == [[answer] for answer in begun]


def test_what_the_model_does_is_told_in_the_metrics(
    model: LlmServer, make_person: MakePerson, watched: str, cities: Iterator[Agreement]
) -> None:
    def number(name: str) -> float:
        text = httpx.get(f"http://{watched}/metrics", trust_env=False, timeout=60).text
        found = re.search(rf"(?m)^city_exchange_{re.escape(name)} (\S+)$", text)
        return float(found[1]) if found else 0.0

    city = next(cities)
    lie = TONGUES[0].lie_of(city)
    model.script = lambda request: Say("\n".join([*told_by(request), f"{lie} [1]"]) if request.keys else "{}")
    answer = ask(make_person(), TONGUES[0].ask_of(city))
    assert FALSE_YEAR not in "\n".join(shown(answer))
    assert number('llm_statements_total{fate="dropped"}') == 1
    assert number('llm_statements_total{fate="kept"}') >= 1
    assert number('llm_statements_total{fate="written"}') == 1 + number('llm_statements_total{fate="kept"}')
    sent = number('llm_tokens_total{direction="sent"}')
    assert sent == 100 * number("llm_calls_total") > 0
    assert number("llm_cost_total") == pytest.approx(sent * 1000 / 1_000_000)
    assert number("llm_breaker_open") == 0
