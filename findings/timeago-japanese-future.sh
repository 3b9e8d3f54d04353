#!/bin/bash
# timeago in Japanese says of what lies ahead that it comes within that time: an anniversary in 30 years is 30年以内, tomorrow's
# meeting 1日以内 (後 says "in"; Korean and Chinese have it). In Chinese, Simplified and Traditional, it counts months with the
# name of a month: ten months ago is 10月前, "before October", and in five months 5月后, "after May" (个月 counts months; its
# sister for JavaScript was mended in that). Korean has 개월.
# Guessed before running: 10个月前, 10個月前 and 30年後.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet timeago==1.0.16
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import timeago

NOW = datetime.datetime(2026, 12, 1, 12)
DAYS = [NOW - datetime.timedelta(330), NOW + datetime.timedelta(155), NOW + datetime.timedelta(1), NOW.replace(year=2056)]
FOUND = {
    "zh_CN": ["10月前", "5月后", "1天后", "30年后"],
    "zh_TW": ["10月前", "5月後", "1天後", "30年後"],
    "ja": ["10ヶ月前", "5ヶ月以内", "1日以内", "30年以内"],
    "ko": ["10개월 전", "5개월 후", "1일 후", "30년 후"],
}
print("timeago", version("timeago"))
for language, found in FOUND.items():
    seen = [timeago.format(day, NOW, language) for day in DAYS]
    print(language, *seen)
    assert seen == found
PYTHON
