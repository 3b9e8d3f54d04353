import asyncio
import collections
import dataclasses
import datetime as dt
import logging
import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text
from telegram import Update

from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.storage import Storage
from bot.storage.deliveries import Part, State
from bot.storage.holders import BEAT_SECONDS, LEASE_SECONDS, Holder
from bot.storage.tables import UpdateRow
from knowledge.errors import StorageError
from tests.databases import Clock, Databases

LI, WANG = 7_000_000_001, 7_000_000_002
GROUP = -1_001_234_567_890
WORKERS = 6


def update(update_id: int, kind: str = "message", *, user_id: int = LI, chat_id: int | None = None) -> Update:
    user = {"id": user_id, "first_name": "Li", "is_bot": False}
    where = user_id if chat_id is None else chat_id
    chat = {"id": where, "type": "private" if where > 0 else "supergroup", "title": "Office"}
    message = {"message_id": update_id, "date": 0, "chat": chat, "from": user, "text": "福冈?"}
    bodies: dict[str, Any] = {
        "message": message,
        "edited_message": message,
        "inline_query": {"id": "1", "from": user, "query": "福冈", "offset": ""},
        "callback_query": {"id": "1", "from": user, "chat_instance": "1", "data": "s:1", "message": message},
        "poll": {
            "id": "1",
            "question": "?",
            "options": [],
            "total_voter_count": 0,
            "is_closed": True,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        },
    }
    made = Update.de_json({"update_id": update_id, kind: bodies[kind]}, None)
    assert made is not None
    return made


def holder_of(storage: Storage, clock: Clock, name: str = "") -> Holder:
    return Holder(storage.database, lambda: clock().timestamp(), name)


def inbox_of(storage: Storage, clock: Clock, holder: Holder | None = None, metrics: Metrics | None = None) -> Inbox:
    holder = holder or holder_of(storage, clock)
    return Inbox(storage, metrics=metrics or Metrics(), now=clock, holder=holder)


async def pass_time(clock: Clock, seconds: float, *watching: Holder) -> None:
    """Let time pass while some processes live and look."""
    until = clock() + dt.timedelta(seconds=seconds)
    while clock() < until:
        clock.time = min(until, clock() + dt.timedelta(seconds=BEAT_SECONDS))
        for holder in watching:
            await holder.beat()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def inbox(storage: Storage, clock: Clock, metrics: Metrics) -> Inbox:
    return inbox_of(storage, clock, metrics=metrics)


async def ids(inbox: Inbox, limit: int = 10) -> list[int]:
    return [claimed.update_id for claimed in await inbox.claim(limit)]


