"""Desks over real indexes: a new one is taken up while answers are being made from the old."""

import asyncio
import contextlib
import dataclasses
import datetime as dt
import functools
import logging
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

import pytest

from bot import assistant_pool as desks_module
from bot.assistant_pool import AssistantPool, Desk
from bot.metrics import Metrics
from knowledge.answering.explanation import Explanation
from knowledge.assistant import Assistant, Turn
from knowledge.calendar import PartialDate
from knowledge.errors import IndexMissing
from knowledge.evidence import Answer, Audience, Language, Mode
from knowledge.index import KnowledgeIndex, current_generation, open_index
from knowledge.names import Gazetteer, build_gazetteer
from knowledge.records import Agreement, Entry, Record
from tests.ingesting import AGREEMENT, Office

pytestmark = pytest.mark.anyio

TODAY = dt.date(2019, 1, 15)
NOW = dt.datetime(2019, 1, 15, 4, tzinfo=dt.UTC)


class Reader(Assistant):
    """Answers with every passage of its index, "slow" when it is let, "growing" by steps, "boom" with a fault."""

    def __init__(self, index: KnowledgeIndex, let: threading.Event) -> None:
        self._index = index
        self._let = let

    def stream(
        self,
        question: str,
        *,
        today: dt.date,
        history: Sequence[Turn] = (),
        language: Language | None = None,
        user: str = "",
    ) -> Iterator[Explanation]:
        del today, history, user
        if question == "boom":
            raise ZeroDivisionError
        if question == "growing":
            for lead in ("one", "one two", "one two three"):
                yield Explanation(Answer(Language.EN, Mode.GENERATIVE, lead=lead), (question,), complete=False)
            self._let.wait(10)
            for lead in ("one two three four", "one two three four five"):
                yield Explanation(Answer(Language.EN, Mode.GENERATIVE, lead=lead), (question,), complete=False)
        if question == "slow":
            self._let.wait(10)
        # The search fails once the index is closed.
        self._index.search("fair")
        texts = sorted(passage.text for passage in self._index.passages())
        lead = " | ".join(texts)
        answer = Answer(language or Language.EN, Mode.EXTRACTIVE, lead=lead, abstained=question == "who?")
        yield Explanation(answer, (question,))


async def answered(assistants: AssistantPool, audience: Audience, question: str) -> Answer:
    *_, last = [explanation async for explanation in assistants.stream(audience, question, (), TODAY)]
    return last.answer


