#!/bin/bash
# dateparser's search_dates takes the year and month of a Chinese sentence for a time gone by: 于2003年5月结好 was 2,003
# years and five months ago, in the year 23, and 自2008年以来 in the year 18. Its parse reads 2003年5月 rightly, and
# search_dates a date that has its day. Guessed before running: it finds the year and the month, or nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet dateparser==1.5.0
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import dateparser
from dateparser.search import search_dates

NOW = {"RELATIVE_BASE": datetime.datetime(2026, 11, 29)}


def found(sentence: str, languages: list[str] | None) -> list[str]:
    return [day.date().isoformat() for _, day in search_dates(sentence, languages=languages, settings=NOW)]


print("dateparser", version("dateparser"))
FOUND = {
    "于2003年5月结好": ["0023-06-29"],
    "自2008年以来": ["0018-11-29"],
    "截至2024年12月": ["0001-11-29"],
    "于2003年5月6日结好": ["2003-05-06"],
}
for sentence, days in FOUND.items():
    print(sentence, found(sentence, ["zh"]), found(sentence, None))
    assert found(sentence, ["zh"]) == found(sentence, None) == days
alone = dateparser.parse("2003年5月", languages=["zh"], settings=NOW)
print("2003年5月, parse:", alone)
assert (alone.year, alone.month) == (2003, 5)
PYTHON
