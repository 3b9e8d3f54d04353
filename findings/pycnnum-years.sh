#!/bin/bash
# pycnnum reads a year in Chinese numerals as its last digit: 一九八八 (1988) is 8, 二〇二四 is 4, 二零零三 is 3, without a word
# of complaint. What is counted it reads rightly (一千九百八十八, 三十, 十五). cn2an and kanjize have 1988.
# Guessed before running: 1988, as in the other two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pycnnum==2.1.1 cn2an==0.5.24 kanjize==1.6.1
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import cn2an
import kanjize
import pycnnum

print({name: version(name) for name in ("pycnnum", "cn2an", "kanjize")})
for year, number, last in (("一九八八", 1988, 8), ("二〇二四", 2024, 4), ("二零零三", 2003, 3), ("一九七九", 1979, 9)):
    read = pycnnum.cn2num(year), cn2an.cn2an(year, "smart"), kanjize.kanji2number(year)
    print(year, read)
    assert read == (last, number, number)
for counted, number in (("一千九百八十八", 1988), ("三十", 30), ("十五", 15)):
    assert pycnnum.cn2num(counted) == number
PYTHON
