"""How the Bot API says no."""

from http import HTTPStatus
from typing import Any


class Refused(Exception):
    """A call that is answered with an error; ``parameters`` go into ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def body(self) -> dict[str, Any]:
        """Return the JSON that the caller gets."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(what: str) -> Refused:
    """Refuse a call that is wrong in itself."""
    return Refused(HTTPStatus.BAD_REQUEST, f"Bad Request: {what}")


def forbidden(what: str) -> Refused:
    """Refuse a call that the bot may not make."""
    return Refused(HTTPStatus.FORBIDDEN, f"Forbidden: {what}")


def conflict(what: str) -> Refused:
    """Refuse a way of getting updates that excludes another."""
    return Refused(HTTPStatus.CONFLICT, f"Conflict: {what}")


def too_many_requests(retry_after: int) -> Refused:
    """Refuse a call that comes too soon; ``retry_after`` is in seconds."""
    return Refused(
        HTTPStatus.TOO_MANY_REQUESTS, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after
    )


def unauthorized() -> Refused:
    """Refuse a token that is not, or no longer, one."""
    return Refused(HTTPStatus.UNAUTHORIZED, "Unauthorized")


def not_found() -> Refused:
    """Refuse a method that there is not."""
    return Refused(HTTPStatus.NOT_FOUND, "Not Found")
