"""What a notice says: cited lines, each with what it is late for, and buttons to the cities."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from telegram import InlineKeyboardButton

from bot.i18n import Say
from bot.presses import AnniversaryScreen, IntentionList, ReminderPress
from bot.reminders.due import (
    Fresh,
    Occasion,
    agreements_of,
    anniversary_of,
    cities_of,
    fresh_programmes,
    fresh_rows,
    intention_of,
    intentions_of,
    partner_of,
)
from bot.reminders.reminder import Reminder, Verb, What
from bot.render.cards import Blocks
from bot.render.markup import esc, italic
from bot.render.message import OutMessage, button, rows
from bot.storage.editions import Changed
from bot.storage.notices import Notice
from knowledge.answering.records.phrasing import day_words, joined
from knowledge.calendar import PartialDate, Precision, format_date
from knowledge.directory import ComingLine, Followed, Guide
from knowledge.evidence import Statement
from knowledge.names import Place
from knowledge.records import Agreement, Event, Programme

DIGEST_DAYS = 90

_MOST_CITIES = 6
_MOST_COMING = 40
_MOST_FRESH = 12
_ABOUT_LEAP_DAY = ((2, 28), (2, 29))


def notice_messages(  # noqa: PLR0917 - what a notice is made of
    reminder: Reminder,
    notices: Sequence[Notice],
    changed: Mapping[int, Sequence[Changed]],
    guide: Guide,
    say: Say,
    occasion: Occasion,
) -> list[OutMessage]:
    """Return what tells of notices of one reminder, nothing where nothing of it is on record any more.

    ``changed`` are the records that came or changed, by the id of the notice that is to tell of them.
    """
    writer = _Writer(reminder, guide, say, occasion)
    match reminder.what:
        case What.ANNIVERSARIES:
            writer.anniversaries(notices)
        case What.INTENTIONS:
            writer.intentions(notices)
        case What.DIGEST:
            writer.digest(notices, dict.fromkeys(change for notice in notices for change in changed.get(notice.id, ())))
        case What.PROGRAMME_NEWS:
            for notice in notices:
                writer.news(notice, changed.get(notice.id, ()))
    return writer.messages()


class _Writer:
    """Gathers what a message says, and the cities that it is about."""

    def __init__(self, reminder: Reminder, guide: Guide, say: Say, occasion: Occasion) -> None:
        self._reminder = reminder
        self._guide = guide
        self._say = say
        self._occasion = occasion
        self._blocks = Blocks(say)
        self._cities: dict[str, Place] = {}
        self._more: list[InlineKeyboardButton] = []
        self._says_something = False

    def messages(self) -> list[OutMessage]:
        if not self._says_something:
            return []
        say, reminder = self._say, self._reminder
        cities = [
            button(self._guide.name_of(place), ReminderPress(Verb.CITY, value=key))
            for key, place in list(self._cities.items())[:_MOST_CITIES]
        ]
        settings = button(say("Settings"), ReminderPress(Verb.MANAGE, reminder.id))
        stop = say("Unsubscribe") if reminder.what is What.PROGRAMME_NEWS else say("Stop these")
        keyboard = rows(cities)
        if self._more:
            keyboard.append(self._more)
        keyboard.append([settings, button(stop, ReminderPress(Verb.STOP, reminder.id))])
        return self._blocks.messages(keyboard)

    def anniversaries(self, notices: Sequence[Notice]) -> None:
        """Tell each anniversary once, however many of its notices are due."""
        own: dict[tuple[str, int, PartialDate], list[Notice]] = {}
        for notice in notices:
            own.setdefault(anniversary_of(notice.due_key), []).append(notice)
        self._blocks.title(self._say("Anniversaries coming up"))
        remarks: dict[str, None] = {}
        for (agreement_id, years, date), due in sorted(own.items(), key=lambda item: item[0][2].first_day):
            coming = self._guide.anniversaries(date.first_day, date.first_day + dt.timedelta(days=1))
            for line in (*coming.dated, *coming.day_unknown):
                if (line.agreement.id, line.anniversary.years) == (agreement_id, years):
                    self._line(line)
                    self._late(due)
                    if (line.anniversary.date.month, line.anniversary.date.day) in _ABOUT_LEAP_DAY:
                        remarks |= dict.fromkeys(coming.notes)
        for remark in remarks:
            self._blocks.note(remark)

    def intentions(self, notices: Sequence[Notice]) -> None:
        """Tell each intention once that is still open and due on the day that it was noted for."""
        own: dict[tuple[str, PartialDate], list[Notice]] = {}
        for notice in notices:
            own.setdefault(intention_of(notice.due_key), []).append(notice)
        self._blocks.title(self._say("Intentions coming due"))
        for each in self._open_intentions():
            due = own.get((each.row.id, each.row.due_date)) if each.row.due_date else None
            if due:
                self._intention(each)
                self._late(due)
        self._to_intentions()

    def digest(self, notices: Sequence[Notice], changed: Iterable[Changed]) -> None:
        """Tell what is coming and what came; two digests that were missed make one."""
        say, guide, reminder = self._say, self._guide, self._reminder
        month = format_date(PartialDate(guide.today.year, guide.today.month), guide.language)
        self._blocks.title(say("Monthly digest: {month}", month=month))
        self._late(notices)
        end = guide.today + dt.timedelta(days=DIGEST_DAYS)
        every = self._occasion.milestone if reminder.round_only else 1
        coming = guide.anniversaries(guide.today, end, every=every, home=reminder.home)
        about = {row.id for row in agreements_of(guide.directory, reminder)}
        dated = [line for line in coming.dated if line.agreement.id in about]
        # Most anniversaries of a year-only date would stand in every digest of the year.
        vague = [
            line
            for line in coming.day_unknown
            if line.agreement.id in about
            and (line.anniversary.date.precision is not Precision.YEAR or self._is_round(line))
        ]
        self._blocks.title(say("Anniversaries in the next {n} days", n=DIGEST_DAYS))
        for line in dated[:_MOST_COMING]:
            self._line(line)
        if vague:
            self._blocks.title(say("The day is not known"))
        for line in vague[:_MOST_COMING]:
            self._line(line)
        if not dated and not vague:
            self._blocks.line(say("No anniversary is on record for this time."))
        self._and_more(max(0, len(dated) - _MOST_COMING) + max(0, len(vague) - _MOST_COMING))
        self._more.append(button(say("Anniversaries"), AnniversaryScreen(home=reminder.home)))
        pressing = [each for each in self._open_intentions() if each.row.due_date and each.row.due_date.last_day < end]
        if pressing:
            self._blocks.title(say("Intentions to follow up"))
            for each in pressing[:_MOST_FRESH]:
                self._intention(each)
            self._and_more(len(pressing) - _MOST_FRESH)
            self._to_intentions()
        fresh = fresh_rows(guide.directory, changed, reminder.home)
        self._blocks.title(say("New in the records"))
        if not fresh:
            self._blocks.line(say("Nothing has been added or changed."))
        self._fresh(fresh)
        self._says_something = True

    def news(self, notice: Notice, changed: Iterable[Changed]) -> None:
        """Tell which programmes came or changed."""
        fresh = fresh_programmes(self._guide.directory, changed)
        if not fresh:
            return
        self._blocks.title(self._say("News of exchange programmes"))
        self._late([notice])
        self._fresh(fresh)
        self._says_something = True

    def _fresh(self, fresh: Sequence[Fresh]) -> None:
        for one in fresh[:_MOST_FRESH]:
            statement = self._statement(one)
            words = self._say("New: {text}", text=statement.text)
            if not one.is_new:
                words = self._say("Changed: {text}", text=statement.text)
            self._blocks.paragraph(words, *statement.citations)
            self._about(cities_of(self._guide.directory, one.row))
        self._and_more(len(fresh) - _MOST_FRESH)

    def _statement(self, fresh: Fresh) -> Statement:
        match fresh.row:
            case Agreement() as row:
                return self._guide.agreement(row)[0]
            case Event() as row:
                return self._guide.event(row)
            case Programme() as row:
                return self._guide.programme(row)
            case row:
                raise TypeError(row)

    def _open_intentions(self) -> list[Followed]:
        about = {row.id for row in intentions_of(self._guide.directory, self._reminder)}
        return [each for each in self._guide.intentions() if each.row.id in about]

    def _intention(self, each: Followed) -> None:
        overdue = f"⚠ {self._say('overdue')} · " if each.is_overdue else ""
        self._blocks.line(f"· {overdue}{each.statement.text}", *each.statement.citations)
        self._about(cities_of(self._guide.directory, each.row))
        self._says_something = True

    def _to_intentions(self) -> None:
        self._more.append(button(self._say("Intentions"), IntentionList()))

    def _line(self, line: ComingLine) -> None:
        mark = "★" if self._is_round(line) else "·"
        self._blocks.line(f"{mark} {line.statement.text}", *line.statement.citations)
        place = partner_of(self._guide.directory, line.agreement)
        self._about([place] if place else [])
        self._says_something = True

    def _is_round(self, line: ComingLine) -> bool:
        return line.anniversary.years % self._occasion.milestone == 0

    def _about(self, places: Iterable[Place]) -> None:
        for place in places:
            self._cities.setdefault(self._guide.directory.key_of(place), place)

    def _and_more(self, number: int) -> None:
        if number > 0:
            self._blocks.note(self._say.counted("… and {n} more", "… and {n} more", number))

    def _late(self, notices: Iterable[Notice]) -> None:
        moments = [notice.due_at for notice in notices if self._occasion.is_late(notice)]
        if moments:
            local = [moment.astimezone(self._occasion.zone) for moment in dict.fromkeys(moments)]
            said = [f"{day_words(moment.date(), self._guide.language)} {moment:%H:%M}" for moment in local]
            late = self._say("late: was due on {when}", when=joined(said, self._guide.language))
            self._blocks.html(italic(esc(late)), tight=True)
