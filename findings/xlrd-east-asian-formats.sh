#!/bin/bash
# xlrd knows that the built-in East Asian number formats (27 to 36, 50 to 58) are dates, but not what they look like:
# their format string is None, not the string of the specification. Guessed before running: 31 is yyyy"年"m"月"d"日".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet xlrd==2.0.2 xlwt==1.3.0
venv/bin/python - <<'PYTHON'
import xlrd
import xlwt

book = xlwt.Workbook()
book.add_sheet("a").write(0, 0, 32242)
book.save("a.xls")
read = xlrd.open_workbook("a.xls", formatting_info=True)
print("xlrd", xlrd.__version__)
for number in (14, 27, 31, 58):
    shown = read.format_map[number]
    print(number, "type", shown.type, "string", repr(shown.format_str))
assert read.format_map[14].format_str == "m/d/yy"
assert all(read.format_map[number].type == xlrd.formatting.FDT for number in (27, 31, 58))
assert all(read.format_map[number].format_str is None for number in (27, 31, 58))
PYTHON
