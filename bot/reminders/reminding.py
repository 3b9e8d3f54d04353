"""The job of reminders: it notes what falls due, and sends it; every replica does both, and none twice.

1. What the records are now is noted as an edition, for the news.
2. Each reminder is looked at once a day: what fell due since is kept, in one step with the time up to which that is.
   Whoever comes second finds the reminder changed, and the unique key of a notice would refuse it besides.
3. Notices are claimed for a while (as updates are by `bot.inbox`), bundled by reminder, and sent by `bot.delivery`,
   whose record tells what has gone out already.

After a downtime, step 2 keeps all that was due meanwhile, which then goes out in one message, marked late.
"""

import asyncio
import datetime as dt
import logging

from telegram.error import BadRequest, TelegramError

from bot.connection import Contact
from bot.container import Office
from bot.i18n import Locale, say_in
from bot.people import Reader
from bot.reminders.due import Occasion, days_due, digests_due, digests_of, due_on, fresh_programmes, moment
from bot.reminders.messages import notice_messages
from bot.reminders.reminder import Reminder, State, What
from bot.render.message import OutMessage
from bot.storage.notices import Bundle, NoticeOutcome
from bot.storage.reminders import NewNotice
from bot.way_out import AudienceChanged
from bot.workers import SILENCE_SECONDS
from knowledge.directory import Directory
from knowledge.errors import StorageError
from knowledge.evidence import Audience

LOG = logging.getLogger(__name__)

_AT_ONCE = 8
_PAUSE = dt.timedelta(minutes=2)
# The database is asked anew by each look; what it failed on may be this one bundle.
_OUTAGE_PAUSE = dt.timedelta(seconds=10)
# Telegram may fail for a while to say who is in the staff chat; whoever is not staff for longer is not staff.
_ROLE_PATIENCE = dt.timedelta(hours=1)
# What is on its way when the process is asked to stop is seldom longer on it.
_FINISH_SECONDS = 5.0


