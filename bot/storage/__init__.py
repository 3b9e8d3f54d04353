"""What the bot keeps between messages: people, talk, answers, reminders and updates, in SQLite or PostgreSQL."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Self

from bot.storage.answers import Answers, Explanations, Feedback, StoredAnswer, Unanswered, UnansweredQuestion
from bot.storage.database import Database, database_url, migrate
from bot.storage.deliveries import Deliveries
from bot.storage.editions import Editions
from bot.storage.entries import Batch, Draft, Entries, Shapes
from bot.storage.holders import Holder
from bot.storage.notices import Notices
from bot.storage.people import Forgotten, People, Spending, StaffRequest, StaffRequests, forget
from bot.storage.reminders import Reminders
from bot.storage.standing import Standing
from bot.storage.talk import Dialogues, Talk


class Storage:
    """The database, and what is kept in it by subject.

    ``now`` returns the time as an aware datetime, ``steady`` seconds on a clock that never goes back.
    """

    def __init__(
        self, database: Database, *, now: Callable[[], dt.datetime], steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.database = database
        self.now = now
        self.steady = steady
        self.holder = Holder(database, steady)
        self.people = People(database, now)
        self.talk = Talk(database, now)
        self.answers = Answers(database, now)
        self.explanations = Explanations(database, now)
        self.feedback = Feedback(database, now)
        self.deliveries = Deliveries(database, now)
        self.requests = StaffRequests(database, now)
        self.unanswered = Unanswered(database, now)
        self.entries = Entries(database, now)
        self.dialogues = Dialogues(database, now)
        self.shapes = Shapes(database, now)
        self.reminders = Reminders(database, now)
        self.notices = Notices(database, now, self.holder)
        self.editions = Editions(database, now)
        self.spending = Spending(database, now)
        self.standing = Standing(database, now)

    @classmethod
    async def open(
        cls, url: str, *, now: Callable[[], dt.datetime], steady: Callable[[], float] = time.monotonic
    ) -> Self:
        """Open the database at an address of `database_url` and bring it to the newest version.

        Raises StorageError that says what to do, and ConfigurationError for an address of another kind.
        """
        database = Database(url)
        try:
            await migrate(database)
        except BaseException:
            await database.close()
            raise
        return cls(database, now=now, steady=steady)

    async def ping(self) -> None:
        """Raise StorageError if the database does not answer."""
        await self.database.ping()

    async def close(self) -> None:
        """Let go of the database."""
        await self.database.close()

    async def forget(self, user_id: int) -> Forgotten:
        """Delete everything about a person and return how much that was. Raises StorageError."""
        return await forget(self.database, user_id)

    async def purge(self, older_than: dt.datetime) -> None:
        """Forget turns, answers with all that belongs to them, notices, and who asked in vain, from before a time."""
        await self.talk.purge(older_than)
        await self.answers.purge(older_than)
        await self.unanswered.purge(older_than)
        await self.dialogues.purge()
        await self.notices.purge(older_than)
        await self.reminders.purge()
        await self.holder.purge()
