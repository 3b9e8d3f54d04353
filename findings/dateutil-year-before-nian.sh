#!/bin/bash
# dateutil, told to be fuzzy, reads 1988年1月19日 without its year and gives 19 January of the year it falls back on; of
# 1988年1月 it makes a first of that year's month. edtf, which reads prose with it, writes XXXX-01-19, and for 1988年1月
# XXXX-XX-01: the month as a day. Guessed before running: dateutil gives 1988, and for 民国77年 the year 1977; edtf None.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet python-dateutil==2.9.0.post0 edtf==5.0.2
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import edtf
from dateutil import parser

FALLBACK = datetime.datetime(2026, 11, 29)
FOUND = {
    "1988年1月19日": ("2026-01-19", "XXXX-01-19"),
    "1988年1月": ("2026-11-01", "XXXX-XX-01"),
    "民国77年1月19日": ("2026-01-19", "XXXX-01-19"),
    "1988.1.19": ("1988-01-19", "1988-01-19"),
}
print("dateutil", version("python-dateutil"), "edtf", version("edtf"))
for written, (fuzzy, prose) in FOUND.items():
    seen = parser.parse(written, fuzzy=True, default=FALLBACK).date().isoformat(), str(edtf.text_to_edtf(written))
    print(written, *seen)
    assert seen == (fuzzy, prose)
PYTHON
