"""A year of reminders: replicas killed at random, days of downtime; each notice on its day, once, or marked late.

Run by `make test-faults`.
"""

import asyncio
import collections
import datetime as dt
import itertools
import random
import re
import zoneinfo
from collections.abc import Awaitable, Callable, Collection, Iterator

import pytest

from bot.delivery import STUB
from bot.reminders.due import moment
from bot.reminders.reminder import State, What
from bot.storage import Storage
from bot.storage.deliveries import Part
from bot.storage.deliveries import State as DeliveryState
from knowledge.calendar import PartialDate, Precision, anniversary
from tests.bot.reminders.conftest import PARTNERS, STAFF, STAFF_CHAT
from tests.bot.reminders.replicas import Life, Record, Replica, watch
from tests.databases import Clock, Databases
from tests.telegram_server.messages import Message
from tests.telegram_server.server import TelegramServer

pytestmark = pytest.mark.anyio

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
DAY = dt.timedelta(days=1)
BEGIN, END = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
NINE, NIGHT, EIGHT = dt.time(9), dt.time(2, 30), dt.time(8)
LEADS = (90, 30, 7, 0)
# Chat, time, lead days, round years only.
RULES = (
    (STAFF[0], NINE, LEADS, False),
    (STAFF[1], NIGHT, (180, 120, 60, 45, 30, 21, 14, 7, 3, 1, 0), False),
    (STAFF_CHAT, NINE, LEADS, True),
)
AT = {chat: at for chat, at, _, _ in RULES}
DIGEST_CHAT = STAFF[2]
KILLS = 50
DOWNTIMES = 6

Due = tuple[int, str, dt.date]  # chat, partner, the day it was due


def expected() -> collections.Counter[Due]:
    """Return what is to be announced in the year, by asking of each day and number of years."""
    found: collections.Counter[Due] = collections.Counter()
    for chat, _, leads, round_only in RULES:
        for partner, (_, date) in PARTNERS.items():
            since = PartialDate.parse(date)
            of_year = since.precision is Precision.YEAR
            for years in range(1, 80):
                if years % 10 and (round_only or of_year):
                    continue
                first = anniversary(since, years).date.first_day
                for lead in (0,) if of_year else leads:
                    if BEGIN <= first - lead * DAY < END:
                        found[chat, partner, first - lead * DAY] += 1
    return found


def told(server: TelegramServer, chat: int, due: Collection[Due]) -> Iterator[tuple[str, dt.date, bool]]:
    """Return what a chat was told: the partner, the day that it was due, whether that is marked late.

    A line that comes late for earlier days serves for the day itself too, if it is due then.
    """
    for message in server.world.chats[chat].answers:
        yield from told_by(message, chat, due)


def told_by(message: Message, chat: int, due: Collection[Due]) -> Iterator[tuple[str, dt.date, bool]]:
    lines = message.text.partition("\nSources")[0].splitlines()
    for line, after in itertools.pairwise([*lines, ""]):
        if line[:2] in {"★ ", "· "}:
            (partner,) = [name for name in PARTNERS if name in line]
            late = late_days(after)
            yield from ((partner, day, True) for day in late)
            if not late or (chat, partner, sent_on(message)) in due:
                yield partner, sent_on(message), False


def repeats(server: TelegramServer, chat: int, due: Collection[Due]) -> int:
    """Return how many messages told a chat again what it had been told; a late one tells of several days at once."""
    seen: set[tuple[str, dt.date]] = set()
    again = 0
    for message in server.world.chats[chat].answers:
        tells = {(partner, day) for partner, day, _ in told_by(message, chat, due)}
        again += not tells.isdisjoint(seen)
        seen |= tells
    return again


def digest_months(server: TelegramServer) -> Iterator[tuple[int, int]]:
    """Return the month of each digest that was sent, which comes on its first day or is marked late."""
    for message in server.world.chats[DIGEST_CHAT].answers:
        if message.text != STUB:
            day = sent_on(message)
            assert day.day == 1 or late_days(message.text.splitlines()[1]) == [day.replace(day=1)]
            yield day.year, day.month


def sent_on(message: Message) -> dt.date:
    return dt.datetime.fromtimestamp(message.at, BERLIN).date()


def late_days(line: str) -> list[dt.date]:
    said = re.findall(r"(\d+ \w+ \d{4}) \d\d:\d\d", line) if line.startswith("late: was due on") else []
    return [dt.datetime.strptime(day, "%d %B %Y").date() for day in said]  # noqa: DTZ007 - a day


async def set_reminders(storage: Storage) -> None:
    for chat, at, leads, round_only in RULES:
        reminder = await storage.reminders.add(
            What.ANNIVERSARIES,
            chat_id=chat,
            thread_id=None,
            user_id=STAFF[0],
            locale="en",
            edition=0,
            lead_days=leads,
            at=at,
        )
        await storage.reminders.change(reminder, round_only=round_only, state=State.ON)
    await storage.reminders.add(
        What.DIGEST,
        chat_id=DIGEST_CHAT,
        thread_id=None,
        user_id=DIGEST_CHAT,
        locale="en",
        edition=0,
        lead_days=(),
        at=EIGHT,
        state=State.ON,
    )


