#!/bin/bash
# A table of ties in OpenDocument (.ods), which keeps a value and how it is shown: a cell that is true and shown as
# VRAI or WAHR, in a partner's language, is False to pandas, which goes by whether TRUE is shown, not by the value.
# Rows that are alike and stand together, which the format writes once with their number, are one row to pyexcel-ods;
# below a country that is merged over its cities it moves the row to the left too, so that a city is in the column of
# countries (which its users have told). python-calamine and odfdo have the value, and every row in its place.
# Guessed before running: every cell is in its place, a covered one empty.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pandas==3.1.1 odfpy==1.4.1 python-calamine==0.9.1 odfdo==3.27.3 pyexcel-ods==0.6.0
venv/bin/python - <<'PYTHON'
import zipfile
from importlib.metadata import version

import odfdo
import pandas
import pyexcel_ods
import python_calamine

SPACES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text", "manifest")}
NAMES = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def text(shown: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{shown}</text:p></table:table-cell>'


def true(shown: str) -> str:
    kind = 'office:value-type="boolean" office:boolean-value="true"'
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


COVERED = "<table:covered-table-cell/>"
ROWS = [
    ("", text("国家") + text("城市") + text("有效")),
    ("", text("法国", 'table:number-rows-spanned="2"') + text("里昂") + true("VRAI")),
    ("", COVERED + text("尼斯") + true("WAHR")),
    ('table:number-rows-repeated="3"', text("日本") + text("福冈") + true("TRUE")),
]
rows = "".join(f"<table:table-row {more}>{cells}</table:table-row>" for more, cells in ROWS)
sheet = f'<table:table table:name="友城"><table:table-column table:number-columns-repeated="3"/>{rows}</table:table>'
body = f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body>"
content = f'<office:document-content {NAMES} office:version="1.3">{body}</office:document-content>'
entries = f"""<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>"""
with zipfile.ZipFile("ties.ods", "w") as archive:
    archive.writestr("mimetype", TYPE)
    archive.writestr("content.xml", content)
    manifest = f'<manifest:manifest {NAMES} manifest:version="1.3">{entries}</manifest:manifest>'
    archive.writestr("META-INF/manifest.xml", manifest)

read = {
    "pandas": pandas.read_excel("ties.ods", engine="odf", header=None).fillna("").values.tolist(),
    "pyexcel-ods": pyexcel_ods.get_data("ties.ods")["友城"],
    "python-calamine": python_calamine.load_workbook("ties.ods").get_sheet_by_index(0).to_python(),
    "odfdo": [[cell or "" for cell in row] for row in odfdo.Document("ties.ods").body.get_table(0).get_values()],
}
for name, table in read.items():
    print(name, version(name), *table, sep="\n  ")
HEADER, JAPAN = ["国家", "城市", "有效"], ["日本", "福冈", True]
whole = [HEADER, ["法国", "里昂", True], ["", "尼斯", True], JAPAN, JAPAN, JAPAN]
assert read["python-calamine"] == read["odfdo"] == whole
assert read["pandas"] == [HEADER, ["法国", "里昂", False], ["", "尼斯", False], JAPAN, JAPAN, JAPAN]
assert read["pyexcel-ods"] == [HEADER, ["法国", "里昂", True], ["尼斯", True], JAPAN]
PYTHON
