#!/bin/bash
# Word's non-breaking hyphen, by which writers keep a term or a score on one line, is an element of its own: docx2txt and
# docx2python drop it, so that a pact of 2019-2020 is of 20192020, a score of 2-3 is 23, and clause 3-1 is clause 31.
# python-docx, which once dropped it too, and mammoth keep it. A hyphen that is a character (U+2011) stays in each of them.
# Guessed before running: all four have a hyphen. (Users of docx2txt have told of it; we found nothing on docx2python.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

HYPHEN = "<w:noBreakHyphen/>"
SENTENCES = [("协定有效期为2019", "2020年。"), ("比分为2", "3。"), ("依第3", "1条。")]
document = docx.Document()
for before, after in SENTENCES:
    written = f"<w:t>{before}</w:t>{HYPHEN}<w:t>{after}</w:t>"
    document.add_paragraph()._p.append(parse_xml(f"<w:r {nsdecls('w')}>{written}</w:r>"))
document.add_paragraph("第5\u20111条。")
document.save("pact.docx")

with open("pact.docx", "rb") as file:
    raw = mammoth.extract_raw_text(file).value
found = {
    "docx2txt": docx2txt.process("pact.docx").split(),
    "docx2python": docx2python("pact.docx").text.split(),
    "python-docx": [paragraph.text for paragraph in docx.Document("pact.docx").paragraphs],
    "mammoth": raw.split(),
}
dropped = [before + after for before, after in SENTENCES] + ["第5\u20111条。"]
for name, sentences in found.items():
    print(name, version(name), sentences)
assert found["docx2txt"] == found["docx2python"] == dropped
assert found["python-docx"] == [f"{before}-{after}" for before, after in SENTENCES] + ["第5\u20111条。"]
assert found["mammoth"] == [f"{before}\u2011{after}" for before, after in SENTENCES] + ["第5\u20111条。"]
PYTHON
