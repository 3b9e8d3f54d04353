#!/bin/bash
# Microsoft's recognizers-text in Python takes whatever number of years or months a Chinese sentence counts back or on
# for one: 30年前 (thirty years ago) is last year, 十五年后 (in fifteen years) next year, 三个月前 last month; days and weeks it
# counts, as it does years in English, and as its sister in JavaScript does. Both make 30 weeks of the thirtieth
# anniversary, 30周年, whose first two characters say that; in English they find nothing in it.
# Guessed before running: times are right but for the era of a year (民国), and 30周年 is no time. Needs node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet recognizers-text-date-time==1.0.2a2 emoji==1.7.0
npm install --silent --no-audit --no-fund --prefix . @microsoft/recognizers-text-date-time@1.3.2
cat >shown.cjs <<'JAVASCRIPT'
const { Culture, recognizeDateTime } = require("@microsoft/recognizers-text-date-time");
const asked = new Date(2026, 10, 29);
const read = (text) => recognizeDateTime(text, Culture.Chinese, undefined, asked)[0].resolution.values[0].timex;
console.log(JSON.stringify(process.argv.slice(2).map(read)));
JAVASCRIPT
venv/bin/python - <<'PYTHON'
import datetime
import json
import subprocess
from importlib.metadata import version

from recognizers_date_time import Culture, recognize_datetime

ASKED = datetime.datetime(2026, 11, 29)
FOUND = {
    "30年前": ("2025-11-29", "1996-11-29"),
    "三年前": ("2025-11-29", "2023-11-29"),
    "十五年后": ("2027-11-29", "2041-11-29"),
    "三个月前": ("2026-10-29", "2026-08-29"),
    "十天前": ("2026-11-19", "2026-11-19"),
    "两周前": ("2026-11-15", "2026-11-15"),
    "30周年": ("P30W", "P30W"),
    "建交五十周年": ("P50W", "P50W"),
}


def read(text: str, culture: str) -> list[str]:
    return [found.resolution["values"][0]["timex"] for found in recognize_datetime(text, culture, reference=ASKED)]


print("recognizers-text-date-time", version("recognizers-text-date-time"), "asked on", ASKED.date())
shown = json.loads(subprocess.run(["node", "shown.cjs", *FOUND], capture_output=True, check=True, text=True).stdout)
for (text, (python, javascript)), other in zip(FOUND.items(), shown, strict=True):
    print(text, "Python:", read(text, Culture.Chinese), "JavaScript:", other)
    assert read(text, Culture.Chinese) == [python]
    assert other == javascript
assert read("30 years ago", Culture.English) == ["1996-11-29"]
assert read("30th anniversary", Culture.English) == []
PYTHON
