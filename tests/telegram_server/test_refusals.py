"""What Telegram refuses, the server refuses: each line is a call and the answer it gets."""

from typing import Any

import httpx
import pytest

from tests.telegram_server.conftest import Caller
from tests.telegram_server.server import TelegramServer

LI = 5
STRANGER = 6
GROUP = -1001234567890


def keyboard(**button: object) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go"} | button]]}


def many(buttons: int, rows: int = 1) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", "callback_data": "x"}] * buttons] * rows}


def article(result_id: str = "1", **more: object) -> dict[str, Any]:
    return {"type": "article", "id": result_id, "title": "T", "input_message_content": {"message_text": "x"}} | more


@pytest.fixture
def office(server: TelegramServer) -> TelegramServer:
    li = server.user(LI, name="Li")
    li.says("/start")
    server.user(STRANGER)
    server.group(GROUP, "Office", [li])
    return server


@pytest.mark.parametrize(
    ("method", "parameters", "answer"),
    [
        ("sendSmoke", {}, "404 Not Found"),
        ("sendMessage", {"text": "x"}, '400 Bad Request: parameter "chat_id" is required'),
        ("sendMessage", {"chat_id": LI, "text": "x", "colour": 1}, '400 Bad Request: unknown parameter "colour"'),
        ("sendMessage", {"chat_id": LI, "text": 1}, '400 Bad Request: field "text" must be of type String'),
        ("sendMessage", {"chat_id": "Li", "text": "x"}, '400 Bad Request: field "chat_id" must be of type Integer'),
        ("sendMessage", {"chat_id": 99, "text": "x"}, "400 Bad Request: chat not found"),
        ("sendMessage", {"chat_id": "@city", "text": "x"}, "400 Bad Request: chat not found"),
        ("sendMessage", {"chat_id": LI, "text": " \n "}, "400 Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": LI, "text": "😀" * 2049}, "400 Bad Request: message is too long"),
        (
            "sendMessage",
            {"chat_id": LI, "text": "<b>a", "parse_mode": "HTML"},
            "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ("sendMessage", {"chat_id": LI, "text": "x", "parse_mode": "Odt"}, "400 Bad Request: unsupported parse_mode"),
        (
            "sendMessage",
            {"chat_id": LI, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "400 Bad Request: can't parse entities: entity is out of the text",
        ),
        (
            "sendMessage",
            {"chat_id": LI, "text": "x", "message_thread_id": 9},
            "400 Bad Request: message thread not found",
        ),
        (
            "sendMessage",
            {"chat_id": LI, "text": "x", "reply_parameters": {"message_id": 99}},
            "400 Bad Request: message to be replied not found",
        ),
        (
            "sendMessage",
            {"chat_id": LI, "text": "x", "reply_parameters": {"message_id": 1, "quote": "nowhere"}},
            "400 Bad Request: QUOTE_TEXT_INVALID",
        ),
        ("sendChatAction", {"chat_id": LI, "action": "dancing"}, "400 Bad Request: wrong parameter action in request"),
        ("sendMessageDraft", {"chat_id": LI, "draft_id": 0, "text": "x"}, "400 Bad Request: draft_id must be non-zero"),
        (
            "sendMessageDraft",
            {"chat_id": GROUP, "draft_id": 1, "text": "x"},
            "400 Bad Request: drafts can be sent to private chats only",
        ),
        (
            "sendPhoto",
            {"chat_id": LI, "photo": "unheard-of"},
            "400 Bad Request: wrong file identifier/HTTP URL specified",
        ),
        ("getFile", {"file_id": "unheard-of"}, "400 Bad Request: invalid file_id"),
        ("editMessageText", {"text": "x"}, "400 Bad Request: message identifier is not specified"),
        (
            "editMessageText",
            {"chat_id": LI, "message_id": 99, "text": "x"},
            "400 Bad Request: message to edit not found",
        ),
        ("editMessageText", {"chat_id": LI, "message_id": 1, "text": "x"}, "400 Bad Request: message can't be edited"),
        ("editMessageText", {"inline_message_id": "no", "text": "x"}, "400 Bad Request: MESSAGE_ID_INVALID"),
        ("deleteMessage", {"chat_id": LI, "message_id": 99}, "400 Bad Request: message to delete not found"),
        ("deleteMessage", {"chat_id": GROUP, "message_id": 1}, "400 Bad Request: message can't be deleted"),
        (
            "setMessageReaction",
            {"chat_id": LI, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "🥢"}]},
            "400 Bad Request: REACTION_INVALID",
        ),
        ("getChatMember", {"chat_id": GROUP, "user_id": 99}, "400 Bad Request: user not found"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "400 Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        ("getUpdates", {"limit": 101}, "400 Bad Request: invalid limit specified"),
        (
            "setMyCommands",
            {"commands": [{"command": "Start", "description": "x"}]},
            "400 Bad Request: BOT_COMMAND_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "start", "description": "x" * 257}]},
            "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": f"c{n}", "description": "x"} for n in range(101)]},
            "400 Bad Request: too many bot commands specified",
        ),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "chat", "chat_id": STRANGER}},
            "400 Bad Request: chat not found",
        ),
        (
            "setMyCommands",
            {"commands": [], "scope": {"type": "everybody"}},
            "400 Bad Request: can't parse scope: invalid type specified",
        ),
        (
            "setMyCommands",
            {"commands": [], "language_code": "zh-hans"},
            "400 Bad Request: invalid language code specified",
        ),
        ("setMyShortDescription", {"short_description": "x" * 121}, "400 Bad Request: short_description is too long"),
        ("setWebhook", {"url": "ftp://a.b"}, "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "setWebhook",
            {"url": "https://a.b", "secret_token": "not so secret"},
            "400 Bad Request: secret token contains unallowed characters",
        ),
    ],
    ids=str,
)
def test_a_wrong_call_is_refused_in_telegrams_words(
    office: TelegramServer, call: Caller, method: str, parameters: dict[str, object], answer: str
) -> None:
    assert call.refused(method, **parameters) == answer
    assert [refused.method for refused in office.refused] == [method]


