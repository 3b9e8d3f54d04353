#!/bin/bash
# uroman, which spells every script in Latin letters and reads numbers on the way, takes the numerals in names for
# numbers: Sanya (三亚) is 3ya, Sichuan 4chuan, Lu'an 6an, Jiujiang 9jiang, Hachioji (八王子) 8wangzi and Chiba (千葉) 1000ye,
# in Chinese and told so or not; 百色 and 万宁 keep their syllables. A year in such numerals loses its noughts: 二〇〇三年五月
# (May 2003) is 2·3nian5yue, 二〇〇〇年 2·0nian, 一九〇五年 1·9·5nian; 一九八八年 is 1·9·8·8nian.
# Guessed before running: sanya and sichuan, and 一九八八 read character by character.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet uroman==1.3.1.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import uroman

FOUND = {
    "三亚": "3ya",
    "四川": "4chuan",
    "六安": "6an",
    "九江": "9jiang",
    "七台河": "7taihe",
    "八王子": "8wangzi",
    "千葉": "1000ye",
    "百色": "bose",
    "万宁": "wanning",
    "昆明": "kunming",
    "二〇〇三年五月": "2·3nian5yue",
    "二〇〇〇年": "2·0nian",
    "二零零三年": "2·3nian",
    "一九〇五年": "1·9·5nian",
    "一九八八年": "1·9·8·8nian",
    "2003年5月": "2003nian5yue",
    "三十周年": "30zhounian",
}
speller = uroman.Uroman()
print("uroman", version("uroman"))
for written, spelt in FOUND.items():
    seen = [speller.romanize_string(written, lcode=code) for code in (None, "zho")]
    print(written, *seen)
    assert seen == [spelt, spelt]
PYTHON
