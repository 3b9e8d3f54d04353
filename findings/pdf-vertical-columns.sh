#!/bin/bash
# A PDF of vertical Chinese, three columns from right to left: PDFium reads the columns from left to right, the last first
# (in whatever order they were drawn); pdfminer gives every character a line of its own, pdfplumber reads across the
# columns. pypdf keeps the order of drawing. Guessed before running: PDFium has the columns in order, and pypdf a line for
# each character.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet reportlab==5.1.0 pdfplumber==0.11.10 pypdf==7.1.1 pypdfium2==5.15.2
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pdfplumber
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

COLUMNS = ["昆明市与", "苏黎世市", "结为友城"]
vertical = UnicodeCIDFont("STSong-Light", isVertical=True)
pdfmetrics.registerFont(vertical)
print({name: version(name) for name in ("pypdfium2", "pypdf", "pdfminer.six", "pdfplumber", "reportlab")})
for drawn in (COLUMNS, COLUMNS[::-1]):
    page = canvas.Canvas("a.pdf")
    page.setFont(vertical.fontName, 12)
    for column in drawn:
        page.drawString(400 - 20 * COLUMNS.index(column), 600, column)
    page.save()
    with pdfplumber.open("a.pdf") as opened:
        found = {
            "PDFium": pypdfium2.PdfDocument("a.pdf")[0].get_textpage().get_text_range().split(),
            "pypdf": pypdf.PdfReader("a.pdf").pages[0].extract_text().split(),
            "pdfminer": extract_text("a.pdf").split(),
            "pdfplumber": opened.pages[0].extract_text().splitlines(),
        }
    print("drawn", drawn, found)
    assert found["PDFium"] == COLUMNS[::-1]
    assert found["pypdf"] == drawn
    assert found["pdfminer"] == list("".join(COLUMNS[::-1]))
    assert found["pdfplumber"] == ["结 苏 昆", "为 黎 明", "友 世 市", "城 市 与"]
PYTHON
