#!/bin/bash
# reportlab's wrapping for Chinese, Japanese and Korean (wordWrap="CJK") keeps 。 and 、 from the start of a line, letting
# them hang in the margin, but lets ，；：！？”》 begin one: it knows the marks that Japanese sets, and of the others only
# those of ASCII. Guessed before running: no line begins with such a mark.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet reportlab==5.1.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def lines(text: str, characters: int) -> list[str]:
    style = ParagraphStyle("chinese", fontName=FONT, fontSize=12, wordWrap="CJK")
    paragraph = Paragraph(text, style)
    paragraph.wrap(12 * characters + 1, 1000)
    return ["".join(line[1]) for line in paragraph.blPara.lines]


print("reportlab", version("reportlab"))
for mark, begins in [(mark, False) for mark in "。、）」"] + [(mark, True) for mark in "，；：！？”》"]:
    wrapped = lines(f"双方签署{mark}结为友城", 4)
    print(mark, wrapped)
    assert wrapped[:2] == (["双方签署", f"{mark}结为友"] if begins else [f"双方签署{mark}", "结为友城"])
PYTHON
