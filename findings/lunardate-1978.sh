#!/bin/bash
# lunardate begins the eighth month of 1978 a day early: its Mid-Autumn Festival of that year is 16 September, where three
# other libraries have the 17th (the new moon fell some minutes into 3 September in Beijing). 1933 and 1954 have such a
# month too: what happened in them, or recurs by them, stands a day apart.
# Guessed before running: all agree on every day of the past, and differ only far in the future (2057).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet lunardate==0.3.0 borax==4.1.3 zhdate==0.1 lunar-python==1.4.8
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import lunardate
from borax.calendars.lunardate import LunarDate
from lunar_python import Solar
from zhdate import ZhDate


def read(day: datetime.date) -> dict[str, tuple[int, int]]:
    """Month (negative where leap) and day, as each library has them."""
    first = lunardate.LunarDate.from_solar_date(day.year, day.month, day.day)
    second = LunarDate.from_solar(day)
    third = ZhDate.from_datetime(datetime.datetime(day.year, day.month, day.day))
    fourth = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return {
        "lunardate": (-first.month if first.is_leap_month else first.month, first.day),
        "borax": (-second.month if second.leap else second.month, second.day),
        "zhdate": (-third.lunar_month if third.leap_month else third.lunar_month, third.lunar_day),
        "lunar-python": (fourth.getMonth(), fourth.getDay()),
    }


def apart(year: int) -> list[datetime.date]:
    days = (datetime.date(year, 1, 1) + datetime.timedelta(number) for number in range(365))
    return [day for day in days if len(set(read(day).values())) > 1]


print({name: version(name) for name in ("lunardate", "borax", "zhdate", "lunar-python")})
for day in (datetime.date(1978, 9, 16), datetime.date(1978, 9, 17)):
    print(day, read(day))
for year in (1933, 1954, 1977, 1978, 1979):
    days = apart(year)
    print(year, len(days), "days apart", f"from {days[0]} to {days[-1]}" if days else "")
assert read(datetime.date(1978, 9, 16)) == {
    "lunardate": (8, 15), "borax": (8, 14), "zhdate": (8, 14), "lunar-python": (8, 14)
}
assert [len(apart(year)) for year in (1933, 1954, 1977, 1978, 1979)] == [30, 30, 0, 30, 0]
PYTHON
