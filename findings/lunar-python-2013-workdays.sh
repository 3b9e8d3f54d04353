#!/bin/bash
# lunar-python's table of Chinese holidays misses two weekend days of 2013 that were working days (Sunday 7 April,
# Saturday 12 October): of the years 2007 to 2025 these are the only days on which it, chinese_calendar and holidays do not
# agree. Guessed before running: all three agree on every one of those days.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet lunar-python==1.4.8 chinesecalendar==1.11.0 holidays==0.109
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import chinese_calendar
import holidays
from lunar_python.util import HolidayUtil

CHINA = holidays.CN(years=range(2006, 2027))


def works(day: datetime.date) -> dict[str, bool]:
    listed = HolidayUtil.getHoliday(day.isoformat())
    return {
        "lunar-python": listed.isWork() if listed else day.weekday() < 5,
        "chinesecalendar": chinese_calendar.is_workday(day),
        "holidays": CHINA.is_working_day(day),
    }


print({name: version(name) for name in ("lunar-python", "chinesecalendar", "holidays")})
first, last = datetime.date(2007, 1, 1), datetime.date(2025, 12, 31)
days = [first + datetime.timedelta(number) for number in range((last - first).days + 1)]
apart = {day.isoformat(): works(day) for day in days if len(set(works(day).values())) > 1}
print(len(days), "days, apart:", apart)
assert apart == {
    day: {"lunar-python": False, "chinesecalendar": True, "holidays": True} for day in ("2013-04-07", "2013-10-12")
}
assert HolidayUtil.getHoliday("2013-04-07") is None and HolidayUtil.getHoliday("2013-10-12") is None
PYTHON
