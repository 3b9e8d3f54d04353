#!/bin/bash
# Recurrence in the Chinese calendar (RFC 7529: RSCALE=CHINESE, the Mid-Autumn Festival of each year): ical reads RSCALE,
# keeps it and writes it back, but reckons 15 August of the Gregorian calendar, and leaves out the event's own first day.
# recurring-ical-events, over icalendar, complains that UNTIL is missing.
# Guessed before running: both say that they do not know this calendar.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ical==14.3.1 icalendar==7.3.2 recurring-ical-events==3.8.2
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import icalendar
import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream

WRITTEN = "\r\n".join(
    """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//office//festivals//ZH
BEGIN:VEVENT
UID:mid-autumn@example.org
DTSTAMP:20240101T000000Z
DTSTART;VALUE=DATE:20240917
DTEND;VALUE=DATE:20240918
SUMMARY:中秋节
RRULE:RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15
END:VEVENT
END:VCALENDAR
""".splitlines()
) + "\r\n"
FIRST, LAST = datetime.date(2024, 1, 1), datetime.date(2027, 1, 1)

print({name: version(name) for name in ("ical", "icalendar", "recurring-ical-events")})
calendar = IcsCalendarStream.calendar_from_ics(WRITTEN)
days = [event.dtstart.isoformat() for event in calendar.timeline.included(FIRST, LAST)]
print("ical:", days, "where 2024-09-17, 2025-10-06, 2026-09-25 are meant")
assert days == ["2025-08-15", "2026-08-15"]
assert "RSCALE=CHINESE" in IcsCalendarStream.calendar_to_ics(calendar)
try:
    recurring_ical_events.of(icalendar.Calendar.from_ical(WRITTEN)).between(FIRST, LAST)
except recurring_ical_events.BadRuleStringFormat as error:
    said = str(error)
print("recurring-ical-events:", said)
assert said.startswith("UNTIL parameter is missing")
PYTHON
