#!/bin/bash
# pandoc, where a paragraph of a Word document has a text box beside it as Word itself writes them (in two forms, of which a
# program takes one): the box takes the place of the paragraph, whose own words are gone, be it that Zürich is a sister
# city since 1982 or the name of a city in a table, which becomes 待核 (to be checked) beside that city's year. A box in the
# older form alone is passed over, and the words stay. docx2txt and docx2python give such a box twice; mammoth has the
# paragraph, then the box once.
# Guessed before running: pandoc, docx2txt and docx2python have the words of the paragraph and those of the box, each once.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc_binary==1.17 python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python

SPACES = nsdecls("w", "wp", "a") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
WORDS = "<w:txbxContent><w:p><w:r><w:t>待核</w:t></w:r></w:p></w:txbxContent>"
NEWER = f"""<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0"
locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="720000" cy="360000"/><wp:wrapNone/><wp:docPr id="1" name="文本框 1"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{WORDS}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing>"""
OLDER = f'<w:pict><v:shape style="width:57pt;height:28pt"><v:textbox>{WORDS}</v:textbox></v:shape></w:pict>'
CHOICE = f'<mc:Choice Requires="wps">{NEWER}</mc:Choice><mc:Fallback>{OLDER}</mc:Fallback>'
BOXES = {"both": f"<mc:AlternateContent>{CHOICE}</mc:AlternateContent>", "older": OLDER}


def paper(box: str) -> str:
    document = docx.Document()
    paragraph = document.add_paragraph("苏黎世于1982年结好。")
    paragraph._p.append(parse_xml(f"<w:r {SPACES}>{BOXES[box]}</w:r>"))
    table = document.add_table(1, 2)
    cell = table.cell(0, 0).paragraphs[0]
    cell.add_run("巴塞尔")
    cell._p.append(parse_xml(f"<w:r {SPACES}>{BOXES[box]}</w:r>"))
    table.cell(0, 1).text = "2003年"
    document.save(f"{box}.docx")
    return f"{box}.docx"


def words(text: str) -> list[str]:
    return [word for word in text.replace("-", " ").split() if word]


print({name: version(name) for name in ("pypandoc_binary", "docx2txt", "docx2python", "mammoth")})
print("pandoc", pypandoc.get_pandoc_version())
both, older = paper("both"), paper("older")
with open(both, "rb") as file:
    page = mammoth.convert_to_html(file).value
found = {
    "pandoc": words(pypandoc.convert_file(both, "plain")),
    "pandoc, older form": words(pypandoc.convert_file(older, "plain")),
    "docx2txt": words(docx2txt.process(both)),
    "docx2python": words(docx2python(both).text),
    "mammoth": words(page.replace("<", " <").replace(">", "> ")),
}
for name, shown in found.items():
    print(name, shown)
assert found["pandoc"] == ["待核", "待核", "2003年"]
assert found["pandoc, older form"] == ["苏黎世于1982年结好。", "巴塞尔", "2003年"]
assert found["docx2txt"] == ["苏黎世于1982年结好。", "待核", "待核", "巴塞尔", "待核", "待核", "2003年"]
assert found["docx2python"] == ["待核", "待核", "苏黎世于1982年结好。", "待核", "待核", "巴塞尔", "2003年"]
shown = [word for word in found["mammoth"] if "<" not in word]
assert shown == ["苏黎世于1982年结好。", "待核", "巴塞尔", "待核", "2003年"]
PYTHON
