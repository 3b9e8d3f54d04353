#!/bin/bash
# hanja, which writes the Chinese characters of a Korean paper in Hangul, gives each character one reading wherever it stands:
# June and October (六月, 十月) are 육월 and 십월 for 유월 and 시월, a rate (比率) is 비솔 for 비율, real estate (不動産) 불동산
# for 부동산, and the cities of Gimhae and Gimcheon (金海, 金泉) are Geumhae and Geumcheon (its users have told of 金). It does
# know 陜川 (합천), and that 羅州 begins as 나주.
# Guessed before running: months, common words and cities are right, names of persons are not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet hanja==0.15.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import hanja

FOUND = {
    "金海市": "금해시",
    "金泉市": "금천시",
    "金大中": "금대중",
    "六月": "육월",
    "十月": "십월",
    "比率": "비솔",
    "不動産": "불동산",
    "陜川": "합천",
    "羅州": "나주",
    "金剛山": "금강산",
}
print("hanja", version("hanja"))
for written, found in FOUND.items():
    seen = hanja.translate(written, "substitution")
    print(written, "->", seen)
    assert seen == found
PYTHON
