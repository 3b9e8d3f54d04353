#!/bin/bash
# phonenumbers (libphonenumber), asked where a number is, calls Korea's big cities in Traditional Chinese by a name that is cut
# off: Busan is 釜山廣, Daegu 大邱廣, Incheon 仁川廣 (of 廣域市, metropolitan city) — as 光州廣 and 大田廣, names of no city. In
# Simplified Chinese they are 釜山市, in Korean 부산; Seoul is 首爾市 in both scripts. Nor is it told by what it falls back on:
# Guangzhou's own number is "Guangzhou, Guangdong" in Traditional Chinese, and Kagoshima's 日本 in Simplified.
# Guessed before running: 釜山.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet phonenumbers==9.0.43
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from phonenumbers import geocoder, is_valid_number, parse

# Made-up numbers, each of its area.
PLACES = {
    "+82 2 120 0000": ("首尔市", "首爾市", "서울"),
    "+82 51 888 0000": ("釜山市", "釜山廣", "부산"),
    "+82 53 803 0000": ("大邱市", "大邱廣", "대구"),
    "+82 32 440 0000": ("仁川市", "仁川廣", "인천"),
    "+82 62 613 0000": ("光州市", "光州廣", "광주"),
    "+82 42 270 0000": ("大田市", "大田廣", "대전"),
    "+82 52 229 0000": ("蔚山市", "蔚山廣", "울산"),
    "+82 44 300 0000": ("世宗市", "世宗市", "세종"),
    "+86 20 8300 0000": ("广东省广州市", "Guangzhou, Guangdong", "중국"),
    "+81 99 216 0000": ("日本", "Kagoshima, Kagoshima", "일본"),
}
print("phonenumbers", version("phonenumbers"))
for written, names in PLACES.items():
    number = parse(written)
    told = tuple(geocoder.description_for_number(number, language) for language in ("zh", "zh_Hant", "ko"))
    print(written, told)
    assert is_valid_number(number)
    assert told == names
PYTHON
