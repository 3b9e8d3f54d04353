#!/bin/bash
# Nepal's calendar (Bikram Sambat), by which its partners date what they sign, in five libraries: pyBSDate reads every
# day of 2063 (April 2006 to April 2007) as one of the year before, 1 Baisakh 2063 as 14 April 2005, though it makes 1
# Baisakh 2063 of 14 April 2006. The others do not agree on what day it is either: 1 December 2026 is 16 Mangsir 2083
# to nepali-date-utils and 15 Mangsir to the rest; 20 May 2025 is 7 Jestha 2082 to it and bikram, 6 Jestha to the rest;
# a month of 2062 begins on two days.
# Guessed before running: they agree on every day of 2000 to 2082, and differ only later.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet nepali-datetime==1.0.8.5 nepali==1.2.0 bikram==2.1.4 \
  nepali-date-utils==0.3.1 pyBSDate==0.3.2
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import nepali.datetime
import nepali_datetime
import pyBSDate
from bikram import samwat
from nepali_date_utils import converter

FIRST = {
    "nepali-datetime": lambda year, month: nepali_datetime.date(year, month, 1).to_datetime_date(),
    "nepali": lambda year, month: nepali.datetime.nepalidate(year, month, 1).to_date(),
    "bikram": lambda year, month: samwat(year, month, 1).ad,
    "nepali-date-utils": lambda year, month: datetime.datetime.strptime(
        converter.bs_to_ad(f"{year}/{month:02}/01"), "%Y/%m/%d"
    ).date(),
    "pyBSDate": lambda year, month: datetime.date(*pyBSDate.convert_BS_to_AD(year, month, 1)),
}
print({name: version(name) for name in FIRST})
apart = {}
for year in range(2001, 2084):
    for month in range(1, 13):
        days = {name: first(year, month) for name, first in FIRST.items()}
        usual = days["nepali-datetime"]
        for name, day in days.items():
            if day != usual:
                apart.setdefault((name, year), {})[month] = (day - usual).days
for (name, year), months in apart.items():
    print(name, year, "days apart from nepali-datetime, by month:", months)
assert apart.pop(("pyBSDate", 2063)) == dict.fromkeys(range(1, 13), -365)
assert datetime.date(*pyBSDate.convert_BS_to_AD(2063, 1, 1)) == datetime.date(2005, 4, 14)
assert pyBSDate.convert_AD_to_BS(2006, 4, 14) == (2063, 1, 1)
assert apart == {
    ("nepali", 2062): {2: -1},
    ("nepali-date-utils", 2062): {2: -1},
    ("pyBSDate", 2062): {2: -1},
    ("nepali-date-utils", 2081): {3: -1, 12: 1},
    ("bikram", 2082): {2: -1, 4: -1},
    ("nepali-date-utils", 2082): {2: -1, 4: -1, 7: -1, 8: -1, 10: -1},
    ("nepali-date-utils", 2083): {7: -1, 8: -1, 10: -1},
}
for day, dates in {
    datetime.date(2026, 12, 1): ["2083-8-15", "2083-8-15", "2083-8-15", "2083-8-16", "2083-8-15"],
    datetime.date(2025, 5, 20): ["2082-2-6", "2082-2-6", "2082-2-7", "2082-2-7", "2082-2-6"],
}.items():
    year, month, number = pyBSDate.convert_AD_to_BS(day.year, day.month, day.day)
    there = [nepali_datetime.date.from_datetime_date(day), nepali.datetime.nepalidate.from_date(day)]
    there.append(samwat.from_ad(day))
    named = [f"{date.year}-{date.month}-{date.day}" for date in there]
    named += [converter.ad_to_bs(day.strftime("%Y/%m/%d")).replace("/", "-"), f"{year}-{month}-{number}"]
    print(day, dict(zip(FIRST, named, strict=True)))
    assert named == dates
PYTHON
