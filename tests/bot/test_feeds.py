"""Calendars to subscribe to, over HTTP: one for each audience, behind an address that cannot be guessed."""

import contextlib
import datetime as dt
import logging
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from pydantic import SecretStr

from bot.assistant_pool import AssistantPool, Desk
from bot.i18n import Locale
from bot.metrics import Metrics
from bot.people import Reader
from bot.web import ROUTE, CalendarFeed, feed_address, open_web
from knowledge.evidence import Audience
from knowledge.settings import Settings
from tests.bot.sending import OPEN, Gate
from tests.bot.test_web import free_port
from tests.directories import STAFF_WORDS, small_desks

pytestmark = pytest.mark.anyio

LI = 2001
TOKEN = "7000000001:AAfeedfeedfeedfeedfeedfeedfeedfeedfe"  # noqa: S105 - of no bot
NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
BASE = "https://bot.example.org/office"


def settings_of(token: str = TOKEN) -> Settings:
    return Settings(telegram_bot_token=SecretStr(token), webhook_url=BASE, metrics_listen="127.0.0.1:9100")


def path(audience: Audience, locale: Locale = Locale.EN, token: str = TOKEN) -> str:
    address = feed_address(settings_of(token), audience, locale, LI)
    assert address is not None
    return address.removeprefix("https://bot.example.org")


class Hours:
    """A clock that is put forward."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@contextlib.asynccontextmanager
async def serving(
    hours: Hours | None = None, *, is_open: bool = True, gate: Gate = OPEN
) -> AsyncIterator[httpx.AsyncClient]:
    @contextlib.contextmanager
    def desk_of(audience: Audience) -> Iterator[Desk]:
        yield small_desks()[audience]

    assistants = AssistantPool(
        open_desk=desk_of, current_generation=lambda: "000001", metrics=Metrics(), now=lambda: NOW
    )
    if is_open:
        await assistants.open()
    listen = f"127.0.0.1:{free_port()}"
    arguments = {
        "settings": settings_of(),
        "assistants": assistants,
        "now": hours or Hours(),
        "may_read": gate.may_read,
    }
    server = open_web(listen, Metrics().registry, {}, (ROUTE, CalendarFeed, arguments))
    try:
        async with httpx.AsyncClient(base_url=f"http://{listen}", trust_env=False) as client:
            yield client
    finally:
        server.stop()
        await assistants.close()


async def test_each_audience_has_a_calendar_of_its_own() -> None:
    async with serving() as client:
        answers = {audience: await client.get(path(audience)) for audience in Audience}
    for answer in answers.values():
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "private, max-age=3600"
        assert not Calendar.from_ical(answer.content).errors
    events = {
        audience: {event.uid for event in IcsCalendarStream.calendar_from_ics(answer.text).events}
        for audience, answer in answers.items()
    }
    assert events[Audience.PUBLIC] < events[Audience.STAFF]
    assert not [word for word in STAFF_WORDS if word in answers[Audience.PUBLIC].text]


@pytest.mark.parametrize(
    ("locale", "word"), [(Locale.EN, "Anniversary of"), (Locale.ZH_HANS, "结好纪念日"), (Locale.ZH_HANT, "結好紀念日")]
)
async def test_it_is_in_the_language_of_its_address(locale: Locale, word: str) -> None:
    async with serving() as client:
        assert word in (await client.get(path(Audience.PUBLIC, locale))).text.replace("\r\n ", "")


async def test_what_has_not_changed_is_not_sent_again() -> None:
    hours = Hours()
    async with serving(hours) as client:
        first = await client.get(path(Audience.STAFF))
        hours.now += dt.timedelta(hours=3)
        again = await client.get(path(Audience.STAFF), headers={"If-None-Match": first.headers["ETag"]})
        head = await client.head(path(Audience.STAFF))
    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == first.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(first.content))


async def test_any_other_address_is_not_found(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    right = path(Audience.STAFF)
    secret = right.split("/")[-2]
    async with serving() as client:
        for wrong in (
            path(Audience.STAFF, token=TOKEN.replace("A", "B")),
            right.replace(secret, secret[::-1]),
            right.replace(secret, secret[:-1]),
            right.replace("en.ics", "fr.ics"),
            right.replace("/en.ics", ""),
            "/calendar/",
            "/calendar/staff/en.ics",
            right.replace(f"/{LI}-", f"/{LI + 1}-"),
            right.replace(f"/{LI}-", "/"),
            path(Audience.PUBLIC).replace("/calendar/", f"/calendar/{LI}-"),
        ):
            assert (await client.get(wrong)).status_code == 404
        assert (await client.post(right)).status_code == 405
    assert secret not in "".join(
        record.getMessage() for record in caplog.records if record.name.startswith(("bot", "tornado"))
    )


async def test_a_staff_calendar_opens_for_as_long_as_its_person_is_staff_and_the_publics_always() -> None:
    gate = Gate()
    async with serving(gate=gate) as client:
        assert (await client.get(path(Audience.STAFF))).status_code == 200
        gate.open = False
        gone = await client.get(path(Audience.STAFF))
    assert (gone.status_code, gone.content) == (404, b"")
    assert {reader for reader in gate.asked if reader.audience is Audience.STAFF} == {Reader(LI, LI, Audience.STAFF)}


async def test_before_the_index_is_open_it_is_to_be_asked_for_later() -> None:
    async with serving(is_open=False) as client:
        assert (await client.get(path(Audience.PUBLIC))).status_code == 503


def test_the_address_tells_neither_the_token_nor_the_other_address_and_goes_with_the_token() -> None:
    addresses = {path(audience) for audience in Audience} | {path(Audience.STAFF, token=TOKEN[:-1] + "g")}
    assert len(addresses) == 3
    assert not [address for address in addresses if TOKEN.partition(":")[2] in address]


@pytest.mark.parametrize("missing", ["webhook_url", "metrics_listen"])
def test_where_no_web_address_leads_here_there_is_none(missing: str) -> None:
    settings = settings_of().model_copy(update={missing: ""})
    assert feed_address(settings, Audience.STAFF, Locale.EN, LI) is None
