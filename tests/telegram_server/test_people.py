"""People press buttons, ask inline, forward and edit as their clients would."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)

from tests.telegram_server.conftest import Caller
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.anyio
BUTTONS = {"inline_keyboard": [[{"text": "Sources", "callback_data": "s:1"}, {"text": "👍", "callback_data": "u:1"}]]}


@pytest.fixture
def li(server: TelegramServer) -> User:
    li = server.user(5, name="Li", language_code="zh-hans")
    li.says("hello")
    return li


def test_a_pressed_button_tells_the_bot_and_shows_its_answer(server: TelegramServer, call: Caller, li: User) -> None:
    call("sendMessage", chat_id=5, text="Lyon", reply_markup=BUTTONS)
    call.updates()
    press = li.press(li.chat.last, "Source")
    (update,) = call.updates()
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["reply_markup"]) == ("s:1", 5, BUTTONS)
    call("answerCallbackQuery", callback_query_id=query["id"], text="Here", show_alert=True)
    assert (press.wait(1).text, press.wait(1).show_alert) == ("Here", True)
    assert "query is too old" in call.refused("answerCallbackQuery", callback_query_id=query["id"])
    assert len(server.refused) == 1


def test_a_button_that_is_not_there_cannot_be_pressed_but_its_data_can_be_forged(
    server: TelegramServer, call: Caller, li: User
) -> None:
    call("sendMessage", chat_id=5, text="Lyon", reply_markup=BUTTONS)
    with pytest.raises(AssertionError, match="no one button is 'Staff'"):
        li.press(li.chat.last, "Staff")
    with pytest.raises(AssertionError, match="was not answered"):
        li.forges(li.chat.last, "y:5", timeout=0.05)
    assert call.updates()[-1]["callback_query"]["data"] == "y:5"
    stranger = server.user(6)
    with pytest.raises(AssertionError, match="a private chat is for its person alone"):
        stranger.press(li.chat.last, "Sources")


def test_a_query_grows_old(server: TelegramServer, call: Caller, li: User) -> None:
    server.world.presses.lifetime = -1
    call("sendMessage", chat_id=5, text="Lyon", reply_markup=BUTTONS)
    press = li.press(li.chat.last, "👍")
    assert "query is too old" in call.refused("answerCallbackQuery", callback_query_id=press.id)


def answered(call: Caller, result: dict[str, Any], **more: object) -> None:
    update = call("getUpdates", offset=-1, timeout=5)[-1]
    call("getUpdates", offset=update["update_id"] + 1)
    call("answerInlineQuery", inline_query_id=update["inline_query"]["id"], results=[result], **more)


def article(title: str) -> dict[str, Any]:
    content = {"message_text": f"<b>{title}</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": "1", "title": title, "input_message_content": content, "reply_markup": BUTTONS}


def test_inline_results_are_kept_for_everyone_unless_they_are_personal(server: TelegramServer, call: Caller) -> None:
    li, wu = server.user(5), server.user(6)
    with ThreadPoolExecutor(1) as pool:
        for query, personal in (("Lyon", False), ("mine", True)):
            asked = pool.submit(li.inline, query)
            answered(call, article(query), is_personal=personal)
            assert asked.result().titles == [query]
        assert li.inline("mine").cached
        assert wu.inline("Lyon").cached
        asked = pool.submit(wu.inline, "mine")
        answered(call, article("theirs"), cache_time=0)
        assert (asked.result().titles, asked.result().cached) == (["theirs"], False)
    server.forget_inline_cache()
    with pytest.raises(AssertionError, match="was not answered"):
        li.inline("Lyon", timeout=0.05)


def test_a_chosen_result_becomes_a_message_that_the_bot_may_edit(server: TelegramServer, call: Caller) -> None:
    li = server.user(5)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(li.inline, "Lyon")
        answered(call, article("Lyon"))
    message = li.chooses(asked.result(), "1")
    assert (message.text, message.covered("bold"), message.labels) == ("Lyon", ["Lyon"], ["Sources", "👍"])
    assert call.updates() == []
    li.press(message, "Sources")
    query = call.updates()[0]["callback_query"]
    assert query["inline_message_id"] == message.inline_message_id
    assert "message" not in query
    call("editMessageText", inline_message_id=message.inline_message_id, text="Lyon, 1988")
    message.chat.wait_for_edit(message, 1)
    assert (message.text, [version.text for version in message.versions]) == ("Lyon, 1988", ["Lyon"])


async def test_python_telegram_bots_inline_answers_are_understood(server: TelegramServer, bot: Bot) -> None:
    asked = server.world.inline.open(server.user(5).account, server.world.clock())
    text = InputTextMessageContent("<b>Lyon</b>", "HTML", link_preview_options=LinkPreviewOptions(is_disabled=True))
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("More", switch_inline_query_current_chat="Lyon ")]])
    result = InlineQueryResultArticle("1", "Lyon", text, reply_markup=keys, description="1988")
    button = InlineQueryResultsButton("Ask me", start_parameter="ask")
    await bot.answer_inline_query(asked.id, [result], cache_time=60, next_offset="1", button=button)
    answer = asked.wait(1)
    assert (answer.titles, answer.next_offset, answer.cache_time) == (["Lyon"], "1", 60)
    assert answer.button == {"text": "Ask me", "start_parameter": "ask"}


async def test_a_reply_can_quote(bot: Bot, li: User) -> None:
    question = li.says("Since when is Lyon a sister city?")
    await bot.send_message(5, "1988", reply_parameters=ReplyParameters(question.message_id, quote="Lyon"))
    assert li.chat.last.reply_to is question


async def test_forwarded_and_edited_messages_reach_the_bot_as_such(bot: Bot, li: User) -> None:
    await bot.get_updates()
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="x")]])
    await bot.send_message(5, "Lyon", reply_markup=buttons)
    forwarded = li.forwards(li.chat.last)
    li.edits(li.chat.messages[0], "里昂?")
    first, edited = (await bot.get_updates())[-2:]
    assert first.message
    assert first.message.forward_origin
    assert first.message.reply_markup is None
    assert forwarded.text == "Lyon"
    assert edited.edited_message
    assert (edited.edited_message.text, edited.edited_message.edit_date is None) == ("里昂?", False)


@pytest.mark.parametrize("kind", "photo voice sticker document video animation audio location contact".split())
async def test_every_kind_of_message_is_one_that_python_telegram_bot_reads(bot: Bot, li: User, kind: str) -> None:
    li.sends(kind, caption="look" if kind == "photo" else "")
    message = (await bot.get_updates())[-1].message
    assert message
    assert message.effective_attachment
    assert message.caption == ("look" if kind == "photo" else None)


async def test_a_file_goes_both_ways(server: TelegramServer, bot: Bot, li: User) -> None:
    sent = await bot.send_document(5, b"a letter", filename="letter.txt", caption="<i>read</i>", parse_mode="HTML")
    media = li.chat.last.media
    assert media
    assert (media.content, media.name, li.chat.last.covered("italic")) == (b"a letter", "letter.txt", ["read"])
    assert sent.document
    assert await (await sent.document.get_file()).download_as_bytearray() == b"a letter"
    assert not server.refused


async def test_reactions_typing_and_drafts_are_seen(server: TelegramServer, bot: Bot, li: User) -> None:
    question = li.says("Lyon?")
    await bot.set_message_reaction(5, question.message_id, "👀")
    await bot.send_chat_action(5, "typing")
    await bot.send_message_draft(5, 1, "Since")
    assert (question.reactions, li.chat.actions, li.chat.drafts) == (["👀"], ["typing"], ["Since"])
    await bot.send_message(5, "Since 1988.", reply_to_message_id=question.message_id)
    assert (li.chat.drafts, li.chat.last.reply_to) == ([], question)
    assert not server.refused


def test_a_deleted_message_is_gone(server: TelegramServer, call: Caller, li: User) -> None:
    sent = call("sendMessage", chat_id=5, text="Lyon", reply_markup=BUTTONS)
    message = li.chat.last
    li.deletes(message)
    assert li.chat.answers == []
    refusal = call.refused("editMessageText", chat_id=5, message_id=sent["message_id"], text="x")
    assert refusal == "400 Bad Request: message to edit not found"
    li.press(message, "👍")
    assert call.updates()[-1]["callback_query"]["message"] == {
        "chat": message.chat.json(),
        "message_id": message.message_id,
        "date": 0,
    }
    assert len(server.refused) == 1
