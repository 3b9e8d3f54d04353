#!/bin/bash
# A meeting at 10:00 in a zone that the calendar file itself defines, and that has one offset all year (China Standard
# Time, +08:00, as Windows names it): ical reads 10:00 UTC and writes 20260719T100000Z, eight hours off, where a zone with
# daylight saving is read right. ics reads 10:00 UTC too, and 10:00-07:00 where the zone has the name that Windows shows in
# Chinese. icalendar and vobject have +08:00. Guessed before running: +08:00 in all of them, as the file defines it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ical==14.3.1 ics==0.7.3 icalendar==7.3.2 vobject==0.9.9
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import icalendar
import ics
import vobject
from ical.calendar_stream import IcsCalendarStream

OBSERVED = "BEGIN:{0}\nDTSTART:16010101T000000\nTZOFFSETFROM:{1}\nTZOFFSETTO:{2}\n{3}END:{0}\n"
CHINA = OBSERVED.format("STANDARD", "+0800", "+0800", "")
PARIS = OBSERVED.format("STANDARD", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n")
PARIS += OBSERVED.format("DAYLIGHT", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n")


def calendar(name: str, zone: str) -> str:
    lines = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//office//meetings//ZH
BEGIN:VTIMEZONE
TZID:{name}
{zone}END:VTIMEZONE
BEGIN:VEVENT
UID:meeting@example.org
DTSTAMP:20260101T000000Z
DTSTART;TZID="{name}":20260719T100000
DTEND;TZID="{name}":20260719T110000
SUMMARY:会谈
END:VEVENT
END:VCALENDAR
"""
    return "\r\n".join(lines.splitlines()) + "\r\n"


def read(text: str) -> dict[str, str]:
    return {
        "ical": IcsCalendarStream.calendar_from_ics(text).events[0].dtstart.isoformat(),
        "ics": next(iter(ics.Calendar(text).events)).begin.isoformat(),
        "icalendar": icalendar.Calendar.from_ical(text).events[0].start.isoformat(),
        "vobject": vobject.readOne(text).vevent.dtstart.value.isoformat(),
    }


print({name: version(name) for name in ("ical", "ics", "icalendar", "vobject")})
WRITTEN = {
    "China Standard Time": (CHINA, {"ical": "+00:00", "ics": "+00:00", "icalendar": "+08:00", "vobject": "+08:00"}),
    "(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐": (
        CHINA,
        {"ical": "+00:00", "ics": "-07:00", "icalendar": "+08:00", "vobject": "+08:00"},
    ),
    "Romance Standard Time": (PARIS, {"ical": "+02:00", "ics": "+00:00", "icalendar": "+02:00", "vobject": "+02:00"}),
}
for name, (zone, offsets) in WRITTEN.items():
    found = read(calendar(name, zone))
    print(name, found)
    assert found == {library: f"2026-07-19T10:00:00{offset}" for library, offset in offsets.items()}
again = IcsCalendarStream.calendar_to_ics(IcsCalendarStream.calendar_from_ics(calendar("China Standard Time", CHINA)))
print([line for line in again.splitlines() if line.startswith("DTSTART:2026")])
assert "DTSTART:20260719T100000Z" in again
PYTHON
