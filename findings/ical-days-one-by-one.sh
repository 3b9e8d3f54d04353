#!/bin/bash
# An event whose days are listed one by one (RDATE), as days of the lunar calendar are, which no rule that programs
# know repeats: the Mid-Autumn Festival of 2024, 2025 and 2026. icalevents has only its first day, vobject's rruleset
# and ical have all but the first, where a rule (RRULE) makes them keep it; recurring-ical-events has the three.
# Guessed before running: icalevents and vobject have every day of an event that recurs.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet icalevents==0.3.1 vobject==0.9.9 recurring-ical-events==3.8.2 icalendar==7.3.2 ical==14.3.1
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream
from icalevents.icalevents import events

FIRST, LAST = datetime.datetime(2024, 1, 1), datetime.datetime(2027, 1, 1)
DAYS = ["2024-09-17", "2025-10-06", "2026-09-25"]


def file(repeated: str) -> str:
    lines = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//office//festivals//ZH
BEGIN:VEVENT
UID:mid-autumn@example.org
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:20240917
DTEND;VALUE=DATE:20240918
SUMMARY:中秋节
{repeated}
END:VEVENT
END:VCALENDAR
"""
    return lines.replace("\n", "\r\n")


def days(text: str) -> dict[str, list[str]]:
    recurring = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(FIRST, LAST)
    stream = IcsCalendarStream.calendar_from_ics(text).timeline.included(FIRST.date(), LAST.date())
    found = {
        "icalevents": [event.start for event in events(string_content=text.encode(), start=FIRST, end=LAST)],
        "vobject": vobject.readOne(text).vevent.rruleset.between(FIRST, LAST),
        "recurring-ical-events": [event["DTSTART"].dt for event in recurring],
        "ical": [event.dtstart for event in stream],
    }
    return {name: sorted(str(day)[:10] for day in list_of) for name, list_of in found.items()}


listed = days(file("RDATE;VALUE=DATE:20251006,20260925"))
for name, found in listed.items():
    print(name, version(name), found)
assert listed["icalevents"] == DAYS[:1]
assert listed["vobject"] == listed["ical"] == DAYS[1:]
assert listed["recurring-ical-events"] == DAYS
ruled = days(file("RRULE:FREQ=YEARLY"))
print("each year on 17 September:", ruled)
assert set(map(tuple, ruled.values())) == {("2024-09-17", "2025-09-17", "2026-09-17")}
PYTHON
