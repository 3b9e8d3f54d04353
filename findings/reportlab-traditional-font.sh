#!/bin/bash
# reportlab sets Traditional Chinese in MSung-Light, whose characters are numbered by Adobe-CNS1, with the table of the
# Simplified fonts (UniGB-UCS2-H): pdfminer, which goes by what the file says, reads 揄佗貯 for 臺北市. pypdf and PDFium
# take the codes for Unicode and read 臺北市. Guessed before running: the table is UniCNS-UCS2-H, and all three read it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet reportlab==5.1.0 pdfminer.six==20260107 pypdf==7.1.1 pypdfium2==5.15.2
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FOUND = {
    "STSong-Light": ("台北市", "GB1", "/UniGB-UCS2-H", "台北市"),
    "MSung-Light": ("臺北市", "CNS1", "/UniGB-UCS2-H", "揄佗貯"),
}
print({name: version(name) for name in ("reportlab", "pdfminer.six", "pypdf", "pypdfium2")})
for font, (written, ordering, table, mined) in FOUND.items():
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    page = canvas.Canvas("a.pdf")
    page.setFont(font, 12)
    page.drawString(100, 700, written)
    page.save()
    read = pypdf.PdfReader("a.pdf").pages[0]
    used = next(each for each in read["/Resources"]["/Font"].values() if each["/BaseFont"] == f"/{font}")
    numbered = used["/DescendantFonts"][0].get_object()["/CIDSystemInfo"]["/Ordering"]
    texts = extract_text("a.pdf"), read.extract_text(), pypdfium2.PdfDocument("a.pdf")[0].get_textpage().get_text_range()
    texts = tuple(text.strip() for text in texts)
    print(font, numbered, used["/Encoding"], "pdfminer, pypdf, PDFium:", *texts)
    assert (numbered, used["/Encoding"]) == (ordering, table)
    assert texts == (mined, written, written)
PYTHON
