"""What can go wrong with a language model, and how an exception of any provider is read."""

import asyncio
import enum

from knowledge.errors import LanguageModelFailed


class Failure(enum.StrEnum):
    """Why a model's answer was not used."""

    TIMEOUT = "timeout"
    KEY_REFUSED = "key_refused"
    RATE_LIMITED = "rate_limited"
    REQUEST_REFUSED = "request_refused"
    SERVER = "server_error"
    UNREACHABLE = "unreachable"
    BROKEN = "broken_stream"
    EMPTY = "empty"
    ENDLESS = "endless"
    REFUSED = "refused"
    RESTING = "resting"
    DAY_SPENT = "day_spent"
    USER_SPENT = "user_spent"
    UNSUPPORTED = "unsupported"

    @property
    def of_the_service(self) -> bool:
        """Return whether it says that the next request is likely to fail too."""
        return self in _OF_THE_SERVICE


_OF_THE_SERVICE = frozenset(
    {
        Failure.TIMEOUT,
        Failure.KEY_REFUSED,
        Failure.RATE_LIMITED,
        Failure.REQUEST_REFUSED,
        Failure.SERVER,
        Failure.UNREACHABLE,
        Failure.BROKEN,
    }
)
_UNAUTHORISED = frozenset({401, 403})
_TOO_MANY = 429
_NOT_THIS_ONE = 422
_FIRST_SERVER_ERROR = 500
_FIRST_ERROR = 400
# What providers' clients call their connection errors; none of them is a dependency here.
_CONNECTION_NAMES = ("ConnectionError", "ConnectError", "ConnectTimeout")


class ModelFailed(LanguageModelFailed):
    """Seen by nobody: a call failed; the answer is given without the model."""

    def __init__(self, failure: Failure) -> None:
        """Keep why; the provider's own message may repeat the question, so it is not kept."""
        super().__init__(failure.value)
        self.failure = failure


def failure_of(error: BaseException) -> Failure:  # noqa: PLR0911 - one a meaning
    """Return what an exception of a provider's client means."""
    if isinstance(error, ModelFailed):
        return error.failure
    status = _status(error)
    if status in _UNAUTHORISED:
        return Failure.KEY_REFUSED
    if status == _NOT_THIS_ONE:
        return Failure.REFUSED
    if status == _TOO_MANY:
        return Failure.RATE_LIMITED
    if status is not None and status >= _FIRST_SERVER_ERROR:
        return Failure.SERVER
    if status is not None and status >= _FIRST_ERROR:
        return Failure.REQUEST_REFUSED
    names = [kind.__name__ for kind in type(error).__mro__]
    if isinstance(error, TimeoutError | asyncio.TimeoutError) or any("Timeout" in name for name in names):
        return Failure.TIMEOUT
    if any(name.endswith(_CONNECTION_NAMES) for name in names):
        return Failure.UNREACHABLE
    return Failure.BROKEN


def _status(error: BaseException) -> int | None:
    """Return the HTTP status that an exception carries, as the clients of OpenAI, Anthropic and Google name it."""
    for holder in (error, getattr(error, "response", None)):
        for name in ("status_code", "code", "status"):
            value = getattr(holder, name, None)
            if isinstance(value, int):
                return value
    return None
