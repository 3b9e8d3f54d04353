"""No secret and no message reaches the log, in whatever way it is written there."""

import io
import json
import logging
import string
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.contextvars import bound_contextvars
from telegram import Update

from bot.logs import REDACTED, Redaction, redaction, start_logging
from bot.webhook import webhook_path, webhook_secret
from knowledge.settings import Settings

TOKEN = "7000000001:AAF-loopback_Only0123456789abcdefghij"  # noqa: S105 - opens nothing
PASSWORD = 'o\'hara "95%" \\ 北京'  # noqa: S105 - opens nothing
SECRET = "hook-secret_1"  # noqa: S105 - opens nothing

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
FORMATS = ("text", "json")
# What is around a secret must not make one by itself.
AROUND = st.text(alphabet=string.ascii_lowercase + " =/:&\n", max_size=20)


def made(log_format: str = "text", log_level: str = "DEBUG") -> Settings:
    return Settings.model_validate(
        {
            "telegram_bot_token": TOKEN,
            "database_url": f"postgresql://bot:{quote(PASSWORD, safe='')}@db/bot",
            "telegram_proxy_url": "socks5://me:proxy-password@proxy:1080",
            "webhook_secret": SECRET,
            "log_format": log_format,
            "log_level": log_level,
        }
    )


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def logged(log_format: str, log_level: str, log: Callable[[], None]) -> str:
    stream = io.StringIO()
    start_logging(made(log_format, log_level), stream)
    log()
    return stream.getvalue()


def forms(secret: str) -> set[str]:
    return {secret, quote(secret, safe=""), json.dumps(secret)[1:-1], repr(secret)[1:-1]}


WRITTEN = st.sampled_from(
    sorted(
        forms(TOKEN)
        | forms(TOKEN.partition(":")[2])
        | forms(PASSWORD)
        | forms(SECRET)
        | {"proxy-password", webhook_path(made()), f"https://api.telegram.org/bot{TOKEN}/sendMessage"}
    )
)
HIDDEN = forms(TOKEN.partition(":")[2]) | forms(PASSWORD) | forms(SECRET) | {"proxy-password", webhook_path(made())}


@given(
    before=AROUND,
    written=WRITTEN,
    after=AROUND,
    level=st.sampled_from(LEVELS),
    log_format=st.sampled_from(FORMATS),
    place=st.sampled_from(("message", "argument", "extra", "context", "error", "cause", "stack")),
    logger=st.sampled_from(("bot.serve", "telegram.ext.Updater", "httpx", "sqlalchemy.engine", "asyncio")),
)
@example(
    before="", written=TOKEN, after="", level="ERROR", log_format="json", place="cause", logger="telegram.ext.Updater"
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_secret_is_logged(
    *, before: str, written: str, after: str, level: str, log_format: str, place: str, logger: str
) -> None:
    text = f"{before}{written}{after}"
    number, log = logging.getLevelNamesMapping()[level], logging.getLogger(logger)

    def error() -> None:
        try:
            try:
                raise ValueError(text if place == "cause" else "first")  # noqa: TRY301 - it is to be the cause
            except ValueError as cause:
                raise OSError(text if place == "error" else "second") from cause
        except OSError:
            log.log(number, "failed", exc_info=True)

    def log_it() -> None:
        match place:
            case "message":
                log.log(number, text.replace("%", "%%"))
            case "argument":
                log.log(number, "%r %s", {"value": text}, text)
            case "extra":
                log.log(number, "extra", extra={"value": text, "values": [text]})
            case "context":
                with bound_contextvars(value=text):
                    log.log(number, "context")
            case "stack":
                log.log(number, "stack", exc_info=ExceptionGroup("group", [RuntimeError(text)]))
            case _:
                error()

    found = logged(log_format, "DEBUG", log_it)
    assert not [secret for secret in HIDDEN if secret in found]


@pytest.mark.parametrize("log_format", FORMATS)
def test_the_redacted_place_is_marked_and_the_rest_stays(log_format: str) -> None:
    line = logged(
        log_format, "INFO", lambda: logging.getLogger("bot").info("to https://x/bot%s/getMe in %d s", TOKEN, 3)
    )
    assert f"to https://x/bot{REDACTED}/getMe in 3 s" in line


def test_a_short_password_leaves_no_holes_in_words() -> None:
    assert Redaction(["", "pg"])("pg_ctl") == "pg_ctl"


def test_what_is_made_from_the_token_is_a_secret_too() -> None:
    plain = Settings(telegram_bot_token=TOKEN)  # type: ignore[arg-type]  # pydantic makes it a secret
    redact = redaction(plain)
    assert redact(webhook_secret(plain)) == redact(webhook_path(plain)) == REDACTED


@pytest.mark.parametrize("log_format", FORMATS)
@pytest.mark.parametrize("level", ["INFO", "WARNING", "ERROR", "CRITICAL"])
def test_an_update_that_the_library_cannot_read_is_not_logged(log_format: str, level: str) -> None:
    # As in telegram.ext's webhook handler, its Bot and its Application.
    update = {"update_id": 1, "message": {"text": "my private question"}}

    def log() -> None:
        log, number = logging.getLogger("telegram.ext.Updater"), logging.getLevelNamesMapping()[level]
        log.log(number, "Received data was: %r", update, exc_info=KeyError("date"))
        log.log(number, "Received data was %r", [update])
        log.log(number, 'Can not load invalid JSON data: "%s"', json.dumps(update))
        log.log(number, "Error for update %s", Update(1), stack_info=True)

    found = logged(log_format, "INFO", log)
    assert "private question" not in found
    assert ("KeyError" in found) is (level != "INFO")


def test_the_talkative_are_quiet_unless_something_is_wrong() -> None:
    def log() -> None:
        for name in ("httpx", "httpcore.connection", "telegram.ext.Application", "aiosqlite", "tornado.access"):
            logging.getLogger(name).info("chatter")
            logging.getLogger(name).warning("trouble")
        logging.getLogger("bot.serve").info("news")

    found = logged("text", "INFO", log)
    assert "chatter" not in found
    assert found.count("trouble") == 5
    assert "news" in found


def test_a_json_line_is_an_object_with_the_update_it_belongs_to() -> None:
    def log() -> None:
        with bound_contextvars(update_id=7):
            logging.getLogger("bot.workers").warning("line one\nline %d", 2, extra={"kind": "flood"})

    lines = logged("json", "INFO", log).splitlines()
    assert len(lines) == 1
    line = json.loads(lines[0])
    assert line.pop("timestamp")
    assert line == {
        "event": "line one\nline 2",
        "kind": "flood",
        "level": "warning",
        "logger": "bot.workers",
        "update_id": 7,
    }


def test_a_traceback_shows_no_values_of_variables() -> None:
    def log() -> None:
        question = "what somebody wrote"
        try:
            len(question) / 0
        except ZeroDivisionError:
            logging.getLogger("bot").exception("failed")

    for log_format in FORMATS:
        found = logged(log_format, "INFO", log)
        assert "ZeroDivisionError" in found
        assert "what somebody wrote" not in found
