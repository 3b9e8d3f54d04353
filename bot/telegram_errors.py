"""What became of a message that Telegram was asked to send, judged by the error that came back."""

import enum

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut


class Outcome(enum.Enum):
    """What an error says about the message."""

    NOT_SENT = enum.auto()  # and may be sent later: Telegram was not reached, is busy or broken
    UNKNOWN = enum.auto()  # the request went out and no answer came back
    HTML_REFUSED = enum.auto()  # not sent; plain text would be
    CLOSED = enum.auto()  # not sent, and nothing can be sent there: blocked, thrown out, deleted
    MOVED = enum.auto()  # not sent; the group has another id now
    GONE = enum.auto()  # not edited: the message is deleted, or can no longer be changed
    UNCHANGED = enum.auto()  # not edited: the message says just that already
    WRONG = enum.auto()  # not sent, and never will be: the request itself is at fault, or the token


# The request was not written, or not to its end, so that Telegram cannot have acted on it.
_NEVER_ARRIVED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.LocalProtocolError,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.WriteError,
)
# What Telegram says is the only thing that tells one bad request from another.
_SAYINGS: tuple[tuple[Outcome, tuple[str, ...]], ...] = (
    (Outcome.HTML_REFUSED, ("can't parse entities",)),
    (Outcome.UNCHANGED, ("message is not modified",)),
    (Outcome.GONE, ("message to edit not found", "message can't be edited", "message_id_invalid")),
    (
        Outcome.CLOSED,
        (
            "chat not found",
            "chat_restricted",
            "chat_write_forbidden",
            "have no rights to send",
            "message thread not found",
            "need administrator rights",
            "not enough rights",
            "peer_id_invalid",
            "topic_closed",
            "topic_deleted",
            "user is deactivated",
        ),
    ),
)


def outcome(error: TelegramError) -> Outcome:
    """Judge an error of ``sendMessage`` or ``editMessageText``."""
    if isinstance(error, RetryAfter):
        return Outcome.NOT_SENT
    if isinstance(error, Forbidden):
        return Outcome.CLOSED
    if isinstance(error, ChatMigrated):
        return Outcome.MOVED
    if isinstance(error, BadRequest):  # a NetworkError by descent only
        said = error.message.lower()
        return next((meant for meant, signs in _SAYINGS if any(sign in said for sign in signs)), Outcome.WRONG)
    if isinstance(error, NetworkError):
        return _network_outcome(error)
    # A success whose body is cut off is a TelegramError of no particular kind.
    return Outcome.UNKNOWN if type(error) is TelegramError else Outcome.WRONG


def _network_outcome(error: NetworkError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, _NEVER_ARRIVED):
        return Outcome.NOT_SENT
    # An HTTP status from 500 on has no cause, or that its body is no JSON.
    is_status = not isinstance(error, TimedOut) and (cause is None or isinstance(cause, TelegramError))
    return Outcome.NOT_SENT if is_status else Outcome.UNKNOWN
