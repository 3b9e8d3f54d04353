"""/letter with the real bot and a scripted language model: worded by it, held to the facts, or dropped."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx2python import docx2python

from tests.e2e.bot_process import STAFF, BotProcess
from tests.llm_server import Behaviour, LlmServer, Say, Status
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

TOLD = {
    "en": {
        "city": "Fukuoka",
        "body": "On 2 May 1979 Guangzhou and Fukuoka became sister cities; 2 May 2029 marks the 50th anniversary.",
        "lie": "In 1981 the mayor of Marseille gave us 300 lanterns.",
        "template": "On behalf of Guangzhou",
        "dropped": "is not carried by the facts",
        "away": "gave no letter",
        "word": "As a Word document",
    },
    "zh-hans": {
        "city": "福冈",
        "body": "1979年5月2日，广州与福冈结为国际友好城市；2029年5月2日，两市迎来结好50周年。",
        "lie": "1981年马赛市长赠送了300盏灯笼。",
        "template": "谨代表广州",
        "dropped": "与事实不符",
        "away": "没有给出正文",
        "word": "Word 文档",
    },
}


@pytest.fixture(scope="module")
def model() -> Iterator[LlmServer]:
    with LlmServer(lambda _: Status(500)) as served:
        yield served


@pytest.fixture(scope="module", autouse=True)
def _serving(server: TelegramServer, data: Path, model: LlmServer) -> Iterator[None]:
    settings = {"LLM_MODEL": "scripted", "LLM_BASE_URL": model.url, "LLM_TIMEOUT_SECONDS": "5"}
    with BotProcess(server, data, **settings):
        yield
        server.settle()
    assert [(call.method, call.description) for call in server.refused] == []


def letter(person: User, city: str) -> Message:
    person.says(f"/letter {city} 50")
    return person.chat.wait_for()[-1]


@pytest.mark.parametrize("language", TOLD)
def test_a_letter_is_the_models_where_the_facts_carry_it_and_the_templates_otherwise(
    server: TelegramServer, model: LlmServer, language: str
) -> None:
    person, told = server.user(STAFF, language_code=language), TOLD[language]

    def model_does(behaviour: Behaviour) -> None:
        model.script = lambda _: behaviour

    model_does(Say(f"{told['body']}\n\n{told['lie']}"))
    dropped = letter(person, told["city"])
    assert told["dropped"] in dropped.text
    assert told["template"] in dropped.text
    assert told["lie"] not in dropped.text
    model_does(Status(500))
    assert told["away"] in letter(person, told["city"]).text
    model_does(Say(told["body"]))
    worded = letter(person, told["city"])
    assert told["body"] in worded.text
    assert told["template"] not in worded.text
    model_does(Status(500))
    person.presses(worded, told["word"])
    (sent,) = person.chat.wait_for(after=worded)
    assert sent.media is not None
    assert told["body"] in docx2python(io.BytesIO(sent.media.content)).text
