"""A small office that reminds: agreements of every precision, a strict server, a clock, and replicas to start."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from pathlib import Path

import hypothesis
import pytest
from telegram.request import HTTPXRequest

import knowledge.directory.directory
from bot.assistant_pool import Desk
from knowledge.assistant import Assistant
from knowledge.evidence import Audience
from knowledge.index import open_index
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement
from knowledge.settings import Settings
from tests.bot.reminders.replicas import Record, Replica, StillDesks
from tests.databases import Clock, Databases
from tests.ingesting import AGREEMENT, Office
from tests.telegram_server.server import TelegramServer

# On a busy machine any example may take its time.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

STAFF = 101, 102, 103
STAFF_CHAT = -1_000_000_000_300
PARTNERS = {
    "Lyon": ("里昂", "1988-01-19"),
    "Fukuoka": ("福冈", "1979-05-02"),
    "Frankfurt": ("法兰克福", "1996-03-29"),  # its day of 2026 is that on which the clocks change
    "Birmingham": ("伯明翰", "2006-12-04"),
    "Oslo": ("奥斯陆", "1996-09"),
    "Porto": ("波尔图", "1996"),
    "Turin": ("都灵", "2016-02-29"),
}
PROGRAMME = {
    "id": "choir",
    "title_zh": "合唱交流",
    "title_en": "Choir exchange",
    "home_zh": "广州",
    "home_en": "Guangzhou",
    "partners": "Lyon",
    "for_whom": "youth",
    "summary_zh": "两市合唱团每年互访。",
    "summary_en": "The choirs of Guangzhou and Lyon visit each other.",
    "status": "running",
    "as_of": "2025",
    "source_title": "Choir notes",
    "quote": "choirs visit",
    "audience": "public",
}
INTENTION = {
    "id": "tram",
    "title_zh": "有轨电车",
    "title_en": "Tram",
    "home_zh": "广州",
    "home_en": "Guangzhou",
    "partners": "Lyon",
    "status": "agreed",
    "owner": "Li Na",
    "due_date": "2026-06-30",
    "summary_zh": "两市共同研究有轨电车。",
    "summary_en": "The two cities study a tram together.",
    "source_title": "Minutes",
    "quote": "tram",
    "audience": "staff",
}


def agreement(name: str, chinese: str, date: str) -> dict[str, str]:
    names = {"id": f"gz-{name.lower()}", "partner_en": name, "partner_zh": chinese, "date": date, "quote": name}
    return AGREEMENT | names


def read_in(
    folder: Path, *programmes: dict[str, str], intentions: Sequence[dict[str, str]] = ()
) -> dict[Audience, Desk]:
    """Return the desks of the office with some programmes and intentions."""
    office = Office(folder)
    office.table("agreements.csv", *(agreement(name, *row) for name, row in PARTNERS.items()))
    if programmes:
        office.table("programmes.csv", *programmes)
    if intentions:
        office.table("intentions.csv", *intentions)
    office.ingest()
    assistants = {}
    for audience in Audience:
        index = open_index(office.settings, office.embedder, audience)
        assistants[audience] = Desk(Assistant(index=index, embedder=office.embedder, settings=office.settings), index)
    return assistants


@pytest.fixture(scope="session", autouse=True)
def _names_read_once() -> Iterator[None]:
    """Build the names of the agreements, which are the same in every index here, once."""
    names = build_gazetteer
    known: dict[tuple[Agreement, ...], Gazetteer] = {}

    def build(agreements: Iterable[Agreement] = (), _own_text: Callable[[], str] = str) -> Gazetteer:
        rows = tuple(agreements)
        if rows not in known:
            known[rows] = names(rows)
        return known[rows]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(knowledge.directory.directory, "build_gazetteer", build)
        yield


@pytest.fixture(scope="session")
def office_desks(_names_read_once: None, tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, Desk]:
    return read_in(tmp_path_factory.mktemp("office"), PROGRAMME)


@pytest.fixture
def assistants(office_desks: dict[Audience, Desk]) -> StillDesks:
    return StillDesks(office_desks)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data_dir=tmp_path, timezone="Europe/Berlin", staff_user_ids=frozenset(STAFF), staff_chat_id=STAFF_CHAT
    )


@pytest.fixture
def server(clock: Clock) -> Iterator[TelegramServer]:
    with TelegramServer(clock=lambda: clock().timestamp()) as server:
        for number in STAFF:
            server.user(number).says("/start")
        server.group(STAFF_CHAT, "Office", bot_status="administrator")
        yield server


@pytest.fixture
async def start(  # noqa: PLR0917 - what a process is started with
    anyio_backend: str,  # noqa: ARG001 - makes anyio run this fixture
    databases: Databases,
    settings: Settings,
    assistants: StillDesks,
    server: TelegramServer,
    clock: Clock,
) -> AsyncIterator[Callable[..., Awaitable[Replica]]]:
    """Start a replica; all of a test have one database."""
    client = HTTPXRequest(connection_pool_size=8)
    await client.initialize()
    address = databases.migrated()
    started: list[Replica] = []

    async def start(at: dt.datetime | None = None, records: list[Record] | None = None) -> Replica:
        clock.time = at or clock.time
        replica = Replica(address, settings, assistants, server, client, clock, [] if records is None else records)
        started.append(replica)
        return replica

    yield start
    for replica in started:
        await replica.close()
    await client.shutdown()
