#!/bin/bash
# workalendar reckons Korea's lunar holidays by China's calendar: where the moon is new within the hour by which Seoul
# is ahead, Korean New Year stands a day early, next in 2027 (6 February for the 7th) and 2028, and Monday 8 February
# 2027, a holiday, is a working day. holidays and korean_lunar_calendar have the 7th, and agree on every year from 1990
# to 2049.
# Guessed before running: workalendar, which has a calendar of South Korea, agrees with both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet workalendar==17.0.0 holidays==0.109 korean_lunar_calendar==0.3.1
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import holidays
from korean_lunar_calendar import KoreanLunarCalendar
from workalendar.asia import SouthKorea

NAMES = {"Korean New Year": ("Korean New Year's Day", 1, 1), "Chuseok": ("Midautumn Festival", 8, 15)}


def lunar(year: int, month: int, day: int) -> datetime.date:
    calendar = KoreanLunarCalendar()
    assert calendar.setLunarDate(year, month, day, False)
    return datetime.date.fromisoformat(calendar.SolarIsoFormat())


print({name: version(name) for name in ("workalendar", "holidays", "korean_lunar_calendar")})
early = {}
for year in range(1990, 2050):
    named = holidays.KR(years=year, language="en_US")
    for name, (other, month, day) in NAMES.items():
        right = lunar(year, month, day)
        assert name in named[right].split("; ")
        middle = [found for found, called in SouthKorea().holidays(year) if called == other][1]
        if middle != right:
            early[year, name] = middle.isoformat(), right.isoformat()
for each, (workalendar, right) in early.items():
    print(*each, workalendar, "for", right)
assert early == {
    (1997, "Korean New Year"): ("1997-02-07", "1997-02-08"),
    (2027, "Korean New Year"): ("2027-02-06", "2027-02-07"),
    (2028, "Korean New Year"): ("2028-01-26", "2028-01-27"),
    (2040, "Chuseok"): ("2040-09-20", "2040-09-21"),
}
monday = datetime.date(2027, 2, 8)
assert SouthKorea().is_working_day(monday)
assert monday in holidays.KR(years=2027)
PYTHON
