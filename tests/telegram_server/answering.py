"""The methods that answer a pressed button or an inline query."""

import re
from collections.abc import Mapping
from typing import Any

from tests.telegram_server.entities import units
from tests.telegram_server.fields import Json
from tests.telegram_server.keyboards import read_keyboard
from tests.telegram_server.queries import CallbackAnswer, InlineAnswer
from tests.telegram_server.refusals import bad_request
from tests.telegram_server.sending import message_text
from tests.telegram_server.world import World

LONGEST_NOTICE = 200
MOST_RESULTS = 50
LONGEST_RESULT_ID = 64  # bytes
LONGEST_NEXT_OFFSET = 64  # bytes
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def answer_callback_query(world: World, parameters: Json) -> bool:
    """Carry out answerCallbackQuery."""
    query = world.presses.check(parameters["callback_query_id"], world.clock())
    text = parameters.get("text", "")
    if units(text) > LONGEST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    if parameters.get("url"):
        raise bad_request("URL_INVALID")
    answer = CallbackAnswer(
        text, parameters.get("show_alert", False), parameters.get("url", ""), parameters.get("cache_time", 0)
    )
    world.presses.close(query, answer)
    world.changed.notify_all()
    return True


def answer_inline_query(world: World, parameters: Json) -> bool:
    """Carry out answerInlineQuery."""
    query = world.inline.check(parameters["inline_query_id"], world.clock())
    results = parameters["results"]
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if not all(1 <= len(result_id.encode()) <= LONGEST_RESULT_ID for result_id in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        _check_article(result)
    if len(parameters.get("next_offset", "").encode()) > LONGEST_NEXT_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check_button(parameters.get("button"))
    answer = InlineAnswer(
        tuple(results),
        parameters.get("next_offset", ""),
        parameters.get("button"),
        parameters.get("cache_time", 300),
        parameters.get("is_personal", False),
    )
    world.inline.close(query, answer)
    world.changed.notify_all()
    return True


def _check_article(result: Mapping[str, Any]) -> None:
    if not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    message_text(result["input_message_content"], "message_text")
    read_keyboard(result.get("reply_markup"))


def _check_button(button: Mapping[str, Any] | None) -> None:
    if button is None:
        return
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if ("web_app" in button) == ("start_parameter" in button):
        raise bad_request("exactly one of the fields web_app and start_parameter must be used")
    if "start_parameter" in button and not _START_PARAMETER.fullmatch(button["start_parameter"]):
        raise bad_request("START_PARAM_INVALID")
