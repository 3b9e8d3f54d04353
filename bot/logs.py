"""The log: lines for people or JSON, without secrets, and at INFO and above without what people write."""

import copy
import json
import logging
import sys
from collections.abc import Iterable, Iterator
from typing import TextIO
from urllib.parse import quote, unquote, urlsplit

import structlog
from pydantic import SecretStr
from structlog.stdlib import ProcessorFormatter
from structlog.typing import Processor

from bot.webhook import webhook_path, webhook_secret
from knowledge.settings import Settings

REDACTED = "[secret]"
LEFT_OUT = "[left out]"

# They log addresses with the token in them, every packet, or every statement with its values.
_TALKATIVE = ("aiosqlite", "apscheduler", "asyncio", "chromadb", "httpcore", "httpx", "sqlalchemy", "tornado")
_TELEGRAM = "telegram"
# Anything shorter keeps nothing secret, and redacting it would leave holes in harmless words.
_SHORTEST = 4


class Redaction:
    """Takes secrets out of text, also where they stand in JSON, in a Python string or in an address."""

    def __init__(self, secrets: Iterable[str]) -> None:
        written = {form for secret in secrets for form in _forms(secret) if len(form) >= _SHORTEST}
        # Longest first: a part of a secret must not break up the whole before that is found.
        self._written = sorted(written, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Return the text with every secret replaced."""
        for secret in self._written:
            text = text.replace(secret, REDACTED)
        return text


def redaction(settings: Settings) -> Redaction:
    """Return what takes out every secret in the settings, and those made from them."""
    secrets = {webhook_path(settings), webhook_secret(settings)}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            secrets |= set(_parts(value.get_secret_value()))
    return Redaction(secrets)


def start_logging(settings: Settings, stream: TextIO | None = None) -> Redaction:
    """Send every log record to a stream (standard error), as the settings say; return the redaction in use."""
    redact = redaction(settings)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Formatter(redact, json=settings.log_format == "json"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    quiet = max(logging.WARNING, root.level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(quiet)
    logging.getLogger(_TELEGRAM).setLevel(root.level if root.level == logging.DEBUG else quiet)
    logging.captureWarnings(capture=True)
    return redact


class _Formatter(ProcessorFormatter):
    def __init__(self, redact: Redaction, *, json: bool) -> None:
        before: list[Processor] = [
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso"),
        ]
        # A traceback with the values of variables would show what people write.
        render: list[Processor] = (
            [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
            if json
            else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
        )
        super().__init__(
            foreign_pre_chain=before,
            processors=[ProcessorFormatter.remove_processors_meta, *render],
            use_get_message=True,
        )
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        return self._redact(super().format(_without_updates(record)))


def _without_updates(record: logging.LogRecord) -> logging.LogRecord:
    """Leave out the updates and replies that python-telegram-bot logs whole when it cannot read them."""
    if record.levelno < logging.INFO or record.name.partition(".")[0] != _TELEGRAM or not record.args:
        return record
    shown = copy.copy(record)
    values = record.args if isinstance(record.args, tuple) else (record.args,)
    shown.args = tuple(value if isinstance(value, int | float) else LEFT_OUT for value in values)
    return shown


def _parts(secret: str) -> Iterator[str]:
    """Return a secret and what in it is a secret by itself: a password in an address, a token without its number."""
    yield secret
    if "://" in secret:
        password = urlsplit(secret).password or ""
        yield from (password, unquote(password))
    else:
        yield secret.rpartition(":")[2]


def _forms(secret: str) -> Iterator[str]:
    """Return the ways in which a secret may be written."""
    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield repr(secret)[1:-1]
    yield quote(secret, safe="")