@pytest.mark.anyio
class TestInbox:
    async def test_an_update_is_claimed_as_it_came(self, inbox: Inbox) -> None:
        await inbox.put(update(7))
        (claimed,) = await inbox.claim(10)
        assert (claimed.update_id, claimed.attempts) == (7, 1)
        assert Update.de_json(claimed.update, None) == update(7)

    async def test_an_update_is_worked_through_once(self, inbox: Inbox) -> None:
        await inbox.put(update(7))
        assert await inbox.waiting() == 1
        assert await ids(inbox) == [7]
        assert await ids(inbox) == []
        assert await inbox.finish(7)
        assert await ids(inbox) == []
        assert await inbox.waiting() == 0

    async def test_a_duplicate_is_dropped_and_counted_at_any_time(self, inbox: Inbox, metrics: Metrics) -> None:
        await inbox.put(update(7))
        await inbox.put(update(7))
        assert await ids(inbox) == [7]
        await inbox.put(update(7))
        await inbox.finish(7)
        await inbox.put(update(7))
        assert await ids(inbox) == []
        assert metrics.registry.get_sample_value("city_exchange_updates_duplicate_total") == 3

    async def test_what_was_asked_is_blanked_once_it_is_done(self, inbox: Inbox, storage: Storage) -> None:
        await inbox.put(update(7))
        await inbox.claim(1)
        await inbox.finish(7)
        async with storage.database.transaction() as session:
            assert await session.scalar(select(UpdateRow.body)) == ""

    async def test_a_chat_is_taken_in_order_and_one_at_a_time(self, inbox: Inbox) -> None:
        for update_id in (3, 1, 2):
            await inbox.put(update(update_id))
        assert await ids(inbox) == [1]
        assert await ids(inbox) == []
        await inbox.finish(1)
        assert await ids(inbox) == [2]

    async def test_chats_do_not_wait_for_each_other(self, inbox: Inbox) -> None:
        await inbox.put(update(1, user_id=LI))
        await inbox.put(update(2, user_id=LI))
        await inbox.put(update(3, user_id=WANG))
        await inbox.put(update(4, user_id=LI, chat_id=GROUP))
        assert await ids(inbox) == [1, 3, 4]

    async def test_an_inline_query_does_not_wait_for_the_chat_of_its_user(self, inbox: Inbox) -> None:
        await inbox.put(update(1))
        await inbox.put(update(2, "inline_query"))
        await inbox.put(update(3, "inline_query"))
        await inbox.put(update(4, "callback_query"))
        assert await ids(inbox) == [1, 2]

    async def test_an_update_of_nobody_stands_alone(self, inbox: Inbox) -> None:
        await inbox.put(update(1, "poll"))
        await inbox.put(update(2, "poll"))
        assert await ids(inbox) == [1, 2]

    async def test_an_update_that_comes_late_waits_for_the_one_at_work(self, inbox: Inbox) -> None:
        await inbox.put(update(2))
        assert await ids(inbox) == [2]
        await inbox.put(update(1))
        assert await ids(inbox) == []
        await inbox.finish(2)
        assert await ids(inbox) == [1]

    async def test_a_limit_takes_the_oldest(self, inbox: Inbox) -> None:
        for update_id in (3, 1, 2):
            await inbox.put(update(update_id, user_id=update_id))
        assert await ids(inbox, limit=2) == [1, 2]

    async def test_what_a_dead_process_held_is_taken_over_when_it_has_stood_still(
        self, inbox: Inbox, storage: Storage, clock: Clock
    ) -> None:
        await inbox.put(update(1))
        assert await ids(inbox) == [1]
        looking = holder_of(storage, clock)
        other = inbox_of(storage, clock, looking)
        assert await ids(other) == []
        await pass_time(clock, LEASE_SECONDS - 1, looking)
        assert await ids(other) == []
        clock.advance(seconds=1)
        (claimed,) = await other.claim(1)
        assert claimed.attempts == 2

    async def test_the_claims_of_who_lives_do_not_end(self, storage: Storage, clock: Clock) -> None:
        living, looking = holder_of(storage, clock), holder_of(storage, clock)
        inbox, other = inbox_of(storage, clock, living), inbox_of(storage, clock, looking)
        await inbox.put(update(1))
        await inbox.claim(1)
        for _ in range(3):
            await pass_time(clock, LEASE_SECONDS, living, looking)
            assert await ids(other) == []
        assert await inbox.finish(1)

    async def test_who_leaves_gives_up_all_claims_at_once(self, storage: Storage, clock: Clock) -> None:
        leaving = holder_of(storage, clock)
        inbox, other = inbox_of(storage, clock, leaving), inbox_of(storage, clock)
        await inbox.put(update(1))
        await inbox.claim(1)
        assert await ids(other) == []
        await leaving.leave()
        assert await ids(other) == [1]

    async def test_a_clock_set_back_or_forward_frees_nothing_of_who_lives_and_keeps_nothing_of_the_dead(
        self, storage: Storage, clock: Clock
    ) -> None:
        calendar, steady = Clock(), clock
        living, looking = holder_of(storage, steady), holder_of(storage, steady)
        inbox = Inbox(storage, metrics=Metrics(), now=calendar, holder=living)
        other = Inbox(storage, metrics=Metrics(), now=calendar, holder=looking)
        await inbox.put(update(1))
        await inbox.claim(1)
        for jump in (1, -2):
            calendar.advance(hours=jump)
            await pass_time(steady, LEASE_SECONDS, living, looking)
            assert await ids(other) == []
        calendar.advance(hours=-1)
        await pass_time(steady, LEASE_SECONDS, looking)
        assert await ids(other) == [1]

    async def test_who_could_not_look_for_a_while_does_not_take_that_for_standing_still(
        self, storage: Storage, clock: Clock
    ) -> None:
        living, looking = holder_of(storage, clock), holder_of(storage, clock)
        inbox, other = inbox_of(storage, clock, living), inbox_of(storage, clock, looking)
        await inbox.put(update(1))
        await inbox.claim(1)
        assert await ids(other) == []
        clock.advance(seconds=10 * LEASE_SECONDS)  # the database is away for both
        assert await ids(other) == []
        await pass_time(clock, LEASE_SECONDS, living, looking)
        assert await ids(other) == []

    async def test_what_was_claimed_without_knowing_it_is_claimed_again(
        self, storage: Storage, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        holder = holder_of(storage, clock)
        inbox = inbox_of(storage, clock, holder)
        await inbox.put(update(1))
        taken = inbox._taken

        async def lose(limit: int) -> list[tuple[int, int, str]]:
            await taken(limit)
            raise StorageError("the connection broke after the commit")

        monkeypatch.setattr(inbox, "_taken", lose)
        with pytest.raises(StorageError):
            await inbox.claim(1)
        monkeypatch.undo()
        (claimed,) = await inbox.claim(1)
        assert claimed.attempts == 2

    async def test_what_cannot_be_given_back_is_taken_again_here_and_not_kept_from_others_for_ever(
        self, storage: Storage, clock: Clock
    ) -> None:
        living, looking = holder_of(storage, clock), holder_of(storage, clock)
        inbox, other = inbox_of(storage, clock, living), inbox_of(storage, clock, looking)
        await inbox.put(update(1))
        await inbox.claim(1)
        await rename(storage, "updates", "away")
        with pytest.raises(StorageError):
            await inbox.release(1)
        await rename(storage, "away", "updates")
        await pass_time(clock, LEASE_SECONDS, living, looking)
        assert await ids(other) == []
        (claimed,) = await inbox.claim(1)
        assert claimed.attempts == 2

    async def test_the_dead_are_forgotten_and_who_was_only_away_is_known_again(
        self, storage: Storage, clock: Clock
    ) -> None:
        away, looking = holder_of(storage, clock), holder_of(storage, clock)
        inbox, other = inbox_of(storage, clock, away), inbox_of(storage, clock, looking)
        await away.beat()
        await pass_time(clock, LEASE_SECONDS + BEAT_SECONDS, looking)
        await looking.purge()
        await inbox.put(update(1))
        assert await ids(inbox) == [1]
        assert await ids(other) == []

    async def test_who_lost_a_claim_can_neither_finish_nor_return_it(
        self, inbox: Inbox, storage: Storage, clock: Clock
    ) -> None:
        await inbox.put(update(1))
        await inbox.claim(1)
        looking = holder_of(storage, clock)
        other = inbox_of(storage, clock, looking)
        await pass_time(clock, LEASE_SECONDS + BEAT_SECONDS, looking)
        assert await ids(other) == [1]
        assert not await inbox.finish(1)
        await inbox.release(1)
        assert await ids(inbox) == []
        assert await other.finish(1)

    async def test_nobody_finishes_what_they_did_not_claim(self, inbox: Inbox) -> None:
        await inbox.put(update(1))
        assert not await inbox.finish(1)
        assert await ids(inbox) == [1]

    async def test_what_is_given_back_is_taken_again_at_once_and_counts(self, inbox: Inbox) -> None:
        await inbox.put(update(1))
        await inbox.put(update(2))
        for attempts in (1, 2, 3):
            (claimed,) = await inbox.claim(5)
            assert (claimed.update_id, claimed.attempts) == (1, attempts)
            await inbox.release(1)

    async def test_what_was_stored_outlives_the_process(self, databases: Databases, clock: Clock) -> None:
        url = databases.migrated()
        first = await Storage.open(url, now=clock)
        await inbox_of(first, clock).put(update(1))
        await first.close()
        second = await Storage.open(url, now=clock)
        assert await ids(inbox_of(second, clock)) == [1]
        await second.close()

    async def test_only_updates_are_stored(self, inbox: Inbox) -> None:
        with pytest.raises(TypeError, match="holds updates, not str"):
            await inbox.put("a letter")

    async def test_an_update_is_stored_as_soon_as_the_database_is_back(
        self, inbox: Inbox, storage: Storage, caplog: pytest.LogCaptureFixture
    ) -> None:
        await rename(storage, "updates", "away")
        putting = asyncio.create_task(inbox.put(update(1)))
        while not caplog.records:  # noqa: ASYNC110 - a log has no event
            await asyncio.sleep(0.01)
        with pytest.raises(StorageError):
            await inbox.claim(1)
        await rename(storage, "away", "updates")
        await asyncio.wait_for(putting, 10)
        assert await ids(inbox) == [1]
        (record,) = caplog.records
        assert record.levelno == logging.WARNING
        assert "update 1 cannot be stored yet" in record.getMessage()
        assert "福冈" not in caplog.text

    async def test_waiting_ends_when_something_is_put_finished_or_given_back(self, inbox: Inbox) -> None:
        await asyncio.wait_for(inbox.wait(0.05), 5)
        await inbox.put(update(1))
        await asyncio.wait_for(inbox.wait(60), 5)
        await inbox.claim(1)
        await inbox.release(1)
        await asyncio.wait_for(inbox.wait(60), 5)
        waiting = asyncio.create_task(inbox.wait(60))
        await inbox.claim(1)
        assert not waiting.done()
        await inbox.finish(1)
        await asyncio.wait_for(waiting, 5)

    async def test_only_what_is_finished_and_old_is_purged(self, storage: Storage, inbox: Inbox, clock: Clock) -> None:
        await inbox.put(update(1))
        await inbox.put(update(2, user_id=WANG))
        await inbox.claim(1)
        await inbox.finish(1)
        await storage.deliveries.record(Part(1, LI, 0), State.SENT, 5)
        clock.advance(days=2)
        await inbox.purge(clock())
        async with storage.database.transaction() as session:
            assert list(await session.scalars(select(UpdateRow.update_id))) == [2]
        assert await storage.deliveries.known(1, LI) == {}


async def rename(storage: Storage, old: str, new: str) -> None:
    async with storage.database.transaction() as session:
        await session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


class Death(Exception):
    """A process ends without a word."""


@dataclasses.dataclass
class Office:
    """Two processes with several workers each, on one database; some of them die at their work."""

    storages: Sequence[Storage]
    clock: Clock
    mortality: float
    chance: random.Random
    chats: dict[int, int] = dataclasses.field(default_factory=dict)  # of each update
    begun: collections.Counter[int] = dataclasses.field(default_factory=collections.Counter)
    finished: list[int] = dataclasses.field(default_factory=list)
    at_work: set[int] = dataclasses.field(default_factory=set)  # chats
    living: set[Holder] = dataclasses.field(default_factory=set)
    claiming: asyncio.Semaphore = dataclasses.field(default_factory=lambda: asyncio.Semaphore(WORKERS))

    async def serve(self, chats: Sequence[int]) -> None:
        """Work until every update is finished, one for each of the chats."""
        async with asyncio.TaskGroup() as group:
            processes = [group.create_task(self.process(storage)) for storage in self.storages]
            tick = group.create_task(self.tick())
            sender = inbox_of(self.storages[0], self.clock)
            for update_id, chat in enumerate(chats, start=1):
                self.chats[update_id] = chat
                await sender.put(update(update_id, user_id=chat))
                await asyncio.sleep(0)
            async with asyncio.timeout(60):
                while await sender.waiting():  # noqa: ASYNC110 - what is watched is the database
                    await asyncio.sleep(0.01)
            for task in (*processes, tick):
                task.cancel()

    async def process(self, storage: Storage) -> None:
        while True:
            holder = holder_of(storage, self.clock)
            await holder.beat()
            inbox = inbox_of(storage, self.clock, holder)
            self.living.add(holder)
            try:
                async with asyncio.TaskGroup() as workers:
                    for _ in range(WORKERS // len(self.storages)):
                        workers.create_task(self.work(inbox))
            except* Death:
                self.living.discard(holder)

    async def work(self, inbox: Inbox) -> None:
        while True:
            async with self.claiming:
                claims = await inbox.claim(self.chance.randint(1, 2))
            async with asyncio.TaskGroup() as at_once:
                for claimed in claims:
                    at_once.create_task(self.work_on(inbox, claimed.update_id))
            if not claims:
                await inbox.wait(0.01)

    async def work_on(self, inbox: Inbox, update_id: int) -> None:
        chat = self.chats[update_id]
        assert chat not in self.at_work, "two at once in a chat"
        earlier = {other for other, where in self.chats.items() if where == chat and other < update_id}
        assert earlier <= set(self.finished), "out of order"
        self.begun[update_id] += 1
        self.at_work.add(chat)
        try:
            await asyncio.sleep(self.chance.choice([0, 0, 0.001]))
            if self.chance.random() < self.mortality:
                raise Death
            self.finished.append(update_id)
        finally:
            self.at_work.discard(chat)
        await inbox.finish(update_id)

    async def tick(self) -> None:
        """Let time pass, and never in the middle of a claim; whoever lives shows it."""
        while True:
            for _ in range(WORKERS):
                await self.claiming.acquire()
            self.clock.advance(seconds=BEAT_SECONDS)
            for holder in list(self.living):
                await holder.beat()
            for _ in range(WORKERS):
                self.claiming.release()
            await asyncio.sleep(0.002)


def test_every_update_is_worked_through_in_order_by_one_at_a_time_whoever_dies(databases: Databases) -> None:
    clock = Clock()
    url = databases.migrated()
    with asyncio.Runner() as runner:
        storages = [runner.run(Storage.open(url, now=clock)) for _ in range(2)]

        @settings(max_examples=8, deadline=None)
        @given(
            chats=st.lists(st.integers(1, 4), min_size=1, max_size=25),
            mortality=st.sampled_from([0, 0.15, 0.4]),
            seed=st.integers(0, 1000),
        )
        def check(chats: list[int], mortality: float, seed: int) -> None:
            chance = random.Random(seed)  # noqa: S311 - decides who dies
            office = Office(storages, clock, mortality, chance)
            runner.run(empty(storages[0]))
            runner.run(office.serve(chats))
            every = range(1, len(chats) + 1)
            assert set(office.finished) == set(every)
            if not mortality:
                assert office.begun == dict.fromkeys(every, 1)

        check()
        for storage in storages:
            runner.run(storage.close())


async def empty(storage: Storage) -> None:
    async with storage.database.transaction() as session:
        await session.execute(delete(UpdateRow))
