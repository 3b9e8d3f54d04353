import httpx
import pytest

from tests.telegram_server.flood import Flood, FloodLimits
from tests.telegram_server.refusals import Refused
from tests.telegram_server.server import TelegramServer

GROUP = -1001234567890


def passed(flood: Flood, times: list[float], chats: list[int]) -> int:
    count = 0
    for now in times:
        for chat in chats:
            try:
                flood.check("sendMessage", chat, now)
            except Refused:
                continue
            count += 1
    return count


def test_a_chat_gets_a_message_a_second_after_a_burst() -> None:
    flood = Flood(FloodLimits.of_telegram())
    assert passed(flood, [0.0] * 10, [5]) == 4
    assert passed(flood, [1.0, 2.0, 3.0, 3.5], [5]) == 3


def test_a_group_gets_twenty_messages_a_minute() -> None:
    flood = Flood(FloodLimits.of_telegram())
    assert passed(flood, [float(second) for second in range(60)], [GROUP]) == 20 + 60 // 3 - 1


def test_all_chats_together_get_thirty_messages_a_second() -> None:
    flood = Flood(FloodLimits.of_telegram())
    assert passed(flood, [0.0], list(range(1, 101))) == 30
    assert passed(flood, [1.0], list(range(101, 201))) == 30


def test_a_refused_call_says_when_to_come_back_and_is_not_counted() -> None:
    flood = Flood(FloodLimits.of_telegram())
    for _ in range(20):
        flood.check("sendMessage", GROUP, 0.0)
    for _ in range(5):
        with pytest.raises(Refused) as refused:
            flood.check("sendMessage", GROUP, 0.5)
        assert refused.value.body["parameters"] == {"retry_after": 3}
    flood.check("sendMessage", GROUP, 3.5)


def test_typing_and_answering_a_button_do_not_count() -> None:
    flood = Flood(FloodLimits.of_telegram())
    for _ in range(100):
        flood.check("sendChatAction", 5, 0.0)
        flood.check("answerCallbackQuery", None, 0.0)


def test_the_server_answers_a_flood_with_429_and_does_not_count_it_as_a_mistake(client: httpx.Client) -> None:
    with TelegramServer(flood=FloodLimits.of_telegram(), clock=lambda: 0.0) as server:
        server.user(5).says("hello")
        url = f"{server.base_url}{server.token}/sendMessage"
        answers = [client.post(url, data={"chat_id": "5", "text": str(n)}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert answers[-1].json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert (len(server.flooded), server.refused) == (1, [])
