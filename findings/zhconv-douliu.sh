#!/bin/bash
# zhconv, Simplified to Traditional as Taiwan writes it, knows words, yet makes 鬥六 ("fight") of Douliu, a city of Taiwan whose
# name is 斗六 in either script, 北鬥 of Beidou, and 嶽陽 of Yueyang (岳阳). hanziconv has these too, and goes character by
# character, for each the rarest sense: Qufu (曲阜) is 麯阜, of yeast, Qiandao Lake (千岛湖) 韆島湖, of swings, Matsumoto (松本)
# 鬆本, loose, Sapporo 劄幌, and Taizhou (台州) 颱州, of typhoons (of 台 its users have told).
# Guessed before running: zhconv has cities right; hanziconv is wrong with 里 and 后 (里昂, 皇后镇), not with these.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet hanziconv==0.3.2 zhconv==1.4.3
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import hanziconv
import zhconv

FOUND = {
    "台州": ("颱州", "台州"),
    "曲阜": ("麯阜", "曲阜"),
    "千岛湖": ("韆島湖", "千島湖"),
    "松本": ("鬆本", "松本"),
    "札幌": ("劄幌", "札幌"),
    "云南": ("雲南", "雲南"),
    "岳阳": ("嶽陽", "嶽陽"),
    "斗六": ("鬥六", "鬥六"),
    "北斗": ("北鬥", "北鬥"),
}
print("hanziconv", version("hanziconv"), "zhconv", version("zhconv"))
for name, found in FOUND.items():
    seen = (hanziconv.HanziConv.toTraditional(name), zhconv.convert(name, "zh-tw"))
    print(name, "->", *seen)
    assert seen == found
PYTHON
