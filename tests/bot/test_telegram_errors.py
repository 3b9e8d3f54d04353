import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.way_out import Outcome, outcome


def caused_by(cause: BaseException) -> NetworkError:
    error = TimedOut() if isinstance(cause, httpx.TimeoutException) else NetworkError("")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "cause",
    [
        httpx.ConnectError(""),
        httpx.ConnectTimeout(""),
        httpx.PoolTimeout(""),
        httpx.ProxyError(""),
        httpx.WriteError(""),
        TelegramError("Invalid server response"),
    ],
    ids=repr,
)
def test_what_never_reached_telegram_is_not_sent(cause: Exception) -> None:
    assert outcome(caused_by(cause)) is Outcome.NOT_SENT


@pytest.mark.parametrize(
    "cause",
    [
        httpx.ReadTimeout(""),
        httpx.ReadError(""),
        httpx.WriteTimeout(""),
        httpx.RemoteProtocolError(""),
        httpx.DecodingError(""),
        RuntimeError(),
    ],
    ids=repr,
)
def test_what_may_have_reached_telegram_is_unknown(cause: Exception) -> None:
    assert outcome(caused_by(cause)) is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (NetworkError("Bad Gateway"), Outcome.NOT_SENT),
        (RetryAfter(5), Outcome.NOT_SENT),
        (TimedOut(), Outcome.UNKNOWN),
        (TelegramError("Invalid server response"), Outcome.UNKNOWN),
        (ChatMigrated(-1001), Outcome.MOVED),
        (Forbidden("Forbidden: bot was blocked by the user"), Outcome.CLOSED),
        (BadRequest("Chat not found"), Outcome.CLOSED),
        (BadRequest("Not enough rights to send text messages to the chat"), Outcome.CLOSED),
        (BadRequest("Message thread not found"), Outcome.CLOSED),
        (BadRequest("TOPIC_CLOSED"), Outcome.CLOSED),
        (BadRequest("Can't parse entities: unsupported start tag"), Outcome.HTML_REFUSED),
        (BadRequest("Message is not modified: specified new message content"), Outcome.UNCHANGED),
        (BadRequest("Message to edit not found"), Outcome.GONE),
        (BadRequest("Message can't be edited"), Outcome.GONE),
        (BadRequest("Message is too long"), Outcome.WRONG),
        (InvalidToken(), Outcome.WRONG),
        (Conflict("terminated by other getUpdates request"), Outcome.WRONG),
    ],
    ids=repr,
)
def test_telegrams_words_are_understood(error: TelegramError, meant: Outcome) -> None:
    assert outcome(error) is meant