class Reminding:
    """Notes and sends what falls due."""

    def __init__(self, office: Office, contact: Contact) -> None:
        self._office = office
        self._contact = contact
        self._noted: Directory | None = None

    async def work(self) -> None:
        """Do all that is to be done now."""
        await self.note_edition()
        await self.look()
        if self._contact.silence <= SILENCE_SECONDS:
            await self.send()

    async def note_edition(self) -> None:
        """Keep what the records are, once for each directory that serves."""
        async with self._office.assistants.desk(Audience.STAFF) as desk:
            directory = desk.directory
            if directory is self._noted:
                return
            digests = await asyncio.to_thread(digests_of, directory)
        await self._office.storage.editions.note(digests)
        self._noted = directory

    async def look(self) -> None:
        """Keep what fell due of each reminder since it was last looked at."""
        storage, zone, now = self._office.storage, self._office.settings.zone, self._office.now()
        newest: int | None = None
        for reminder in await storage.reminders.at_work():
            if days := days_due(reminder.at, zone, reminder.last_looked_at, now):
                newest = await storage.editions.newest() if newest is None else newest
                notices = await self._fallen_due(reminder, days, newest)
                until = moment(days[-1], reminder.at, zone)
                told = newest if reminder.what is What.PROGRAMME_NEWS or notices else reminder.edition
                await storage.reminders.looked(reminder, until, told, notices)

    async def send(self) -> None:
        """Send what fell due and is not sent, until there is nothing left that may be sent now."""
        while bundles := await self._office.storage.notices.claim(_AT_ONCE):
            sending = [asyncio.create_task(self._settle(bundle)) for bundle in bundles]
            try:
                await asyncio.wait(sending)
            except asyncio.CancelledError:
                # To break off now would leave it unknown whether the messages arrived.
                await asyncio.wait(sending, timeout=_FINISH_SECONDS)
                for task in sending:
                    task.cancel()
                raise
            await asyncio.gather(*sending)

    async def _fallen_due(self, reminder: Reminder, days: list[dt.date], newest: int) -> list[NewNotice]:
        settings = self._office.settings
        match reminder.what:
            case What.ANNIVERSARIES | What.INTENTIONS:
                async with self._office.assistants.desk(reminder.audience) as desk:
                    found = await asyncio.to_thread(due_on, desk.directory, reminder, days, settings.milestone_years)
                return [NewNotice(due.key, moment(due.day, reminder.at, settings.zone)) for due in found]
            case What.DIGEST:
                after = reminder.edition or newest
                firsts = digests_due(days)
                return [
                    # All news go into the last of several digests.
                    NewNotice(f"{day:%Y-%m}", moment(day, reminder.at, settings.zone), after, newest)
                    for day in firsts
                ]
            case What.PROGRAMME_NEWS:
                after = reminder.edition or newest
                changed = await self._office.storage.editions.changed(after, newest)
                async with self._office.assistants.desk(reminder.audience) as desk:
                    fresh = await asyncio.to_thread(fresh_programmes, desk.directory, changed)
                if not fresh:
                    return []
                return [NewNotice(f"{newest}", moment(days[-1], reminder.at, settings.zone), after, newest)]

    async def _settle(self, bundle: Bundle) -> None:
        """Send a bundle and keep what became of it; whatever goes wrong, it is tried again after a pause."""
        notices = self._office.storage.notices
        try:
            await self._sent_or_refused(bundle)
        except (TelegramError, AudienceChanged) as error:
            LOG.warning("notice %d is put off: %s", bundle.id, error)
            notices.put_off(bundle, _PAUSE)
        except StorageError as error:
            LOG.warning("notice %d is put off: %s", bundle.id, error)
            notices.put_off(bundle, _OUTAGE_PAUSE)
        except asyncio.CancelledError:
            notices.put_off(bundle, dt.timedelta())
            raise
        except Exception:
            LOG.exception("notice %d is put off", bundle.id)
            notices.put_off(bundle, _PAUSE * min(bundle.attempts, 30))

    async def _sent_or_refused(self, bundle: Bundle) -> None:
        try:
            await self._send(bundle)
        except BadRequest:
            LOG.exception("notice %d is refused and will not be sent", bundle.id)
            await self._office.storage.notices.finish(bundle, NoticeOutcome.REFUSED)

    async def _send(self, bundle: Bundle) -> None:
        storage, now = self._office.storage, self._office.now()
        reminder = await storage.reminders.get(bundle.reminder_id)
        if reminder is None or reminder.state is not State.ON:
            await storage.notices.finish(bundle, NoticeOutcome.DROPPED)
            return
        if not await self._office.access.may_read(reader_of(reminder)):
            if now - bundle.notices[-1].due_at < _ROLE_PATIENCE:
                storage.notices.put_off(bundle, _PAUSE)
                return
            LOG.info("reminder %d ends: it is not for staff any more", reminder.id)
            await storage.reminders.change(reminder, state=State.NOT_STAFF)
            await storage.notices.finish(bundle, NoticeOutcome.DROPPED)
            return
        occasion = Occasion(now, self._office.settings.zone, self._office.settings.milestone_years)
        messages = await self._messages(reminder, bundle, occasion)
        sent = await self._office.delivery.send(
            bundle.delivery_id, reader_of(reminder), messages, thread_id=reminder.thread_id
        )
        if len(sent) < len(messages):
            LOG.info("reminder %d is paused: its chat takes no messages", reminder.id)
            await storage.reminders.change(reminder, state=State.CLOSED)
        outcome = NoticeOutcome.SENT if sent else NoticeOutcome.DROPPED
        await storage.notices.finish(bundle, outcome, late=any(map(occasion.is_late, bundle.notices)))

    async def _messages(self, reminder: Reminder, bundle: Bundle, occasion: Occasion) -> list[OutMessage]:
        storage, zone = self._office.storage, self._office.settings.zone
        chosen = (await storage.people.get(reminder.chat_id)).locale if reminder.is_private else None
        locale = Locale(chosen or reminder.locale)
        spans = {(notice.after_edition, notice.until_edition) for notice in bundle.notices}
        changes = {span: await storage.editions.changed(*span) for span in spans if span[0] < span[1]}
        changed = {
            notice.id: changes.get((notice.after_edition, notice.until_edition), []) for notice in bundle.notices
        }
        async with self._office.assistants.desk(reminder.audience) as desk:
            guide = desk.directory.guide(locale.language, locale.script, occasion.now.astimezone(zone).date())
            return await asyncio.to_thread(
                notice_messages, reminder, bundle.notices, changed, guide, say_in(locale), occasion
            )


def reader_of(reminder: Reminder) -> Reader:
    """Return who reads what a reminder tells: the person of a private chat, or whoever is in the group."""
    return Reader(reminder.chat_id, reminder.chat_id if reminder.is_private else 0, reminder.audience)