@pytest.mark.parametrize(
    ("markup", "answer"),
    [
        (keyboard(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (keyboard(callback_data="里" * 22), "BUTTON_DATA_INVALID"),
        (keyboard(callback_data=""), "BUTTON_DATA_INVALID"),
        (keyboard(url="nowhere"), "BUTTON_URL_INVALID"),
        (keyboard(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard(text=" ", callback_data="x"), "inline keyboard button text must be non-empty"),
        (keyboard(), "Text buttons are unallowed in the inline keyboard"),
        (keyboard(callback_data="x", url="https://a.b"), "exactly one action must be specified"),
        (keyboard(callback_data="x", style="loud"), "invalid button style specified"),
        (keyboard(callback_data="x", size=3), 'unknown field of inline_keyboard "size"'),
        (many(9), "reply markup is too long"),
        (many(8, rows=13), "reply markup is too long"),
        ({"buttons": []}, "can't parse reply_markup: invalid type specified"),
    ],
    ids=str,
)
def test_a_wrong_button_is_refused(office: TelegramServer, call: Caller, markup: dict[str, Any], answer: str) -> None:
    assert answer in call.refused("sendMessage", chat_id=LI, text="x", reply_markup=markup)
    assert not office.user(LI).chat.answers


@pytest.mark.parametrize(
    ("parameters", "answer"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("x" * 65)]}, "RESULT_ID_INVALID"),
        ({"results": [article("")]}, "RESULT_ID_INVALID"),
        ({"results": [article(title="")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(type="poem")]}, "can't parse results: invalid type specified"),
        ({"results": [article(hide_url=True)]}, 'unknown field of results "hide_url"'),
        ({"results": [article(input_message_content={"message_text": ""})]}, "message text is empty"),
        (
            {"results": [article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]},
            "can't parse entities",
        ),
        ({"results": [article(reply_markup=keyboard(callback_data=""))]}, "BUTTON_DATA_INVALID"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Go"}}, "exactly one of the fields web_app and start_parameter"),
        ({"results": [], "button": {"text": "Go", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        ({"results": [], "button": {"text": "", "start_parameter": "a"}}, "BUTTON_TEXT_INVALID"),
    ],
    ids=str,
)
def test_a_wrong_inline_answer_is_refused(
    server: TelegramServer, call: Caller, parameters: dict[str, object], answer: str
) -> None:
    li = server.user(LI)
    query = server.world.inline.open(li.account, server.world.clock())
    assert answer in call.refused("answerInlineQuery", inline_query_id=query.id, **parameters)
    assert call("answerInlineQuery", inline_query_id=query.id, results=[article()])


def test_the_longest_text_is_taken(office: TelegramServer, call: Caller) -> None:
    call("sendMessage", chat_id=LI, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert len(office.user(LI).chat.last.text) == 2048
    assert not office.refused


def test_an_edit_that_changes_nothing_is_refused(office: TelegramServer, call: Caller) -> None:
    sent = call("sendMessage", chat_id=LI, text="<b>x</b>", parse_mode="HTML", reply_markup=keyboard(callback_data="a"))
    place = {"chat_id": LI, "message_id": sent["message_id"]}
    same = {"text": "<strong>x</strong>", "parse_mode": "HTML", "reply_markup": keyboard(callback_data="a")}
    assert "message is not modified" in call.refused("editMessageText", **place, **same)
    call("editMessageText", **place, text="x")
    assert "message is not modified" in call.refused("editMessageReplyMarkup", **place)
    last = office.user(LI).chat.last
    assert (last.text, last.labels, len(last.versions)) == ("x", [], 1)


def test_nobody_is_written_to_who_does_not_want_it(office: TelegramServer, call: Caller) -> None:
    stranger, li = office.user(STRANGER), office.user(LI)
    assert stranger.chat.messages == []
    refusal = call.refused("sendMessage", chat_id=STRANGER, text="x")
    assert refusal == "403 Forbidden: bot can't initiate conversation with a user"
    li.blocks_bot()
    assert call.refused("sendMessage", chat_id=LI, text="x") == "403 Forbidden: bot was blocked by the user"
    li.unblocks_bot()
    assert call("sendMessage", chat_id=LI, text="x")
    office.removes_bot(office.world.chat(GROUP), li)
    assert "bot was kicked from the supergroup chat" in call.refused("sendMessage", chat_id=GROUP, text="x")


@pytest.mark.usefixtures("office")
def test_a_reply_to_what_is_gone_can_be_sent_all_the_same(call: Caller) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in call("sendMessage", chat_id=LI, text="x", reply_parameters=reply)


def test_a_caption_is_shorter_than_a_text(office: TelegramServer, call: Caller) -> None:
    photo = office.user(LI).sends("photo")
    assert photo.media
    file_id = photo.media.body[0]["file_id"]
    assert "caption is too long" in call.refused("sendPhoto", chat_id=LI, photo=file_id, caption="x" * 1025)
    assert call("sendPhoto", chat_id=LI, photo=file_id, caption="x" * 1024)


def test_a_wrong_or_revoked_token_opens_nothing(server: TelegramServer, call: Caller) -> None:
    wrong = call.client.post(f"{server.base_url}1:x/getMe").json()
    assert wrong == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert call("getMe")["username"] == server.bot.username
    server.revoke()
    assert call.refused("getMe") == "401 Unauthorized"
    assert not server.refused


@pytest.mark.parametrize("url", ["http://a.example/hook", "https://a.example:8000/hook"])
def test_out_in_the_world_a_webhook_must_be_https_on_a_known_port(client: httpx.Client, url: str) -> None:
    with TelegramServer(plain_http=False) as server:
        answer = client.post(f"{server.base_url}{server.token}/setWebhook", data={"url": url})
        assert answer.json()["description"].startswith("Bad Request: bad webhook: ")
