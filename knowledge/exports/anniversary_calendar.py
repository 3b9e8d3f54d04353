"""Write anniversaries as a calendar (RFC 5545): yearly, all day, with alarms, importable again and again."""

import datetime as dt
from collections.abc import Sequence

from icalendar import Alarm, Calendar, Event

from knowledge.answering.records.phrasing import NAMES
from knowledge.calendar import format_date
from knowledge.evidence import Language
from knowledge.exports.listing import day_of
from knowledge.exports.lists import Lists
from knowledge.records import Agreement, RecordBook, source_title
from knowledge.text.bilingual import Bilingual
from knowledge.text.language import Script

LEAD_DAYS = (90, 30, 7, 0)
_DOMAIN = "city-exchange-bot"


def anniversary_calendar(
    book: RecordBook,
    rows: Sequence[Agreement],
    language: Language,
    now: dt.datetime,
    script: Script = Script.HANS,
) -> bytes:
    """Write one event an agreement that is known to the day; ``now`` is an aware time in UTC.

    The event begins on the day of the agreement and recurs each year (that of 29 February on the last day of
    February). Its UID is made of the agreement's id, so a second import changes the event and does not double it.
    Agreements of which the day is not known are named in the calendar's description: a calendar has no place for them.
    """
    words = Bilingual("exports", language, script, NAMES)
    lists = Lists(book, language=language, today=now.date(), script=script)
    calendar = Calendar()
    calendar.add("prodid", f"-//City Exchange Bot//{language.value}//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words("calendar_name"))
    calendar.add("name", words("calendar_name"))
    left_out = [words.name(row.partner_zh, row.partner_en) for row in rows if row.date is None or not day_of(row.date)]
    if left_out:
        calendar.add("x-wr-caldesc", words("left_out", names=words.listed(left_out)))
        calendar.add("description", words("left_out", names=words.listed(left_out)))
    for row in rows:
        day = day_of(row.date) if row.date else None
        if day is not None:
            calendar.add_component(_event(row, day, words, lists.claims(row), now))
    return bytes(calendar.to_ical())


def _event(row: Agreement, day: dt.date, words: Bilingual, claims: str, now: dt.datetime) -> Event:
    home, partner = words.name(row.home_zh, row.home_en), words.name(row.partner_zh, row.partner_en)
    event = Event()
    event.add("uid", f"{row.id}@{_DOMAIN}")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    # An import takes the event of the higher number; minutes grow and stay within the standard's 32 bits.
    event.add("sequence", int(now.timestamp()) // 60)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    leap_day = (day.month, day.day) == (2, 29)
    event.add("rrule", {"freq": "yearly", **({"bymonth": 2, "bymonthday": -1} if leap_day else {})})
    event.add("summary", words("in_calendar", home=home, partner=partner, year=day.year))
    event.add("description", "\n".join(_description(row, words, claims, leap_day=leap_day)))
    event.add("transp", "TRANSPARENT")
    if row.source_url:
        event.add("url", "".join(row.source_url.split()))  # the format has no way to write a break in it
    for days in LEAD_DAYS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", dt.timedelta(days=-days))
        told = words("reminder", n=days) if days else words("reminder_today")
        alarm.add("description", words("alarm", event=event["summary"], told=told))
        event.add_component(alarm)
    return event


def _description(row: Agreement, words: Bilingual, claims: str, *, leap_day: bool) -> list[str]:
    assert row.date is not None  # noqa: S101 - the caller has its day
    lines = [
        words(
            "since_line",
            home=words.name(row.home_zh, row.home_en),
            partner=words.name(row.partner_zh, row.partner_en),
            country=words.name(row.country_zh, row.country_en),
            date=format_date(row.date, words.language),
            kind=words(row.kind),
        ),
        words("source_line", title=source_title(row, words.language)),
        f"“{row.quote}”",
    ]
    if claims:
        lines.append(words("disputed_line", claim=claims))
    if leap_day:
        lines.append(words("leap"))
    return lines
