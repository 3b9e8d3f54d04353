#!/bin/bash
# agate, which finds out what each column of a table holds, takes a column of terms in years for one of dates: 30 years and
# 10 years are 0031-01-01 and 0011-01-01 (years after the year 1), though it has a type for spans of time, which it gives
# to 3 weeks and 90 days. A column of months alone (March, May) is in the year 1. 30年 stays text.
# Guessed before running: spans of time, or text; and March is text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet agate==1.14.2
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import agate

FOUND = {
    ("30 years", "10 years"): ("Date", ["0031-01-01", "0011-01-01"]),
    ("6 months", "18 months"): ("Date", ["0001-07-01", "0002-07-01"]),
    ("3 weeks", "90 days"): ("TimeDelta", ["21 days, 0:00:00", "90 days, 0:00:00"]),
    ("March", "May"): ("Date", ["0001-03-01", "0001-05-01"]),
    ("30年", "10年"): ("Text", ["30年", "10年"]),
}
print("agate", version("agate"))
for column, found in FOUND.items():
    with open("ties.csv", "w", encoding="utf-8") as file:
        file.write("\n".join(["term", *column]) + "\n")
    read = agate.Table.from_csv("ties.csv").columns["term"]
    seen = (type(read.data_type).__name__, [str(value) for value in read.values()])
    print(column, "->", *seen)
    assert seen == found
PYTHON
