#!/bin/bash
# htmldate makes 1 January of a date as Chinese pages write it: 发布时间：2024年12月25日 is 2024-01-01, in a time element
# too, though it has the whole date where a space stands before month and day, as in Korean.
# Guessed before running: 2024-12-25, and None for a date in Chinese numerals (which was right).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet htmldate==1.11.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from htmldate import find_date

PAGE = "<html lang='zh'><head><title>友城</title></head><body><h1>友好城市</h1>{}<p>两市签署协议。</p></body></html>"
FOUND = {
    "<p>发布时间：2024年12月25日</p>": "2024-01-01",
    "<time>2024年12月25日</time>": "2024-01-01",
    "<p>双方于2024年3月5日签字</p>": "2024-01-01",
    "<p>2024年 12月 25日</p>": "2024-12-25",
    "<p>2024년 12월 25일</p>": "2024-12-25",
    "<p>发布时间：2024-12-25</p>": "2024-12-25",
    "<p>二〇二四年三月五日</p>": None,
}
print("htmldate", version("htmldate"))
for written, found in FOUND.items():
    print(written, find_date(PAGE.format(written)))
    assert find_date(PAGE.format(written)) == found
PYTHON