class Place:
    """An office, its desks, and what they count."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.let = threading.Event()
        self.metrics = Metrics()
        self.now = NOW
        self.opened: list[tuple[Audience, Desk]] = []
        self.closed = 0
        self.assistants = AssistantPool(
            open_desk=self.open_desk,
            current_generation=lambda: current_generation(self.office.settings),
            metrics=self.metrics,
            now=lambda: self.now,
        )

    @contextlib.contextmanager
    def open_desk(self, audience: Audience) -> Iterator[Desk]:
        with open_index(self.office.settings, self.office.embedder, audience) as index:
            desk = Desk(Reader(index, self.let), index)
            self.opened.append((audience, desk))
            yield desk
        self.closed += 1

    def publish(self, text: str) -> None:
        self.office.write("paper.md", f"# Paper\n\n{text}\n")
        self.office.ingest()

    async def ask(self, question: str = "what?", audience: Audience = Audience.PUBLIC) -> str:
        return (await answered(self.assistants, audience, question)).lead

    def count(self, name: str, **labels: str) -> float:
        return self.metrics.registry.get_sample_value(f"city_exchange_{name}", labels) or 0.0


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    place = Place(tmp_path)
    place.publish("The lantern fair was held in 2016.")
    await place.assistants.open()
    yield place
    place.let.set()
    await place.assistants.close()


async def test_an_index_published_meanwhile_is_taken_up(place: Place) -> None:
    assert "2016" in await place.ask()
    first = place.assistants.generation
    await place.assistants.look()
    assert place.assistants.generation == first
    place.now += dt.timedelta(hours=1)
    place.publish("The lantern fair was held in 2018.")
    await place.assistants.look()
    assert place.assistants.generation != first
    assert "2018" in await place.ask()
    assert "2018" in await place.ask(audience=Audience.STAFF)
    assert place.assistants.built_at == place.now
    assert place.closed == 2


async def test_an_answer_in_the_making_keeps_the_old_desk_open(place: Place) -> None:
    slow = asyncio.create_task(place.ask("slow"))
    await asyncio.sleep(0.05)
    place.publish("The lantern fair was held in 2018.")
    await place.assistants.look()
    assert place.closed == 1  # the staff's, which nobody used
    assert "2018" in await place.ask()
    place.let.set()
    assert "2016" in await slow
    assert place.closed == 2


async def test_a_desk_looked_at_stays_open_until_it_is_left(place: Place) -> None:
    async with place.assistants.desk(Audience.PUBLIC) as desk:
        place.publish("The lantern fair was held in 2018.")
        await place.assistants.look()
        assert desk.index.search("lantern fair")
        assert place.closed == 1
    assert place.closed == 2


async def test_an_index_that_cannot_be_opened_leaves_the_old_serving(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(desks_module, "LOOK_SECONDS", 0.01)
    first = place.assistants.generation
    place.publish("The lantern fair was held in 2018.")
    broken = place.office.settings.index_dir / "generations" / (current_generation(place.office.settings) or "")
    shutil.move(broken / "parts", broken / "away")
    watching = asyncio.create_task(place.assistants.watch())
    with caplog.at_level(logging.ERROR):
        while not caplog.records:  # noqa: ASYNC110 - a log tells nobody
            await asyncio.sleep(0.01)
    assert place.assistants.generation == first
    assert "2016" in await place.ask()
    shutil.move(broken / "away", broken / "parts")
    async with asyncio.timeout(10):
        while place.assistants.generation == first:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
    watching.cancel()
    assert "2018" in await place.ask()


async def test_the_public_desk_holds_nothing_of_the_staffs(place: Place) -> None:
    place.office.write("staff/visit.md", "# Visit\n\nThe gate opens with Quicksilver.\n")
    place.office.ingest()
    await place.assistants.look()
    assert "Quicksilver" in await place.ask(audience=Audience.STAFF)
    assert "Quicksilver" not in await place.ask()
    async with place.assistants.desk(Audience.PUBLIC) as public, place.assistants.desk(Audience.STAFF) as staff:
        assert public.index is not staff.index
        assert not [passage for passage in public.index.passages() if passage.audience is Audience.STAFF]
    assert {audience for audience, desk in place.opened if desk is public} == {Audience.PUBLIC}


async def test_an_answer_that_takes_too_long_is_given_up_and_others_are_not(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.assistants, "_answer_seconds", 0.05)
    with pytest.raises(TimeoutError):
        await place.ask("slow")
    assert "2016" in await place.ask()
    assert place.count("answers_failed_total", kind="timeout") == 1


async def test_an_answer_is_seen_while_it_grows_and_counted_once(place: Place) -> None:
    stream = place.assistants.stream(Audience.PUBLIC, "growing", (), TODAY)
    first = await anext(stream)
    assert not first.complete
    place.let.set()
    *_, last = [explanation async for explanation in stream]
    assert last.complete
    assert "2016" in last.answer.lead
    assert place.count("answers_total", mode="extractive") == 1


async def test_an_answer_that_nobody_waits_for_keeps_its_desk_until_it_is_made(place: Place) -> None:
    stream = place.assistants.stream(Audience.PUBLIC, "growing", (), TODAY)
    await anext(stream)
    await stream.aclose()
    place.publish("The lantern fair was held in 2018.")
    await place.assistants.look()
    assert place.closed == 1  # the staff's, which nobody used
    place.let.set()
    async with asyncio.timeout(10):
        while place.closed < 2:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)


async def test_what_is_asked_and_answered_is_counted(place: Place) -> None:
    await place.ask()
    await place.ask("who?")
    await place.ask(audience=Audience.STAFF)
    with pytest.raises(ZeroDivisionError):
        await place.ask("boom")
    assert place.count("questions_total", audience="public") == 3
    assert place.count("questions_total", audience="staff") == 1
    assert place.count("answers_total", mode="extractive") == 3
    assert place.count("abstentions_total") == 1
    assert place.count("answers_failed_total", kind="error") == 1
    assert place.count("answer_seconds_count") == 3
    place.now += dt.timedelta(minutes=1)
    assert place.count("index_age_seconds") == 60


async def test_without_an_index_the_desks_do_not_open(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.assistants.generation is None
    with pytest.raises(IndexMissing):
        await place.assistants.open()
    await place.assistants.close()


# What staff keep.


class KeptRows:
    """Rows kept by staff, as another process may change them."""

    def __init__(self) -> None:
        self.rows: list[Entry] = []
        self.reads = 0
        self.revisions = 0

    def add(self, record: Record, replaces: str = "") -> None:
        number = len(self.rows) + 1
        self.rows.append(Entry(number, f"batch-{number}", record, replaces, "staff", 2001, NOW))

    async def revision(self) -> tuple[int, int]:
        self.revisions += 1
        return len(self.rows), 0

    async def in_effect(self) -> list[Entry]:
        self.reads += 1
        return list(self.rows)


def cached_gazetteer(agreements: Iterable[Agreement], _own_text: Callable[[], str] = str) -> Gazetteer:
    return _gazetteer(tuple(agreements))


@functools.cache
def _gazetteer(agreements: tuple[Agreement, ...]) -> Gazetteer:
    return build_gazetteer(agreements)


@contextlib.asynccontextmanager
async def desks_with(office: Office, kept: KeptRows) -> AsyncIterator[AssistantPool]:
    @contextlib.contextmanager
    def open_desk(audience: Audience) -> Iterator[Desk]:
        with open_index(office.settings, office.embedder, audience) as index:
            yield Desk(Assistant(index=index, embedder=office.embedder, settings=office.settings), index)

    assistants = AssistantPool(
        open_desk=open_desk,
        current_generation=lambda: current_generation(office.settings),
        metrics=Metrics(),
        now=lambda: NOW,
        kept=kept,
    )
    with patch("knowledge.directory.directory.build_gazetteer", cached_gazetteer):
        await assistants.open()
        yield assistants
        await assistants.close()


async def public_agreements(assistants: AssistantPool) -> tuple[Agreement, ...]:
    async with assistants.desk(Audience.PUBLIC) as desk:
        return desk.directory.book.agreements


async def when_did_they_sign(assistants: AssistantPool, audience: Audience) -> str:
    return (await answered(assistants, audience, "When did Guangzhou and Lyon become sister cities?")).text


async def test_what_staff_keep_is_served_at_once_and_outlasts_a_new_index(tmp_path: Path) -> None:
    office, kept = Office(tmp_path), KeptRows()
    office.table("agreements.csv", AGREEMENT)
    office.ingest()
    async with desks_with(office, kept) as assistants:
        (lyon,) = await public_agreements(assistants)
        kept.add(
            dataclasses.replace(lyon, date=PartialDate(1988, 1, 29), source_title="The original"), "guangzhou-lyon"
        )
        await assistants.take_up_entries()
        for audience in Audience:
            told = await when_did_they_sign(assistants, audience)
            assert told.index("29 January 1988") < told.index("19 January 1988")
            assert "Another source gives 19 January 1988" in told
        office.table("agreements.csv", AGREEMENT | {"aliases": "Lyons"})
        office.ingest()
        first = assistants.generation
        await assistants.look()
        assert assistants.generation != first
        assert "29 January 1988" in await when_did_they_sign(assistants, Audience.PUBLIC)
        kept.rows.clear()
        await assistants.take_up_entries()
        assert "29 January 1988" not in await when_did_they_sign(assistants, Audience.STAFF)


async def test_the_public_desk_is_given_nothing_that_staff_keep_for_themselves(tmp_path: Path) -> None:
    office, kept = Office(tmp_path), KeptRows()
    office.table("agreements.csv", AGREEMENT)
    office.ingest()
    async with desks_with(office, kept) as assistants:
        (lyon,) = await public_agreements(assistants)
        secret = dataclasses.replace(
            lyon, date=PartialDate(1988, 1, 29), source_title="The original", audience=Audience.STAFF
        )
        kept.add(secret, "guangzhou-lyon")
        await assistants.take_up_entries()
        assert "29 January 1988" in await when_did_they_sign(assistants, Audience.STAFF)
        async with assistants.desk(Audience.PUBLIC) as public:
            assert public.directory.book.agreements == (lyon,)
            assert public.directory.kept_passage("entry-1-en") is None
            assert "The original" not in repr(public.directory.holdings)
        assert "29 January" not in await when_did_they_sign(assistants, Audience.PUBLIC)


async def test_nothing_is_read_or_made_anew_while_nothing_changes(tmp_path: Path) -> None:
    office, kept = Office(tmp_path), KeptRows()
    office.table("agreements.csv", AGREEMENT)
    office.ingest()
    async with desks_with(office, kept) as assistants:
        async with assistants.desk(Audience.STAFF) as before:
            pass
        for _ in range(3):
            await assistants.take_up_entries()
        async with assistants.desk(Audience.STAFF) as after:
            assert after is before
        assert (kept.reads, kept.revisions) == (1, 4)
