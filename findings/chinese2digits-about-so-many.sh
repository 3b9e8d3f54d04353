#!/bin/bash
# chinese2digits, which writes the numbers of a Chinese text in figures, makes one number of the two that say "about": 30 to
# 40 guests (三四十人) are 340人, one to two million yuan (一两百万元) 12000000元, 17 or 18 years (十七八年) 88年, 120 to 130
# (一百二三十人) 330人, and articles 3 and 4 (第三四条) article 34. cn2an leaves the first four as they are; it has 第34条 too.
# Guessed before running: such numbers stay in words, or are written as 30 to 40.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet chinese2digits==6.0.2 cn2an==0.5.24
venv/bin/python - <<'PYTHON'
import warnings
from importlib.metadata import version

import chinese2digits
import cn2an

FOUND = {
    "与会者三四十人": ("与会者340人", "与会者三四十人"),
    "资助一两百万元": ("资助12000000元", "资助一两百万元"),
    "结好十七八年": ("结好88年", "结好十七八年"),
    "一百二三十人": ("330人", "一百二三十人"),
    "第三四条": ("第34条", "第34条"),
    "三百五十人": ("350人", "350人"),
}
warnings.simplefilter("ignore")
print("chinese2digits", version("chinese2digits"), "cn2an", version("cn2an"))
for sentence, found in FOUND.items():
    seen = (chinese2digits.takeNumberFromString(sentence)["replacedText"], cn2an.transform(sentence, "cn2an"))
    print(sentence, "->", *seen)
    assert seen == found
PYTHON
