#!/bin/bash
# odfdo, asked for the text of an OpenDocument letter (get_formatted_text), leaves out what stands in a field, without a
# word: the day of signing (a date field, 签于1988年1月19日 is 签于。), a city from a variable, the number of a table, and the
# word that has its reading above it (前六安后 is 前后). Its to_markdown of the same letter has all of them.
# Guessed before running: both have the text that a reader sees, the reading beside the word or not at all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet odfdo==3.27.3
venv/bin/python - <<'PYTHON'
import zipfile
from importlib.metadata import version

import odfdo

SPACES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "manifest")}
NAMES = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
TYPE = "application/vnd.oasis.opendocument.text"
PARTS = {
    "META-INF/manifest.xml": f"""<manifest:manifest {NAMES} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>""",
    "content.xml": f"""<office:document-content {NAMES} office:version="1.3"><office:body><office:text>
<text:user-field-decls><text:user-field-decl text:name="city" office:value-type="string" office:string-value="昆明"/>
</text:user-field-decls>
<text:p>签于<text:date text:date-value="1988-01-19" text:fixed="true">1988年1月19日</text:date>。</text:p>
<text:p>与<text:user-field-get text:name="city">昆明</text:user-field-get>结好。</text:p>
<text:p>见表<text:sequence text:name="Table" text:formula="ooow:Table+1">3</text:sequence>。</text:p>
<text:p>前<text:ruby><text:ruby-base>六安</text:ruby-base><text:ruby-text>Lù’ān</text:ruby-text></text:ruby>后</text:p>
</office:text></office:body></office:document-content>""",
}
with zipfile.ZipFile("letter.odt", "w") as letter:
    letter.writestr("mimetype", TYPE)
    for name, part in PARTS.items():
        letter.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{part}')
document = odfdo.Document("letter.odt")
text, markdown = document.get_formatted_text().split(), document.to_markdown().split()
print("odfdo", version("odfdo"))
print("get_formatted_text", text)
print("to_markdown", markdown)
assert text == ["签于。", "与结好。", "见表。", "前后"]
assert markdown == ["签于1988年1月19日。", "与昆明结好。", "见表3。", "前六安Lù’ān后"]
PYTHON
