#!/bin/bash
# Ethiopia's calendar, by which Addis Ababa dates what it signs, has a thirteenth month of five days, six in a leap year.
# ethiopian-calendar reads the sixth, the last of the year, as the first day of that year: 11 September 2003 is 1 Meskerem
# 1995, which is 11 September 2002; so in each leap year. ethiopian-date makes a date of Python of what it finds, and so
# refuses that whole month, and the 29th or 30th of the second too. geezdate and ethioqen have every day of 1990 to 2039.
# Guessed before running: all agree on every day, as the calendar has one rule and no table.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ethiopian-calendar==0.1.0 ethiopian-date==1.0 geezdate==0.1.3 ethioqen==0.3.1
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

from ethiopian_calendar import EthiopicDate
from ethiopian_date import EthiopianDateConverter
from ethioqen import convert_gregorian_to_ethiopian
from geezdate import GeezDate

FIRST, LAST = datetime.date(1990, 1, 1), datetime.date(2039, 12, 31)


def parts(day: object) -> tuple[int, int, int]:
    return (day.year, day.month, day.day)


apart, refused = {}, []
for number in range(FIRST.toordinal(), LAST.toordinal() + 1):
    day = datetime.date.fromordinal(number)
    right = parts(GeezDate.from_date(day))
    assert tuple(convert_gregorian_to_ethiopian(*parts(day))) == right
    if (seen := parts(EthiopicDate.from_gregorian(day))) != right:
        apart[day.isoformat()] = (right, seen)
    try:
        EthiopianDateConverter.to_ethiopian(*parts(day))
    except ValueError:
        refused.append(right[1:])
names = ("ethiopian-calendar", "ethiopian-date", "geezdate", "ethioqen")
print({name: version(name) for name in names})
for day, (right, seen) in apart.items():
    print(day, "is", right, "ethiopian-calendar", seen)
print("ethiopian-date refuses", len(refused), "days:", sorted(set(refused)))
assert apart["2003-09-11"] == ((1995, 13, 6), (1995, 1, 1))
assert len(apart) == 13
assert all(right[1:] == (13, 6) and seen == (right[0], 1, 1) for right, seen in apart.values())
assert parts(EthiopicDate.from_gregorian(datetime.date(2002, 9, 11))) == (1995, 1, 1)
assert {(13, 1), (13, 6), (2, 30)} <= set(refused)
assert {month for month, _ in refused} == {2, 13}
PYTHON
