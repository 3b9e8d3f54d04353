#!/bin/bash
# docx-mailmerge2, which fills Word's merge fields and keeps their date pictures, reads letters between quotes too, which
# Word writes as they stand: a date as Spanish and Portuguese letters have it (d 'de' MMMM 'de' yyyy) is 9 '9e' January
# '9e' 1988, and the quotes stay in a Chinese one (yyyy'年'M'月'd'日'). Without a word, gge年 and EEEE年, the years of Japan
# and in Chinese numerals, go into the letter as those letters. Outside quotes the pictures are filled rightly.
# Guessed before running: 9 de January de 1988, 1988年1月9日, and a warning for what it does not know.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet docx-mailmerge2==1.0.3 python-docx==1.2.0
venv/bin/python - <<'PYTHON'
import datetime
import warnings
from importlib.metadata import version

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from mailmerge import MailMerge

FOUND = {
    "d 'de' MMMM 'de' yyyy": "9 '9e' January '9e' 1988",
    "yyyy'年'M'月'd'日'": "1988'年'1'月'9'日'",
    "yyyy年M月d日": "1988年1月9日",
    "d MMMM yyyy": "9 January 1988",
    "gge年M月d日": "gge年1月9日",
    "EEEE年": "EEEE年",
}


def letter(picture: str) -> str:
    """The words of a letter whose date is merged with this picture."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> MERGEFIELD signed \\@ "{picture}" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>«signed»</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{part}</w:r>"))
    document.save("letter.docx")
    with MailMerge("letter.docx") as merged:
        merged.merge(signed=datetime.date(1988, 1, 9))
        merged.write("merged.docx")
    return docx.Document("merged.docx").paragraphs[0].text


print("docx-mailmerge2", version("docx-mailmerge2"))
warnings.simplefilter("error")
for picture, found in FOUND.items():
    print(picture, "->", letter(picture))
    assert letter(picture) == found
PYTHON
