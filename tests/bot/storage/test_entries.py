"""Rows kept by staff and dialogues, on both databases."""

import asyncio
import dataclasses
import datetime as dt

import pytest

from bot.people import Role
from bot.storage import Draft, Storage
from knowledge.calendar import PartialDate
from knowledge.evidence import Audience
from knowledge.records import Event, EventKind
from tests.databases import START, Clock, Databases

pytestmark = pytest.mark.anyio

LI, WANG = 7_000_000_001, 7_000_000_002
CALL = Event(
    id="event-call",
    title_zh="通话<b>",
    title_en="A call & more",
    kind=EventKind.CONTACT,
    date=PartialDate(2026, 11),
    home_zh="广州",
    home_en="Guangzhou",
    partners=("里昂",),
    summary_zh="与里昂通话。",
    summary_en="A call with Lyon.",
    source_title="Note",
    quote="call",
    audience=Audience.STAFF,
)


async def keep(storage: Storage, batch: str, *records: Event, replaces: str = "") -> None:
    await storage.entries.keep(batch, [Draft(record, replaces) for record in records], LI, Role.STAFF)


async def test_a_row_is_kept_with_who_and_when(storage: Storage) -> None:
    await keep(storage, "one", CALL, replaces="earlier")
    (entry,) = await storage.entries.in_effect()
    assert entry.record == CALL
    assert (entry.batch, entry.replaces, entry.role) == ("one", "earlier", "staff")
    assert (entry.added_by, entry.added_at, entry.undone_at) == (LI, START, None)


async def test_a_repeated_press_keeps_nothing_twice(storage: Storage) -> None:
    first = await storage.entries.keep("one", [Draft(CALL)], LI, Role.STAFF)
    again = await storage.entries.keep("one", [Draft(dataclasses.replace(CALL, quote="other"))], WANG, Role.ADMIN)
    assert again == first
    assert len(await storage.entries.in_effect()) == 1


async def test_what_is_taken_back_is_out_of_effect_and_still_listed(storage: Storage) -> None:
    await keep(storage, "one", CALL, dataclasses.replace(CALL, id="second"))
    await keep(storage, "two", dataclasses.replace(CALL, id="third"))
    assert await storage.entries.undo("one", WANG)
    assert not await storage.entries.undo("one", WANG)
    assert not await storage.entries.undo("never", WANG)
    assert [entry.record.id for entry in await storage.entries.in_effect()] == ["third"]
    newest, oldest = await storage.entries.batches(10)
    assert (newest.name, newest.size, newest.first.undone_at) == ("two", 1, None)
    assert (oldest.name, oldest.size, oldest.first.undone_at, oldest.undone_by) == ("one", 2, START, WANG)
    assert [entry.record.id for entry in await storage.entries.of_batch("one")] == ["event-call", "second"]
    assert await storage.entries.batches(1, offset=1) == [oldest]


async def test_every_change_gives_another_revision(storage: Storage) -> None:
    seen = [await storage.entries.revision()]
    await keep(storage, "one", CALL)
    seen.append(await storage.entries.revision())
    await keep(storage, "two", CALL, CALL)
    seen.append(await storage.entries.revision())
    await storage.entries.undo("two", LI)
    seen.append(await storage.entries.revision())
    await keep(storage, "one", CALL)
    assert await storage.entries.revision() == seen[-1]
    assert len(set(seen)) == len(seen)


async def test_a_whole_spreadsheet_is_kept_at_once_and_in_order(storage: Storage) -> None:
    rows = [dataclasses.replace(CALL, id=f"row-{number}") for number in range(1201)]
    await keep(storage, "many", *rows)
    assert [entry.record.id for entry in await storage.entries.in_effect()] == [row.id for row in rows]


async def test_two_replicas_see_what_either_keeps(databases: Databases, clock: Clock) -> None:
    address = databases.migrated()
    one, other = [await Storage.open(address, now=clock) for _ in range(2)]
    try:
        await asyncio.gather(keep(one, "one", CALL), keep(other, "two", dataclasses.replace(CALL, id="second")))
        assert await one.entries.revision() == await other.entries.revision() == (2, 0)
        assert await one.entries.in_effect() == await other.entries.in_effect()
    finally:
        await one.close()
        await other.close()


async def test_a_forgotten_person_leaves_the_record_to_the_office(storage: Storage) -> None:
    await keep(storage, "one", CALL)
    await storage.entries.undo("one", LI)
    await keep(storage, "two", CALL)
    await storage.dialogues.put(LI, LI, "half told")
    await storage.forget(LI)
    assert [(batch.first.added_by, batch.undone_by) for batch in await storage.entries.batches(9)] == [(None, None)] * 2
    assert len(await storage.entries.in_effect()) == 1
    assert await storage.dialogues.get(LI, LI) is None


async def test_a_dialogue_goes_on_where_it_was_left(storage: Storage) -> None:
    await storage.dialogues.put(LI, LI, "first")
    await storage.dialogues.put(WANG, WANG, "another's")
    await storage.dialogues.put(LI, LI, "second \x00 里昂")
    assert await storage.dialogues.get(LI, LI) == "second � 里昂"
    await storage.dialogues.end(LI, LI)
    assert await storage.dialogues.get(LI, LI) is None
    assert await storage.dialogues.get(WANG, WANG) == "another's"


async def test_a_dialogue_left_for_an_hour_is_over(storage: Storage, clock: Clock) -> None:
    await storage.dialogues.put(LI, LI, "half told")
    clock.time += dt.timedelta(minutes=59)
    assert await storage.dialogues.get(LI, LI) == "half told"
    await storage.purge(clock.time - dt.timedelta(days=30))
    assert await storage.dialogues.get(LI, LI) == "half told"
    clock.time += dt.timedelta(minutes=1)
    assert await storage.dialogues.get(LI, LI) is None
    await storage.purge(clock.time - dt.timedelta(days=30))
    clock.time -= dt.timedelta(minutes=30)
    assert await storage.dialogues.get(LI, LI) is None
