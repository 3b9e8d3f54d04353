#!/bin/bash
# opencc, Simplified to Traditional with Taiwan's words (s2twp), the configuration that knows 马里共和国 to be 馬利共和國:
# Mali alone becomes 馬裡 ("inside the horse"), and Brescia, Breda, Brest get the 佈 of laying mines (佈雷).
# Guessed before running: 馬利 both times (or 馬里), and no foreign name takes a character for its sense.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet opencc==1.4.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import opencc

print("opencc", version("opencc"))
converter = opencc.OpenCC("s2twp")
FOUND = {
    "马里共和国": "馬利共和國",
    "马里": "馬裡",
    "索马里": "索馬利亞",
    "马里兰州": "馬里蘭州",
    "马里博尔": "馬裡博爾",
    "布里斯班": "布里斯班",
    "布雷西亚": "佈雷西亞",
    "布雷达": "佈雷達",
    "布雷斯特": "佈雷斯特",
}
for name, found in FOUND.items():
    print(name, converter.convert(name))
    assert converter.convert(name) == found
PYTHON
