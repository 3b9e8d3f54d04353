#!/bin/bash
# jionlp's parse_time passes over the era of a year: 民国77年 (1988) is 1977, 民国113年 the year 113, 昭和63年 1963. A day
# written 廿三日, as letters do, it takes for one of the lunar calendar, after a month in figures too: 1988年3月廿三日 is
# 8 May, 1988年3月二十三日 is 23 March. Guessed before running: it refuses 民国, and 廿三日 is 二十三日.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet jionlp==1.5.31
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import jionlp

NOW = datetime.datetime(2025, 11, 29).timestamp()
FOUND = {
    "民国77年1月19日": "1977-01-19",
    "民国113年1月19日": "113-01-19",
    "昭和63年1月19日": "1963-01-19",
    "1988年3月廿三日": "1988-05-08",
    "1988年3月二十三日": "1988-03-23",
}
print("jionlp", version("jionlp"))
for written, found in FOUND.items():
    seen = jionlp.parse_time(written, time_base=NOW)["time"][0].split()[0]
    print(written, seen)
    assert seen == found
PYTHON
