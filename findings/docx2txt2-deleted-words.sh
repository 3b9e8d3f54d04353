#!/bin/bash
# docx2txt2 gives the words that a tracked change has deleted, like those that stand, in Word and in OpenDocument: where 不再
# (no longer) is struck out of 双方不再续约, the parties renew, but it reads that they no longer do; of a term of 5 years
# struck out for 10 it has both. It puts a space wherever Word begins a new run, so that 2003年 is 20 03年 and Zürich Zü rich.
# odfpy too has the deleted words of OpenDocument among the paragraphs. docx2txt, python-docx and odfdo leave them out.
# Guessed before running: each of them gives the words that stand, and whole words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet docx2txt2==1.0.4 docx2txt==0.9 python-docx==1.2.0 odfpy==1.4.1 odfdo==3.27.3
venv/bin/python - <<'PYTHON'
import zipfile
from importlib.metadata import version

import docx
import docx2txt
import docx2txt2
import odfdo
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from odf import opendocument, teletype
from odf import text as odf_text

paper = docx.Document()
renewed = paper.add_paragraph("双方")
changed = f'{nsdecls("w")} w:author="office" w:date="2025-01-19T00:00:00Z"'
renewed._p.append(parse_xml(f'<w:del w:id="1" {changed}><w:r><w:delText>不再</w:delText></w:r></w:del>'))
renewed.add_run("续约。")
signed = paper.add_paragraph("20")
for run in ("03年与Zü", "rich结好。"):
    signed.add_run(run)
paper.save("paper.docx")

SPACES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "manifest")}
NAMES = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items()) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
TYPE = "application/vnd.oasis.opendocument.text"
PARTS = {
    "META-INF/manifest.xml": f"""<manifest:manifest {NAMES} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>""",
    "content.xml": f"""<office:document-content {NAMES} office:version="1.3"><office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>office</dc:creator>
<dc:date>2025-01-19T00:00:00</dc:date></office:change-info><text:p>有效期5年。</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:p><text:change text:change-id="c1"/>有效期10年。</text:p>
</office:text></office:body></office:document-content>""",
}
with zipfile.ZipFile("paper.odt", "w") as written:
    written.writestr("mimetype", TYPE)
    for name, part in PARTS.items():
        written.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{part}')

paragraphs = opendocument.load("paper.odt").getElementsByType(odf_text.P)
FOUND = {
    "docx2txt2, Word": (docx2txt2.extract_text("paper.docx"), "双方 不再 续约。 20 03年与Zü rich结好。"),
    "docx2txt, Word": (" ".join(docx2txt.process("paper.docx").split()), "双方续约。 2003年与Zürich结好。"),
    "python-docx, Word": (" ".join(each.text for each in paper.paragraphs), "双方续约。 2003年与Zürich结好。"),
    "docx2txt2, OpenDocument": (
        docx2txt2.extract_text("paper.odt"),
        "office 2025-01-19T00:00:00 有效期5年。 有效期10年。",
    ),
    "odfpy, OpenDocument": (" ".join(teletype.extractText(each) for each in paragraphs), "有效期5年。 有效期10年。"),
    "odfdo, OpenDocument": (odfdo.Document("paper.odt").get_formatted_text().strip(), "有效期10年。"),
}
print({name: version(name) for name in ("docx2txt2", "docx2txt", "python-docx", "odfpy", "odfdo")})
for reader, (seen, found) in FOUND.items():
    print(reader, "->", seen)
    assert seen == found
PYTHON