class Year:
    """Replicas that live through a year; ``chance`` decides who is killed when."""

    def __init__(self, start: Callable[..., Awaitable[Replica]], clock: Clock, replicas: int) -> None:
        self._start = start
        self._clock = clock
        self._running: list[Replica | None] = [None] * replicas
        self.chance = random.Random(2026)  # noqa: S311 - nobody is to guess it
        self.records: list[Record] = []
        self.kills = 0
        self.kills_at_work = 0

    async def tick(self, now: dt.datetime, *, deadly: bool) -> None:
        """Let every replica that is up look, at the same time; a killed one starts again for the next tick."""
        self._clock.time = max(now, self._clock.time)
        if deadly:
            victim = await self.up(self.chance.randrange(len(self._running)))
            victim.life.left = self.chance.randrange(30)
        replicas = [await self.up(number) for number in range(len(self._running))]
        await watch(*replicas)
        alive = await asyncio.gather(*(replica.works() for replica in replicas))
        for number, (replica, lives) in enumerate(zip(replicas, alive, strict=True)):
            if replica.life.left is not None or not lives:
                self.kills += 1
                self.kills_at_work += not lives
                await self._drop(number)

    async def down(self) -> None:
        for number in range(len(self._running)):
            await self._drop(number)

    def in_doubt(self) -> set[Part]:
        """Return the messages that were sent once more, each of which its process had begun to send and then died."""
        found: set[Part] = set()
        last: dict[Part, Life] = {}
        for life, part, state in self.records:
            if state is DeliveryState.IN_DOUBT:
                assert last[part].is_over
                found.add(part)
            last[part] = life
        return found

    async def up(self, number: int) -> Replica:
        replica = self._running[number] or await self._start(records=self.records)
        self._running[number] = replica
        return replica

    async def _drop(self, number: int) -> None:
        if (replica := self._running[number]) is not None:
            self._running[number] = None
            await replica.close()


async def test_in_a_year_of_kills_and_downtimes_each_reminder_comes_once_and_on_its_day_or_marked_late(
    start: Callable[..., Awaitable[Replica]], clock: Clock, server: TelegramServer, databases: Databases
) -> None:
    clock.time = dt.datetime.combine(BEGIN, dt.time(0, 5), BERLIN)
    year = Year(start, clock, 2 if databases.server else 1)
    due = expected()
    down = await live_through(year, due)
    assert year.kills == KILLS
    assert year.kills_at_work > KILLS // 3

    came: collections.Counter[Due] = collections.Counter()
    for chat, *_ in RULES:
        for partner, day, late in told(server, chat, due):
            came[chat, partner, day] += 1
            assert late == (day in down), (partner, day)
    assert set(came) == set(due)
    digests = collections.Counter(digest_months(server))
    assert set(digests) == {(2026, month) for month in range(1, 13)}
    # A second time came only what was being sent when its process died, and never a third time.
    assert max(*came.values(), *digests.values()) <= 2
    twice = sum(repeats(server, chat, due) for chat, *_ in RULES)
    stubs = sum(message.text == STUB for chat in server.world.chats.values() for message in chat.answers)
    assert twice + sum(n - 1 for n in digests.values()) + stubs <= len(year.in_doubt())
    assert [call.description for call in server.refused] == []


async def live_through(year: Year, due: Collection[Due]) -> set[dt.date]:
    """Let the year pass and return the days on which nothing ran."""
    await set_reminders((await year.up(0)).storage)
    days = [BEGIN + number * DAY for number in range((END - BEGIN).days)]
    speaks = {(day, AT[chat]) for chat, _, day in due} | {(day, EIGHT) for day in days if day.day == 1}
    struck = year.chance.sample(sorted({day for day, _ in speaks}), DOWNTIMES)
    down = {day + number * DAY for day in struck for number in range(3)}
    deadly = set(year.chance.sample(sorted((day, at) for day, at in speaks if day not in down), KILLS))
    for day in days:
        if day in down:
            await year.down()
            continue
        for at in (NIGHT, EIGHT, NINE):
            now = moment(day, at, BERLIN) + dt.timedelta(seconds=year.chance.randrange(30))
            if (day, at) in speaks or (day - DAY in down and at == NIGHT):
                await year.tick(now, deadly=(day, at) in deadly)
                if (day, at) in deadly:  # it is known by now who has died
                    await year.tick(now + dt.timedelta(minutes=3), deadly=False)
            elif year.chance.random() < 0.1:
                await year.tick(now, deadly=False)
    await year.tick(moment(END, dt.time(0), BERLIN), deadly=False)
    await year.down()
    return down
