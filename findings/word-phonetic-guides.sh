#!/bin/bash
# Word's phonetic guides: where 六安 has its reading above it, python-docx and mammoth lose the word itself and give 前后
# for 前六安后 (mammoth warns of an element it does not know, python-docx says nothing); docx2txt puts the reading into
# the sentence, before the word. Guessed before running: the word stays and the reading is dropped.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet mammoth==1.13.0 python-docx==1.2.0 docx2txt==0.9
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

RUBY = (
    "<w:r {}><w:ruby><w:rubyPr><w:rubyAlign w:val='center'/><w:hps w:val='10'/><w:hpsRaise w:val='18'/>"
    "<w:hpsBaseText w:val='21'/><w:lid w:val='zh-CN'/></w:rubyPr><w:rt><w:r><w:t>lùān</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>六安</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
written = docx.Document()
paragraph = written.add_paragraph("前")
paragraph._p.append(parse_xml(RUBY.format(nsdecls("w"))))
paragraph.add_run("后")
written.save("a.docx")

print({name: version(name) for name in ("mammoth", "python-docx", "docx2txt")})
with open("a.docx", "rb") as file:
    read = mammoth.convert_to_html(file)
plain = docx.Document("a.docx").paragraphs[0].text
print("mammoth", read.value, read.messages, "python-docx", plain, "docx2txt", docx2txt.process("a.docx"))
assert read.value == "<p>前后</p>"
assert [message.type for message in read.messages] == ["warning"]
assert plain == "前后"
assert docx2txt.process("a.docx") == "前lùān六安后"
PYTHON
